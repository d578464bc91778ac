#include "zhijian_icu_characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

/* The blocks whose characters NFKC leaves alone, so the dictionary sees them as they are written. */
static int is_plain_han(UChar32 c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

static int is_dictionary(UChar32 c, UScriptCode script) {
  switch (script) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
      return 1;
    default:
      /* ICU's Chinese engine also takes these two, whose script is Common. */
      return c == 0xFF70 || c == 0x30FC ||
             u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
  }
}

static uint8_t kind_of(UChar32 c, int8_t category, int dictionary, UScriptCode script) {
  if (is_plain_han(c)) return ZHIJIAN_CHARACTER_HAN;
  switch (category) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
      return ZHIJIAN_CHARACTER_MARK;
    case U_DECIMAL_DIGIT_NUMBER:
      return ZHIJIAN_CHARACTER_DIGIT;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return ZHIJIAN_CHARACTER_SPACE;
    default:
      break;
  }
  if (c >= 0x09 && c <= 0x0D) return ZHIJIAN_CHARACTER_SPACE;
  if (dictionary) return ZHIJIAN_CHARACTER_DICTIONARY;
  if (c > 0xFF && u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) return ZHIJIAN_CHARACTER_PICTOGRAPH;
  if (c >= 0x1F1E6 && c <= 0x1F1FF) return ZHIJIAN_CHARACTER_PICTOGRAPH; /* flags */
  if (u_isalpha(c)) return script == USCRIPT_LATIN ? ZHIJIAN_CHARACTER_LATIN : ZHIJIAN_CHARACTER_LETTER;
  if (u_ispunct(c) || category == U_MATH_SYMBOL || category == U_CURRENCY_SYMBOL || category == U_MODIFIER_SYMBOL ||
      category == U_OTHER_SYMBOL)
    return ZHIJIAN_CHARACTER_PUNCTUATION;
  return ZHIJIAN_CHARACTER_OTHER;
}

static uint8_t break_of(UChar32 c, int dictionary) {
  if (is_plain_han(c)) return ZHIJIAN_BREAK_HAN;
  if (dictionary) return ZHIJIAN_BREAK_COMPLEX;
  switch ((UWordBreakValues)u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_OTHER: return ZHIJIAN_BREAK_ALWAYS;
    case U_WB_NEWLINE: return ZHIJIAN_BREAK_ALWAYS;
    case U_WB_ALETTER: return ZHIJIAN_BREAK_LETTER;
    case U_WB_NUMERIC: return ZHIJIAN_BREAK_NUMERIC;
    case U_WB_MIDLETTER: return ZHIJIAN_BREAK_MID_LETTER;
    case U_WB_MIDNUM: return ZHIJIAN_BREAK_MID_NUMBER;
    case U_WB_MIDNUMLET: return ZHIJIAN_BREAK_MID_BOTH;
    case U_WB_SINGLE_QUOTE: return ZHIJIAN_BREAK_MID_BOTH;
    case U_WB_EXTENDNUMLET: return ZHIJIAN_BREAK_CONNECTOR;
    case U_WB_WSEGSPACE: return ZHIJIAN_BREAK_SPACE;
    case U_WB_CR: return ZHIJIAN_BREAK_RETURN;
    case U_WB_LF: return ZHIJIAN_BREAK_LINE_FEED;
    default: return ZHIJIAN_BREAK_COMPLEX;
  }
}

void zhijian_icu_character_tables(uint32_t first, uint32_t count, uint8_t *kinds, uint8_t *breaks) {
  for (uint32_t i = 0; i < count; i++) {
    UChar32 c = (UChar32)(first + i);
    if (U_IS_SURROGATE(c)) {
      kinds[i] = ZHIJIAN_CHARACTER_OTHER;
      breaks[i] = ZHIJIAN_BREAK_COMPLEX;
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = is_plain_han(c) ? USCRIPT_HAN : uscript_getScript(c, &status);
    int dictionary = is_dictionary(c, script);
    kinds[i] = kind_of(c, u_charType(c), dictionary, script);
    breaks[i] = break_of(c, dictionary);
  }
}

void zhijian_icu_categories(uint32_t first, uint32_t count, uint8_t *categories) {
  for (uint32_t i = 0; i < count; i++) categories[i] = (uint8_t)u_charType((UChar32)(first + i));
}
