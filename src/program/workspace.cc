#include "program/workspace.h"

#include <charconv>
#include <limits>
#include <string>

namespace evenhand::program {

Value Workspace::Integer(BigInt value) {
  if (value >= std::numeric_limits<std::int64_t>::min() &&
      value <= std::numeric_limits<std::int64_t>::max()) {
    return Value::Int(static_cast<std::int64_t>(value));
  }
  return Value::Big(&bigs_.emplace_back(std::move(value)));
}

Value Workspace::Integer(std::string_view digits) {
  std::int64_t small = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), small);
  if (error == std::errc() && end == digits.data() + digits.size()) return Value::Int(small);
  return Integer(BigInt(std::string(digits)));
}

}  // namespace evenhand::program
