#include "coordination/evolution.h"

#include <gtest/gtest.h>

namespace evenhand::coordination {
namespace {

using Communities = std::vector<std::vector<std::uint32_t>>;

TEST(Evolve, TellsBirthDeathAndContinuation) {
  const Communities before = {{1, 2, 3, 4}, {10, 11, 12}};
  const Communities after = {{20, 21, 22}, {2, 3, 4, 5}};
  EXPECT_EQ(Evolve(before, after), (std::vector<Evolution>{{Fate::kContinuation, 0, 1, 0.6},
                                                           {Fate::kDeath, 1, kNoCommunity, 0},
                                                           {Fate::kBirth, kNoCommunity, 0, 0}}));
}

TEST(Evolve, TellsMergesAndSplits) {
  const Communities whole = {{1, 2, 3, 4, 5, 6}};
  const Communities parts = {{1, 2, 3}, {4, 5, 6}};
  EXPECT_EQ(Evolve(parts, whole),
            (std::vector<Evolution>{{Fate::kMerge, 0, 0, 0.5}, {Fate::kMerge, 1, 0, 0.5}}));
  EXPECT_EQ(Evolve(whole, parts),
            (std::vector<Evolution>{{Fate::kSplit, 0, 0, 0.5}, {Fate::kSplit, 0, 1, 0.5}}));
}

TEST(Evolve, AFewWhoStayAreNoContinuation) {
  const Communities before = {{1, 2, 3, 4, 5}};
  const Communities after = {{5, 6, 7, 8, 9}};
  EXPECT_EQ(Evolve(before, after), (std::vector<Evolution>{{Fate::kDeath, 0, kNoCommunity, 0},
                                                           {Fate::kBirth, kNoCommunity, 0, 0}}));
}

TEST(Evolve, ASmallCellSwallowedByALargeOneIsNoContinuationOfIt) {
  const Communities before = {{1, 2}};
  const Communities after = {{1, 2, 3, 4, 5, 6}};
  EXPECT_EQ(Evolve(before, after)[0].fate, Fate::kDeath);
}

}  // namespace
}  // namespace evenhand::coordination
