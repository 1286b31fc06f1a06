#pragma once

// What chance is taken for in an archive (chance_null.h), open to be looked at: for any two
// accounts both p-values, each with the mass that stands at its count.
//
// Counts are whole, so P(X >= k) jumps, and under the null it is not uniform: it is too large. The
// value that is uniform is drawn between P(X > k) and P(X >= k) (the randomised p-value), so both
// ends are given here; whoever wants a distribution spreads each p evenly between them, which is
// the randomised one without its noise.

#include <cstdint>
#include <vector>

#include "coordination/chance_null.h"

namespace evenhand::coordination {

struct PInterval {
  double above = 0;     // P(X > k)
  double at_least = 1;  // P(X >= k), what is tested
};

class ChanceModel {
 public:
  // `pairs` and `by_rank` outlive it. The rate is that of ChanceOptions: it says whom the null is
  // made without.
  ChanceModel(const Pairs& pairs, const ByRank& by_rank, double false_discovery_rate,
              unsigned threads);

  // Accounts by rank.
  PInterval Choice(std::uint32_t a, std::uint32_t b, std::uint32_t together) const;
  PInterval Timing(std::uint32_t a, std::uint32_t b, std::uint32_t together) const;
  double ExpectedByChoice(double objects_a, double objects_b) const {
    return null_.ExpectedByChoice(objects_a, objects_b);
  }

  // Objects both put out, and on how many of them they were together.
  struct Met {
    std::uint32_t common = 0;
    std::uint32_t together = 0;
    double ways = 0;  // two posts of one object, one of each: in how many ways they can be drawn
  };
  Met MetOn(std::uint32_t a, std::uint32_t b) const;

  std::uint32_t Distinct(std::uint32_t rank) const { return null_.Distinct(rank); }
  std::size_t accounts() const { return by_rank_.accounts(); }
  const std::vector<Together>& together() const { return together_; }  // on one object or more
  std::size_t suspects() const { return null_.suspects(); }

 private:
  const Pairs& pairs_;
  const ByRank& by_rank_;
  std::vector<Together> together_;
  ChanceNull null_;
};

}  // namespace evenhand::coordination
