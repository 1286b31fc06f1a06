#include "even/ordinal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace evenhand::even {
namespace {

const OrdinalStratum kActions = {{40, 30, 12, 8, 6, 3, 1}, {25, 28, 15, 14, 10, 5, 3}};

Result<Ordinal> Compare(const OrdinalStratum& stratum) { return CompareSeverity({&stratum, 1}); }

TEST(Severity, IsAsPublished) {
  const auto ordinal = Compare(kActions);
  EXPECT_EQ(ordinal->u, 3900);
  EXPECT_EQ(ordinal->superiority, 0.39);
  EXPECT_NEAR(ordinal->cliffs_delta, -0.22, 1e-12);
  EXPECT_NEAR(*ordinal->z, -2.776716193, 5e-10);
  EXPECT_NEAR(*ordinal->p, 0.005491110, 5e-10);
  EXPECT_NEAR(ordinal->mean_code_a, 1.23, 1e-12);
  EXPECT_NEAR(ordinal->mean_code_b, 1.83, 1e-12);
}

TEST(Severity, OverStrataSumsDeviationsAndVariances) {
  const std::vector<OrdinalStratum> twice = {kActions, kActions};
  const auto both = CompareSeverity(twice);
  EXPECT_NEAR(*both->z, *Compare(kActions)->z * std::sqrt(2), 1e-12);
  EXPECT_EQ(both->superiority, 0.39);
}

TEST(Severity, OneActionForAllHasNoZ) {
  const auto same = Compare({{0, 5}, {0, 7}});
  EXPECT_EQ(same->superiority, 0.5);
  EXPECT_FALSE(same->z.has_value());
}

TEST(BadCodes, AreErrorsWithTheirPlace) {
  EXPECT_EQ(Compare({{1, 2}, {1}}).error().message.find("stratum 1: A has 2 codes"), 0u);
  EXPECT_FALSE(Compare({{0, 0}, {1, 0}}).has_value());
  EXPECT_FALSE(Compare({{1, -1}, {1, 0}}).has_value());
  EXPECT_FALSE(CompareSeverity({}).has_value());
}

// Slow twin: pair by pair.
double PairsWon(const OrdinalStratum& s) {
  double won = 0;
  for (std::size_t i = 0; i < s.a.size(); ++i) {
    for (std::size_t j = 0; j < s.b.size(); ++j) {
      const double pairs = static_cast<double>(s.a[i] * s.b[j]);
      won += i > j ? pairs : i == j ? pairs / 2 : 0;
    }
  }
  return won;
}

OrdinalStratum AnyCodes() {
  const auto count = rc::gen::map(rc::gen::inRange(0, 30), [](int n) { return std::int64_t{n}; });
  OrdinalStratum s{*rc::gen::container<std::vector<std::int64_t>>(5, count),
                   *rc::gen::container<std::vector<std::int64_t>>(5, count)};
  ++s.a[*rc::gen::inRange<std::size_t>(0, 5)];
  ++s.b[*rc::gen::inRange<std::size_t>(0, 5)];
  return s;
}

RC_GTEST_PROP(Severity, AgreesWithPairByPair, ()) {
  const OrdinalStratum s = AnyCodes();
  RC_ASSERT(Compare(s)->u == PairsWon(s));
}

RC_GTEST_PROP(Severity, ChangesSignWithTheGroups, ()) {
  const OrdinalStratum s = AnyCodes();
  const Ordinal one = *Compare(s), other = *Compare({s.b, s.a});
  RC_ASSERT(std::fabs(one.cliffs_delta + other.cliffs_delta) < 1e-12);
  RC_ASSERT(one.z.has_value() == other.z.has_value());
  if (one.z) RC_ASSERT(std::fabs(*one.z + *other.z) < 1e-9);
}

}  // namespace
}  // namespace evenhand::even
