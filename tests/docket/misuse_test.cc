// Appeals: a second one with new facts, and what becomes of those who misuse them; neither reaches
// a decision.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "docket/fixture.h"
#include "policy/many_histories.h"

namespace evenhand::docket {
namespace {

using policy::AppealState;
using policy::MisuseHandling;
using policy::Time;

class SecondAppeals : public DocketFixture {
 protected:
  void SetUp() override {
    DocketFixture::SetUp();
    ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
    ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .words = "a quotation", .at = Day(2)}));
    ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r2", Day(2)));
  }
  Result<std::optional<Restored>> Answer(const std::string& appeal, AppealState outcome,
                                         const std::string& reviewer, Time at) {
    return docket_->AnswerAppeal({.appeal = appeal,
                                  .outcome = outcome,
                                  .reviewer = reviewer,
                                  .reason = "because",
                                  .at = at});
  }
  AppealRequest Again(Time at) const {
    return {.decision = "d1", .words = "see", .new_facts = "the paper has printed it", .at = at};
  }
};

TEST_F(SecondAppeals, NeedNewFactsAndAnAnsweredFirstOne) {
  ExpectRefused(docket_->FileAppeal(Again(Day(3))), "still open: say there what is new (13)");
  ASSERT_TRUE(Answer("d1/1", AppealState::kUpheld, "r2", Day(3)));
  ExpectRefused(docket_->FileAppeal({.decision = "d1", .words = "please", .at = Day(4)}),
                "a second appeal says which facts are new (13)");
  ExpectRefused(docket_->FileAppeal(Again(Day(2))), "backwards");
  const auto second = docket_->FileAppeal(Again(Day(4)));
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->id, "d1/2");
  EXPECT_NE(
      docket_->store().Find("appeal-filed", "d1/2")->value().body.find("the paper has printed it"),
      std::string::npos);
  ExpectRefused(docket_->FileAppeal(Again(Day(5))), "appealed twice (13)");
}

TEST_F(SecondAppeals, AreDecidedBySomebodyElseAgainAndCanOverturn) {
  ASSERT_TRUE(Answer("d1/1", AppealState::kUpheld, "r2", Day(3)));
  ASSERT_TRUE(docket_->FileAppeal(Again(Day(4))));
  for (const char* involved : {"r1", "r2"})
    ExpectRefused(docket_->AssignAppeal("d1/2", involved, Day(4)), "another person decides");
  ASSERT_TRUE(docket_->AssignAppeal("d1/2", "r3", Day(4)));
  ASSERT_TRUE(Answer("d1/2", AppealState::kOverturned, "r3", Day(5)));
  EXPECT_TRUE((*docket_->AccountNamed("ann"))->FindDecision("d1")->voided);
  EXPECT_EQ((*docket_->AccountNamed("ann"))->FindAppeal("d1/1")->state, AppealState::kUpheld);
}

TEST_F(SecondAppeals, HaveTheirTimeFromTheFirstAnswer) {
  ASSERT_TRUE(docket_->WithdrawAppeal("d1/1", Day(100)));
  const Time ends = policy::FilingPeriodEnds(Day(100), {}, false);
  AppealRequest late = Again(ends);
  late.cut_offs = std::vector<policy::CutOff>();
  ExpectRefused(docket_->FileAppeal(late), "the period ended at");
  EXPECT_TRUE(docket_->FileAppeal(Again(ends - std::chrono::seconds(1))));
}

TEST_F(SecondAppeals, ThatComeLateAreAskedToo) {
  ASSERT_TRUE(Answer("d1/1", AppealState::kUpheld, "r2", Day(3)));
  const Time late = policy::FilingPeriodEnds(Day(3), {}, false) + std::chrono::days(2);
  EXPECT_EQ(docket_->FileAppeal(Again(late))->asked_until, late + std::chrono::days(14));
  AppealRequest answered = Again(late + std::chrono::days(1));
  answered.cut_offs = std::vector<policy::CutOff>{{Day(10), Day(20), true}};
  EXPECT_EQ(docket_->FileAppeal(answered)->id, "d1/2");
}

