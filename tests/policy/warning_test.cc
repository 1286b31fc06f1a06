#include "policy/warning.h"

#include <gtest/gtest.h>

namespace evenhand::policy {
namespace {

Time Day(int d) { return Time{} + std::chrono::days(d); }

// P6: "the same policy again inside that window: the warning stays and a strike is given", also
// while the warning for another policy is in force.
TEST(Warnings, OneThatIsBrokenAgainStaysBesideAnother) {
  Warnings warnings(*ParsePeriod("P90D"));
  EXPECT_FALSE(warnings.Violates("A", Day(0)));
  EXPECT_EQ(warnings.Learns("A", Day(5)), Day(95));
  EXPECT_FALSE(warnings.Violates("B", Day(10)));  // another policy after the lesson
  EXPECT_TRUE(warnings.Violates("A", Day(20)));
  EXPECT_EQ(warnings.Learns("B", Day(30)), Day(120));
  EXPECT_TRUE(warnings.Violates("A", Day(96)));  // it has not expired on day 95
}

TEST(Warnings, ALessonForWhatWasNotBrokenIsNone) {
  Warnings warnings(*ParsePeriod("P90D"));
  EXPECT_EQ(warnings.Learns("A", Day(0)), std::nullopt);
  EXPECT_FALSE(warnings.Violates("A", Day(1)));
  EXPECT_EQ(warnings.Learns("B", Day(2)), std::nullopt);
  EXPECT_TRUE(
      warnings.Violates("B", Day(3)));  // one without a lesson: a strike, whatever the policy
}

}  // namespace
}  // namespace evenhand::policy
