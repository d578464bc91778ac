#ifndef ZHIJIAN_ICU_VERSION_H
#define ZHIJIAN_ICU_VERSION_H

/* The version of the ICU library in use, such as "72.1"; a string with static lifetime. */
const char *zhijian_icu_version(void);

#endif
