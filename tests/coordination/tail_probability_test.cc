#include "coordination/tail_probability.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

namespace evenhand::coordination {
namespace {

long double Choose(int n, int k) {
  long double product = 1;
  for (int i = 0; i < k; ++i) product = product * (n - i) / (i + 1);
  return product;
}

// Adds the definition up term by term.
template <class Term>
double Sum(int from, int to, Term term) {
  long double sum = 0;
  for (int i = to; i >= from; --i) sum += term(i);
  return static_cast<double>(sum);
}

void ExpectNear(double got, double wanted) { EXPECT_NEAR(got, wanted, 1e-10 * wanted + 1e-300); }

TEST(Poisson, IsTheSumOfItsTerms) {
  for (const double mean : {0.001, 0.5, 2.0, 30.0}) {
    for (const int k : {1, 2, 5, 40, 90}) {
      ExpectNear(PoissonTail(std::uint64_t(k), mean), Sum(k, k + 400, [&](int i) {
                   return std::exp(i * std::log((long double)mean) - mean -
                                   std::lgamma((long double)i + 1));
                 }));
    }
  }
}

TEST(Binomial, IsTheSumOfItsTerms) {
  for (const double chance : {0.001, 0.3, 0.9}) {
    for (const int k : {1, 3, 20, 50}) {
      ExpectNear(BinomialTail(std::uint64_t(k), 50, chance), Sum(k, 50, [&](int i) {
                   return Choose(50, i) * std::pow((long double)chance, i) *
                          std::pow(1 - (long double)chance, 50 - i);
                 }));
    }
  }
}

TEST(NegativeBinomial, IsTheSumOfItsTerms) {
  const long double size = 2.5;
  for (const double chance : {0.2, 0.8}) {
    for (const int k : {1, 4, 30}) {
      ExpectNear(NegativeBinomialTail(std::uint64_t(k), 2.5, chance), Sum(k, 2000, [&](int i) {
                   return std::exp(std::lgamma(size + i) - std::lgamma(size) -
                                   std::lgamma((long double)i + 1) +
                                   size * std::log((long double)chance) +
                                   i * std::log(1 - (long double)chance));
                 }));
    }
  }
}

TEST(BetaBinomial, IsTheSumOfItsTermsAlsoWhereTheyRiseAgain) {
  const auto log_beta = [](long double a, long double b) {
    return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
  };
  for (const auto& [alpha, beta] : {std::pair(0.02L, 0.03L), {2.0L, 5.0L}, {40.0L, 0.5L}}) {
    for (const int k : {1, 7, 60}) {
      ExpectNear(BetaBinomialTail(std::uint64_t(k), 60, double(alpha), double(beta)),
                 Sum(k, 60, [&](int i) {
                   return Choose(60, i) *
                          std::exp(log_beta(i + alpha, 60 - i + beta) - log_beta(alpha, beta));
                 }));
    }
  }
}

RC_GTEST_PROP(Hypergeometric, IsTheSumOfItsTerms, ()) {
  const int all = *rc::gen::inRange(1, 80);
  const int a = *rc::gen::inRange(0, all + 1);
  const int b = *rc::gen::inRange(0, all + 1);
  const int k = *rc::gen::inRange(0, std::min(a, b) + 2);
  const double wanted = Sum(k, std::min(a, b), [&](int i) {
    return b - i > all - a ? 0 : Choose(a, i) * Choose(all - a, b - i) / Choose(all, b);
  });
  const double got = std::exp(LogHypergeometricTail(std::uint64_t(k), std::uint64_t(all),
                                                    std::uint64_t(a), std::uint64_t(b)));
  RC_ASSERT(std::fabs(got - wanted) <= 1e-10 * wanted);
}

TEST(Hypergeometric, StaysApartFarBelowADouble) {
  const double p = LogHypergeometricTail(900, 100'000, 1000, 1000);
  EXPECT_LT(p, -3000);
  EXPECT_GT(p, LogHypergeometricTail(901, 100'000, 1000, 1000));
}

RC_GTEST_PROP(PoissonBinomial, CountsEventsOneByOne, ()) {
  const auto chances = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 101));
  const auto times = *rc::gen::inRange(1, 30);
  std::vector<LikeEvents> events;
  std::vector<double> of_count = {1};  // by number of events
  for (const int percent : chances) {
    events.push_back({.chance = percent / 100.0, .times = static_cast<std::uint32_t>(times)});
    for (int time = 0; time < times; ++time) {
      of_count.push_back(0);
      for (std::size_t i = of_count.size() - 1; i > 0; --i)
        of_count[i] = of_count[i] * (1 - percent / 100.0) + of_count[i - 1] * percent / 100.0;
      of_count[0] *= 1 - percent / 100.0;
    }
  }
  const auto k = *rc::gen::inRange<std::size_t>(0, std::min<std::size_t>(of_count.size() + 1, 60));
  double wanted = 0;
  for (std::size_t i = of_count.size(); i > k; --i) wanted += of_count[i - 1];
  const double got = std::exp(LogPoissonBinomialTail(k, events));
  RC_ASSERT(std::fabs(got - wanted) <= 1e-9 * wanted + 1e-300);
}

TEST(PoissonBinomial, OfEqualChancesIsBinomialFarOut) {
  const std::vector<LikeEvents> rare = {{.chance = 1e-4, .times = 3000}};
  EXPECT_NEAR(LogPoissonBinomialTail(40, rare), std::log(BinomialTail(40, 3000, 1e-4)), 1e-8);
  // None of these happening is less likely than a double can say.
  const std::vector<LikeEvents> many = {{.chance = 0.02, .times = 60'000}};
  EXPECT_NEAR(LogPoissonBinomialTail(1300, many), std::log(BinomialTail(1300, 60'000, 0.02)), 1e-7);
  // 200 of 300 events of chance 1e-6: about choose(300, 200) 1e-1200.
  const std::vector<LikeEvents> rarest = {{.chance = 1e-6, .times = 300}};
  const double log_choose = std::lgamma(301.0) - std::lgamma(201.0) - std::lgamma(101.0);
  EXPECT_NEAR(LogPoissonBinomialTail(200, rarest), log_choose + 200 * std::log(1e-6), 1e-3);
}

TEST(Tails, SayOneForNothingAndZeroForTheImpossible) {
  EXPECT_EQ(PoissonTail(0, 3), 1);
  EXPECT_EQ(PoissonTail(1, 0), 0);
  EXPECT_EQ(BinomialTail(11, 10, 0.5), 0);
  EXPECT_EQ(LogHypergeometricTail(6, 10, 8, 8), 0);  // no choice
  EXPECT_EQ(LogHypergeometricTail(9, 10, 8, 8), -INFINITY);
  EXPECT_TRUE(std::isnan(PoissonTail(1, -1)));
  EXPECT_TRUE(std::isnan(BinomialTail(1, 2, 1.5)));
  EXPECT_TRUE(std::isnan(NegativeBinomialTail(1, 0, 0.5)));
}

RC_GTEST_PROP(FalseDiscovery, OnesThatAreNotListedChangeNothing, ()) {
  const auto percents = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 101));
  const int more = *rc::gen::inRange(0, 20);
  std::vector<double> listed;
  for (const int percent : percents) listed.push_back(percent / 100.0);
  std::vector<double> all = listed;
  all.insert(all.end(), std::size_t(more), 1.0);
  std::vector<double> wanted = FalseDiscoveryRates(all);
  wanted.resize(listed.size());
  RC_ASSERT(FalseDiscoveryRates(listed, double(all.size())) == wanted);
}

TEST(FalseDiscovery, IsTheLeastRateAtWhichEachWouldBeAccepted) {
  const std::vector<double> p = {0.01, 0.04, 0.03, 0.5};
  const std::vector<double> q = FalseDiscoveryRates(p);
  EXPECT_NEAR(q[0], 0.04, 1e-15);
  EXPECT_NEAR(q[1], 0.04 * 4 / 3, 1e-15);
  EXPECT_NEAR(q[2], 0.04 * 4 / 3, 1e-15);  // not 0.06: the next one allows less
  EXPECT_NEAR(q[3], 0.5, 1e-15);
}

}  // namespace
}  // namespace evenhand::coordination
