#pragma once

// Who was together with whom: for two accounts, the number of distinct objects that both put out within a window.
//
// An account pair that meets on one object many times counts once for it. Of what is asked here only counts remain, so
// an archive with a thousand million pairs needs no more memory than one with few.

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

struct Companions {
  std::vector<Together> ties = {};  // with at least the objects asked for; sorted by (a, b)
  std::vector<std::uint64_t> pairs_on;  // by object: account pairs that were together on it
};

Companions FindCompanions(const Pairs& pairs, std::uint32_t min_objects, unsigned threads);

// By object: account pairs together on it of which one at least is among `accounts`, by rank. For few accounts.
std::vector<std::uint64_t> PairsWith(const Pairs& pairs, const ByRank& by_rank, const std::vector<bool>& accounts);

}  // namespace evenhand::coordination
