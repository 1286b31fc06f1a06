#include "even/agreement.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace evenhand::even {
namespace {

const AgreementTable kEnglish = {{88, 6, 6}, {5, 30, 5}, {3, 4, 53}};
const AgreementTable kPersian = {{60, 12, 8}, {10, 20, 10}, {7, 9, 34}};
const AgreementTable kRare = {{180, 8}, {10, 2}};

struct Wanted {
  const char* name;
  AgreementTable table;
  AgreementWeights weights;
  double observed, kappa, error, pabak, ac1;
};

class Samples : public testing::TestWithParam<Wanted> {};
TEST_P(Samples, AreAsPublished) {
  const Wanted& w = GetParam();
  const auto agreement = CompareReviewers(w.table, w.weights);
  EXPECT_NEAR(agreement->observed, w.observed, 5e-7);
  EXPECT_NEAR(agreement->kappa->value, w.kappa, 5e-7);
  EXPECT_NEAR(agreement->kappa->standard_error, w.error, 5e-7);
  EXPECT_NEAR(agreement->pabak, w.pabak, 5e-7);
  if (w.weights == AgreementWeights::kNone)
    EXPECT_NEAR(*agreement->ac1, w.ac1, 5e-7);
  else
    EXPECT_FALSE(agreement->ac1.has_value());
}
INSTANTIATE_TEST_SUITE_P(Tables, Samples,
                         testing::Values(Wanted{"english", kEnglish, AgreementWeights::kNone, 0.855,
                                                0.767628, 0.0393846, 0.7825, 0.789275},
                                         Wanted{"english_weighted", kEnglish,
                                                AgreementWeights::kQuadratic, 0.93, 0.817708,
                                                0.0398780, 0.895, 0},
                                         Wanted{"persian", kPersian, AgreementWeights::kNone,
                                                0.670588, 0.485405, 0.0547073, 0.505882, 0.515565},
                                         Wanted{"rare", kRare, AgreementWeights::kNone, 0.91,
                                                0.134615, 0.114623, 0.82, 0.899559}),
                         [](const auto& each) { return each.param.name; });

TEST(Kappas, OfTwoLanguagesCompare) {
  const auto difference =
      CompareKappas(*CompareReviewers(kEnglish)->kappa, *CompareReviewers(kPersian)->kappa);
  EXPECT_NEAR(difference->z, 4.186695791, 5e-9);
  EXPECT_NEAR(difference->p, 2.830447797e-5, 5e-13);
  EXPECT_FALSE(CompareKappas({1, 0, {}}, {1, 0, {}}).has_value());
}

TEST(Kappa, IsAbsentWhereAllGaveOneAnswer) {
  const auto agreement = CompareReviewers({{9, 0}, {0, 0}});
  EXPECT_EQ(agreement->observed, 1);
  EXPECT_FALSE(agreement->kappa.has_value());
  EXPECT_EQ(*agreement->ac1, 1);
}

TEST(Alpha, IsAsPublished) {
  constexpr std::size_t L = 0, R = 1, N = 2;
  const std::optional<std::size_t> gap;
  const std::vector<UnitAnswers> units = {{L, L, L},     {R, R, R}, {N, N, R}, {L, L, gap},
                                          {R, gap, R},   {N, L, N}, {L, L, L}, {R, R, N},
                                          {N, gap, gap}, {L, L, L}, {R, R, R}, {L, N, L}};
  const auto alpha = KrippendorffAlpha(units, 3);
  EXPECT_EQ(alpha->pairable, 31);
  EXPECT_EQ(alpha->by_category, (std::vector<std::int64_t>{14, 11, 6}));
  EXPECT_NEAR(alpha->observed_disagreement, 0.258064516, 5e-10);
  EXPECT_NEAR(alpha->expected_disagreement, 0.653763441, 5e-10);
  EXPECT_NEAR(*alpha->alpha, 0.605263158, 5e-10);
}

TEST(BadTables, AreErrors) {
  for (const AgreementTable& bad :
       {AgreementTable{}, AgreementTable{{5}}, AgreementTable{{1, 2}, {3}},
        AgreementTable{{1, -2}, {3, 4}}, AgreementTable{{0, 0}, {0, 0}}}) {
    EXPECT_EQ(CompareReviewers(bad).error().code, ErrorCode::kInvalidArgument);
  }
  const std::vector<UnitAnswers> lonely = {{0, std::nullopt}}, unknown = {{0, 5}};
  EXPECT_FALSE(KrippendorffAlpha(lonely, 2).has_value());
  EXPECT_FALSE(KrippendorffAlpha(unknown, 2).has_value());
}

// Slow twin: every case as a pair of answers; agreement and chance by counting them.
double KappaByCases(const AgreementTable& table) {
  std::vector<std::size_t> first, second;
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < table.size(); ++j) {
      first.insert(first.end(), static_cast<std::size_t>(table[i][j]), i);
      second.insert(second.end(), static_cast<std::size_t>(table[i][j]), j);
    }
  }
  double agree = 0, by_chance = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    agree += first[i] == second[i] ? 1 : 0;
    for (const std::size_t other : second) by_chance += first[i] == other ? 1 : 0;
  }
  const double n = Real(first.size()), pe = by_chance / (n * n);
  return (agree / n - pe) / (1 - pe);
}

AgreementTable AnyTable() {
  const auto cell = rc::gen::map(rc::gen::inRange(0, 9), [](int n) { return std::int64_t{n}; });
  AgreementTable table(3);
  for (auto& row : table) row = *rc::gen::container<std::vector<std::int64_t>>(3, cell);
  ++table[0][1];
  ++table[2][2];
  return table;
}

RC_GTEST_PROP(Kappa, IsAsDefined, ()) {
  const AgreementTable table = AnyTable();
  const auto agreement = *CompareReviewers(table);
  RC_PRE(agreement.kappa.has_value());
  RC_ASSERT(std::fabs(agreement.kappa->value - KappaByCases(table)) < 1e-9);
  RC_ASSERT(agreement.kappa->value <= 1);
}

RC_GTEST_PROP(Kappa, DoesNotSeeWhoReviewedFirst, ()) {
  const AgreementTable table = AnyTable();
  AgreementTable turned(3, std::vector<std::int64_t>(3));
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) turned[j][i] = table[i][j];
  }
  for (const auto weights : {AgreementWeights::kNone, AgreementWeights::kQuadratic}) {
    const auto one = *CompareReviewers(table, weights), other = *CompareReviewers(turned, weights);
    RC_ASSERT(one.kappa.has_value() == other.kappa.has_value());
    if (!one.kappa) continue;
    RC_ASSERT(std::fabs(one.kappa->value - other.kappa->value) < 1e-9);
    RC_ASSERT(std::fabs(one.kappa->standard_error - other.kappa->standard_error) < 1e-7);
  }
}

}  // namespace
}  // namespace evenhand::even
