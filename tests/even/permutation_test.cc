// The two permutation tests, by counting and by drawing.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <map>

#include "base/split_mix.h"
#include "even/drawn_permutation.h"
#include "even/exact_permutation.h"
#include "even/examples.h"

namespace evenhand::even {
namespace {

TEST(ExactPermutation, CountsTheSmallExample) {
  const auto exact = PermuteExactly(kSmall);
  ASSERT_TRUE(exact.has_value());
  EXPECT_EQ(exact->observed, 1);
  EXPECT_EQ(exact->least, 1);
  EXPECT_EQ(exact->mean.Text(), "14/5");
  const char* wanted[] = {"3/50", "3/10", "11/25", "9/50", "1/50"};
  ASSERT_EQ(exact->ways.size(), std::size(wanted));
  for (std::size_t i = 0; i < exact->ways.size(); ++i) {
    EXPECT_EQ((Fraction{exact->ways[i], exact->all}.Reduced().Text()), wanted[i]);
  }
  EXPECT_EQ(exact->lower.Reduced().Text(), "3/50");
  EXPECT_EQ(exact->two_sided.Reduced().Text(), "2/25");
}

TEST(ExactPermutation, IsAsPublishedForTheLargerOnes) {
  const auto office = PermuteExactly(kOfficeHolders);
  EXPECT_NEAR(office->two_sided.value(), 5.807200357e-6, 5e-15);
  EXPECT_NEAR(office->lower.value(), 2.199045574e-6, 5e-15);
  const auto two = PermuteExactly(kTwoStrata);
  EXPECT_NEAR(two->two_sided.value(), 0.303918064, 5e-10);
}

TEST(ExactPermutation, TheOtherTwoSidedPDiffersWhenSkewed) {
  // What R's exact test gives for example 1.
  EXPECT_NEAR(PermuteExactly(kOfficeHolders)->two_sided_by_probability.value(), 3.94e-6, 5e-9);
}

TEST(ExactPermutation, EmptyStrataChangeNothing) {
  std::vector<Stratum> more = kSmall;
  more.push_back({0, 0, 0, 0});
  EXPECT_EQ(PermuteExactly(more)->two_sided.Text(), PermuteExactly(kSmall)->two_sided.Text());
}

TEST(ExactPermutation, RefusesWhatWouldTakeTooLong) {
  const std::vector<Stratum> large = {{3000, 3000, 3000, 3000}};
  EXPECT_EQ(PermuteExactly(large).error().code, ErrorCode::kLimit);
}

// Slow twin: every way to deal out the cases, one after the other. At most 16 cases a stratum.
std::map<std::int64_t, std::int64_t> Enumerate(const std::vector<Stratum>& strata) {
  std::map<std::int64_t, std::int64_t> ways = {{0, 1}};
  for (const Stratum& s : strata) {
    std::map<std::int64_t, std::int64_t> next;
    const auto yes = (1u << s.k1()) - 1;
    for (unsigned dealt = 0; dealt < 1u << s.n(); ++dealt) {
      if (std::popcount(dealt) != s.m1()) continue;
      for (const auto& [t, count] : ways) next[t + std::popcount(dealt & yes)] += count;
    }
    ways = next;
  }
  return ways;
}

RC_GTEST_PROP(ExactPermutation, AgreesWithEnumeration, ()) {
  const std::vector<Stratum> strata = AnyStrata(3);
  const auto exact = *PermuteExactly(strata);
  std::map<std::int64_t, std::int64_t> counted;
  for (std::size_t i = 0; i < exact.ways.size(); ++i) {
    counted[exact.least + static_cast<std::int64_t>(i)] = exact.ways[i].convert_to<std::int64_t>();
  }
  RC_ASSERT(counted == Enumerate(strata));
  double all = 0, as_far = 0, mean = exact.mean.value();
  for (const auto& [t, count] : counted) {
    all += Real(count);
    if (std::fabs(Real(t) - mean) >= std::fabs(Real(exact.observed) - mean) - 1e-9) {
      as_far += Real(count);
    }
  }
  RC_ASSERT(std::fabs(exact.two_sided.value() - as_far / all) < 1e-12);
}

RC_GTEST_PROP(ExactPermutation, IsAProbabilityAndDoesNotSeeWhoIsWho, ()) {
  const std::vector<Stratum> strata = AnyStrata(30);
  const auto exact = *PermuteExactly(strata);
  const double p = exact.two_sided.value();
  RC_ASSERT(p > 0 && p <= 1);
  RC_ASSERT(exact.lower.value() > 0 && exact.lower.value() <= 1);
  RC_ASSERT(std::fabs(p - PermuteExactly(SwapGroups(strata))->two_sided.value()) < 1e-12);
}

TEST(SplitMix64, GivesThePublishedNumbers) {
  SplitMix64 random(20210203);
  for (const std::uint64_t wanted :
       {12985995257887436246u, 4090603870191457672u, 13461855795455993083u}) {
    EXPECT_EQ(random.Next(), wanted);
  }
}

TEST(DrawnPermutation, CanBeDrawnAgain) {
  const auto drawn = DrawPermutations(kTwoStrata, {.seed = 20210203, .draws = 9999});
  EXPECT_EQ(drawn->first, (std::vector<std::int64_t>{33, 33, 27, 30, 37}));
  EXPECT_EQ(drawn->as_far, 2997);
  EXPECT_EQ(drawn->p, 0.2998);
}

RC_GTEST_PROP(DrawnPermutation, ComesNearTheExactOne, ()) {
  const std::vector<Stratum> strata = AnyStrata(8);
  const double exact = PermuteExactly(strata)->two_sided.value();
  const auto drawn = *DrawPermutations(strata, {.seed = 1, .draws = 2000});
  RC_ASSERT(drawn.p > 0 && drawn.p <= 1);
  RC_ASSERT(std::fabs(drawn.p - exact) < 5 * std::sqrt(0.25 / 2000) + 0.001);
}

TEST(Clusters, AreDealtOutWhole) {
  // Two accounts of A with three "yes" each, two of B with none: six ways to deal out accounts, of
  // which two are as far from the mean as this. Case by case it would look like 1 in 924.
  const std::vector<UnitStratum> accounts = {{{3, 3, 0, 0}, 2}};
  const auto drawn = DrawPermutations(accounts, 6, {.seed = 7, .draws = 9999});
  EXPECT_NEAR(drawn->p, 2.0 / 6, 0.02);
}

TEST(BadDraws, AreErrors) {
  EXPECT_FALSE(DrawPermutations(kSmall, {.seed = 1, .draws = 0}).has_value());
  EXPECT_FALSE(DrawPermutations(std::vector<UnitStratum>{}, 0, {}).has_value());
  EXPECT_FALSE(DrawPermutations(std::vector<UnitStratum>{{{1}, 2}}, 0, {}).has_value());
  EXPECT_FALSE(DrawPermutations(std::vector<UnitStratum>{{{-1}, 1}}, 0, {}).has_value());
}

TEST(Fraction, KeepsItsSizeAsADouble) {
  EXPECT_EQ((Fraction{1, 3}.value()), 1.0 / 3);
  EXPECT_EQ((Fraction{-1, 4}.value()), -0.25);
  EXPECT_EQ((Fraction{0, 7}.value()), 0);
  const BigInt huge = BigInt(1) << 5000;
  EXPECT_EQ((Fraction{huge, BigInt(huge * 8)}.value()), 0.125);
  EXPECT_EQ((Fraction{BigInt(huge * 6), huge}.value()), 6);
  EXPECT_EQ((Fraction{3040, 48620}.Text()), "3040/48620");
  EXPECT_EQ((Fraction{6, 3}.Reduced().Text()), "2");
}

}  // namespace
}  // namespace evenhand::even
