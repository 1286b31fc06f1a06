#include "policy/intake.h"

#include <gtest/gtest.h>

namespace evenhand::policy {
namespace {

struct Case {
  const char* name;
  const char* law;
  const char* asks;
  DemandHandling handling;
};

class StateDemand : public testing::TestWithParam<Case> {};
TEST_P(StateDemand, IsHandledAsWhatItIs) {
  const Case& c = GetParam();
  EXPECT_EQ(HandleDemand({.state = "S",
                          .body = "a ministry",
                          .law = c.law,
                          .scope = "S",
                          .date = "2022-05-01",
                          .asks = c.asks}),
            c.handling);
}
INSTANTIATE_TEST_SUITE_P(
    Wordings, StateDemand,
    testing::Values(
        Case{"a_law", "Act 3", "withhold", DemandHandling::kAsDemand},
        Case{"a_law_about_platforms", "Digital Platform Rules Act 2021", "withhold",
             DemandHandling::kAsDemand},
        Case{"a_constitution", "the constitution", "label", DemandHandling::kAsDemand},
        Case{"no_law", "", "remove", DemandHandling::kAsReport},
        Case{"platform_rules", "platform rules only", "remove", DemandHandling::kAsReport},
        Case{"terms", "your Terms of Service", "remove", DemandHandling::kAsReport},
        Case{"guidelines", "community guidelines", "remove", DemandHandling::kAsReport},
        Case{"identify", "Act 3", "identify", DemandHandling::kNoHandler},
        Case{"identity", "Act 3", "the Identity of the author", DemandHandling::kNoHandler}),
    [](const auto& each) { return each.param.name; });

TEST(StateDemandRecord, LacksNothingOrIsRefused) {
  const Demand whole{.state = "S",
                     .body = "b",
                     .law = "Act 3",
                     .scope = "S",
                     .date = "2022-05-01",
                     .asks = "label"};
  for (std::string Demand::*field :
       {&Demand::state, &Demand::body, &Demand::scope, &Demand::date}) {
    Demand lacking = whole;
    (lacking.*field).clear();
    EXPECT_EQ(HandleDemand(lacking), DemandHandling::kRefused);
    EXPECT_TRUE(IsCounted(HandleDemand(lacking)));
  }
}

}  // namespace
}  // namespace evenhand::policy
