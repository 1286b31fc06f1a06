#include "even/strata.h"

#include <gtest/gtest.h>

#include "even/examples.h"

namespace evenhand::even {
namespace {

TEST(Pool, ShowsTheCrudeComparison) {
  const Stratum all = Pool(kOfficeHolders);
  EXPECT_EQ(all.a, 86);
  EXPECT_EQ(all.m1(), 400);
  EXPECT_EQ(all.c, 310);
  EXPECT_EQ(all.m2(), 1500);
  EXPECT_NEAR(*OddsRatio(all), 1.051366345, 5e-10);
}

TEST(OddsRatio, IsAbsentWhereItIsNoNumber) {
  EXPECT_FALSE(OddsRatio({1, 0, 2, 3}).has_value());
  EXPECT_FALSE(OddsRatio({1, 2, 0, 3}).has_value());
  EXPECT_EQ(OddsRatio({0, 2, 3, 3}), 0);
}

TEST(Standardise, TurnsTheCrudeComparisonRound) {
  const auto rates = Standardise(kOfficeHolders);
  EXPECT_NEAR(rates->rate_a, 0.161052632, 5e-10);
  EXPECT_NEAR(rates->rate_b, 0.232631579, 5e-10);
  EXPECT_NEAR(rates->standard_error, 0.018148861, 5e-10);
  EXPECT_NEAR(rates->interval.low, -0.107150062, 5e-10);
  EXPECT_EQ(rates->skipped, 0u);
}

TEST(Standardise, LeavesOutStrataWithoutAGroup) {
  std::vector<Stratum> strata = kOfficeHolders;
  strata.push_back({0, 0, 5, 5});
  const auto rates = Standardise(strata);
  EXPECT_EQ(rates->difference, Standardise(kOfficeHolders)->difference);
  EXPECT_EQ(rates->skipped, 1u);
}

TEST(BadStrata, AreErrorsWithTheirPlace) {
  EXPECT_EQ(CheckStrata({}).error().code, ErrorCode::kInvalidArgument);
  const std::vector<Stratum> negative = {{1, 1, 1, 1}, {1, -3, 1, 1}};
  EXPECT_EQ(CheckStrata(negative).error().message.find("stratum 2: b is -3"), 0u);
  const std::vector<Stratum> one_group = {{1, 1, 0, 0}};
  EXPECT_FALSE(Standardise(one_group).has_value());
}

}  // namespace
}  // namespace evenhand::even
