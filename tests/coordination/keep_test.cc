#include "coordination/keep.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "coordination/fused.h"

namespace evenhand::coordination {
namespace {

std::vector<WeightedTie> RandomNetwork() {
  const auto nodes = *rc::gen::inRange<std::uint32_t>(2, 12);
  std::vector<WeightedTie> ties;
  for (std::uint32_t a = 0; a < nodes; ++a)
    for (std::uint32_t b = a + 1; b < nodes; ++b)
      if (*rc::gen::inRange(0, 2) == 0) ties.push_back({a, b, double(*rc::gen::inRange(1, 5))});
  return ties;
}

RC_GTEST_PROP(KeepNearest, ATieStaysWhenFewAtOneEndComeBeforeIt, ()) {
  const std::vector<WeightedTie> ties = RandomNetwork();
  const auto k = *rc::gen::inRange<std::uint32_t>(1, 4);
  std::vector<WeightedTie> wanted;
  for (std::size_t i = 0; i < ties.size(); ++i) {
    bool stays = false;
    for (const std::uint32_t end : {ties[i].a, ties[i].b}) {
      std::uint32_t before = 0;
      for (std::size_t j = 0; j < ties.size(); ++j) {
        if (ties[j].a != end && ties[j].b != end) continue;
        before += ties[j].weight > ties[i].weight || (ties[j].weight == ties[i].weight && j < i);
      }
      stays |= before < k;
    }
    if (stays) wanted.push_back(ties[i]);
  }
  RC_ASSERT(KeepNearest(ties, k) == wanted);
}

TEST(KeepNearest, TakesTheLogarithmOfTheAccounts) {
  // Of 30: 3.4.
  std::vector<WeightedTie> clique;
  for (std::uint32_t a = 0; a < 30; ++a)
    for (std::uint32_t b = a + 1; b < 30; ++b) clique.push_back({a, b, 1});
  EXPECT_EQ(KeepNearest(clique), KeepNearest(clique, 3));
  EXPECT_TRUE(KeepNearest({}).empty());
}

TEST(KeepHeaviest, IsAPartOfTheHeaviest) {
  const std::vector<WeightedTie> ties = {{0, 1, 10}, {0, 2, 9}, {1, 2, 8.9}};
  EXPECT_EQ(KeepHeaviest(ties, 0.9).size(), 2U);
}

TEST(KeepCentral, KeepsTheMiddleOfEachComponent) {
  // A clique of four with a tail, and a pair.
  const std::vector<WeightedTie> ties = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3},
                                         {2, 3}, {3, 4}, {4, 5}, {6, 7}};
  const std::vector<WeightedTie> kept = KeepCentral(ties, 0.5);
  EXPECT_NE(std::ranges::find(kept, WeightedTie{0, 1}), kept.end());
  EXPECT_NE(std::ranges::find(kept, WeightedTie{6, 7}), kept.end());
  EXPECT_EQ(std::ranges::find(kept, WeightedTie{4, 5}), kept.end());
}

TEST(KeepFocal, GrowsFromTheHeaviestTieUntilItWouldThinOut) {
  // Two communities: one with a heavy triangle and light rest, one light throughout.
  const std::vector<WeightedTie> ties = {{0, 1, 10},  {0, 2, 9}, {0, 3, 1}, {1, 2, 9}, {2, 3, 1},
                                         {3, 4, 0.1}, {4, 5, 1}, {4, 6, 1}, {5, 6, 1}};
  EXPECT_EQ(KeepFocal(ties, 0.4), (std::vector<WeightedTie>{{0, 1, 10}, {0, 2, 9}, {1, 2, 9}}));
  EXPECT_TRUE(KeepFocal({}).empty());
}

TEST(Fuse, TakesEveryTieOfAnyNetworkAndItsGreatestWeight) {
  NameTable one, other;
  for (const char* name : {"a", "b", "c"}) one.Number(name);
  for (const char* name : {"c", "b", "d"}) other.Number(name);
  const std::vector<WeightedTie> x = {{0, 1, 0.5}, {1, 2, 0.3}};  // a-b, b-c
  const std::vector<WeightedTie> y = {{0, 1, 0.9}, {0, 2, 0.2}};  // c-b, c-d
  const std::vector<NamedTies> networks = {{&one, x}, {&other, y}};
  const Fused fused = Fuse(networks, Fusion::kMaximum);
  EXPECT_EQ(fused.ties, (std::vector<WeightedTie>{{0, 1, 0.5}, {1, 2, 0.9}, {2, 3, 0.2}}));
  EXPECT_EQ(fused.networks, (std::vector<std::uint32_t>{1, 2, 1}));
  EXPECT_EQ(fused.accounts.Name(3), "d");
  EXPECT_EQ(Fuse(networks).ties[1].weight, 1);
}

}  // namespace
}  // namespace evenhand::coordination
