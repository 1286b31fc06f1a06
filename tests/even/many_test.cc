#include "even/many.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace evenhand::even {
namespace {

TEST(Holm, IsAsPublished) {
  const std::vector<double> p = {0.004, 0.021, 0.030, 0.45};
  const auto adjusted = HolmAdjust(p);
  const double wanted[] = {0.016, 0.063, 0.063, 0.45};
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR((*adjusted)[i], wanted[i], 1e-12);
}

TEST(Holm, TakesNoneAndRefusesNonsense) {
  EXPECT_TRUE(HolmAdjust({})->empty());
  const std::vector<double> bad = {0.5, 1.5};
  EXPECT_EQ(HolmAdjust(bad).error().message.find("p number 2 is 1.5"), 0u);
}

RC_GTEST_PROP(Holm, NeverLowersAndKeepsTheOrder, ()) {
  std::vector<double> p;
  for (const int n : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1001))) {
    p.push_back(n / 1000.0);
  }
  const std::vector<double> adjusted = *HolmAdjust(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    RC_ASSERT(adjusted[i] >= p[i] && adjusted[i] <= 1);
    for (std::size_t j = 0; j < p.size(); ++j) {
      if (p[i] < p[j]) RC_ASSERT(adjusted[i] <= adjusted[j]);
    }
  }
}

TEST(NeededPerGroup, IsAsPublished) {
  EXPECT_NEAR(*NeededPerGroup(0.40, 0.30), 355.9428127, 5e-7);
  EXPECT_NEAR(*NeededPerGroup(0.05, 0.10), 434.4320224, 5e-7);
  EXPECT_FALSE(NeededPerGroup(0.3, 0.3).has_value());
  EXPECT_FALSE(NeededPerGroup(0.3, 1.3).has_value());
}

struct VerdictCase {
  const char* name;
  Interval interval;
  std::optional<double> p;
  const char* word;
};

class Verdicts : public testing::TestWithParam<VerdictCase> {};
TEST_P(Verdicts, HaveFixedWords) {
  EXPECT_EQ(Word(Judge(GetParam().interval, GetParam().p, kRateMargin)), GetParam().word);
}
INSTANTIATE_TEST_SUITE_P(
    Words, Verdicts,
    testing::Values(VerdictCase{"proved", {-0.20, -0.10}, 0.001, "different"},
                    VerdictCase{"proved_but_small", {0.01, 0.03}, 0.01, "different"},
                    VerdictCase{"inside", {-0.04, 0.03}, 0.6, "alike within margin"},
                    VerdictCase{"wide", {-0.04, 0.30}, 0.2, "cannot tell"},
                    VerdictCase{"no_test", {-0.04, 0.30}, std::nullopt, "cannot tell"},
                    VerdictCase{"at_the_margin", {-0.05, 0.01}, 0.5, "cannot tell"}),
    [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace evenhand::even
