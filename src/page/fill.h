#pragma once

// Words with places to fill: {} in the order they stand.

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace evenhand::page {

template <class... Parts>
std::string Fill(std::string_view phrase, const Parts&... parts) {
  return fmt::format(fmt::runtime(phrase), parts...);
}

}  // namespace evenhand::page
