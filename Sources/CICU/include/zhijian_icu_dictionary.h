#ifndef ZHIJIAN_ICU_DICTIONARY_H
#define ZHIJIAN_ICU_DICTIONARY_H

#include <stdint.h>

/* ICU's dictionary of Chinese and Japanese words: a serialized UCharsTrie whose values are costs. */
typedef struct zhijian_icu_dictionary zhijian_icu_dictionary;

/* The dictionary, or NULL; then `*error` says why, a string with static lifetime. */
zhijian_icu_dictionary *zhijian_icu_dictionary_open(const char **error);
void zhijian_icu_dictionary_close(zhijian_icu_dictionary *dictionary);

/* The name ICU's data has for it, such as "icudt72l-brkitr/cjdict.dict"; static lifetime. */
const char *zhijian_icu_dictionary_name(void);

/* The trie's units, valid until the dictionary is closed, and how many there are. */
const uint16_t *zhijian_icu_dictionary_trie(const zhijian_icu_dictionary *dictionary, int32_t *count);

#endif
