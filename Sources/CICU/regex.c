#include "zhijian_regex.h"

#include <stdlib.h>
#include <unicode/uregex.h>
#include <unicode/utypes.h>

/* ICU keeps its backtracking states on the heap; this many bytes are enough for 100,000 units. */
static const int32_t stack_limit = 16 * 1024 * 1024;

struct zhijian_regex {
  URegularExpression *expression;
  int32_t *ranges;
  int32_t capacity; /* in pairs */
};

static zhijian_regex *wrap(URegularExpression *expression) {
  zhijian_regex *regex = calloc(1, sizeof *regex);
  if (regex == NULL) {
    uregex_close(expression);
    return NULL;
  }
  regex->expression = expression;
  UErrorCode status = U_ZERO_ERROR;
  uregex_setStackLimit(expression, stack_limit, &status);
  return regex;
}

static void set_fault(zhijian_regex_fault *fault, int32_t code, const UParseError *place) {
  fault->code = code;
  fault->line = place != NULL ? place->line : 0;
  fault->characters = place != NULL ? place->offset : 0;
}

zhijian_regex *zhijian_regex_open(const uint16_t *pattern, int32_t length, bool ignore_case,
                                  zhijian_regex_fault *fault) {
  static const UChar empty[] = {0};
  UErrorCode status = U_ZERO_ERROR;
  UParseError place = {0};
  set_fault(fault, 0, NULL);
  URegularExpression *expression =
      uregex_open(length > 0 ? (const UChar *)pattern : empty, length,
                  UREGEX_ERROR_ON_UNKNOWN_ESCAPES | (ignore_case ? UREGEX_CASE_INSENSITIVE : 0), &place, &status);
  if (U_FAILURE(status)) {
    set_fault(fault, status, &place);
    uregex_close(expression);
    return NULL;
  }
  zhijian_regex *regex = wrap(expression);
  if (regex == NULL) {
    set_fault(fault, U_MEMORY_ALLOCATION_ERROR, NULL);
  }
  return regex;
}

zhijian_regex *zhijian_regex_clone(const zhijian_regex *regex) {
  UErrorCode status = U_ZERO_ERROR;
  URegularExpression *expression = uregex_clone(regex->expression, &status);
  if (U_FAILURE(status)) {
    uregex_close(expression);
    return NULL;
  }
  return wrap(expression);
}

void zhijian_regex_close(zhijian_regex *regex) {
  if (regex == NULL) {
    return;
  }
  uregex_close(regex->expression);
  free(regex->ranges);
  free(regex);
}

static bool reserve(zhijian_regex *regex, int32_t count) {
  if (count <= regex->capacity) {
    return true;
  }
  int32_t capacity = count < 16 ? 16 : count <= INT32_MAX / 4 ? count * 2 : count;
  int32_t *ranges = realloc(regex->ranges, (size_t)capacity * 2 * sizeof *ranges);
  if (ranges == NULL) {
    return false;
  }
  regex->ranges = ranges;
  regex->capacity = capacity;
  return true;
}

zhijian_regex_status zhijian_regex_find(zhijian_regex *regex, const uint16_t *text, int32_t length,
                                        int32_t work, int32_t maximum, const int32_t **ranges,
                                        int32_t *count, zhijian_regex_fault *fault) {
  static const UChar empty[] = {0};
  URegularExpression *expression = regex->expression;
  UErrorCode status = U_ZERO_ERROR;
  int32_t found = 0;
  set_fault(fault, 0, NULL);
  *count = 0;
  *ranges = NULL;
  /* Setting the text resets ICU's step counter; it then runs over all matches of the text. */
  uregex_setText(expression, length > 0 ? (const UChar *)text : empty, length, &status);
  uregex_setTimeLimit(expression, work, &status);
  while (found < maximum && uregex_findNext(expression, &status)) {
    int32_t start = uregex_start(expression, 0, &status);
    int32_t end = uregex_end(expression, 0, &status);
    if (U_FAILURE(status)) {
      break;
    }
    if (!reserve(regex, found + 1)) {
      status = U_MEMORY_ALLOCATION_ERROR;
      break;
    }
    regex->ranges[2 * (size_t)found] = start;
    regex->ranges[2 * (size_t)found + 1] = end;
    found++;
  }
  if (U_FAILURE(status)) {
    set_fault(fault, status, NULL);
    return status == U_REGEX_TIME_OUT || status == U_REGEX_STACK_OVERFLOW ? ZHIJIAN_REGEX_LIMIT
                                                                          : ZHIJIAN_REGEX_FAILED;
  }
  *ranges = regex->ranges;
  *count = found;
  return ZHIJIAN_REGEX_OK;
}

const char *zhijian_regex_error_name(int32_t code) { return u_errorName((UErrorCode)code); }
