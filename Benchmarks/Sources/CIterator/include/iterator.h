#ifndef BENCHMARK_ITERATOR_H
#define BENCHMARK_ITERATOR_H

#include <stdint.h>

/* ICU's word iterator for Chinese as a program would use it: one iterator, one call a boundary. */
void *icu_iterator_open(void);

/* The number of boundaries in a text. */
int32_t icu_iterator_count(void *iterator, const uint16_t *text, int32_t length);

void icu_iterator_close(void *iterator);

#endif
