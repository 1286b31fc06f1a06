#include "even/matched_sets.h"

#include <gtest/gtest.h>

namespace evenhand::even {
namespace {

// Twenty statements in English, Arabic and Persian; 1 = removed.
const std::vector<MatchedPattern> kSets = {{{1, 1, 1}, 6}, {{1, 1, 0}, 7}, {{1, 0, 0}, 2},
                                           {{0, 1, 0}, 1}, {{0, 0, 0}, 3}, {{0, 0, 1}, 1}};

TEST(MatchedSets, AreAsPublished) {
  const auto sets = CompareMatchedSets(kSets);
  EXPECT_EQ(sets->sets, 20);
  EXPECT_EQ(sets->not_alike, 11);
  EXPECT_EQ(sets->removed, (std::vector<std::int64_t>{15, 14, 7}));
  EXPECT_NEAR(sets->cochran->statistic, 10.363636364, 5e-10);
  EXPECT_EQ(sets->cochran->df, 2);
  EXPECT_NEAR(sets->cochran->p, 0.005617783, 5e-10);
}

struct PairCase {
  std::size_t first, second;
  std::int64_t only_first, only_second;
  double p, adjusted;
};

TEST(MatchedSets, ComparePairsExactly) {
  const auto sets = CompareMatchedSets(kSets);
  const PairCase wanted[] = {{0, 1, 2, 1, 1.0, 1.0},
                             {0, 2, 9, 1, 0.021484375, 0.064453125},
                             {1, 2, 8, 1, 0.0390625, 0.078125}};
  ASSERT_EQ(sets->pairs.size(), std::size(wanted));
  for (std::size_t i = 0; i < sets->pairs.size(); ++i) {
    const LanguagePair& pair = sets->pairs[i];
    EXPECT_EQ(pair.first, wanted[i].first);
    EXPECT_EQ(pair.second, wanted[i].second);
    EXPECT_EQ(pair.only_first, wanted[i].only_first);
    EXPECT_EQ(pair.only_second, wanted[i].only_second);
    EXPECT_NEAR(pair.p, wanted[i].p, 1e-12);
    EXPECT_NEAR(pair.adjusted_p, wanted[i].adjusted, 1e-12);
  }
}

TEST(MatchedSets, TreatedAlikeHaveNoQ) {
  const std::vector<MatchedPattern> alike = {{{1, 1}, 4}, {{0, 0}, 5}};
  const auto sets = CompareMatchedSets(alike);
  EXPECT_EQ(sets->not_alike, 0);
  EXPECT_FALSE(sets->cochran.has_value());
  EXPECT_EQ(sets->pairs[0].p, 1);
}

TEST(BadSets, AreErrors) {
  const std::vector<MatchedPattern> one = {{{1}, 4}}, unequal = {{{1, 0}, 4}, {{1}, 4}},
                                    two = {{{1, 2}, 4}}, negative = {{{1, 0}, -4}};
  EXPECT_FALSE(CompareMatchedSets({}).has_value());
  for (const auto& bad : {one, unequal, two, negative}) EXPECT_FALSE(CompareMatchedSets(bad));
}

}  // namespace
}  // namespace evenhand::even
