#pragma once

#include <malloc.h>

namespace evenhand {

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
