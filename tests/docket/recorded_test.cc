// What the events of a docket say of its decisions, their exceptions and their appeals.

#include "docket/recorded.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "docket/docket.h"
#include "source_dir.h"

namespace evenhand::docket {
namespace {

using policy::AppealState;

const policy::Time kStart = *policy::ParseTime("2022-03-01T00:00:00Z");
policy::Time Day(int d) { return kStart + std::chrono::days(d); }

class RecordedTest : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(SourceDir() + "/rulebooks/policies/public-interest-2019.yaml");
    const std::string yaml((std::istreambuf_iterator<char>(file)), {});
    docket_ = *Docket::Open(cases::MakeMemoryStore(), nullptr, [] { return record::Blinding{}; });
    ASSERT_TRUE(docket_->Publish(yaml, kStart));
  }

  void Decide(int day, const char* act, policy::Facts attributes) {
    CaseRequest request;
    request.input = {.decision = "d" + std::to_string(day),
                     .account = "ann",
                     .item = "i",
                     .posted = Day(day),
                     .at = Day(day),
                     .judgements = {{.question = "act", .answer = std::string(act), .by = "r1"}},
                     .attributes = std::move(attributes),
                     .review = {.first_reviewer = "r1", .approvers = {"r2", "r3"}}};
    const auto ruling = docket_->Decide(request);
    ASSERT_TRUE(ruling) << ruling.error().message;
  }

  Recorded Read() {
    Recorded recorded(&docket_->versions());
    const auto read = docket_->store().Each(
        1, [&](const cases::CaseEvent& event) { return recorded.Add(event); });
    EXPECT_TRUE(read) << read.error().message;
    return recorded;
  }

  std::unique_ptr<Docket> docket_;
};

TEST_F(RecordedTest, HasGroundActionsAndException) {
  Decide(1, "hateful_conduct",
         {{"office", std::string("holder")}, {"verified", true}, {"followers", 250'000}});
  Decide(2, "none", {});
  const Recorded recorded = Read();
  ASSERT_EQ(recorded.decisions().size(), 2u);
  const policy::RecordedDecision& first = recorded.decisions()[0];
  EXPECT_EQ(first.ground, "hateful_conduct");
  EXPECT_EQ(first.exception, "E1");
  ASSERT_FALSE(first.actions.empty());
  EXPECT_EQ(policy::FormatAction(first.actions.front()), "notice N2");
  EXPECT_EQ(first.rulebook->id, "public-interest");
  EXPECT_EQ(first.subject, "");
  EXPECT_TRUE(recorded.decisions()[1].ground.empty());
  EXPECT_TRUE(recorded.demands().empty());
}

TEST_F(RecordedTest, AnAppealHasItsTimesAndItsOutcome) {
  Decide(1, "hateful_conduct", {});
  Decide(2, "hateful_conduct", {});
  for (const char* decision : {"d1", "d2"}) {
    ASSERT_TRUE(docket_->FileAppeal({.decision = decision, .words = "no", .at = Day(3)}));
  }
  ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r9", Day(3)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = "d1/1",
                                     .outcome = AppealState::kOverturned,
                                     .reviewer = "r9",
                                     .reason = "it quotes",
                                     .at = Day(4)}));
  ASSERT_TRUE(docket_->WithdrawAppeal("d2/1", Day(4)));
  const Recorded recorded = Read();
  const policy::RecordedDecision& first = recorded.decisions()[0];
  EXPECT_EQ(first.appealed, Day(3));
  EXPECT_EQ(first.answered, Day(4));
  EXPECT_EQ(first.appeal_outcome, AppealState::kOverturned);
  EXPECT_FALSE(recorded.decisions()[1].appealed);
}

TEST_F(RecordedTest, ASecondAppealLeavesTheTimesAndChangesTheOutcome) {
  Decide(1, "hateful_conduct", {});
  const auto answer = [&](const std::string& appeal, AppealState outcome,
                          const std::string& reviewer, policy::Time at) {
    EXPECT_TRUE(docket_->AssignAppeal(appeal, reviewer, at));
    EXPECT_TRUE(docket_->AnswerAppeal(
        {.appeal = appeal, .outcome = outcome, .reviewer = reviewer, .reason = "so", .at = at}));
  };
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .at = Day(3)}));
  answer("d1/1", AppealState::kUpheld, "r8", Day(4));
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .new_facts = "printed", .at = Day(20)}));
  answer("d1/2", AppealState::kOverturned, "r9", Day(21));
  const policy::RecordedDecision decision = Read().decisions()[0];
  EXPECT_EQ(decision.appealed, Day(3));
  EXPECT_EQ(decision.answered, Day(4));
  EXPECT_EQ(decision.appeal_outcome, AppealState::kOverturned);
}

TEST_F(RecordedTest, DemandsOfStatesHaveTheirAnswers) {
  const auto demand = docket_->FileDemand({.state = "X",
                                           .body = "ministry",
                                           .law = "§ 3",
                                           .scope = "i",
                                           .date = "2022-03-01",
                                           .asks = "remove"},
                                          Day(1));
  ASSERT_TRUE(demand) << demand.error().message;
  ASSERT_EQ(Read().demands().size(), 1u);
  EXPECT_NE(Read().demands().front().outcome, "");
  ASSERT_TRUE(docket_->AnswerDemand({.demand = demand->id,
                                     .outcome = DemandOutcome::kRefused,
                                     .reason = "the law is about something else",
                                     .at = Day(2)}));
  EXPECT_EQ(Read().demands().front(),
            (RecordedDemand{.state = "X", .body = "ministry", .law = "§ 3", .outcome = "refused"}));
}

TEST_F(RecordedTest, TheFirstReportOfAnItemBeginsItsCase) {
  for (const int day : {1, 2}) {
    ASSERT_TRUE(docket_->FileReport(
        {.reporter = "r" + std::to_string(day), .account = "ann", .item = "i", .at = Day(day)}));
  }
  Decide(3, "hateful_conduct", {});
  EXPECT_EQ(Read().decisions().front().reported, Day(1));
}

TEST_F(RecordedTest, OtherKindsOfEventsArePassedOver) {
  std::vector<cases::CaseEvent> events = {{.kind = "something new", .id = "n1", .body = "no JSON"}};
  ASSERT_TRUE(docket_->store().Append(events, {}));
  EXPECT_TRUE(Read().decisions().empty());
}

TEST_F(RecordedTest, ADamagedEventIsNamed) {
  Recorded recorded(&docket_->versions());
  const auto added = recorded.Add({.sequence = 7,
                                   .kind = "appeal-moved",
                                   .id = "d9/1#7",
                                   .body = R"({"appeal": "d9/1", "to": "assigned"})"});
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(added.error().message,
            "event 7 (appeal-moved 'd9/1#7'): there is no such appeal or state");
}

}  // namespace
}  // namespace evenhand::docket
