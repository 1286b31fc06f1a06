#pragma once

// Was everything looked at alike? From a random sample of what nobody reported: how many violations
// there are in all, and which share of them was acted on.
//
//   total  sum of y / pi (Horvitz and Thompson), variance sum of y^2 (1 - pi)/pi^2 (Bernoulli
//   sampling) share  acted on / total, both estimated; its variance by linearising the ratio
//
// Errors: kInvalidArgument with the part's number for a chance outside 0 < pi <= 1, negative
// counts,
//         more acted on than violating, more violating than posts; also for no parts.
// Source: docs/parity.md, "Coverage"; Horvitz and Thompson 1952.

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "even/count.h"

namespace evenhand::even {

// Posts that were all reviewed with one chance: reported ones (1), unreported ones (as a rule
// 0.01).
struct CoveragePart {
  std::int64_t posts = 0;
  double review_chance = 1;
  std::int64_t violating = 0;  // among the reviewed
  std::int64_t acted_on = 0;   // among the violating
};

struct Coverage {
  double violating = 0;
  double violating_error = 0;  // standard error
  // Both absent when no violation was found.
  std::optional<double> enforced_share;
  std::optional<Interval> enforced_interval;  // within 0 .. 1
};

Result<Coverage> EstimateCoverage(std::span<const CoveragePart> parts);

}  // namespace evenhand::even
