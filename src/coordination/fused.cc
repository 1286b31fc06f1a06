#include "coordination/fused.h"

#include <algorithm>
#include <map>

namespace evenhand::coordination {

Fused Fuse(std::span<const NamedTies> networks, Fusion fusion) {
  struct Tie {
    double weight = 0;
    std::uint32_t networks = 0;
  };
  Fused fused;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Tie> all;
  for (const NamedTies& network : networks) {
    for (const WeightedTie& tie : network.ties) {
      const std::uint32_t x = fused.accounts.Number(network.accounts->Name(tie.a));
      const std::uint32_t y = fused.accounts.Number(network.accounts->Name(tie.b));
      Tie& sum = all[std::minmax({x, y})];
      sum.weight = fusion == Fusion::kUnion ? 1 : std::max(sum.weight, tie.weight);
      ++sum.networks;
    }
  }
  for (const auto& [ends, tie] : all) {
    fused.ties.push_back({ends.first, ends.second, tie.weight});
    fused.networks.push_back(tie.networks);
  }
  return fused;
}

}  // namespace evenhand::coordination
