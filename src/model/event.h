#pragma once

// One thing that happened: what the peer calls an action.

#include <cstdint>
#include <string_view>

#include "base/time.h"
#include "codec/json_document.h"

namespace evenhand::model {

// Borrows from whoever read it. `data` is a JSON object; `secret` is one too, or missing.
struct Event {
  std::int64_t id = 0;
  std::string_view name;
  EventTime time;
  codec::Json data;
  codec::Json secret;
};

}  // namespace evenhand::model
