#include "zhijian_icu_break.h"

#include <stdlib.h>
#include <unicode/ubrk.h>

struct zhijian_icu_break {
  UBreakIterator *words;
};

zhijian_icu_break *zhijian_icu_break_open(const char **error) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
  if (U_FAILURE(status)) {
    *error = u_errorName(status);
    return NULL;
  }
  zhijian_icu_break *iterator = malloc(sizeof *iterator);
  if (iterator == NULL) {
    ubrk_close(words);
    *error = u_errorName(U_MEMORY_ALLOCATION_ERROR);
    return NULL;
  }
  iterator->words = words;
  return iterator;
}

void zhijian_icu_break_close(zhijian_icu_break *iterator) {
  if (iterator == NULL) return;
  ubrk_close(iterator->words);
  free(iterator);
}

int32_t zhijian_icu_break_boundaries(zhijian_icu_break *iterator, const uint16_t *text, int32_t length,
                                     int32_t *positions, const char **error) {
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(iterator->words, (const UChar *)text, length, &status);
  if (U_FAILURE(status)) {
    *error = u_errorName(status);
    return -1;
  }
  /* Boundaries rise from 0 to `length`, so there are at most `length` + 1; the check of `count` holds even if not. */
  int32_t count = 0;
  for (int32_t at = ubrk_first(iterator->words); at != UBRK_DONE && count <= length;
       at = ubrk_next(iterator->words)) {
    positions[count++] = at;
  }
  return count;
}
