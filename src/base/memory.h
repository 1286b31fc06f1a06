#pragma once

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace evenhand {

// Asks for large pages under memory that is yet to be written to: a page at a time, the kernel
// spends longer on giving it than we on filling it. Where there are none, nothing changes.
inline void AskForLargePages(void* memory, std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  constexpr std::size_t kWorthAsking = std::size_t{4} << 20;
  if (bytes < kWorthAsking) return;
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t past = reinterpret_cast<std::uintptr_t>(memory) % page;
  const std::size_t skip = past == 0 ? 0 : page - past;
  madvise(static_cast<std::byte*>(memory) + skip, bytes - skip, MADV_HUGEPAGE);
#endif
}

// Room for so many values, which takes no memory before it is written to.
template <class T>
std::unique_ptr<T[]> MakeRoom(std::size_t size) {
  auto room = std::make_unique_for_overwrite<T[]>(size);
  AskForLargePages(room.get(), size * sizeof(T));
  return room;
}

// To be called once, first, by programs that work in batches: what one batch freed stays with the
// process for the next. By default the C library gives it back to the kernel, which clears every
// page again.
inline void KeepFreedMemory() {
#ifdef __GLIBC__
  constexpr int kBytes = 64 << 20;
  mallopt(M_TRIM_THRESHOLD, kBytes);
  mallopt(M_MMAP_THRESHOLD, kBytes / 2);
#endif
}

}  // namespace evenhand
