#include "even/coverage.h"

#include <gtest/gtest.h>

#include <vector>

namespace evenhand::even {
namespace {

const std::vector<CoveragePart> kParts = {{400, 1, 120, 110}, {99600, 0.01, 5, 0}};

TEST(Coverage, IsAsPublished) {
  const auto coverage = EstimateCoverage(kParts);
  EXPECT_NEAR(coverage->violating, 620, 1e-9);
  EXPECT_NEAR(coverage->violating_error, 222.485954613, 5e-9);
  EXPECT_NEAR(*coverage->enforced_share, 0.177419355, 5e-10);
  EXPECT_TRUE(coverage->enforced_interval->contains(*coverage->enforced_share));
}

TEST(Coverage, OfReportedPostsAloneLooksMuchBetter) {
  const auto naive = EstimateCoverage({kParts.data(), 1});
  EXPECT_NEAR(*naive->enforced_share, 0.916666667, 5e-10);
  EXPECT_EQ(naive->violating_error, 0);
}

TEST(Coverage, WithoutViolationsHasNoShare) {
  const std::vector<CoveragePart> clean = {{400, 1, 0, 0}};
  EXPECT_FALSE(EstimateCoverage(clean)->enforced_share.has_value());
}

TEST(BadParts, AreErrorsWithTheirPlace) {
  EXPECT_FALSE(EstimateCoverage({}).has_value());
  for (const CoveragePart& part :
       {CoveragePart{400, 0, 1, 1}, CoveragePart{400, 1.5, 1, 1}, CoveragePart{400, 1, -1, 0},
        CoveragePart{400, 1, 1, 2}, CoveragePart{1, 1, 2, 1}}) {
    const std::vector<CoveragePart> parts = {kParts[0], part};
    EXPECT_EQ(EstimateCoverage(parts).error().message.find("part 2: "), 0u);
  }
}

}  // namespace
}  // namespace evenhand::even
