// Swaps and what-ifs over the public-interest rulebook; a rulebook that reads what it may not is
// caught.

#include "even/swap.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "even/what_if.h"
#include "source_dir.h"

namespace evenhand::even {
namespace {

using policy::CaseInput;

policy::Rulebook Book() {
  std::ifstream file(SourceDir() + "/rulebooks/policies/public-interest-2019.yaml");
  const std::string yaml((std::istreambuf_iterator<char>(file)), {});
  return *policy::LoadRulebook(yaml);
}

CaseInput Case(int day, const char* act, policy::Facts attributes) {
  const auto at = *policy::ParseTime("2020-01-01T00:00:00Z") + std::chrono::days(day);
  return {.decision = "d" + std::to_string(day),
          .account = "a",
          .item = "i",
          .posted = at,
          .at = at,
          .judgements = {{.question = "act", .answer = std::string(act), .by = "r1"}},
          .attributes = std::move(attributes),
          .review = {.tests_met = true, .first_reviewer = "r1", .approvers = {"r2", "r3"}}};
}

const policy::Facts kHolder = {
    {"office", std::string("holder")}, {"verified", true}, {"followers", std::int64_t{250'000}}};

TEST(Swap, EveryFlipCitesTheException) {
  const SwapReport report = Swap(Book(), {Case(0, "hateful_conduct", kHolder),
                                          Case(1, "direct_threat", kHolder), Case(2, "none", {})});
  EXPECT_EQ(report.cases, 3);
  EXPECT_TRUE(report.barred.empty());
  EXPECT_TRUE(report.unexplained.empty());
  EXPECT_GT(report.explained.at("office by E1"), 0);
  EXPECT_GT(report.explained.at("followers by E1"), 0);
  EXPECT_TRUE(report.untried.empty());
}

TEST(Swap, WhatTheRulebookDoesNotNameIsTriedToo) {
  const SwapReport report = Swap(Book(), {Case(0, "hateful_conduct", kHolder)});
  EXPECT_TRUE(report.attributes.contains("parody"));
  EXPECT_TRUE(report.attributes.contains("language"));
  EXPECT_FALSE(report.named.contains("parody"));
  EXPECT_TRUE(report.named.at("office").contains("E1"));
}

// No one attribute makes an ordinary author an official: only together do they show the exception.
TEST(Swap, WhatOnlySeveralAttributesChangeIsTriedTogether) {
  const SwapReport report = Swap(Book(), {Case(0, "hateful_conduct", {})});
  EXPECT_GT(report.tries_together, 0);
  EXPECT_TRUE(report.unexplained.empty());
  ASSERT_EQ(report.explained.size(), 1u);
  EXPECT_EQ(report.explained.begin()->first, "followers, office, verified by E1");
}

// A clause that reads what it may not, but of officials only.
TEST(Swap, WhatMayNotBeReadIsCaughtBehindAnAttribute) {
  policy::Rulebook book = Book();
  book.clauses.front().when =
      *policy::Condition::Parse("act == hateful_conduct and not (parody and language == swapped)");
  const SwapReport report = Swap(book, {Case(0, "hateful_conduct", {})});
  ASSERT_EQ(report.barred.size(), 1u);
  EXPECT_NE(report.barred.front().attribute.find("language"), std::string::npos);
}

TEST(Swap, CasesMayComeUnderDifferentRulebooks) {
  const policy::Rulebook one = Book();
  policy::Rulebook without = Book();
  without.exceptions.clear();
  const CaseInput input = Case(0, "hateful_conduct", kHolder);
  SwapTest test;
  for (const policy::Rulebook* book : {&one, &std::as_const(without)}) {
    test.Try(*book, input, policy::Ledger(&book->strikes), {});
  }
  const SwapReport report = test.Finish();
  EXPECT_EQ(report.cases, 2);
  EXPECT_TRUE(report.unexplained.empty());
  EXPECT_EQ(report.named.at("office"), (std::set<std::string>{"E1"}));
}

// The compiler refuses such a rulebook; if one ran all the same, the swap shows it.
TEST(Swap, WhatMayNotBeReadIsCaught) {
  policy::Rulebook book = Book();
  book.clauses.front().when =
      *policy::Condition::Parse("act == hateful_conduct and language == none");
  const SwapReport report = Swap(book, {Case(0, "hateful_conduct", {})});
  ASSERT_EQ(report.barred.size(), 1u);
  EXPECT_EQ(report.barred.front().attribute, "language");
}

TEST(WhatIf, AnOrdinaryAccountGetsNoNotice) {
  const auto until = *policy::ParseTime("2020-03-01T00:00:00Z");
  const std::vector<CaseInput> cases = {Case(0, "menace_to_state", kHolder),
                                        Case(1, "hateful_conduct", kHolder),
                                        Case(2, "direct_threat", kHolder)};
  const auto answer = AskWhatIf(Book(), cases, AsOrdinary(), until);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->first_difference, 1u);
  EXPECT_EQ(answer->steps[1].recorded, "hateful_conduct: notice N2, none");
  EXPECT_EQ(answer->steps[1].instead, "hateful_conduct: hide, lock PT0S");
  EXPECT_EQ(answer->steps[2].recorded, answer->steps[2].instead);
  EXPECT_EQ(answer->recorded_days, 58);
  const auto other_way = AskWhatIf(Book(), {Case(1, "hateful_conduct", {})}, AsOfficial(), until);
  EXPECT_EQ(other_way->steps[0].instead, "hateful_conduct: notice N2, none");
}

}  // namespace
}  // namespace evenhand::even
