#include "zhijian_icu_dictionary.h"

#include <stdlib.h>
#include <unicode/udata.h>

/* ICU keeps the header of its dictionaries private; these are the documented fields of
   dictionarydata.h: eight 32-bit numbers, then the trie. */
enum {
  INDEX_TRIE_OFFSET = 0,
  INDEX_TOTAL_SIZE = 3,
  INDEX_TRIE_TYPE = 4,
  INDEX_TRANSFORM = 5,
  INDEX_COUNT = 8,
  TRIE_TYPE_MASK = 7,
  TRIE_TYPE_UNITS = 1,
  TRIE_HAS_VALUES = 8
};

#define PACKAGE U_ICUDATA_NAME "-brkitr"

struct zhijian_icu_dictionary {
  UDataMemory *memory;
  const uint16_t *units;
  int32_t count;
};

static UBool is_dictionary(void *context, const char *type, const char *name, const UDataInfo *info) {
  (void)context;
  (void)type;
  (void)name;
  return info->size >= 20 && info->isBigEndian == U_IS_BIG_ENDIAN && info->charsetFamily == U_CHARSET_FAMILY &&
         info->dataFormat[0] == 'D' && info->dataFormat[1] == 'i' && info->dataFormat[2] == 'c' &&
         info->dataFormat[3] == 't' && info->formatVersion[0] == 1;
}

zhijian_icu_dictionary *zhijian_icu_dictionary_open(const char **error) {
  UErrorCode status = U_ZERO_ERROR;
  UDataMemory *memory = udata_openChoice(PACKAGE, "dict", "cjdict", is_dictionary, NULL, &status);
  if (U_FAILURE(status)) {
    *error = u_errorName(status);
    return NULL;
  }
  /* ICU's own data, mapped by ICU: a header of eight numbers, which says how long the whole is. ICU itself believes it. */
  const int32_t *indexes = udata_getMemory(memory);
  int32_t offset = indexes[INDEX_TRIE_OFFSET], size = indexes[INDEX_TOTAL_SIZE];
  if (indexes[INDEX_TRIE_TYPE] != (TRIE_TYPE_UNITS | TRIE_HAS_VALUES) || indexes[INDEX_TRANSFORM] != 0 ||
      offset < INDEX_COUNT * 4 || offset % 2 != 0 || size <= offset) {
    udata_close(memory);
    *error = "unknown layout of the dictionary";
    return NULL;
  }
  zhijian_icu_dictionary *dictionary = malloc(sizeof *dictionary);
  if (dictionary == NULL) {
    udata_close(memory);
    *error = u_errorName(U_MEMORY_ALLOCATION_ERROR);
    return NULL;
  }
  dictionary->memory = memory;
  dictionary->units = (const uint16_t *)((const char *)indexes + offset);
  dictionary->count = (size - offset) / 2;
  return dictionary;
}

void zhijian_icu_dictionary_close(zhijian_icu_dictionary *dictionary) {
  if (dictionary == NULL) return;
  udata_close(dictionary->memory);
  free(dictionary);
}

const char *zhijian_icu_dictionary_name(void) { return PACKAGE "/cjdict.dict"; }

const uint16_t *zhijian_icu_dictionary_trie(const zhijian_icu_dictionary *dictionary, int32_t *count) {
  *count = dictionary->count;
  return dictionary->units;
}
