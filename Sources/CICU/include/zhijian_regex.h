#ifndef ZHIJIAN_REGEX_H
#define ZHIJIAN_REGEX_H

#include <stdbool.h>
#include <stdint.h>

/* A compiled regular expression. One handle must not be used by two threads at a time; cloning a
   handle that nobody searches with is safe from any number of threads. */
typedef struct zhijian_regex zhijian_regex;

typedef enum zhijian_regex_status {
  ZHIJIAN_REGEX_OK = 0,
  /* The work or stack limit ran out before the text was searched to its end. */
  ZHIJIAN_REGEX_LIMIT = 1,
  /* Anything else; zhijian_regex_error_name() names ICU's code. */
  ZHIJIAN_REGEX_FAILED = 2
} zhijian_regex_status;

typedef struct zhijian_regex_fault {
  /* ICU's error code, 0 if none. */
  int32_t code;
  /* Where in the pattern: a line from 1 and the characters read of it, both 0 if unknown. */
  int32_t line;
  int32_t characters;
} zhijian_regex_fault;

/* Compiles `pattern`, UTF-16. Null with `fault` filled if it is not an expression. */
zhijian_regex *zhijian_regex_open(const uint16_t *pattern, int32_t length, bool ignore_case,
                                  zhijian_regex_fault *fault);

/* A handle of its own over the same compiled expression; null if memory ran out. */
zhijian_regex *zhijian_regex_clone(const zhijian_regex *regex);

void zhijian_regex_close(zhijian_regex *regex);

/* Finds the matches in `text` from left to right, at most `maximum` of them. `work` bounds the
   steps of the whole search, in units of ICU's time limit. Sets `ranges` to pairs of start and
   end, which stay valid until the next call with this handle, and `count` to the number of pairs.
   After a failure `count` is 0. */
zhijian_regex_status zhijian_regex_find(zhijian_regex *regex, const uint16_t *text, int32_t length,
                                        int32_t work, int32_t maximum, const int32_t **ranges,
                                        int32_t *count, zhijian_regex_fault *fault);

/* ICU's name of an error code; a string with static lifetime. */
const char *zhijian_regex_error_name(int32_t code);

#endif
