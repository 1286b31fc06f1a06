#include "coordination/validated.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "coordination/configuration_model.h"
#include "coordination/random_shares.h"
#include "coordination/tail_probability.h"

namespace evenhand::coordination {
namespace {

// Accounts of different activity, objects of different popularity.
model::Shares Skewed(std::uint32_t accounts, std::uint32_t objects, std::uint32_t seed) {
  std::mt19937 random(seed);
  model::Shares shares;
  for (std::uint32_t account = 0; account < accounts; ++account) {
    for (std::uint32_t object = 0; object < objects; ++object) {
      const double chance = 0.9 / (1 + account % 5) / (1 + object % 7);
      if (double(random()) / 4294967296.0 < chance)
        shares.Add("o" + std::to_string(object), "a" + std::to_string(account), "", 0);
    }
  }
  return shares;
}

TEST(ConfigurationModel, HasTheDegreesOnAverage) {
  const model::Shares shares = Skewed(60, 80, 1);
  EXPECT_LT(ConfigurationModel(Incidence(shares)).error(), 1e-6);
}

RC_GTEST_PROP(ConfigurationModel, HasTheDegreesOnAverageWhateverTheArchive, ()) {
  const model::Shares shares = *RandomShares();
  const Bipartite matrix = Incidence(shares);
  const ConfigurationModel model(matrix);
  RC_ASSERT(model.error() < 1e-3);
  for (std::size_t row = 0; row < matrix.rows(); ++row) {
    for (std::size_t column = 0; column < matrix.objects.size(); ++column) {
      RC_ASSERT(model.Chance(row, column) >= 0);
      RC_ASSERT(model.Chance(row, column) <= 1);
    }
  }
}

TEST(ConfigurationModel, AnAccountOfEverythingHasEverything) {
  model::Shares shares;
  for (const char* object : {"x", "y", "z"}) shares.Add(object, "A", "", 0);
  shares.Add("x", "a", "", 0);
  shares.Add("y", "b", "", 0);
  const ConfigurationModel model(Incidence(shares));
  for (std::size_t column = 0; column < 3; ++column) EXPECT_EQ(model.Chance(0, column), 1);
  EXPECT_EQ(model.Chance(1, 2), 0);  // nobody else has z
  EXPECT_NEAR(model.Chance(1, 0), 0.5, 1e-9);
  EXPECT_LT(model.error(), 1e-9);
}

// Archives drawn from the model, counted: the slow twin of the closed form.
TEST(Validate, SaysHowOftenTheModelSharesSoMuch) {
  const model::Shares shares = Skewed(12, 30, 2);
  const Bipartite matrix = Incidence(shares);
  const ConfigurationModel model(matrix);
  const Validated validated = Validate(matrix);
  std::mt19937 random(3);
  constexpr int kDraws = 4000;
  std::vector<int> as_many(validated.ties.size(), 0);
  std::vector<std::vector<bool>> has(matrix.rows(), std::vector<bool>(matrix.objects.size()));
  for (int draw = 0; draw < kDraws; ++draw) {
    for (std::size_t row = 0; row < has.size(); ++row)
      for (std::size_t column = 0; column < has[row].size(); ++column)
        has[row][column] = double(random()) / 4294967296.0 < model.Chance(row, column);
    for (std::size_t i = 0; i < validated.ties.size(); ++i) {
      std::uint32_t shared = 0;
      for (std::size_t column = 0; column < matrix.objects.size(); ++column)
        shared += has[validated.ties[i].a][column] && has[validated.ties[i].b][column];
      as_many[i] += shared >= validated.ties[i].shared;
    }
  }
  ASSERT_GT(validated.ties.size(), 20U);
  for (std::size_t i = 0; i < validated.ties.size(); ++i) {
    const double p = std::pow(10.0, validated.ties[i].log10_p);
    EXPECT_NEAR(double(as_many[i]) / kDraws, p, 5 * std::sqrt(p * (1 - p) / kDraws) + 0.002);
  }
}

// Two accounts deal out anew what only one of them has (Strona et al. 2014): everybody keeps as
// many objects, every object as many accounts.
void Trade(std::vector<std::set<int>>* rows, std::mt19937* random) {
  std::set<int>& a = (*rows)[(*random)() % rows->size()];
  std::set<int>& b = (*rows)[(*random)() % rows->size()];
  if (&a == &b) return;
  std::vector<int> only_a, pool;
  std::ranges::set_difference(a, b, std::back_inserter(only_a));
  pool = only_a;
  std::ranges::set_difference(b, a, std::back_inserter(pool));
  for (const int object : pool) {
    a.erase(object);
    b.erase(object);
  }
  for (std::size_t left = pool.size(); left > 1; --left)
    std::swap(pool[left - 1], pool[(*random)() % left]);
  for (std::size_t i = 0; i < pool.size(); ++i) (i < only_a.size() ? a : b).insert(pool[i]);
}

TEST(Validate, CallsFewTiesStrongInArchivesThatAreDealtOutAtRandom) {
  const Bipartite start = Incidence(Skewed(30, 40, 9));
  std::vector<std::set<int>> rows(start.rows());
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (const Bipartite::Cell& cell : start.Row(row))
      rows[row].insert(static_cast<int>(cell.column));
  std::mt19937 random(10);
  double below = 0, by_equal_objects = 0, tests = 0;
  for (int archive = 0; archive < 60; ++archive) {
    for (int trade = 0; trade < 200; ++trade) Trade(&rows, &random);
    model::Shares shares;
    for (std::size_t row = 0; row < rows.size(); ++row)
      for (const int object : rows[row])
        shares.Add(std::to_string(object), std::to_string(row), "", 0);
    const Bipartite matrix = Incidence(shares);
    for (const ValidatedTie& tie : Validate(matrix).ties) below += tie.log10_p <= std::log10(0.05);
    const Validated equal = Validate(matrix, NullModel::kHypergeometric);
    for (const ValidatedTie& tie : equal.ties) by_equal_objects += tie.log10_p <= std::log10(0.05);
    tests += equal.tests;
  }
  EXPECT_LT(below / tests, 0.05);
  EXPECT_GT(by_equal_objects / tests, 0.05);  // popularity alone takes it over the level
}

TEST(Validate, APopularObjectIsNoEvidenceToTheConfigurationModel) {
  model::Shares shares;
  for (int account = 0; account < 40; ++account) {
    const std::string name = "a" + std::to_string(account);
    for (int object = 0; object < 6; ++object)
      shares.Add("hit" + std::to_string(object), name, "", 0);
    for (int object = 0; object < 10; ++object)
      shares.Add(name + "'s" + std::to_string(object), name, "", 0);
  }
  const Bipartite matrix = Incidence(shares);
  const auto least_q = [](const Validated& validated) {
    double least = 1;
    for (const ValidatedTie& tie : validated.ties) least = std::min(least, tie.q);
    return least;
  };
  EXPECT_LT(least_q(Validate(matrix, NullModel::kHypergeometric)), 1e-4);
  EXPECT_GT(least_q(Validate(matrix, NullModel::kConfiguration)), 0.5);
}

TEST(Validate, IsTheSameOnAnyNumberOfThreads) {
  const model::Shares shares = Skewed(60, 80, 4);
  const Bipartite matrix = Incidence(shares);
  const Validated once = Validate(matrix);
  const Validated thrice = Validate(matrix, NullModel::kConfiguration, 3);
  ASSERT_EQ(once.ties.size(), thrice.ties.size());
  for (std::size_t i = 0; i < once.ties.size(); ++i)
    EXPECT_EQ(once.ties[i].log10_p, thrice.ties[i].log10_p);
}

TEST(DisparityFilter, KeepsWhatStandsOutAtOneEnd) {
  // A hub of ten ties, one of them of nearly all its strength; leaves have one tie each, which
  // never stands out.
  std::vector<WeightedTie> ties;
  for (std::uint32_t leaf = 1; leaf <= 10; ++leaf)
    ties.push_back({0, leaf, leaf == 3 ? 100.0 : 1.0});
  EXPECT_EQ(DisparityFilter(Graph(11, ties)), (std::vector<WeightedTie>{{0, 3, 100}}));
}

}  // namespace
}  // namespace evenhand::coordination
