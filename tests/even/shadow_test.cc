// The same cases under another rulebook: what counts as milder, and that small cells stay hidden.

#include "even/shadow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/split_mix.h"

namespace evenhand::even {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Actions Do(std::initializer_list<const char*> actions) {
  Actions out;
  for (const char* action : actions) out.push_back(*policy::ParseAction(action));
  return out;
}

std::vector<ShadowCase> Times(int n, const char* value, const Actions& before,
                              const Actions& after) {
  return std::vector<ShadowCase>(static_cast<std::size_t>(n),
                                 {.value = value, .before = before, .after = after});
}

void Append(std::vector<ShadowCase> more, std::vector<ShadowCase>* to) {
  to->insert(to->end(), more.begin(), more.end());
}

TEST(Shadow, ActionsOfADecisionStandStrongestFirst) {
  policy::Decision decision;
  EXPECT_EQ(FormatActions(ActionsOf(decision)), "none");
  decision.item = *policy::ParseAction("hide");
  decision.account = *policy::ParseAction("lock P7D");
  decision.measures = {*policy::ParseAction("label")};
  EXPECT_EQ(FormatActions(ActionsOf(decision)), "lock P7D, hide, label");
}

struct TurnCase {
  const char* name;
  Actions before, after;
  double milder, harsher, changed;
};

class Turns : public testing::TestWithParam<TurnCase> {};
TEST_P(Turns, GoByTheStrongestAndThenTheNext) {
  const TurnCase& c = GetParam();
  const auto report =
      MakeShadow({{.value = "x", .before = c.before, .after = c.after}}, {.least = 0});
  ASSERT_TRUE(report);
  const ShadowGroup& group = report->groups.front();
  EXPECT_EQ(group.milder.rate, c.milder);
  EXPECT_EQ(group.harsher.rate, c.harsher);
  EXPECT_EQ(group.changed.rate, c.changed);
}
INSTANTIATE_TEST_SUITE_P(
    Pairs, Turns,
    testing::Values(TurnCase{"same", Do({"hide"}), Do({"hide"}), 0, 0, 0},
                    TurnCase{"nothing_after", Do({"label"}), {}, 1, 0, 1},
                    TurnCase{"nothing_before", {}, Do({"label"}), 0, 1, 1},
                    TurnCase{"shorter", Do({"lock P7D"}), Do({"lock PT12H"}), 1, 0, 1},
                    TurnCase{"next", Do({"lock P7D", "hide"}), Do({"lock P7D"}), 1, 0, 1},
                    TurnCase{"strongest_first", Do({"lock P7D", "hide"}), Do({"suspend permanent"}),
                             0, 1, 1},
                    TurnCase{"other_but_neither", Do({"hide"}), Do({"remove"}), 0, 0, 1}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(Shadow, EachGroupHasItsMatrixAndExactIntervals) {
  std::vector<ShadowCase> cases = Times(20, "ordinary", Do({"hide"}), Do({"label"}));
  Append(Times(30, "ordinary", Do({"hide"}), Do({"hide"})), &cases);
  Append(Times(40, "public_office", Do({"notice N2"}), Do({"hide"})), &cases);
  const auto report = MakeShadow(cases, {});
  ASSERT_TRUE(report);
  ASSERT_EQ(report->groups.size(), 2u);
  const ShadowGroup& ordinary = report->groups[0];
  EXPECT_EQ(ordinary.value, "ordinary");
  EXPECT_THAT(ordinary.before, ElementsAre("hide"));
  EXPECT_THAT(ordinary.after, ElementsAre("label", "hide"));
  EXPECT_EQ(ordinary.matrix.counts[0][0], 20);
  EXPECT_EQ(ordinary.milder.rate, 0.4);
  // Clopper-Pearson for 20 of 50 is 0.2641 to 0.5482; fifty cases are shown to whole points.
  EXPECT_EQ(ordinary.milder.interval.low, 0.26);
  EXPECT_EQ(ordinary.milder.interval.high, 0.55);
  EXPECT_EQ(ordinary.severity_before, 4);
  EXPECT_EQ(ordinary.severity_after, 2.8);
  EXPECT_EQ(report->groups[1].harsher.rate, 1);
}

TEST(Shadow, SmallCellsAndGroupsAreHidden) {
  std::vector<ShadowCase> cases = Times(20, "ordinary", Do({"hide"}), Do({"label"}));
  Append(Times(25, "ordinary", Do({"hide"}), Do({"hide"})), &cases);
  Append(Times(3, "ordinary", Do({"hide"}), {}), &cases);
  Append(Times(30, "state_media", Do({"hide"}), Do({"hide"})), &cases);
  Append(Times(4, "candidate", Do({"hide"}), {}), &cases);
  const auto report = MakeShadow(cases, {});
  ASSERT_TRUE(report);
  ASSERT_EQ(report->groups.size(), 3u);
  EXPECT_TRUE(report->groups[0].hidden);  // candidate
  const ShadowGroup& ordinary = report->groups[1];
  ASSERT_FALSE(ordinary.hidden);
  EXPECT_GE(ordinary.matrix.hidden, 2);
  EXPECT_THAT(ShadowJson(*report), Not(HasSubstr("\"cases\": 3\n")));
  EXPECT_THAT(ShadowText(*report), HasSubstr("role candidate: hidden"));
  const auto all = MakeShadow(cases, {.least = 0});
  EXPECT_FALSE(all->groups[0].hidden);
  EXPECT_EQ(all->groups[1].matrix.hidden, 0);
}

TEST(Shadow, WhatCannotBeDecidedIsSaidAndNotCounted) {
  std::vector<ShadowCase> cases = Times(10, "ordinary", Do({"hide"}), {});
  cases.push_back({.value = "ordinary", .before = Do({"hide"}), .why_not = "'act' is no question"});
  const auto report = MakeShadow(cases, {});
  EXPECT_EQ(report->cases, 11);
  EXPECT_EQ(report->groups[0].cases, 10);
  EXPECT_THAT(ShadowText(*report), HasSubstr("cannot be decided by it: 'act' is no question\n"));
  EXPECT_FALSE(MakeShadow({}, {}));
}

TEST(Shadow, ThePageRunsEitherWayAndEscapesWhatComesFromData) {
  const auto report =
      MakeShadow(Times(30, "<fa>", Do({"hide"}), Do({"label"})), {.by = "language"});
  const std::string page = ShadowPage(*report, PageLanguage::kPersian);
  EXPECT_THAT(page, HasSubstr("lang=\"fa\" dir=\"rtl\""));
  EXPECT_THAT(page, HasSubstr("&lt;fa&gt;"));
  EXPECT_THAT(page, HasSubstr("role=\"img\""));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

// In whatever order the cases come; and each case is in just one cell.
TEST(Shadow, DoesNotGoByTheOrderOfTheCases) {
  const Actions kinds[] = {{}, Do({"hide"}), Do({"lock P7D", "hide"}), Do({"label"})};
  const char* values[] = {"", "a", "b"};
  SplitMix64 random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<ShadowCase> cases;
    for (int i = 0; i < 120; ++i) {
      cases.push_back({.value = values[random.Below(3)],
                       .before = kinds[random.Below(4)],
                       .after = kinds[random.Below(4)]});
    }
    const auto report = MakeShadow(cases, {.least = 0});
    std::reverse(cases.begin(), cases.end());
    EXPECT_EQ(ShadowJson(*MakeShadow(cases, {.least = 0})), ShadowJson(*report));
    std::int64_t counted = 0;
    for (const ShadowGroup& group : report->groups) {
      counted += group.matrix.counts.back().back();
      EXPECT_LE(group.milder.rate + group.harsher.rate, group.changed.rate + 1e-12);
    }
    EXPECT_EQ(counted, 120);
  }
}

}  // namespace
}  // namespace evenhand::even
