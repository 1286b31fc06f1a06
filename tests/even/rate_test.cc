#include "even/rate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "even/distribution.h"

namespace evenhand::even {
namespace {

struct IntervalCase {
  const char* name;
  Share share;
  double low, high;
};

class WilsonInterval : public testing::TestWithParam<IntervalCase> {};
TEST_P(WilsonInterval, IsAsPublished) {
  const auto interval = Wilson(GetParam().share);
  ASSERT_TRUE(interval.has_value());
  EXPECT_NEAR(interval->low, GetParam().low, 5e-7);
  EXPECT_NEAR(interval->high, GetParam().high, 5e-7);
}
INSTANTIATE_TEST_SUITE_P(
    Shares, WilsonInterval,
    testing::Values(IntervalCase{"three_flips", {3, 240}, 0.004260067, 0.036100005},
                    IntervalCase{"none", {0, 10}, 0, 0.277533},
                    IntervalCase{"all", {10, 10}, 0.722467, 1}),
    [](const auto& each) { return each.param.name; });

TEST(ClopperPearson, IsAsPublished) {
  const auto interval = ClopperPearson({3, 240});
  EXPECT_NEAR(interval->low, 0.002585256, 5e-10);
  EXPECT_NEAR(interval->high, 0.036093679, 5e-10);
}

TEST(ClopperPearson, ReachesTheEnds) {
  EXPECT_EQ(ClopperPearson({0, 5})->low, 0);
  EXPECT_EQ(ClopperPearson({5, 5})->high, 1);
}

TEST(ZeroFlips, StillAllowARate) {
  EXPECT_NEAR(*UpperBound({0, 240}), 0.012404638, 5e-10);
  EXPECT_EQ(*RuleOfThree(240), 0.0125);
  EXPECT_EQ(*TriesToBound(0.01), 299);
  EXPECT_EQ(*TriesToBound(0.001), 2995);
}

TEST(ZeroFlips, BoundIsTheSameFormulaAsForSome) {
  // One-sided Clopper-Pearson at 0 is 1 - 0.05^(1/n).
  EXPECT_NEAR(*UpperBound({0, 50}), BetaQuantile(0.95, 1, 50), 1e-12);
}

TEST(Newcombe, IsAsPublished) {
  const auto crude = Newcombe({86, 400}, {310, 1500});
  EXPECT_NEAR(crude->difference, 0.008333333, 5e-10);
  EXPECT_NEAR(crude->interval.low, -0.034713346, 5e-10);
  EXPECT_NEAR(crude->interval.high, 0.055525796, 5e-10);
}

TEST(BadShares, AreErrorsThatSayWhat) {
  for (const Share share : {Share{0, 0}, Share{-1, 5}, Share{6, 5}, Share{0, -5}}) {
    EXPECT_EQ(Wilson(share).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(ClopperPearson(share).error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(UpperBound(share).error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(Wilson({-1, 5}).error().message.find("yes is -1"), 0u);
  for (const double rate : {0.0, 1.0, -0.1, std::nan("")}) EXPECT_FALSE(TriesToBound(rate));
  EXPECT_EQ(TriesToBound(1e-15).error().code, ErrorCode::kLimit);
}

Share AnyShare() {
  const auto of = *rc::gen::inRange<std::int64_t>(1, 100'000);
  return {*rc::gen::inRange<std::int64_t>(0, of + 1), of};
}

RC_GTEST_PROP(Intervals, HoldTheRateAndStayWithinBounds, ()) {
  const Share share = AnyShare();
  for (const Interval& interval : {*Wilson(share), *ClopperPearson(share)}) {
    RC_ASSERT(interval.low >= 0);
    RC_ASSERT(interval.low <= share.rate());
    RC_ASSERT(interval.high >= share.rate());
    RC_ASSERT(interval.high <= 1);
  }
}

RC_GTEST_PROP(Newcombe, ChangesSignWithTheGroups, ()) {
  const Share a = AnyShare(), b = AnyShare();
  const RateDifference one = *Newcombe(a, b), other = *Newcombe(b, a);
  RC_ASSERT(one.difference == -other.difference);
  RC_ASSERT(std::fabs(one.interval.low + other.interval.high) < 1e-12);
  RC_ASSERT(one.interval.contains(one.difference));
}

RC_GTEST_PROP(ZeroFlips, TriesToBoundIsTheFewest, ()) {
  const double rate = *rc::gen::inRange(1, 9999) / 10000.0;
  const std::int64_t tries = *TriesToBound(rate);
  RC_ASSERT(*UpperBound({0, tries}) < rate + 1e-12);
  if (tries > 1) RC_ASSERT(*UpperBound({0, tries - 1}) >= rate - 1e-12);
}

}  // namespace
}  // namespace evenhand::even
