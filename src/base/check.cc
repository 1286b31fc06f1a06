#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace evenhand {

void BrokenPromise(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "evenhand: internal promise broken: %s (%s:%d)\n", condition, file, line);
  std::abort();
}

}  // namespace evenhand
