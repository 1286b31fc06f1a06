#pragma once

// The one clock that reads the system's.

#include <chrono>

#include "base/time.h"

namespace evenhand::app {

class SystemClock final : public Clock {
 public:
  TimeUs Now() const override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return TimeUs{std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
  }
};

}  // namespace evenhand::app
