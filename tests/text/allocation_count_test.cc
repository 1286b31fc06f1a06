#include "text/allocation_count.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <new>

namespace evenhand::text {
namespace {
thread_local std::uint64_t count = 0;
}
std::uint64_t AllocationCount() { return count; }
void NoteAllocation() { ++count; }

TEST(AllocationCount, Counts) {
  const std::uint64_t before = AllocationCount();
  const auto kept = std::make_unique<int>(1);
  EXPECT_EQ(AllocationCount(), before + 1);
}

}  // namespace evenhand::text

void* operator new(std::size_t size) {
  evenhand::text::NoteAllocation();
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  evenhand::text::NoteAllocation();
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept {
  return operator new(size, tag);
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
