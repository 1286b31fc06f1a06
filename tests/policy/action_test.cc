#include "policy/action.h"

#include <gtest/gtest.h>

namespace evenhand::policy {
namespace {

TEST(Action, ReadsAndWrites) {
  for (const char* text :
       {"none", "warn", "label misleading", "lock PT12H", "suspend permanent", "suspend P7D",
        "restrict P30D", "notice N2", "hide", "withhold DE law 1", "challenge"}) {
    const auto action = ParseAction(text);
    ASSERT_TRUE(action) << text;
    EXPECT_EQ(FormatAction(*action), text);
  }
  EXPECT_EQ(FormatAction(*ParseAction("suspend, permanent")), "suspend permanent");
}

TEST(Action, RefusesWithWhatIsMissing) {
  const std::pair<const char*, const char*> rows[] = {
      {"lok PT12H", "is no action"},    {"lock", "needs a period"},
      {"lock soon", "is not a period"}, {"hide P7D", "takes nothing"},
      {"notice", "needs a profile"},    {"lock permanent", "is not a period"},
      {"withhold", "needs its places"},
  };
  for (const auto& [text, message] : rows) {
    const auto action = ParseAction(text);
    ASSERT_FALSE(action) << text;
    EXPECT_NE(action.error().message.find(message), std::string::npos) << action.error().message;
  }
}

// From mildest to harshest, as policy.md section 3 orders them.
TEST(Action, IsOrderedBySeverityThenLength) {
  const char* order[] = {
      "none",         "educate",  "warn",         "limit",       "notice N2",        "hide",
      "restrict P1D", "lock P7D", "suspend PT1H", "suspend P7D", "suspend permanent"};
  for (std::size_t i = 0; i < std::size(order); ++i) {
    for (std::size_t j = 0; j < std::size(order); ++j) {
      EXPECT_EQ(IsMilder(*ParseAction(order[i]), *ParseAction(order[j])), i < j)
          << order[i] << " " << order[j];
    }
  }
}

// A rung or a clause that gives a lesson gives it, though a lesson has no severity.
TEST(Action, ALessonIsMoreThanNothing) {
  EXPECT_EQ(FormatAction(Stronger(*ParseAction("none"), *ParseAction("educate"))), "educate");
  EXPECT_EQ(FormatAction(Stronger(*ParseAction("educate"), *ParseAction("none"))), "educate");
}

}  // namespace
}  // namespace evenhand::policy