class MisusedAppeals : public DocketFixture {
 protected:
  // Decisions `from` to `from` + 4, each appealed, upheld, and the appeal judged.
  void Appeal(int from, int day, bool unfounded) {
    for (int i = from; i < from + 5; ++i) {
      const std::string id = "d" + std::to_string(i);
      ASSERT_TRUE(Decide(id, "label_level", Day(day)));
      ASSERT_TRUE(docket_->FileAppeal({.decision = id, .words = "no", .at = Day(day)}));
      ASSERT_TRUE(docket_->AssignAppeal(id + "/1", "r2", Day(day)));
      ASSERT_TRUE(docket_->AnswerAppeal({.appeal = id + "/1",
                                         .outcome = AppealState::kUpheld,
                                         .reviewer = "r2",
                                         .reason = "so",
                                         .at = Day(day)}));
      ASSERT_TRUE(docket_->JudgeAppeal(id + "/1", unfounded, "r2", Day(day)));
    }
  }
  Result<MisuseRuling> Rule(Time at) {
    return docket_->RuleOnMisuse(
        {.sender = "ann", .of = Sent::kAppeals, .reason = "the same words each time", .at = at});
  }
};

TEST_F(MisusedAppeals, AreWarnedOfFirstAndThenWaitForATime) {
  Appeal(0, 1, true);
  EXPECT_EQ(Rule(Day(2))->handling, MisuseHandling::kWarned);
  ExpectRefused(Rule(Day(3)), "0 of the 0 judged appeals of 'ann'");
  Appeal(5, 4, true);
  const auto suspended = Rule(Day(5));
  ASSERT_TRUE(suspended) << suspended.error().message;
  EXPECT_EQ(suspended->until, Day(35));
  ExpectRefused(Rule(Day(6)), "appeals of 'ann' are not handled as it is (13)");
  // It is in time and on record; the platform's time begins when they are handled again.
  ASSERT_TRUE(Decide("later", "label_level", Day(6)));
  const auto waits = docket_->FileAppeal({.decision = "later", .words = "no", .at = Day(7)});
  ASSERT_TRUE(waits) << waits.error().message;
  EXPECT_EQ(waits->filed, Day(7));
  EXPECT_EQ(waits->handled_from, Day(35));
  EXPECT_EQ(waits->due, Day(38)) << "three days, since the ladder acts on the account";
  EXPECT_TRUE(docket_->LapseAppeals(Day(37))->empty());
  EXPECT_EQ(*docket_->LapseAppeals(Day(38)), std::vector<std::string>{"later/1"});
  // Reports of the same person are another matter.
  EXPECT_TRUE(docket_->FileReport({.reporter = "ann", .account = "bob", .item = "i", .at = Day(8)})
                  ->handled);
}

TEST_F(MisusedAppeals, InGoodFaithAreNone) {
  Appeal(0, 1, false);
  Appeal(5, 2, false);
  ExpectRefused(Rule(Day(3)), "0 of the 10 judged appeals");
}

TEST_F(MisusedAppeals, RefuseAndChangeNothing) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  ASSERT_TRUE(Decide("d2", "none", Day(1)));
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .at = Day(1)}));
  ASSERT_TRUE(
      docket_->FileAppeal({.decision = "d2", .who = policy::Standing::kReporter, .at = Day(1)}));
  const std::int64_t before = Events();
  ExpectRefused(docket_->JudgeAppeal("d9/1", true, "r2", Day(2)), "no appeal 'd9/1'");
  ExpectRefused(docket_->JudgeAppeal("d1/1", true, "r2", Day(2)), "no answer yet");
  ExpectRefused(docket_->JudgeAppeal("d1/1", true, "ann", Day(2)), "another person");
  ExpectRefused(docket_->JudgeAppeal("d2/1", true, "r2", Day(2)), "a reporter filed it");
  EXPECT_EQ(Events(), before);
  ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r2", Day(2)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = "d1/1",
                                     .outcome = AppealState::kOverturned,
                                     .reviewer = "r2",
                                     .reason = "so",
                                     .at = Day(2)}));
  ExpectRefused(docket_->JudgeAppeal("d1/1", true, "r2", Day(2)),
                "only one whose decision was upheld");
  ASSERT_TRUE(docket_->JudgeAppeal("d1/1", false, "r2", Day(2)));
  ExpectRefused(docket_->JudgeAppeal("d1/1", false, "r2", Day(2)), "has been judged");
}

