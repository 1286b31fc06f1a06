// Stands in for the C library's allocator and hands every request on to it.

#include "allocations.h"

#include <atomic>
#include <cstddef>

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {
std::atomic<std::uint64_t> count{0};
void Count() { count.fetch_add(1, std::memory_order_relaxed); }
}  // namespace

namespace evenhand::bench {
std::uint64_t Allocations() { return count.load(std::memory_order_relaxed); }
}  // namespace evenhand::bench

extern "C" {
void* malloc(std::size_t size) { return Count(), __libc_malloc(size); }
void* calloc(std::size_t n, std::size_t size) { return Count(), __libc_calloc(n, size); }
void* realloc(void* old, std::size_t size) { return Count(), __libc_realloc(old, size); }
void* memalign(std::size_t align, std::size_t size) {
  return Count(), __libc_memalign(align, size);
}
void* aligned_alloc(std::size_t align, std::size_t size) {
  return Count(), __libc_memalign(align, size);
}
int posix_memalign(void** out, std::size_t align, std::size_t size) {
  Count();
  *out = __libc_memalign(align, size);
  return *out == nullptr ? 12 : 0;  // ENOMEM
}
}
