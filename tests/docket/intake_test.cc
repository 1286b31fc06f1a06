// How cases come in (policy.md section 11): reports count and decide nothing; demands are all on
// record.

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

using policy::DemandHandling;
using policy::MisuseHandling;
using policy::Time;

class Reports : public DocketFixture {
 protected:
  Result<FiledReport> Report(const std::string& reporter, const std::string& item, Time at) {
    return docket_->FileReport({.reporter = reporter, .account = "ann", .item = item, .at = at});
  }
  // Five reports on day `d`, all judged manifestly unfounded.
  void Misuse(const std::string& reporter, int d) {
    for (int i = 0; i < 5; ++i) {
      const auto report =
          Report(reporter, "day" + std::to_string(d) + "-" + std::to_string(i), Day(d));
      ASSERT_TRUE(report) << report.error().message;
      ASSERT_TRUE(docket_->JudgeReport(report->id, true, "r1", Day(d)));
    }
  }
  Result<MisuseRuling> Rule(const std::string& sender, Time at) {
    return docket_->RuleOnMisuse(
        {.sender = sender, .reason = "none of them was about a rule", .at = at});
  }
};

TEST_F(Reports, OfOneSenderAboutOneItemCountOnce) {
  EXPECT_EQ(Report("p1", "i", Day(1))->of_item, 1);
  EXPECT_EQ(Report("p2", "i", Day(1))->of_item, 2);
  const std::int64_t before = Events();
  const auto again = Report("p1", "i", Day(2));
  EXPECT_TRUE(again->was_there);
  EXPECT_EQ(again->of_item, 2);
  EXPECT_EQ(Events(), before);
  EXPECT_EQ(Report("p1", "j", Day(2))->of_item, 1);
}

TEST_F(Reports, ChangeNoDecision) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1), "bob"));
  const auto before = docket_->Decide(Case("d2", "deletion_level", Day(1)));
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(Report("p" + std::to_string(i), "item-d3", Day(1)));
  const auto after = docket_->Decide(Case("d3", "deletion_level", Day(2), "cyd"));
  EXPECT_EQ(after->statement.ground, before->statement.ground);
  EXPECT_EQ(after->statement.strikes_counted, before->statement.strikes_counted);
  EXPECT_EQ(docket_->Recompute([](std::int64_t) {})->identical, 3);
}

TEST_F(Reports, MisuseIsWarnedOfFirstAndThenNotHandledForATime) {
  Misuse("p1", 1);
  const auto warned = Rule("p1", Day(2));
  ASSERT_TRUE(warned) << warned.error().message;
  EXPECT_EQ(warned->handling, MisuseHandling::kWarned);
  ExpectRefused(Rule("p1", Day(3)), "0 of the 0 judged reports");
  EXPECT_TRUE(Report("p1", "after-warning", Day(3))->handled);
  Misuse("p1", 4);
  const auto suspended = Rule("p1", Day(5));
  EXPECT_EQ(suspended->handling, MisuseHandling::kSuspended);
  EXPECT_EQ(suspended->until, Day(35));
  const auto unheard = Report("p1", "i", Day(6));
  EXPECT_FALSE(unheard->handled);
  EXPECT_EQ(unheard->of_item, 0) << "and not counted";
  ExpectRefused(Rule("p1", Day(7)), "not handled as it is");
  EXPECT_TRUE(Report("p1", "j", Day(35))->handled);
  ExpectRefused(Rule("p1", Day(36)), "0 of the 0 judged reports");
}

TEST_F(Reports, TheSendersOwnPostsAreUntouched) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1), "p1"));
  const auto standing = [&] {
    const auto view = docket_->StandingOf("p1", Day(50));
    return std::tuple(view->live.size(), view->running.size(), view->next.front().count);
  };
  const auto before = standing();
  Misuse("p1", 1);
  ASSERT_TRUE(Rule("p1", Day(2)));
  Misuse("p1", 4);
  ASSERT_TRUE(Rule("p1", Day(5)));
  EXPECT_EQ(standing(), before);
  EXPECT_TRUE(Decide("d2", "none", Day(6), "p1")) << "a decision is taken as ever";
  EXPECT_EQ(docket_->Recompute([](std::int64_t) {})->identical, 2);
}

