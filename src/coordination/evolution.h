#pragma once

// What became of communities from one day to the next: those who are in both, mostly, are the same
// community.
//
// Two communities continue one another when their Jaccard index is at least `least_alike`. From
// there on:
//   kBirth         nothing before it
//   kDeath         nothing after it
//   kContinuation  one before, one after
//   kMerge         several before it: one event for each of those
//   kSplit         several after it: one for each of those; where both would hold, kMerge
// Above one half a community can have only one that it continues, so merges and splits need a lower
// bar: for them it is enough that so much of the smaller of the two is in both. Source:
// docs/coordination.md, "Communities", after osprey-sidecars (Apache-2.0).

#include <cstdint>
#include <span>
#include <vector>

namespace evenhand::coordination {

enum class Fate : std::uint8_t { kBirth, kDeath, kContinuation, kMerge, kSplit };

inline constexpr std::uint32_t kNoCommunity = 0xFFFFFFFF;

struct Evolution {
  Fate fate = Fate::kBirth;
  std::uint32_t before = kNoCommunity;
  std::uint32_t after = kNoCommunity;
  double jaccard = 0;

  bool operator==(const Evolution&) const = default;
};

// Communities as lists of accounts by the same numbers on both days, each in ascending order and
// none in two of a day. Sorted by (before, after), those without a before last.
std::vector<Evolution> Evolve(std::span<const std::vector<std::uint32_t>> before,
                              std::span<const std::vector<std::uint32_t>> after,
                              double least_alike = 0.5);

}  // namespace evenhand::coordination
