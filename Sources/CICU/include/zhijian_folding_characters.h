#ifndef ZHIJIAN_FOLDING_CHARACTERS_H
#define ZHIJIAN_FOLDING_CHARACTERS_H

#include <stdbool.h>
#include <stdint.h>

/* What a character is for text folding. */
typedef enum zhijian_folding_kind {
  /* Letters, digits, private use, unassigned, surrogates: what words are made of. */
  ZHIJIAN_FOLDING_WORD = 0,
  /* Decimal digits of any script; the value is that of zhijian_folding_digit(). */
  ZHIJIAN_FOLDING_DIGIT = 1,
  /* Spaces, punctuation and symbols. */
  ZHIJIAN_FOLDING_SEPARATOR = 2,
  /* Nothing a reader sees: format and control characters, tags, fillers. Tab and line ends are
     separators. */
  ZHIJIAN_FOLDING_INVISIBLE = 3,
  /* Combining marks without width of their own, variation selectors among them. */
  ZHIJIAN_FOLDING_MARK = 4
} zhijian_folding_kind;

zhijian_folding_kind zhijian_folding_class(int32_t character);

/* Whether zhijian_folding_fold() may change the code point; quick, and never wrong about no. */
bool zhijian_folding_folds(int32_t character);

/* The value 0...9 of a decimal digit of any script, -1 for anything else. */
int32_t zhijian_folding_digit(int32_t character);

/* The compatibility folding of one code point: its NFKC form with simple case folding of each
   resulting code point, as UTF-16. Returns the length, 0 if the code point stays as it is or if
   the form does not fit into `capacity`. */
int32_t zhijian_folding_fold(int32_t character, uint16_t *form, int32_t capacity);

/* The letter under the marks of one code point (e for é), of Latin, Greek and Cyrillic letters
   only; the code point itself otherwise. */
int32_t zhijian_folding_bare(int32_t character);

#endif
