#include "even/mantel_haenszel.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "even/examples.h"

namespace evenhand::even {
namespace {

struct Wanted {
  const char* name;
  std::vector<Stratum> strata;
  double ratio, variance, low, high, deviation, test, corrected, difference, error, breslow_day,
      tarone, tarone_p;
};

class Combined : public testing::TestWithParam<Wanted> {};
TEST_P(Combined, IsAsPublished) {
  const Wanted& w = GetParam();
  const auto mh = CombineStrata(w.strata);
  ASSERT_TRUE(mh.has_value());
  EXPECT_NEAR(mh->ratio->ratio, w.ratio, 5e-7);
  EXPECT_NEAR(mh->ratio->variance_of_log, w.variance, 5e-8);
  EXPECT_NEAR(mh->ratio->interval.low, w.low, 5e-7);
  EXPECT_NEAR(mh->ratio->interval.high, w.high, 5e-7);
  EXPECT_NEAR(mh->a_minus_expected, w.deviation, 5e-5);
  EXPECT_NEAR(mh->test->statistic, w.test, 5e-5);
  EXPECT_NEAR(mh->corrected_test->statistic, w.corrected, 5e-5);
  EXPECT_NEAR(mh->difference->difference, w.difference, 5e-8);
  EXPECT_NEAR(mh->difference->standard_error, w.error, 5e-8);
  EXPECT_NEAR(mh->homogeneity->breslow_day, w.breslow_day, 5e-5);
  EXPECT_NEAR(mh->homogeneity->tarone.statistic, w.tarone, 5e-5);
  EXPECT_NEAR(mh->homogeneity->tarone.p, w.tarone_p, 5e-7);
}
INSTANTIATE_TEST_SUITE_P(
    Examples, Combined,
    testing::Values(Wanted{"all_three", kOfficeHolders, 0.481893, 0.0284653, 0.346210, 0.670753,
                           -28.6752, 20.63444, 19.92113, -0.0945070, 0.0198126, 18.5375, 18.40627,
                           0.000100723},
                    Wanted{"low_and_medium",
                           {kOfficeHolders[0], kOfficeHolders[1]},
                           0.691694,
                           0.0359540,
                           0.476994,
                           1.003032,
                           -10.8974,
                           3.84527,
                           3.50051,
                           -0.0420792,
                           0.0205009,
                           0.358661,
                           0.358095,
                           0.549566},
                    Wanted{"example_3", kTwoStrata, 0.775442, 0.0566655, 0.486323, 1.236442, -4.7,
                           1.159861, 0.926209, -0.0270115, 0.0242468, 0.789457, 0.789159,
                           0.374354}),
    [](const auto& each) { return each.param.name; });

TEST(Homogeneity, SaysWhenOneRatioDoesNotFit) {
  EXPECT_FALSE(CombineStrata(kOfficeHolders)->homogeneity->one_ratio_fits());
  EXPECT_TRUE(CombineStrata(kTwoStrata)->homogeneity->one_ratio_fits());
}

TEST(StrataWithoutAGroup, AddNothing) {
  std::vector<Stratum> more = kTwoStrata;
  more.push_back({3, 4, 0, 0});
  more.push_back({0, 0, 3, 4});
  more.push_back({0, 0, 0, 0});
  const auto with = CombineStrata(more), without = CombineStrata(kTwoStrata);
  EXPECT_EQ(with->without_a_group, 3u);
  EXPECT_EQ(with->ratio->ratio, without->ratio->ratio);
  EXPECT_EQ(with->test->statistic, without->test->statistic);
  EXPECT_EQ(with->difference->difference, without->difference->difference);
  EXPECT_EQ(with->homogeneity->tarone.df, 1);
}

TEST(StrataWithoutAnOutcome, EnterTheDifferenceOnly) {
  std::vector<Stratum> more = kTwoStrata;
  more.push_back({0, 50, 0, 50});
  const auto with = CombineStrata(more), without = CombineStrata(kTwoStrata);
  EXPECT_EQ(with->without_an_outcome, 1u);
  EXPECT_EQ(with->ratio->ratio, without->ratio->ratio);
  EXPECT_EQ(with->test->statistic, without->test->statistic);
  EXPECT_EQ(with->homogeneity->tarone.df, 1);
  EXPECT_LT(std::fabs(with->difference->difference), std::fabs(without->difference->difference));
}

TEST(WhatCannotBeComputed, IsAbsent) {
  const auto nothing = CombineStrata(std::vector<Stratum>{{1, 2, 0, 0}});
  EXPECT_FALSE(nothing->ratio || nothing->test || nothing->difference || nothing->homogeneity);
  const auto one = CombineStrata(std::vector<Stratum>{{1, 2, 3, 4}});
  EXPECT_TRUE(one->ratio && one->test && one->difference);
  EXPECT_FALSE(one->homogeneity.has_value());
  EXPECT_FALSE(CombineStrata(std::vector<Stratum>{{0, 2, 3, 4}})->ratio.has_value());
}

TEST(CorrectedTest, NeverPassesZero) {
  // The deviation is 0: subtracting a half must not make it larger.
  EXPECT_EQ(CombineStrata(std::vector<Stratum>{{5, 5, 5, 5}})->corrected_test->statistic, 0);
}

// Slow twin: the expected count by halving, straight from its definition.
double ExpectedByHalving(const Stratum& s, double ratio) {
  double low = Real(std::max<std::int64_t>(0, s.m1() + s.k1() - s.n()));
  double high = Real(std::min(s.m1(), s.k1()));
  for (int i = 0; i < 200; ++i) {
    const double e = (low + high) / 2;
    const double left = e * (Real(s.n() - s.m1() - s.k1()) + e);
    const double right = ratio * (Real(s.m1()) - e) * (Real(s.k1()) - e);
    (left < right ? low : high) = e;
  }
  return (low + high) / 2;
}

RC_GTEST_PROP(BreslowDay, AgreesWithTheSlowTwin, ()) {
  const std::vector<Stratum> strata = AnyStrata(40);
  const auto mh = *CombineStrata(strata);
  RC_PRE(mh.homogeneity.has_value());
  double breslow_day = 0;
  for (const Stratum& s : strata) {
    if (!s.has_both_groups() || !s.has_both_outcomes()) continue;
    const double e = ExpectedByHalving(s, mh.ratio->ratio);
    const double v = 1 / (1 / e + 1 / (Real(s.m1()) - e) + 1 / (Real(s.k1()) - e) +
                          1 / (Real(s.n() - s.m1() - s.k1()) + e));
    breslow_day += (Real(s.a) - e) * (Real(s.a) - e) / v;
  }
  RC_ASSERT(std::fabs(breslow_day - mh.homogeneity->breslow_day) < 1e-6 * (1 + breslow_day));
}

RC_GTEST_PROP(Combined, ChangesSignWithTheGroups, ()) {
  const std::vector<Stratum> strata = AnyStrata(60);
  const auto one = *CombineStrata(strata), other = *CombineStrata(SwapGroups(strata));
  RC_ASSERT(std::fabs(one.a_minus_expected + other.a_minus_expected) < 1e-9);
  RC_ASSERT(one.ratio.has_value() == other.ratio.has_value());
  if (one.ratio) RC_ASSERT(std::fabs(one.ratio->ratio * other.ratio->ratio - 1) < 1e-9);
  if (one.test) RC_ASSERT(std::fabs(one.test->p - other.test->p) < 1e-9);
  if (one.difference) {
    RC_ASSERT(std::fabs(one.difference->difference + other.difference->difference) < 1e-12);
    RC_ASSERT(one.difference->interval.contains(one.difference->difference));
  }
}

}  // namespace
}  // namespace evenhand::even
