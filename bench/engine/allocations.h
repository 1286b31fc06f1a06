#pragma once

// Counts what the whole program takes from the heap.

#include <cstdint>

namespace evenhand::bench {

// How often malloc, calloc, realloc or an aligned cousin was called so far, by any library, on any
// thread.
std::uint64_t Allocations();

}  // namespace evenhand::bench
