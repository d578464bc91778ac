#include "zhijian_icu_version.h"

#include <pthread.h>
#include <unicode/uversion.h>

static char text[U_MAX_VERSION_STRING_LENGTH];

static void write_text(void) {
  UVersionInfo version;
  u_getVersion(version);
  u_versionToString(version, text);
}

/* Written once, whatever threads ask first, and only read from then on. */
const char *zhijian_icu_version(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, write_text);
  return text;
}
