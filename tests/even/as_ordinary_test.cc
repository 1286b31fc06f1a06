#include "even/as_ordinary.h"

#include <gtest/gtest.h>

namespace evenhand::even {
namespace {

constexpr StrikeKind L = StrikeKind::kLabel, D = StrikeKind::kDeletion;
const std::vector<StrikeKind> kFindings = {L, D, D, L, D, D};

TEST(AsOrdinary, TheAccountIsClosedAtTheThirdFinding) {
  const std::vector<OrdinaryStep> steps = ReplayAsOrdinary(kFindings);
  const std::int64_t strikes[] = {1, 3, 5, 6, 8, 10};
  for (std::size_t i = 0; i < steps.size(); ++i) EXPECT_EQ(steps[i].strikes, strikes[i]);
  EXPECT_EQ(steps[0].standing, Standing::kOpen);
  EXPECT_EQ(steps[1].standing, Standing::kLocked12Hours);
  EXPECT_EQ(steps[2].standing, Standing::kClosed);
}

TEST(AsOrdinary, TheRecordFirstDiffersAtTheSecond) {
  // A notice at the second and a lock at the third.
  const std::vector<Standing> record = {Standing::kOpen,          Standing::kOpen,
                                        Standing::kLocked12Hours, Standing::kLocked12Hours,
                                        Standing::kLocked12Hours, Standing::kLocked12Hours};
  const auto first = FirstDifference(ReplayAsOrdinary(kFindings), record);
  EXPECT_EQ(*first, 1u);
}

TEST(AsOrdinary, AnEqualRecordDoesNotDiffer) {
  const std::vector<OrdinaryStep> steps = ReplayAsOrdinary(kFindings);
  std::vector<Standing> record;
  for (const OrdinaryStep& step : steps) record.push_back(step.standing);
  EXPECT_FALSE(FirstDifference(steps, record)->has_value());
  record.pop_back();
  EXPECT_FALSE(FirstDifference(steps, record).has_value());
}

TEST(StrikeKinds, AreLAndD) {
  EXPECT_EQ(*ParseStrikeKind("L"), L);
  EXPECT_EQ(*ParseStrikeKind("D"), D);
  EXPECT_FALSE(ParseStrikeKind("X").has_value());
}

}  // namespace
}  // namespace evenhand::even
