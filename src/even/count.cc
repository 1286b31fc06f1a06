#include "even/count.h"

#include <fmt/format.h>

#include "even/distribution.h"

namespace evenhand::even {

Interval Around(double estimate, double standard_error) {
  return {estimate - kZ95 * standard_error, estimate + kZ95 * standard_error};
}

Result<void> CheckCount(std::int64_t count, std::string_view name) {
  if (count >= 0 && count <= kMaxCount) return {};
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("{} is {}; give a count from 0 to {}", name, count, kMaxCount));
}

}  // namespace evenhand::even
