#pragma once

// One network of several: the same accounts tied by different traces (Luceri et al. 2024).

#include <cstdint>
#include <span>
#include <vector>

#include "base/name_table.h"
#include "coordination/graph.h"

namespace evenhand::coordination {

struct NamedTies {
  const NameTable* accounts;  // whose numbers the ties have
  std::span<const WeightedTie> ties;
};

enum class Fusion : std::uint8_t {
  kUnion,    // every tie of any network, weight 1
  kMaximum,  // its greatest weight
};

struct Fused {
  NameTable accounts;  // with a tie in any network, in the order in which the networks have them
  std::vector<WeightedTie> ties;        // sorted by (a, b), a < b
  std::vector<std::uint32_t> networks;  // by tie: in how many networks it is
};

Fused Fuse(std::span<const NamedTies> networks, Fusion fusion = Fusion::kUnion);

}  // namespace evenhand::coordination
