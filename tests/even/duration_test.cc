#include "even/duration.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "even/count.h"

namespace evenhand::even {
namespace {

const Durations kA = {{2, 3, 5, 8, 9, 12, 20, 26, 30}, 0};
const Durations kB = {{6, 10, 14, 18, 24, 28, 40, 55, 90}, 0};

TEST(Durations, AreAsPublished) {
  EXPECT_EQ(*MedianHours(kA), 9);
  EXPECT_EQ(*MedianHours(kB), 24);
  EXPECT_EQ(*ShiftHours(kA, kB), 12);
  const auto ranks = ExactRankSum(kA, kB);
  EXPECT_EQ(ranks->w, 64);
  EXPECT_EQ(ranks->p.Text(), "3040/48620");
}

TEST(OpenCases, CountAsLongerThanAnyClosedOne) {
  EXPECT_EQ(*MedianHours({{1, 2, 3}, 1}), 2.5);
  EXPECT_EQ(*MedianHours({{1, 2, 3}, 2}), 3);
  EXPECT_FALSE(MedianHours({{1, 2, 3}, 3})->has_value());
  EXPECT_FALSE(MedianHours({{}, 3})->has_value());
  // An open case ranks as 90 hours did, the longest.
  Durations open = kB;
  open.closed_hours.pop_back();
  open.open = 1;
  EXPECT_EQ(ExactRankSum(kA, open)->p.Text(), "3040/48620");
  EXPECT_EQ(*ShiftHours(kA, open), 12);
  // Dropping it would change the answer.
  open.open = 0;
  EXPECT_NE(ExactRankSum(kA, open)->p.Text(), "3040/48620");
}

TEST(BadDurations, AreErrors) {
  EXPECT_FALSE(MedianHours({}).has_value());
  EXPECT_FALSE(MedianHours({{-1}, 0}).has_value());
  EXPECT_FALSE(MedianHours({{std::nan("")}, 0}).has_value());
  EXPECT_FALSE(MedianHours({{1}, -1}).has_value());
  EXPECT_EQ(ExactRankSum({{}, 40}, {{}, 40}).error().code, ErrorCode::kLimit);
}

TEST(DrawnRankSums, ComeNearTheExactOne) {
  const std::vector<DurationStratum> stratum = {{kA, kB}};
  EXPECT_NEAR(DrawRankSums(stratum, {.seed = 3, .draws = 9999})->p, 0.0625, 0.01);
}

Durations AnyDurations() {
  Durations group;
  for (const int hours : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12))) {
    if (group.closed_hours.size() < 7) group.closed_hours.push_back(hours / 2.0);
  }
  group.open = *rc::gen::inRange(0, 3);
  if (group.closed_hours.empty() && group.open == 0) group.open = 1;
  return group;
}

// Slow twins: all pairs, and all ways to choose.
std::vector<double> All(const Durations& group) {
  std::vector<double> all = group.closed_hours;
  all.insert(all.end(), static_cast<std::size_t>(group.open), 1e6);
  return all;
}

RC_GTEST_PROP(Shift, AgreesWithAllPairs, ()) {
  const Durations a = AnyDurations(), b = AnyDurations();
  std::vector<double> pairs;
  for (const double from : All(a)) {
    for (const double to : All(b)) pairs.push_back(to - from);
  }
  std::ranges::sort(pairs);
  const double low = pairs[(pairs.size() - 1) / 2], high = pairs[pairs.size() / 2];
  const std::optional<double> shift = *ShiftHours(a, b);
  const bool known = std::fabs(low) < 1e5 && std::fabs(high) < 1e5;
  RC_ASSERT(shift.has_value() == known);
  if (known) RC_ASSERT(*shift == (low + high) / 2);
}

double TwiceRankSum(const std::vector<double>& all, unsigned chosen) {
  double sum = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if ((chosen >> i & 1) == 0) continue;
    for (const double other : all) sum += other < all[i] ? 2 : other == all[i] ? 1 : 0;
    sum += 1;
  }
  return sum;
}

RC_GTEST_PROP(RankSum, AgreesWithAllWaysToChoose, ()) {
  const Durations a = AnyDurations(), b = AnyDurations();
  std::vector<double> all = All(a);
  const std::size_t of_a = all.size();
  for (const double hours : All(b)) all.push_back(hours);
  RC_PRE(all.size() <= 12);
  const double observed = TwiceRankSum(all, (1u << of_a) - 1);
  const double mean = Real(of_a) * (Real(all.size()) + 1);
  std::int64_t ways = 0, as_far = 0;
  for (unsigned chosen = 0; chosen < 1u << all.size(); ++chosen) {
    if (std::popcount(chosen) != static_cast<int>(of_a)) continue;
    ++ways;
    if (std::fabs(TwiceRankSum(all, chosen) - mean) >= std::fabs(observed - mean)) ++as_far;
  }
  const auto exact = *ExactRankSum(a, b);
  RC_ASSERT(exact.w == observed / 2);
  RC_ASSERT(exact.p.numerator == as_far);
  RC_ASSERT(exact.p.denominator == ways);
}

}  // namespace
}  // namespace evenhand::even
