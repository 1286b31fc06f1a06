#include "even/covering.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace evenhand::even {
namespace {

using Sizes = std::vector<std::size_t>;

class Covering : public testing::TestWithParam<Sizes> {};
TEST_P(Covering, EveryTwoValuesStandTogether) {
  const Sizes& sizes = GetParam();
  std::set<std::tuple<std::size_t, std::size_t, std::size_t, std::size_t>> seen;
  for (const auto& row : PairwiseRows(sizes)) {
    ASSERT_EQ(row.size(), sizes.size());
    for (std::size_t a = 0; a < row.size(); ++a) {
      ASSERT_LT(row[a], std::max<std::size_t>(sizes[a], 1));
      for (std::size_t b = a + 1; b < row.size(); ++b)
        if (sizes[a] > 0 && sizes[b] > 0) seen.emplace(a, row[a], b, row[b]);
    }
  }
  std::size_t wanted = 0;
  for (std::size_t a = 0; a < sizes.size(); ++a)
    for (std::size_t b = a + 1; b < sizes.size(); ++b) wanted += sizes[a] * sizes[b];
  EXPECT_EQ(seen.size(), wanted);
}
INSTANTIATE_TEST_SUITE_P(Sizes, Covering,
                         testing::Values(Sizes{}, Sizes{3}, Sizes{2, 2}, Sizes{2, 0, 3},
                                         Sizes{5, 1, 7, 2}, Sizes(16, 5),
                                         Sizes{8, 5, 5, 6, 5, 5, 5, 5, 9, 5, 5, 5, 5, 5, 5, 5}));

TEST(PairwiseRows, AreFewAndTheSameAgain) {
  const Sizes sizes(16, 5);  // 3,000 pairs, 5^16 combinations; no fewer than 25 rows can do it
  const auto rows = PairwiseRows(sizes);
  EXPECT_LE(rows.size(), 60u);
  EXPECT_EQ(rows, PairwiseRows(sizes));
}

}  // namespace
}  // namespace evenhand::even
