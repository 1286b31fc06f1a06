#pragma once

// Many comparisons and small groups: what keeps a report from finding something by looking often,
// and from showing someone by counting few.
//
// Source: docs/parity.md, "Many comparisons"; Holm 1979.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "even/count.h"

namespace evenhand::even {

// Each p adjusted for all tests of one report (Holm), in the order given.
// Errors: kInvalidArgument for a p outside 0 .. 1.
Result<std::vector<double>> HolmAdjust(std::span<const double> p);

// Cases needed in each group to tell rates p1 and p2 apart with 80 % power at the 5 % level. Not
// rounded; round up. Errors: kInvalidArgument for rates outside 0 .. 1 or equal ones.
Result<double> NeededPerGroup(double p1, double p2);

// The only words a report has for a comparison. "Fair" is not among them.
enum class ParityVerdict : std::uint8_t { kDifferent, kAlikeWithinMargin, kCannotTell };
std::string_view Word(ParityVerdict verdict);

// Different when the adjusted p is below 0.05; alike within the margin when the whole interval lies
// inside -margin .. margin; else it cannot be told. A difference proved and yet inside the margin
// is "different": the interval beside it says that it is small.
ParityVerdict Judge(const Interval& difference, std::optional<double> adjusted_p, double margin);

// Margins stated in advance, unless a report says otherwise.
inline constexpr double kRateMargin = 0.05;         // 5 points
inline constexpr double kSuperiorityMargin = 0.20;  // of PS

}  // namespace evenhand::even
