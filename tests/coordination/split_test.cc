#include "coordination/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace evenhand::coordination {
namespace {

using Ties = std::vector<WeightedTie>;

// Groups of so many nodes, one after another, with these chances of a tie inside and between.
Ties Groups(const std::vector<std::uint32_t>& sizes, double inside, double between, unsigned seed) {
  std::vector<std::uint32_t> group_of;
  for (std::uint32_t group = 0; group < sizes.size(); ++group)
    group_of.insert(group_of.end(), sizes[group], group);
  std::mt19937_64 bits(seed);
  Ties ties;
  for (std::uint32_t a = 0; a < group_of.size(); ++a) {
    for (std::uint32_t b = a + 1; b < group_of.size(); ++b) {
      const double chance = group_of[a] == group_of[b] ? inside : between;
      if (static_cast<double>(bits() >> 11) * 0x1.0p-53 < chance) ties.push_back({a, b});
    }
  }
  return ties;
}

std::uint32_t CountParts(const std::vector<std::uint32_t>& part_of) {
  return *std::ranges::max_element(part_of) + 1;
}

TEST(SplitNetwork, TwoGroupsWithABridgeAreTwo) {
  Ties ties = Groups({12, 9}, 1, 0, 1);
  ties.push_back({3, 15});
  const auto part_of = SplitNetwork(21, ties);
  ASSERT_EQ(CountParts(part_of), 2U);
  for (std::uint32_t node = 0; node < 21; ++node) EXPECT_EQ(part_of[node], node < 12 ? 0U : 1U);
}

TEST(SplitNetwork, ThinnerGroupsWithSeveralBridgesAreTold) {
  const auto part_of = SplitNetwork(90, Groups({30, 40, 20}, 0.6, 0.02, 7));
  EXPECT_EQ(CountParts(part_of), 3U);
}

TEST(SplitNetwork, SmallGroupsInALargeNetworkAreFound) {
  std::vector<std::uint32_t> sizes(24, 6);
  Ties ties = Groups(sizes, 1, 0, 1);
  for (std::uint32_t group = 0; group < 24; ++group)
    ties.push_back({group * 6, ((group + 1) % 24) * 6 + 3});
  EXPECT_EQ(CountParts(SplitNetwork(24 * 6, ties)),
            24U);  // modularity by itself makes fewer of them
}

struct Whole {
  const char* name;
  std::uint32_t nodes;
  Ties ties;
};

Ties Ring(std::uint32_t nodes, std::uint32_t reach) {
  Ties ties;
  for (std::uint32_t node = 0; node < nodes; ++node)
    for (std::uint32_t step = 1; step <= reach; ++step)
      ties.push_back(
          {std::min(node, (node + step) % nodes), std::max(node, (node + step) % nodes)});
  return ties;
}

Ties Star(std::uint32_t nodes) {
  Ties ties;
  for (std::uint32_t node = 1; node < nodes; ++node) ties.push_back({0, node});
  return ties;
}

std::string NameOf(const testing::TestParamInfo<Whole>& whole) { return whole.param.name; }

class StaysWhole : public testing::TestWithParam<Whole> {};
TEST_P(StaysWhole, AsOneNetwork) {
  EXPECT_EQ(CountParts(SplitNetwork(GetParam().nodes, GetParam().ties)), 1U);
}

INSTANTIATE_TEST_SUITE_P(
    Networks, StaysWhole,
    testing::Values(
        Whole{"single", 1, {}}, Whole{"triangle", 3, Groups({3}, 1, 0, 1)},
        Whole{"clique", 20, Groups({20}, 1, 0, 1)},
        Whole{"random", 60,
              Groups({60}, 0.3, 0, 2)},     // parts of it are as good as any random network's
        Whole{"sparse", 80, Ring(80, 1)},   // high modularity, as every ring has
        Whole{"lattice", 60, Ring(60, 4)},  // good parts, and other ones with each seed
        Whole{"star", 30, Star(30)},
        Whole{"halfway", 40,
              Groups({20, 20}, 0.7, 0.35, 3)}),  // two groups, and too much between them
    NameOf);

TEST(SplitNetwork, IsTheSameEachTimeAndWhateverTheOrderOfTies) {
  Ties ties = Groups({15, 15, 15}, 0.7, 0.02, 11);
  const auto once = SplitNetwork(45, ties);
  EXPECT_EQ(once, SplitNetwork(45, ties));
  std::ranges::reverse(ties);
  EXPECT_EQ(once, SplitNetwork(45, ties));
}

TEST(Rewired, KeepsEachNodesNumberOfTies) {
  const Ties ties = Groups({20, 20}, 0.5, 0.1, 5);
  const Ties dealt = Rewired(ties, 3);
  const auto degrees = [](const Ties& some) {
    std::map<std::uint32_t, int> of;
    for (const WeightedTie& tie : some) {
      ++of[tie.a];
      ++of[tie.b];
    }
    return of;
  };
  EXPECT_EQ(degrees(ties), degrees(dealt));
  std::set<std::pair<std::uint32_t, std::uint32_t>> there;
  std::size_t kept = 0;
  for (const WeightedTie& tie : dealt) {
    EXPECT_NE(tie.a, tie.b);
    EXPECT_TRUE(there.insert(std::minmax(tie.a, tie.b)).second);
    kept += std::ranges::any_of(ties, [&](const WeightedTie& old) {
      return std::minmax(old.a, old.b) == std::minmax(tie.a, tie.b);
    });
  }
  EXPECT_LT(kept, 3 * ties.size() / 4);
}

}  // namespace
}  // namespace evenhand::coordination
