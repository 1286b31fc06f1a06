#pragma once

// Pairs of shares whose objects are similar sets of words, close in time. Exact: a prefix filter
// leaves out only what cannot be similar (Chaudhuri et al. 2006; Xiao et al. 2008, PPJoin), and
// what is left is counted.
//
//   similar: Jaccard index |A and B| / |A or B| >= threshold, and both have at least min_words
//   words out:     rows (x, y) of each pair at most window_ms apart, x not after y in time, each
//   pair once
//
// Equal sets are compared once however often they are put out. A set is looked up when it appears
// after having been absent for a window; sets that are absent are not looked at. Cost: memory
// O(sets); time O(words + what the filter leaves + pairs).

#include <cstdint>
#include <functional>

#include "model/share.h"

namespace evenhand::coordination {

struct SimilarOptions {
  std::int64_t window_ms = 60'000;
  double threshold = 0.8;
  std::uint32_t min_words = 1;
};

void ForEachSimilarPair(const model::Shares& shares, const SimilarOptions& options,
                        const std::function<void(std::uint32_t x, std::uint32_t y)>& visit);

}  // namespace evenhand::coordination
