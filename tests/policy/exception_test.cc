#include "policy/exception.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "policy/many_histories.h"

namespace evenhand::policy {
namespace {

const Time kStart = *ParseTime("2022-01-01T00:00:00Z");
Time Day(std::int64_t d) { return kStart + Seconds(d * 86'400); }

ExceptionRule Rule() {
  ExceptionRule rule{.id = "E1"};
  rule.eligible = *Condition::Parse("office != none and verified and followers > 100000");
  rule.softens = {"hateful"};
  rule.never = {"threat"};
  rule.profile = "N2";
  rule.max_days = 30;
  rule.budget = {.per_account = 3, .window_days = 90};
  return rule;
}

const Facts kHolder = {
    {"office", std::string("holder")}, {"verified", true}, {"followers", std::int64_t{100'001}}};
const ExceptionReview kReview = {
    .tests_met = true, .first_reviewer = "r1", .approvers = {"r2", "r3"}};

Refusal Ask(const GrantRegister& grants, std::vector<std::string> clauses, Facts author,
            ExceptionReview review, Time at) {
  return grants.Consider(Rule(), clauses, author, review, "a", at);
}

TEST(Exception, RefusesWithTheRuleItBreaks) {
  GrantRegister none;
  EXPECT_EQ(Ask(none, {"hateful"}, kHolder, kReview, kStart), Refusal::kNone);
  EXPECT_EQ(Ask(none, {"spam"}, kHolder, kReview, kStart), Refusal::kNotSoftened);
  EXPECT_EQ(Ask(none, {"hateful", "threat"}, kHolder, kReview, kStart), Refusal::kNever);
  EXPECT_EQ(Ask(none, {"hateful", "spam"}, kHolder, kReview, kStart), Refusal::kNotSoftened);
  Facts small = kHolder;
  small["followers"] = std::int64_t{100'000};
  EXPECT_EQ(Ask(none, {"hateful"}, small, kReview, kStart), Refusal::kNotEligible);
  EXPECT_EQ(Ask(none, {"hateful"}, kHolder,
                {.tests_met = false, .first_reviewer = "r1", .approvers = {"r2", "r3"}}, kStart),
            Refusal::kTestsNotMet);
  for (const std::vector<std::string>& approvers : {std::vector<std::string>{},
                                                    {"r2"},
                                                    {"r2", "r2"},
                                                    {"r1", "r2"},
                                                    {"r2", "r1"},
                                                    {"r2", ""},
                                                    {"r2", "r3", "r1"}}) {
    EXPECT_EQ(
        Ask(none, {"hateful"}, kHolder, {.first_reviewer = "r1", .approvers = approvers}, kStart),
        Refusal::kApprovers);
  }
}

TEST(Exception, TwoDifferentPeopleApproveWhereverTheyStand) {
  const ExceptionReview twice{.first_reviewer = "r1", .approvers = {"r2", "r2", "r3"}};
  EXPECT_EQ(Ask({}, {"hateful"}, kHolder, twice, kStart), Refusal::kNone);
}

// I10: none outlives its days, none goes beyond the budget of any window.
RC_GTEST_PROP(Exception, I10StaysWithinDaysAndBudget, ()) {
  GrantRegister grants;
  std::int64_t day = 0;
  const auto tries = *rc::gen::inRange(1, 20);
  for (int i = 0; i < tries; ++i) {
    day += *rc::gen::inRange<std::int64_t>(0, 40);
    const std::string id = "d" + std::to_string(i);
    if (*rc::gen::inRange(0, 5) == 0) grants.Void("d" + std::to_string(i / 2), Day(day));
    if (Ask(grants, {"hateful"}, kHolder, kReview, Day(day)) != Refusal::kNone) continue;
    grants.Add({.exception = "E1",
                .decision = id,
                .account = "a",
                .from = Day(day),
                .until = Day(day + 30)});
  }
  for (const Grant& grant : grants.grants()) {
    std::int64_t in_window = 0;
    for (const Grant& other : grants.grants()) {
      in_window += !other.voided && other.from <= grant.from &&
                           grant.from < other.from + std::chrono::days(90)
                       ? 1
                       : 0;
    }
    RC_ASSERT(grant.voided.has_value() || in_window <= 3);
    RC_ASSERT(grants.StateOf(grant.decision, grant.until) != GrantState::kInForce);
    RC_ASSERT(grant.voided.has_value() ||
              grants.StateOf(grant.decision, grant.until - Seconds(1)) == GrantState::kInForce);
  }
}

}  // namespace
}  // namespace evenhand::policy
