#pragma once

// What chance.h takes for chance in an archive, open to be looked at: for any two accounts both p-values, each with the mass
// that stands at its count.
//
// Counts are whole, so P(X >= k) jumps, and under the null it is not uniform: it is too large. The value that is uniform is
// drawn between P(X > k) and P(X >= k) (the randomised p-value), so both ends are given here; whoever wants a distribution
// spreads each p evenly between them, which is the randomised one without its noise.
//
// Held to chance.cc by a test: the same p for every tie that TestTies finds.

#include <cstdint>
#include <vector>

#include "coordination/together.h"

namespace evenhand::coordination {

struct PInterval {
  double above = 0;     // P(X > k)
  double at_least = 1;  // P(X >= k), what is tested
};

class ChanceModel {
 public:
  // `pairs` and `by_rank` outlive it. The rate is that of ChanceOptions: it says whom the null is made without.
  ChanceModel(const Pairs& pairs, const ByRank& by_rank, double false_discovery_rate, unsigned threads);

  // Accounts by rank.
  PInterval Choice(std::uint32_t a, std::uint32_t b, std::uint32_t together) const;
  PInterval Timing(std::uint32_t a, std::uint32_t b, std::uint32_t together) const;
  double ExpectedByChoice(double objects_a, double objects_b) const {
    return links_ > 0 ? 2 * objects_a * objects_b * pairs_together_ / (links_ * links_) : 0;
  }

  // Objects both put out, and on how many of them they were together.
  struct Met {
    std::uint32_t common = 0;
    std::uint32_t together = 0;
    double ways = 0;  // two posts of one object, one of each: in how many ways they can be drawn
  };
  Met MetOn(std::uint32_t a, std::uint32_t b) const;

  std::uint32_t Distinct(std::uint32_t rank) const { return distinct_[rank]; }
  std::size_t accounts() const { return distinct_.size(); }
  const std::vector<Together>& together() const { return companions_.ties; }  // on one object or more
  std::size_t suspects() const { return suspects_; }

 private:
  enum class By : std::uint8_t { kArchive, kClass, kObject };
  void SetNull(const std::vector<bool>& ignored, By by);
  std::vector<bool> Suspects(double rate, double tests) const;
  std::vector<double> CommonPaces(std::uint32_t a, std::uint32_t b) const;

  const Pairs& pairs_;
  const ByRank& by_rank_;
  Companions companions_;
  std::vector<std::uint32_t> distinct_;     // objects, by rank
  std::vector<std::uint32_t> accounts_on_;  // by object
  double links_ = 0;                        // M
  double pairs_together_ = 0;               // S
  std::vector<double> pace_;                // by object
  std::size_t suspects_ = 0;
};

}  // namespace evenhand::coordination
