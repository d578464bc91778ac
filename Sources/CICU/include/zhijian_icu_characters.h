#ifndef ZHIJIAN_ICU_CHARACTERS_H
#define ZHIJIAN_ICU_CHARACTERS_H

#include <stdint.h>

/* What the tokenizer wants to know of a character. */
enum {
  ZHIJIAN_CHARACTER_OTHER = 0,
  ZHIJIAN_CHARACTER_HAN = 1,         /* a unified ideograph that no normalization changes */
  ZHIJIAN_CHARACTER_DICTIONARY = 2,  /* anything else that ICU cuts with a dictionary: kana, Hangul, Thai ... */
  ZHIJIAN_CHARACTER_LATIN = 3,
  ZHIJIAN_CHARACTER_LETTER = 4,
  ZHIJIAN_CHARACTER_DIGIT = 5,
  ZHIJIAN_CHARACTER_SPACE = 6,
  ZHIJIAN_CHARACTER_PUNCTUATION = 7, /* punctuation and symbols */
  ZHIJIAN_CHARACTER_PICTOGRAPH = 8,  /* Extended_Pictographic above U+00FF */
  ZHIJIAN_CHARACTER_MARK = 9         /* joins the character before it: marks, format characters, joiners */
};

/* How a character takes part in the word break rules of UAX #29. */
enum {
  ZHIJIAN_BREAK_ALWAYS = 0, /* a boundary on both sides */
  ZHIJIAN_BREAK_LETTER = 1,
  ZHIJIAN_BREAK_NUMERIC = 2,
  ZHIJIAN_BREAK_MID_LETTER = 3,
  ZHIJIAN_BREAK_MID_NUMBER = 4,
  ZHIJIAN_BREAK_MID_BOTH = 5, /* MidNumLet and Single_Quote */
  ZHIJIAN_BREAK_CONNECTOR = 6, /* ExtendNumLet */
  ZHIJIAN_BREAK_SPACE = 7,    /* WSegSpace */
  ZHIJIAN_BREAK_RETURN = 8,
  ZHIJIAN_BREAK_LINE_FEED = 9,
  ZHIJIAN_BREAK_HAN = 10,     /* decided by the dictionary */
  ZHIJIAN_BREAK_COMPLEX = 11  /* needs ICU's own iterator */
};

/* Fills both tables for `count` code points from `first` on. Surrogates are complex. */
void zhijian_icu_character_tables(uint32_t first, uint32_t count, uint8_t *kinds, uint8_t *breaks);

/* Fills `categories` with the general categories, as ICU numbers them, of `count` code points from `first` on. */
void zhijian_icu_categories(uint32_t first, uint32_t count, uint8_t *categories);

#endif
