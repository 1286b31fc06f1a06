#pragma once

// How a run over a conformance corpus ended.

#include <cstddef>

namespace evenhand::app {

struct Tally {
  std::size_t passed = 0;
  std::size_t total = 0;
};

}  // namespace evenhand::app
