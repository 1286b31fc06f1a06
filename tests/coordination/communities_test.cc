#include "coordination/communities.h"

#include <gtest/gtest.h>

namespace evenhand::coordination {
namespace {

// Two cliques of five and four with a tie between them, and a pair.
std::vector<WeightedTie> Ties(double weight) {
  std::vector<WeightedTie> ties;
  for (std::uint32_t a = 0; a < 5; ++a)
    for (std::uint32_t b = a + 1; b < 5; ++b) ties.push_back({a, b, weight});
  for (std::uint32_t a = 5; a < 9; ++a)
    for (std::uint32_t b = a + 1; b < 9; ++b) ties.push_back({a, b, weight});
  ties.push_back({4, 5, weight});
  ties.push_back({9, 10, weight});
  return ties;
}

TEST(FindCommunities, ListsThemWithWhatTheyAreWorth) {
  const CommunityReport report = FindCommunities(11, Ties(7), {.leiden = {.resolution = 0.2}});
  ASSERT_EQ(report.communities.size(), 2U);
  EXPECT_EQ(report.components, 2U);
  EXPECT_EQ(report.small, 1U);
  const Community& first = report.communities[0];
  EXPECT_EQ(first.members, (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(first.ties, 10U);
  EXPECT_EQ(first.ties_out, 1U);
  EXPECT_EQ(first.weight, 70);
  EXPECT_EQ(first.density, 1);
  EXPECT_EQ(first.stability, 1);
  EXPECT_EQ(first.core, 5U);
  EXPECT_EQ(report.accounts[4].degree, 5U);
  EXPECT_EQ(report.accounts[4].inside, 4U);
  EXPECT_EQ(report.accounts[4].strength, 35);
  EXPECT_EQ(report.accounts[9].community, 0U);
  EXPECT_EQ(report.accounts[10].centrality, 1);
}

// A resolution is a density, whatever the weights of a method are.
TEST(FindCommunities, WeightsOfAnySizeGiveTheSame) {
  const auto of = [](double weight) {
    std::vector<std::uint32_t> places;
    for (const AccountPlace& place :
         FindCommunities(11, Ties(weight), {.leiden = {.resolution = 0.2}}).accounts)
      places.push_back(place.community);
    return places;
  };
  EXPECT_EQ(of(0.01), of(1));
  EXPECT_EQ(of(1), of(1000));
}

TEST(FindCommunities, OfNothingThereAreNone) {
  const CommunityReport report = FindCommunities(0, {});
  EXPECT_TRUE(report.communities.empty());
  EXPECT_EQ(report.components, 0U);
}

TEST(FindCommunities, DismantlingMarksItsCore) {
  const CommunityReport report = FindCommunities(11, Ties(1), {.dismantle = true});
  ASSERT_TRUE(report.dismantled.has_value());
  std::size_t marked = 0;
  for (const AccountPlace& place : report.accounts) marked += place.dense_core;
  EXPECT_EQ(marked, report.dismantled->core.size());
}

}  // namespace
}  // namespace evenhand::coordination
