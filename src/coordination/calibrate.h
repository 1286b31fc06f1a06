#pragma once

// Are the p-values of a search what they say on these data? The same search on archives in which
// nobody acts together but by chance (permute.h), many times.
//
//   ks          the greatest distance between how often p <= x and x, over all x; p spread over its
//   step (chance_model.h)
//     choice       over all account pairs; and over those who would be together 0.1 times or more
//     by chance, since others
//                  are hardly ever together and say little
//     timing       over account pairs that put an object out in common: a sample of pairs, each
//     weighed so that all count
//                  alike
//   too_small   how many times as often as it should p is 0.01 or less (as tested, without
//   spreading): at most 1 is safe ties        what the search finds, at its own rate: should be
//   nothing
//
// Each permutation holds for what it deals out: `times` for timing, `objects` for choice, `days`
// for both at once as a whole. What a permutation keeps is not tested by it: who put what out stays
// under `times`, so choice finds fans there, and so do objects that only a group puts out. Under
// `days` two accounts moved by the same number of days stay as together as they were: such pairs
// are left out. Deterministic by the seed. Cost: a search for each permutation.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "coordination/permute.h"
#include "model/share.h"

namespace evenhand::coordination {

struct CalibrateOptions {
  std::int64_t window_ms = 60'000;
  std::uint32_t max_neighbours = 1'000;  // as DetectOptions'
  double false_discovery_rate = 0.01;
  std::uint32_t permutations = 200;
  std::uint64_t seed = 1;
  std::uint32_t sampled_pairs = 2'000;  // a permutation, for timing
  unsigned threads = 1;
};

struct Fit {
  double ks = 0;
  bool conservative = true;  // where the distance is greatest, p is too large
  double too_small = 0;      // share of p <= 0.01, by 0.01
  double pairs = 0;          // that it rests on, all permutations together
};

struct Calibration {
  std::optional<Permutation> null = {};  // none: the archive as it is
  std::uint32_t permutations = 0;
  Fit choice, choice_busy, timing;
  double smallest_p = 1;          // of the larger of both, of any tie of any permutation
  double largest_smallest_p = 0;  // of permutations, each with its smallest
  std::uint64_t ties = 0;         // found, all permutations together
  std::uint32_t with_ties = 0;    // permutations that have any
  double tests = 0;               // account pairs
};

// Called before each permutation.
using OnPermutation = std::function<void(std::uint32_t done)>;

Calibration Calibrate(const model::Shares& shares, std::optional<Permutation> null,
                      const CalibrateOptions& options, const OnPermutation& on_permutation = {});

}  // namespace evenhand::coordination
