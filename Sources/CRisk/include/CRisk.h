#pragma once

#include <stddef.h>

// Two hints to the machine that Swift has no word for. Neither changes a result.

/// Asks for the cache line at an address before it is read.
static inline void risk_prefetch(const void *address) { __builtin_prefetch(address); }

/// Asks the kernel to back a range with large pages, where it has them: random reads over many megabytes
/// otherwise spend their time looking up addresses.
void risk_prefer_large_pages(void *start, size_t bytes);
