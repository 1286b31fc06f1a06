#pragma once

// Who was together with whom: for two accounts, the number of distinct objects that both put out
// within a window.
//
// An account pair that meets on one object many times counts once for it. Of what is asked here
// only counts remain, so an archive with a thousand million pairs needs no more memory than one
// with few.

#include <cstdint>
#include <vector>

#include "coordination/by_rank.h"
#include "coordination/pairs.h"

namespace evenhand::coordination {

// Between accounts a < b, by rank.
struct Together {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t objects = 0;
  bool operator==(const Together&) const = default;
};

// On how many objects two accounts must have been together to be told: on n, where activity[a] *
// activity[b] <= reach[n]. More objects reach further, and so many as have no entry reach anyone;
// less than 0 reaches nobody.
struct LeastObjects {
  std::vector<double> activity = {};  // by rank
  std::vector<double> reach = {};

  bool Tells(std::uint32_t a, std::uint32_t b, std::uint32_t objects) const {
    return objects >= reach.size() ||
           (reach[objects] >= 0 && activity[a] * activity[b] <= reach[objects]);
  }
};

// Those that are told, sorted by (a, b). Most who meet do so once: they are not even looked up.
std::vector<Together> FindTogether(const Pairs& pairs, const LeastObjects& least, unsigned threads);
// On so many objects or more.
std::vector<Together> FindTogether(const Pairs& pairs, std::uint32_t objects, unsigned threads);

// By object: account pairs that were together on it. Counted without looking at each, but for
// accounts that put an object out several times.
std::vector<std::uint64_t> PairsOn(const Pairs& pairs, const ByRank& by_rank);

// The same, for pairs of which one at least is among `accounts`, by rank. For few accounts.
std::vector<std::uint64_t> PairsWith(const Pairs& pairs, const ByRank& by_rank,
                                     const std::vector<bool>& accounts);

}  // namespace evenhand::coordination