// Two dockets hear the same cases; in the strict one misuse is judged and ruled on as often as it
// can be. Opening them costs more than a history, so many histories share a pair, each with an
// account of its own, on which alone decisions and standings depend; a new pair now and then keeps
// the search through their stores short.
class TwoDockets {
 public:
  // The pair for one more history; `number` counts them.
  static TwoDockets& ForNextHistory(int* number) {
    constexpr int kHistories = 50;
    static int histories = 0;
    static std::unique_ptr<TwoDockets> pair;
    if (histories % kHistories == 0) pair = std::make_unique<TwoDockets>();
    *number = histories++;
    return *pair;
  }
  TwoDockets() {
    for (auto* docket : {&plain, &strict}) {
      *docket = *Docket::Open(cases::MakeMemoryStore(), nullptr, [] { return record::Blinding{}; });
      EXPECT_TRUE((*docket)->Publish(ShippedYaml("health-misinformation-2021"), Day(0)));
    }
  }

  std::unique_ptr<Docket> plain, strict;
};

std::string Described(const StandingView& view) {
  std::string text;
  for (const policy::LiveStrike& s : view.live) text += fmt::format("{} {} ", s.decision, s.weight);
  for (const policy::Running& r : view.running)
    text += fmt::format("{} {} ", r.decision, policy::FormatAction(r.action));
  for (const auto& next : view.next) {
    for (const auto& step : next.steps) text += policy::FormatAction(step.action);
  }
  return text;
}

// One report of the item and, where it can be had, one appeal that is upheld.
void ReportAndAppeal(Docket* docket, const std::string& who, const std::string& id, Time at) {
  (void)docket->FileReport({.reporter = who, .account = "bob", .item = id, .at = at});
  if (!docket->FileAppeal({.decision = id, .words = "no", .at = at})) return;
  RC_ASSERT(docket->AssignAppeal(id + "/1", "r2", at).has_value());
  RC_ASSERT(docket
                ->AnswerAppeal({.appeal = id + "/1",
                                .outcome = AppealState::kUpheld,
                                .reviewer = "r2",
                                .reason = "so",
                                .at = at})
                .has_value());
}

void JudgeAndRule(Docket* docket, const std::string& who, const std::string& id, Time at) {
  (void)docket->JudgeAppeal(id + "/1", true, "r2", at);
  const auto report = docket->FileReport({.reporter = who, .account = "bob", .item = id, .at = at});
  RC_ASSERT(report.has_value());
  (void)docket->JudgeReport(report->id, true, "r2", at);
  for (const Sent of : {Sent::kAppeals, Sent::kReports})
    (void)docket->RuleOnMisuse({.sender = who, .of = of, .reason = "x", .at = at});
}

// Every decision is the same, byte for byte, and so is every standing.
RC_GTEST_PROP(Misuse, NeverReachesADecisionOrAStanding, ()) {
  int number = 0;
  const auto& [plain, strict] = TwoDockets::ForNextHistory(&number);
  const std::string who = fmt::format("ann{}", number);
  // Long enough, now and then, for a warning and a suspension of both.
  const int cases = *rc::gen::inRange(1, 25);
  for (int i = 0; i < cases; ++i) {
    const std::string id = fmt::format("h{}d{}", number, i);
    const char* levels[] = {"none", "label_level", "deletion_level"};
    const CaseRequest request =
        DocketFixture::Case(id, levels[*rc::gen::inRange(0, 3)], Day(i + 1), who);
    const auto one = plain->Decide(request), other = strict->Decide(request);
    RC_ASSERT(one->json == other->json);
    for (Docket* docket : {plain.get(), strict.get()}) ReportAndAppeal(docket, who, id, Day(i + 1));
    JudgeAndRule(strict.get(), who, id, Day(i + 1));
    RC_ASSERT(Described(*plain->StandingOf(who, Day(i + 2))) ==
              Described(*strict->StandingOf(who, Day(i + 2))));
  }
  RC_CLASSIFY(strict->AccountNamed(who).value()->appeals_sent().suspended_until().has_value());
}

}  // namespace
}  // namespace evenhand::docket