TEST_F(Reports, RefuseAndChangeNothing) {
  const auto report = Report("p1", "i", Day(2));
  ASSERT_TRUE(docket_->JudgeReport(report->id, false, "r1", Day(2)));
  const std::int64_t before = Events();
  ExpectRefused(Report("", "i", Day(1)), "(11.1)");
  ExpectRefused(Report("p1", "", Day(1)), "(11.1)");
  ExpectRefused(Report("p1", "j", Day(1)), "backwards");
  ExpectRefused(docket_->JudgeReport(report->id, true, "r2", Day(3)), "has been judged (11.3)");
  ExpectRefused(docket_->JudgeReport("none", true, "r2", Day(3)), "no report");
  const auto other = Report("p2", "i", Day(2));
  ExpectRefused(docket_->JudgeReport(other->id, true, "p2", Day(3)), "another person");
  ExpectRefused(docket_->JudgeReport(other->id, true, "r1", Day(1)), "after it came");
  ExpectRefused(Rule("p1", Day(3)), "0 of the 1 judged reports");
  EXPECT_EQ(Events(), before + 1);
}

class Demands : public RecordedFixture {
 protected:
  static policy::Demand Full() {
    return {.state = "XX",
            .body = "Ministry of Truth",
            .law = "Act 7, section 2",
            .scope = "post-1 of ann",
            .date = "2022-03-02",
            .asks = "withhold"};
  }
};

TEST_F(Demands, AreOnRecordAndPublicWithoutWhomTheyNamed) {
  const auto demand = docket_->FileDemand(Full(), Day(2));
  ASSERT_TRUE(demand) << demand.error().message;
  EXPECT_EQ(demand->handling, DemandHandling::kAsDemand);
  const record::Leaf leaf = NewestLeaf();
  EXPECT_EQ(leaf.kind, record::LeafKind::kStateDemand);
  EXPECT_EQ(leaf.actions, (std::vector<std::string>{"state XX", "asks withhold",
                                                    "handled as a demand", "body Ministry of Truth",
                                                    "law Act 7, section 2", "dated 2022-03-02"}));
  const std::int64_t before = Events();
  EXPECT_TRUE(docket_->FileDemand(Full(), Day(3))->was_there);
  EXPECT_EQ(Events(), before);
  ASSERT_TRUE(docket_->AnswerDemand({.demand = demand->id,
                                     .outcome = DemandOutcome::kPartlyMet,
                                     .reason = "there only",
                                     .at = Day(4)}));
  EXPECT_EQ(NewestLeaf().actions, (std::vector<std::string>{"answered", "partly_met"}));
  Reopen();
  EXPECT_EQ(docket_->Demands()->front().outcome, DemandOutcome::kPartlyMet);
  ExpectRefused(docket_->AnswerDemand({.demand = demand->id, .reason = "x", .at = Day(5)}),
                "it has its answer (11.4)");
}

TEST_F(Demands, ForIdentityHaveNoHandlerAndAreCounted) {
  policy::Demand demand = Full();
  demand.asks = "identify";
  const auto filed = docket_->FileDemand(demand, Day(2));
  EXPECT_EQ(filed->handling, DemandHandling::kNoHandler);
  EXPECT_EQ(NewestLeaf().actions[2], "no handler");
  const auto answer = [&](DemandOutcome outcome) {
    return docket_->AnswerDemand(
        {.demand = filed->id, .outcome = outcome, .reason = "x", .at = Day(3)});
  };
  ExpectRefused(answer(DemandOutcome::kMet), "nothing here can identify a person (11.4)");
  EXPECT_TRUE(answer(DemandOutcome::kRefused));
  EXPECT_EQ(docket_->Demands()->size(), 1u);
}

TEST_F(Demands, ThatCiteNoLawOrLackARecordAreStillCounted) {
  policy::Demand rules = Full(), hasty = Full();
  rules.law = "";
  hasty.body = "";
  const auto as_report = docket_->FileDemand(rules, Day(2)),
             refused = docket_->FileDemand(hasty, Day(2));
  EXPECT_EQ(as_report->handling, DemandHandling::kAsReport);
  EXPECT_EQ(refused->handling, DemandHandling::kRefused);
  EXPECT_EQ(docket_->Demands()->size(), 2u);
  ExpectRefused(
      docket_->AnswerDemand(
          {.demand = as_report->id, .outcome = DemandOutcome::kMet, .reason = "x", .at = Day(3)}),
      "cites no law");
  ExpectRefused(
      docket_->AnswerDemand(
          {.demand = refused->id, .outcome = DemandOutcome::kMet, .reason = "x", .at = Day(3)}),
      "not complete");
}

TEST_F(Demands, RefuseAndChangeNothing) {
  policy::Demand nobody = Full(), endless = Full();
  nobody.state = "";
  endless.law = std::string(5'000, 'x');
  ExpectRefused(docket_->FileDemand(nobody, Day(2)), "which one? (11.4)");
  ExpectRefused(docket_->FileDemand(endless, Day(2)), "are the most");
  ExpectRefused(docket_->AnswerDemand({.demand = "d", .reason = "x", .at = Day(3)}),
                "no demand 'd'");
  EXPECT_EQ(Events(), 0);
}

}  // namespace
}  // namespace evenhand::docket
