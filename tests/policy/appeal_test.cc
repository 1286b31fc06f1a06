#include "policy/appeal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "policy/many_histories.h"

namespace evenhand::policy {
namespace {

const Time kNotice = *ParseTime("2022-05-01T00:00:00Z");
Time Day(std::int64_t d) { return kNotice + Seconds(d * 86'400); }
const Time kEnd = After(kNotice, {.months = 6});

TEST(Filing, RegisteredOutagesMoveTheEndByTheirLength) {
  const CutOff one[] = {{Day(10), Day(13), false}};
  EXPECT_EQ(FilingPeriodEnds(kNotice, one, false), kEnd + std::chrono::days(3));
  const CutOff overlapping[] = {
      {Day(10), Day(13), false}, {Day(12), Day(15), false}, {Day(12), Day(14), true}};
  EXPECT_EQ(FilingPeriodEnds(kNotice, overlapping, false), kEnd + std::chrono::days(5));
}

TEST(Filing, OnlyWhatLiesInThePeriodCounts) {
  const CutOff before[] = {{Day(-20), Day(2), false}};
  EXPECT_EQ(FilingPeriodEnds(kNotice, before, false), kEnd + std::chrono::days(2));
  const CutOff after[] = {{kEnd, kEnd + std::chrono::days(9), false}};
  EXPECT_EQ(FilingPeriodEnds(kNotice, after, false), kEnd);
  // One that begins inside and ends long after, and one that only the moved end reaches.
  const CutOff late[] = {{kEnd - Seconds(1), kEnd + std::chrono::days(9), false},
                         {kEnd + std::chrono::days(9), kEnd + std::chrono::days(10), false}};
  EXPECT_EQ(FilingPeriodEnds(kNotice, late, false), kEnd + std::chrono::days(10) + Seconds(1));
}

TEST(Filing, StatedTimesCountSixtyDaysInAYearUntilReviewed) {
  const CutOff long_one[] = {{Day(0), Day(100), true}};
  EXPECT_EQ(FilingPeriodEnds(kNotice, long_one, false), kEnd + std::chrono::days(60));
  EXPECT_EQ(FilingPeriodEnds(kNotice, long_one, true), kEnd + std::chrono::days(100));
  const CutOff two[] = {{Day(0), Day(40), true}, {Day(50), Day(90), true}};
  EXPECT_EQ(FilingPeriodEnds(kNotice, two, false), kEnd + std::chrono::days(60));
  const CutOff years_apart[] = {{Day(-330), Day(-280), true}, {Day(20), Day(80), true}};
  EXPECT_EQ(FilingPeriodEnds(kNotice, years_apart, false), kEnd + std::chrono::days(55));
}

// I12: a clock stopped for d moves the last day to file by exactly d.
RC_GTEST_PROP(Filing, I12StoppedClocksMoveTheEndExactly, ()) {
  const auto from = *rc::gen::inRange<std::int64_t>(0, 170 * 86'400);
  const auto length = *rc::gen::inRange<std::int64_t>(0, 400 * 86'400);
  const CutOff cut[] = {{kNotice + Seconds(from), kNotice + Seconds(from + length), false}};
  RC_ASSERT(FilingPeriodEnds(kNotice, cut, false) == kEnd + Seconds(length));
}

// I16 for the period to file: a longer outage never shortens it.
RC_GTEST_PROP(Filing, I16LongerOutagesNeverShorten, ()) {
  std::vector<CutOff> cuts;
  const auto count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    const auto from = *rc::gen::inRange<std::int64_t>(-400, 300);
    cuts.push_back({Day(from), Day(from + *rc::gen::inRange<std::int64_t>(0, 90)),
                    *rc::gen::arbitrary<bool>()});
  }
  const Time end = FilingPeriodEnds(kNotice, cuts, false);
  RC_ASSERT(end >= kEnd);
  RC_ASSERT(FilingPeriodEnds(kNotice, cuts, true) >= end);
  for (CutOff& cut : cuts) {
    if (cut.stated) continue;
    cut.to += std::chrono::days(1);
    RC_ASSERT(FilingPeriodEnds(kNotice, cuts, true) >= end);
  }
}

TEST(Answer, IsDueByWhatIsAppealed) {
  const std::pair<const char*, int> rows[] = {{"lock PT12H", 24},        {"lock PT13H", 72},
                                              {"suspend permanent", 72}, {"warn", 72},
                                              {"remove", 336},           {"label x", 336}};
  for (const auto& [action, hours] : rows) {
    EXPECT_EQ(AnswerDue(*ParseAction(action), kNotice), kNotice + std::chrono::hours(hours))
        << action;
  }
  EXPECT_TRUE(IsLate(kNotice, kNotice, kNotice));
  EXPECT_FALSE(IsLate(kNotice, kNotice - Seconds(1), Time::max()));
}

// I11: never by anyone who was involved, never worse.
RC_GTEST_PROP(Appeal, I11OtherPersonNeverWorse, ()) {
  const std::set<std::string, std::less<>> involved = {"r1", "r2"};
  RC_ASSERT(!MayDecide("r1", involved) && MayDecide("r3", involved) &&
            !MayDecide("machine", involved));
  const char* actions[] = {
      "none", "warn", "hide", "lock PT12H", "lock P7D", "suspend P1D", "suspend permanent"};
  const auto original = *rc::gen::inRange(0, 7), proposed = *rc::gen::inRange(0, 7);
  RC_ASSERT(MayResult(*ParseAction(actions[original]), *ParseAction(actions[proposed])) ==
            (proposed <= original));
}

TEST(Appeal, MovesOnlyAlongItsStates) {
  int moves = 0;
  for (int from = 0; from <= static_cast<int>(AppealState::kDone); ++from) {
    for (int to = 0; to <= static_cast<int>(AppealState::kDone); ++to) {
      moves += MayMove(static_cast<AppealState>(from), static_cast<AppealState>(to)) ? 1 : 0;
    }
  }
  EXPECT_EQ(moves, 21);
  EXPECT_FALSE(MayMove(AppealState::kFiled, AppealState::kUpheld));
  EXPECT_FALSE(MayMove(AppealState::kOverturned, AppealState::kReferred));
  EXPECT_EQ(AppealStateNamed("lapsed_for_user"), AppealState::kLapsedForUser);
  EXPECT_EQ(AppealStateNamed("lost"), std::nullopt);
}

TEST(Appeal, ASecondOneNeedsNewFactsAndAnAnswer) {
  using S = AppealState;
  const auto why = [](std::vector<S> before, bool facts) {
    return WhyNoFurtherAppeal(before, facts);
  };
  EXPECT_EQ(why({}, false), "");
  for (const S answered : {S::kUpheld, S::kModified, S::kWithdrawn, S::kDone}) {
    EXPECT_EQ(why({answered}, true), "");
    EXPECT_NE(why({answered}, false), "");
    EXPECT_NE(why({answered, S::kUpheld}, true), "");
  }
  for (const S open :
       {S::kFiled, S::kAssigned, S::kAsked, S::kLapsedForUser, S::kReferred, S::kOutsideUpheld})
    EXPECT_NE(why({open}, true), "");
}

TEST(CutOff, OnlyWhatTheCapLeavesOutAwaitsReview) {
  const Time begin = *ParseTime("2026-01-01T00:00:00Z");
  const auto cut = [&](int from, int to, bool stated) {
    return CutOff{begin + std::chrono::days(from), begin + std::chrono::days(to), stated};
  };
  EXPECT_TRUE(AwaitingReview(std::vector{cut(0, 60, true)}).empty());
  EXPECT_EQ(AwaitingReview(std::vector{cut(0, 40, true), cut(50, 75, true)}).size(), 1u)
      << "the later one";
  EXPECT_TRUE(AwaitingReview(std::vector{cut(0, 100, false)}).empty())
      << "the register's need none";
  EXPECT_TRUE(AwaitingReview(std::vector{cut(0, 80, true), cut(0, 30, false)}).empty())
      << "fifty of their own";
  std::vector<CutOff> one = {cut(0, 80, true)};
  EXPECT_EQ(FilingPeriodEnds(begin, one, false),
            After(begin, kFilingPeriod) + std::chrono::days(60));
  one.front().review = CutOff::Review::kAccepted;
  EXPECT_TRUE(AwaitingReview(one).empty());
  EXPECT_EQ(FilingPeriodEnds(begin, one, false),
            After(begin, kFilingPeriod) + std::chrono::days(80));
  one.front().review = CutOff::Review::kRefused;
  EXPECT_TRUE(AwaitingReview(one).empty());
  EXPECT_EQ(FilingPeriodEnds(begin, one, false),
            After(begin, kFilingPeriod) + std::chrono::days(60));
}

TEST(Appeal, OnePerDecisionAndOneMoreOnNewFacts) {
  AppealAllowance allowance;
  EXPECT_TRUE(allowance.File());
  EXPECT_FALSE(allowance.File());
  allowance.AddFacts();
  allowance.AddFacts();
  EXPECT_TRUE(allowance.File());
  EXPECT_FALSE(allowance.File());
  allowance.AddFacts();
  EXPECT_FALSE(allowance.File()) << "one more, whatever comes after";
}

TEST(Appeal, FactsBeforeTheFirstAppealBelongToIt) {
  AppealAllowance allowance;
  allowance.AddFacts();
  EXPECT_TRUE(allowance.File());
  EXPECT_FALSE(allowance.File());
}

TEST(Appeal, AChangedGroundIsANewDecision) {
  AppealAllowance allowance;
  EXPECT_TRUE(allowance.File());
  allowance.AddFacts();
  EXPECT_TRUE(allowance.File());
  allowance.ChangeGround();
  EXPECT_TRUE(allowance.File());
  EXPECT_FALSE(allowance.File());
  allowance.AddFacts();
  EXPECT_TRUE(allowance.File());
}

}  // namespace
}  // namespace evenhand::policy
