// Real cases: what was done against what a rule gives, in tables.

#include "even/real_cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/shipped_policies.h"
#include "even/real_cases_page.h"

namespace evenhand::even {
namespace {

using testing::HasSubstr;
using testing::Not;

policy::CaseInput Post(std::string question, std::string answer, policy::Facts author = {}) {
  return {.decision = "d",
          .account = "a",
          .item = "i",
          .posted = *policy::ParseTime("2019-02-15T00:00:00Z"),
          .at = *policy::ParseTime("2019-02-15T00:00:00Z"),
          .judgements = {{.question = std::move(question),
                          .answer = std::move(answer),
                          .by = "reported"}},
          .attributes = std::move(author),
          .review = {.tests_met = true, .first_reviewer = "1", .approvers = {"2", "3"}}};
}

Rulebooks Shipped() {
  return {{"public-interest-2019", *app::LoadShippedPolicy("public-interest-2019")}};
}

RealCase Asking(std::string item, std::string account, policy::CaseInput input) {
  return {.id = "one",
          .date = "2019-02",
          .happened = {{"en", "It happened."}},
          .done = {{"en", "It was done."}},
          .questions = {{.policy = "public-interest-2019",
                         .item = *ParseReportedAction(item),
                         .account = *ParseReportedAction(account),
                         .input = std::move(input)}}};
}

struct DoneCase {
  const char* item;
  const char* account;
  Against wanted;
};

// The rule gives: hide, locked until deleted.
TEST(RealCases, WhatWasDoneIsComparedByTheStrongerActionFirst) {
  for (const DoneCase& c :
       {DoneCase{"hide", "lock PT0S", Against::kSame},
        DoneCase{"hide", "lock PT12H", Against::kHarsher},
        DoneCase{"hide", "none", Against::kMilder}, DoneCase{"none", "none", Against::kMilder},
        DoneCase{"none", "lock PT0S", Against::kMilder},
        DoneCase{"none", "suspend permanent", Against::kHarsher},
        DoneCase{"none", "suspend ?", Against::kHarsher},
        DoneCase{"hide", "lock ?", Against::kCannotTell}}) {
    const std::vector<RealCase> cases = {Asking(c.item, c.account, Post("act", "hateful_conduct"))};
    const Rulebooks books = Shipped();
    EXPECT_EQ((*JudgeAll(cases, books))[0].answers[0].done, c.wanted)
        << c.item << ", " << c.account;
  }
}

TEST(RealCases, AnOrdinaryAccountHasNoOfficeAndNoException) {
  const policy::Facts holder = {
      {"office", std::string("holder")}, {"verified", true}, {"followers", std::int64_t{100'001}}};
  const std::vector<RealCase> cases = {
      Asking("notice N2", "none", Post("act", "hateful_conduct", holder))};
  const Rulebooks books = Shipped();
  const auto judged = *JudgeAll(cases, books);
  const Answer& answer = judged[0].answers[0];
  EXPECT_EQ(policy::FormatAction(answer.given.item), "notice N2");
  EXPECT_EQ(policy::FormatAction(answer.ordinary.item), "hide");
  EXPECT_FALSE(answer.same_for_ordinary);
  EXPECT_TRUE(answer.asked_back);
  EXPECT_EQ(answer.done, Against::kSame);
}

TEST(RealCases, PostsThatWereAnsweredAlikeStandSideBySide) {
  const std::vector<RealCase> cases = {Asking("none", "none", Post("act", "terrorism")),
                                       Asking("none", "none", Post("act", "glorification")),
                                       Asking("remove", "none", Post("act", "terrorism"))};
  const Rulebooks books = Shipped();
  const auto judged = *JudgeAll(cases, books);
  const auto groups = AskedAlike(judged);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].size(), 2U);
}

TEST(RealCases, APolicyThatIsNotThereIsNamed) {
  const auto judged = JudgeAll({Asking("none", "none", Post("act", "none"))}, {});
  ASSERT_FALSE(judged.has_value());
  EXPECT_THAT(judged.error().message,
              HasSubstr("case 'one': there is no policy 'public-interest-2019'"));
}

TEST(RealCasesPage, EscapesWhatIsReported) {
  const std::string bad = "\"><script>alert(1)</script>";
  RealCase one = Asking("label " + bad, "none", Post("act", "terrorism"));
  one.id = one.date = bad;
  one.happened["en"] = one.done["en"] = bad;
  one.sources = {{bad, bad}};
  one.questions[0].reading["en"] = bad;
  const std::vector<RealCase> cases = {one, one};
  const Rulebooks books = Shipped();
  const std::string html = RealCasesPage(*JudgeAll(cases, books), "en", true);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
}

}  // namespace
}  // namespace evenhand::even
