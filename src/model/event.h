#pragma once

// One thing that happened: what the peer calls an action.

#include <cstdint>
#include <string_view>

#include "base/time.h"

namespace evenhand::model {

// Borrows from the source's buffer. `data` and `secret` are JSON object texts; `secret` may be empty.
// `data` is followed by at least 64 readable bytes, so that it can be parsed in place.
struct Event {
  std::int64_t id = 0;
  std::string_view name;
  EventTime time;
  std::string_view data;
  std::string_view secret;
};

}  // namespace evenhand::model
