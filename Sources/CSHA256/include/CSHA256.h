#ifndef CSHA256_H
#define CSHA256_H

#include <stddef.h>
#include <stdint.h>

/// Takes `count` blocks of 64 bytes into the eight words of a SHA-256 state, with the processor's own instructions.
/// Returns 0, having done nothing, where the processor has none.
int csha256_blocks(uint32_t words[8], const uint8_t *blocks, size_t count);

#endif
