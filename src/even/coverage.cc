#include "even/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenhand::even {
namespace {

Result<void> Check(const CoveragePart& part) {
  EVENHAND_TRY(CheckCount(part.posts, "posts"));
  EVENHAND_TRY(CheckCount(part.violating, "violating"));
  EVENHAND_TRY(CheckCount(part.acted_on, "acted on"));
  if (!(part.review_chance > 0 && part.review_chance <= 1)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the chance of review is {}; give one above 0 and at most 1",
                            part.review_chance));
  }
  if (part.violating > part.posts || part.acted_on > part.violating) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} acted on of {} violating of {} posts; each is part of the next",
                            part.acted_on, part.violating, part.posts));
  }
  return {};
}

}  // namespace

Result<Coverage> EstimateCoverage(std::span<const CoveragePart> parts) {
  if (parts.empty())
    return Fail(ErrorCode::kInvalidArgument, "there are no parts to estimate from");
  Coverage out;
  double acted_on = 0, variance = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const CoveragePart& part = parts[i];
    if (auto checked = Check(part); !checked) {
      return tl::unexpected(std::move(checked).error().Within(fmt::format("part {}", i + 1)));
    }
    const double pi = part.review_chance;
    out.violating += Real(part.violating) / pi;
    acted_on += Real(part.acted_on) / pi;
    variance += Real(part.violating) * (1 - pi) / (pi * pi);
  }
  out.violating_error = std::sqrt(variance);
  if (out.violating == 0) return out;
  const double share = acted_on / out.violating;
  double share_variance = 0;
  for (const CoveragePart& part : parts) {
    const double pi = part.review_chance;
    const double acted = Real(part.acted_on), left = Real(part.violating - part.acted_on);
    share_variance +=
        (acted * (1 - share) * (1 - share) + left * share * share) * (1 - pi) / (pi * pi);
  }
  const Interval interval = Around(share, std::sqrt(share_variance) / out.violating);
  out.enforced_share = share;
  out.enforced_interval = Interval{std::max(0.0, interval.low), std::min(1.0, interval.high)};
  return out;
}

}  // namespace evenhand::even
