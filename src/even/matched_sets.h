#pragma once

// Matched sets: one statement by one speaker in several languages, matched before outcomes were
// seen.
//
// The list of sets not treated alike comes first and needs no statistics. Over many sets: Cochran's
// Q for k languages, then exact McNemar by pairs of languages, adjusted (Holm).
//
// Q is absent when every set was treated alike.
// Errors: kInvalidArgument for no sets, fewer than two languages, patterns of unequal length or
// with
//         something other than 0 and 1, negative counts.
// Source: docs/parity.md, "Matched sets"; Cochran 1950; McNemar 1947.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "even/mantel_haenszel.h"

namespace evenhand::even {

struct MatchedPattern {
  std::vector<std::int64_t> removed;  // one 0 or 1 for each language
  std::int64_t count = 1;             // sets with this pattern
};

struct LanguagePair {
  std::size_t first = 0, second = 0;
  std::int64_t only_first = 0, only_second = 0;  // sets removed in just one of the two
  double p = 1, adjusted_p = 1;
};

struct MatchedSets {
  std::int64_t sets = 0;
  std::int64_t not_alike = 0;
  std::vector<std::int64_t> removed;  // for each language
  std::optional<ChiSquare> cochran;
  std::vector<LanguagePair> pairs;  // first < second, in order
};

Result<MatchedSets> CompareMatchedSets(std::span<const MatchedPattern> patterns);

// Two-sided exact McNemar: 1 when no set differs.
Result<double> McNemarP(std::int64_t only_first, std::int64_t only_second);

}  // namespace evenhand::even
