#include "coordination/overdispersion.h"

#include <gtest/gtest.h>

namespace evenhand::coordination {
namespace {

TEST(Baseline, LooksBackByPeriods) {
  const std::vector<double> hours = {0, 1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_EQ(PrecedingBuckets(hours, 8, 3, 7), (std::vector<double>{5, 2}));
  EXPECT_EQ(PrecedingBuckets(hours, 9, 1, 2), (std::vector<double>{8, 7}));
  EXPECT_TRUE(PrecedingBuckets(hours, 2, 3, 7).empty());
}

TEST(Baseline, IsTheMedianSoThatABurstDoesNotHideTheNext) {
  const std::vector<double> past = {2, 2, 2, 2, 100};
  const Baseline baseline = CountBaseline(past);
  EXPECT_EQ(baseline.mean, 2);
  // Mean 21.6, variance 1536.64.
  EXPECT_NEAR(*baseline.variance, 1536.64 / 21.6 * 2, 1e-9);
}

TEST(Baseline, HasNoVarianceWhereThePastIsQuieterThanChance) {
  EXPECT_FALSE(CountBaseline(std::vector<double>{5, 5, 5}).variance.has_value());
  EXPECT_EQ(CountBaseline({}, {.mean = 3}).mean, 3);
}

TEST(Bursts, AreJudgedOverAllObjectsOfARun) {
  std::vector<BurstInput> inputs(
      20,
      {.shares = 3, .people = 3, .expected_shares = {.mean = 2}, .expected_density = {.mean = 1}});
  inputs[4].shares = inputs[4].people = 9;  // alone: p = 0.0002
  inputs[7].shares = inputs[7].people = 6;  // alone: p = 0.017, but one of twenty will be
  const std::vector<Burst> bursts = FindBursts(inputs);
  EXPECT_TRUE(bursts[4].unusual);
  EXPECT_LT(bursts[7].volume_p, 0.05);
  EXPECT_FALSE(bursts[7].unusual);
  EXPECT_EQ(bursts[0].density_p, 1);
}

}  // namespace
}  // namespace evenhand::coordination
