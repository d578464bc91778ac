#include "zhijian_folding_characters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

zhijian_folding_kind zhijian_folding_class(int32_t c) {
  if (c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == '\r' || c == 0x85) {
    return ZHIJIAN_FOLDING_SEPARATOR;
  }
  /* The blank braille pattern is a symbol by category and shows nothing. */
  if (c == 0x2800) {
    return ZHIJIAN_FOLDING_INVISIBLE;
  }
  switch (u_charType(c)) {
  case U_FORMAT_CHAR:
  case U_CONTROL_CHAR:
    return ZHIJIAN_FOLDING_INVISIBLE;
  case U_NON_SPACING_MARK:
  case U_ENCLOSING_MARK:
    return ZHIJIAN_FOLDING_MARK;
  case U_DECIMAL_DIGIT_NUMBER:
    return ZHIJIAN_FOLDING_DIGIT;
  case U_SPACE_SEPARATOR:
  case U_LINE_SEPARATOR:
  case U_PARAGRAPH_SEPARATOR:
  case U_DASH_PUNCTUATION:
  case U_START_PUNCTUATION:
  case U_END_PUNCTUATION:
  case U_CONNECTOR_PUNCTUATION:
  case U_OTHER_PUNCTUATION:
  case U_MATH_SYMBOL:
  case U_CURRENCY_SYMBOL:
  case U_MODIFIER_SYMBOL:
  case U_OTHER_SYMBOL:
  case U_INITIAL_PUNCTUATION:
  case U_FINAL_PUNCTUATION:
    return ZHIJIAN_FOLDING_SEPARATOR;
  default:
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)
               ? ZHIJIAN_FOLDING_INVISIBLE
               : ZHIJIAN_FOLDING_WORD;
  }
}

bool zhijian_folding_folds(int32_t character) {
  return u_getIntPropertyValue(character, UCHAR_NFKC_QUICK_CHECK) != UNORM_YES ||
         u_foldCase(character, U_FOLD_CASE_DEFAULT) != character;
}

int32_t zhijian_folding_digit(int32_t character) { return u_charDigitValue(character); }

int32_t zhijian_folding_fold(int32_t character, uint16_t *form, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&status);
  if (U_FAILURE(status) || character < 0 || character > 0x10FFFF || U_IS_SURROGATE(character)) {
    return 0;
  }
  UChar source[2];
  int32_t source_length = 0;
  U16_APPEND_UNSAFE(source, source_length, character);
  /* The longest compatibility form of a code point has 18 units. */
  UChar normal[32];
  int32_t length = source_length;
  if (unorm2_getDecomposition(normalizer, character, normal, 32, &status) >= 0) {
    status = U_ZERO_ERROR;
    length = unorm2_normalize(normalizer, source, source_length, normal, 32, &status);
    if (U_FAILURE(status)) {
      return 0;
    }
  } else {
    for (int32_t i = 0; i < source_length; i++) {
      normal[i] = source[i];
    }
  }
  int32_t written = 0;
  for (int32_t i = 0; i < length;) {
    UChar32 c;
    U16_NEXT(normal, i, length, c);
    UChar32 folded = u_foldCase(c, U_FOLD_CASE_DEFAULT);
    if (written + 2 > capacity) {
      return 0;
    }
    U16_APPEND_UNSAFE(form, written, folded);
  }
  if (written == source_length && form[0] == source[0] &&
      (written == 1 || form[1] == source[1])) {
    return 0;
  }
  return written;
}

int32_t zhijian_folding_bare(int32_t character) {
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript(character, &status);
  const UNormalizer2 *normalizer = unorm2_getNFDInstance(&status);
  if (U_FAILURE(status) ||
      (script != USCRIPT_LATIN && script != USCRIPT_GREEK && script != USCRIPT_CYRILLIC)) {
    return character;
  }
  UChar normal[32];
  int32_t length = unorm2_getDecomposition(normalizer, character, normal, 32, &status);
  if (U_FAILURE(status) || length <= 0) {
    return character;
  }
  int32_t i = 0;
  UChar32 first;
  U16_NEXT(normal, i, length, first);
  return first;
}
