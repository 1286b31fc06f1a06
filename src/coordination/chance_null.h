#pragma once

// What chance makes of an archive: how often accounts come together by it, on which objects, and
// how rare a tie is then. The two tests of chance.h are made here, for those who find ties and for
// those who look whether p is what it says.
//
// The null must not be made by those it is to find. So it is made in rounds: who looks coordinated
// by it, at five times the rate, is left out of the next, by the pace of size classes alone; the
// last one takes each object's own pace too.
//
// Nearly all who were together were so by chance so easily that no rate of discoveries could reach
// them. They are sifted out before they are counted, with room for a null that falls to a quarter
// in later rounds; should one fall further, all are counted, and the rounds made again. So what is
// found is what it would be without.

#include <cstdint>
#include <vector>

#include "coordination/tail_probability.h"
#include "coordination/together.h"

namespace evenhand::coordination {

struct Tie {
  std::uint32_t a = 0;  // accounts by rank, a < b
  std::uint32_t b = 0;
  std::uint32_t together = 0;  // objects
  std::uint32_t common = 0;    // objects both put out, at whatever times
  double expected_by_choice = 0;
  double expected_by_timing = 0;
  double p_choice = 1;
  double p_timing = 1;
  double q = 1;  // the false discovery rate at which it would just pass

  double p() const { return p_choice > p_timing ? p_choice : p_timing; }
};

class ChanceNull {
 public:
  // `pairs` and `by_rank` outlive it. `rate` is the false discovery rate of the search, 0 to 1,
  // both excluded; ties on fewer than `min_objects` are not looked for.
  ChanceNull(const Pairs& pairs, const ByRank& by_rank, double rate, std::uint32_t min_objects,
             unsigned threads);

  // Account pairs: how many tests there are.
  double tests() const { return tests_; }
  // Account pairs together on an object, summed over objects.
  double together() const { return all_together_; }
  std::size_t suspects() const { return suspects_; }

  // Accounts by rank.
  std::uint32_t Distinct(std::uint32_t rank) const { return distinct_[rank]; }  // objects
  double ExpectedByChoice(double objects_a, double objects_b) const {
    return links_ > 0 ? 2.0 * objects_a * objects_b * pairs_together_ / (links_ * links_) : 0;
  }
  // The pace of each object that both put out.
  void CommonPaces(std::uint32_t a, std::uint32_t b, std::vector<LikeEvents>* paces) const;

  // Ties whose q is at most `rate`, by Benjamini and Hochberg over all account pairs. Sorted by (a,
  // b).
  std::vector<Tie> Discoveries(double rate) const;

 private:
  enum class By : std::uint8_t { kArchive, kClass, kObject };

  void Count();
  bool LeaveOutSuspects(double rate);
  void LeaveOut(const std::vector<bool>& suspects, By by);
  void SetPaces(const std::vector<std::uint32_t>& accounts_on,
                const std::vector<std::uint64_t>& pairs_on, By by);
  // A p above it cannot be among the discoveries.
  double MostP(double rate) const;
  std::vector<Tie> TiesUpTo(double most_p) const;

  const Pairs& pairs_;
  const ByRank& by_rank_;
  std::uint32_t min_objects_;
  unsigned threads_;
  double tests_ = 0;
  double all_together_ = 0;
  std::vector<std::uint32_t> distinct_;     // objects, by rank
  std::vector<std::uint32_t> accounts_on_;  // by object
  std::vector<std::uint64_t> pairs_on_;     // by object: account pairs together on it
  std::vector<Together> together_;          // who may be found
  double links_ = 0;                        // M, without suspects
  double pairs_together_ = 0;               // S, likewise
  std::vector<double> pace_;                // by object
  std::size_t suspects_ = 0;
};

}  // namespace evenhand::coordination
