#include "coordination/level_graph.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace evenhand::coordination {

LevelGraph Aggregate(const LevelGraph& level, std::span<const std::uint32_t> group_of,
                     std::uint32_t count) {
  std::vector<WeightedTie> ties;
  std::vector<double> size(count, 0);
  for (std::uint32_t node = 0; node < level.nodes(); ++node) {
    size[group_of[node]] += level.size[node];
    for (const Neighbour& other : level.graph.Of(node)) {
      if (other.node < node) continue;
      const auto [a, b] = std::minmax({group_of[node], group_of[other.node]});
      ties.push_back({a, b, other.weight});
    }
  }
  std::ranges::stable_sort(ties, {},
                           [](const WeightedTie& tie) { return std::tuple(tie.a, tie.b); });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < ties.size(); ++i) {
    if (kept > 0 && ties[kept - 1].a == ties[i].a && ties[kept - 1].b == ties[i].b) {
      ties[kept - 1].weight += ties[i].weight;
    } else {
      ties[kept++] = ties[i];
    }
  }
  ties.resize(kept);
  return {.graph = Graph(count, ties), .size = std::move(size), .rate = level.rate};
}

double PlainQuality(const LevelGraph& level, std::span<const std::uint32_t> community_of) {
  std::uint32_t count = 0;
  for (const std::uint32_t community : community_of) count = std::max(count, community + 1);
  std::vector<double> size(count, 0);
  double quality = 0;
  for (std::uint32_t node = 0; node < level.nodes(); ++node) {
    size[community_of[node]] += level.size[node];
    for (const Neighbour& other : level.graph.Of(node))
      if (other.node >= node && community_of[other.node] == community_of[node])
        quality += other.weight;
  }
  for (const double one : size) quality -= level.rate * one * one / 2;
  return quality;
}

void Dice::Shuffle(std::span<std::uint32_t> list) {
  for (std::size_t left = list.size(); left > 1; --left)
    std::swap(list[left - 1], list[static_cast<std::size_t>(Part() * static_cast<double>(left))]);
}

std::uint32_t Renumber(std::vector<std::uint32_t>* group_of) {
  constexpr std::uint32_t kNew = 0xFFFFFFFF;
  std::vector<std::uint32_t> number;
  std::uint32_t count = 0;
  for (std::uint32_t& group : *group_of) {
    if (group >= number.size()) number.resize(std::size_t{group} + 1, kNew);
    if (number[group] == kNew) number[group] = count++;
    group = number[group];
  }
  return count;
}

}  // namespace evenhand::coordination
