/* A narrow C interface to Debian's libicu. It has opaque types of its own, so that no ICU header
   ever meets the ICU headers that Foundation carries: ICU's headers are included by the .c files
   only. Calls work on whole buffers, never on one boundary at a time. */
#ifndef ZHIJIAN_CICU_H
#define ZHIJIAN_CICU_H

#include "zhijian_folding_characters.h"
#include "zhijian_icu_break.h"
#include "zhijian_icu_characters.h"
#include "zhijian_icu_dictionary.h"
#include "zhijian_icu_version.h"
#include "zhijian_regex.h"

#endif
