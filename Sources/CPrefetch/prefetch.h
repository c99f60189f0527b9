#pragma once

// Begins to load what stands at an address, which may be any; Swift has no word for it.
static inline void limn_prefetch(const void *address) { __builtin_prefetch(address); }
