#include "iterator.h"

#include <unicode/ubrk.h>

void *icu_iterator_open(void) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
  return U_SUCCESS(status) ? iterator : NULL;
}

int32_t icu_iterator_count(void *iterator, const uint16_t *text, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(iterator, (const UChar *)text, length, &status);
  int32_t count = 0;
  for (int32_t at = ubrk_first(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) count++;
  return count;
}

void icu_iterator_close(void *iterator) { ubrk_close(iterator); }
