#ifndef ZHIJIAN_ICU_BREAK_H
#define ZHIJIAN_ICU_BREAK_H

#include <stdint.h>

/* ICU's word break iterator for Chinese. One iterator belongs to one thread at a time. */
typedef struct zhijian_icu_break zhijian_icu_break;

/* A new iterator, or NULL; then `*error` is the name of ICU's error, a string with static lifetime. */
zhijian_icu_break *zhijian_icu_break_open(const char **error);
void zhijian_icu_break_close(zhijian_icu_break *iterator);

/* Writes the word boundaries of the whole buffer, 0 and `length` included, in ascending order to
   `positions`, which must have room for `length` + 1 numbers. Returns how many were written, or -1
   if ICU refused; then `*error` names the reason. `text` need not be well-formed UTF-16. */
int32_t zhijian_icu_break_boundaries(zhijian_icu_break *iterator, const uint16_t *text, int32_t length,
                                     int32_t *positions, const char **error);

#endif
