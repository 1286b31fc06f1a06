#pragma once

// A typed id that lasts across events. Written "Type/id" in stores and outputs.

#include <string_view>

namespace evenhand::model {

struct EntityRef {
  std::string_view type;
  std::string_view id;  // decimal text when the id is a number
  bool operator==(const EntityRef&) const = default;
};

}  // namespace evenhand::model
