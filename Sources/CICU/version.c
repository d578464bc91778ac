#include "zhijian_icu_version.h"

#include <unicode/uversion.h>

const char *zhijian_icu_version(void) {
  static char text[U_MAX_VERSION_STRING_LENGTH];
  if (text[0] == '\0') {
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, text);
  }
  return text;
}
