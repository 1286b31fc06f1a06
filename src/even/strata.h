#pragma once

// Strata: the two-by-two tables in which cases count as equal, and what all of them show together.
//
//              yes   no
//   group A     a     b    m1
//   group B     c     d    m2
//              k1    k2    n
//
// "Yes" is the outcome asked about, as a rule "removed or stronger". A comparison without strata is
// never shown without them: docs/parity.md, "Why strata", has the example in which it lies.

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "even/count.h"
#include "even/rate.h"

namespace evenhand::even {

struct Stratum {
  std::int64_t a = 0, b = 0, c = 0, d = 0;

  std::int64_t m1() const { return a + b; }
  std::int64_t m2() const { return c + d; }
  std::int64_t k1() const { return a + c; }
  std::int64_t k2() const { return b + d; }
  std::int64_t n() const { return m1() + m2(); }
  Share group_a() const { return {a, m1()}; }
  Share group_b() const { return {c, m2()}; }

  bool has_both_groups() const { return m1() > 0 && m2() > 0; }
  bool has_both_outcomes() const { return k1() > 0 && k2() > 0; }
};

// Errors: kInvalidArgument with the stratum's number (from 1) and the cell; also for no strata.
Result<void> CheckStrata(std::span<const Stratum> strata);

// ad / bc; nothing where that is not a number.
std::optional<double> OddsRatio(const Stratum& stratum);

// All cases in one table: the crude comparison.
Stratum Pool(std::span<const Stratum> strata);

struct Standardised {
  double rate_a = 0, rate_b = 0;
  double difference = 0, standard_error = 0;
  Interval interval;
  std::size_t skipped = 0;  // strata without one of the groups, which have no rate to compare
};

// Both groups' rates if each had the mix of strata of all cases (direct standardisation).
// Errors: as CheckStrata; kInvalidArgument when no stratum has both groups.
Result<Standardised> Standardise(std::span<const Stratum> strata);

}  // namespace evenhand::even
