#pragma once

// Counts of cases, as every parity figure takes them: whole, 0 or more, at most kMaxCount.

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace evenhand::even {

// Far beyond any log; keeps every sum of counts well inside 64 bits.
inline constexpr std::int64_t kMaxCount = std::int64_t{1} << 40;

inline double Real(std::int64_t count) { return static_cast<double>(count); }
inline double Real(std::size_t count) { return static_cast<double>(count); }

struct Interval {
  double low = 0;
  double high = 0;

  bool contains(double value) const { return low <= value && value <= high; }
  bool within(double margin) const { return -margin < low && high < margin; }
};

// The 95 % interval of an estimate that is nearly normal.
Interval Around(double estimate, double standard_error);

// Errors: kInvalidArgument, with the name and the value, for a count that cannot be.
Result<void> CheckCount(std::int64_t count, std::string_view name);

}  // namespace evenhand::even
