// The moves of an appeal (policy.md section 13) and what comes back with an overturned decision
// (14).

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

using policy::AppealState;

class Appeals : public DocketFixture {
 protected:
  void SetUp() override {
    DocketFixture::SetUp();
    ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
    ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .words = "no", .at = Day(1)}));
    ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r2", Hour(25)));
  }
  AppealState State() { return (*docket_->AccountNamed("ann"))->FindAppeal("d1/1")->state; }
  Result<std::optional<Restored>> Answer(AppealState outcome, policy::Time at,
                                         const std::string& reviewer = "r2") {
    return docket_->AnswerAppeal({.appeal = "d1/1",
                                  .outcome = outcome,
                                  .reviewer = reviewer,
                                  .reason = "because",
                                  .at = at});
  }
};

TEST_F(Appeals, AskAndReplyAndGoOn) {
  ASSERT_TRUE(docket_->AskAppeal("d1/1", "r2", "Whom do you quote?", Hour(26)));
  EXPECT_EQ(State(), AppealState::kAsked);
  ExpectRefused(Answer(AppealState::kUpheld, Hour(26)), "is asked: it cannot become upheld (13)");
  ExpectRefused(docket_->AssignAppeal("d1/1", "r3", Hour(26)), "cannot become assigned");
  ASSERT_TRUE(docket_->ReplyAppeal("d1/1", "A newspaper", Hour(27)));
  EXPECT_EQ(State(), AppealState::kAssigned);
  ASSERT_TRUE(Answer(AppealState::kUpheld, Hour(28)));
}

TEST_F(Appeals, GoOutsideAndComeBack) {
  ASSERT_TRUE(Answer(AppealState::kUpheld, Hour(28)));
  EXPECT_TRUE(docket_->OpenAppeals(Hour(28))->empty());
  ASSERT_TRUE(docket_->ReferAppeal("d1/1", "A certified body", Hour(30)));
  const auto open = docket_->OpenAppeals(Hour(30));
  ASSERT_EQ(open->size(), 1u);
  EXPECT_EQ(open->front().due, Hour(30) + std::chrono::days(90));
  ExpectRefused(
      docket_->CloseAppeal({.appeal = "d1/1", .follow = true, .reason = "x", .at = Hour(31)}),
      "no outside body has overturned it");
  ASSERT_TRUE(docket_->RecordOutsideAnswer("d1/1", true, "a quotation", Hour(31)));
  EXPECT_FALSE((*docket_->AccountNamed("ann"))->FindDecision("d1")->voided) << "it does not bind";
  const auto restored = docket_->CloseAppeal(
      {.appeal = "d1/1", .follow = true, .reason = "we follow", .at = Hour(32)});
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ((*restored)->item, "item-d1");
  EXPECT_TRUE((*docket_->AccountNamed("ann"))->FindDecision("d1")->voided);
  EXPECT_TRUE(docket_->StandingOf("ann", Hour(33))->live.empty());
  EXPECT_EQ(docket_->Recompute([](std::int64_t) {})->identical, 1);
}

TEST_F(Appeals, StandInAQueueTheNearestDeadlineFirst) {
  CaseRequest other = Case("d0", "label_level", Day(1), "bob");
  ASSERT_TRUE(docket_->Decide(other));
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d0", .at = Day(1)}));  // an item: 14 days
  const auto queue = docket_->OpenAppeals(Day(2));
  ASSERT_TRUE(queue) << queue.error().message;
  ASSERT_EQ(queue->size(), 2u);
  EXPECT_EQ(queue->front().appeal.id, "d1/1");
  EXPECT_TRUE(queue->front().is_late) << "24 hours, and the very moment is late";
  EXPECT_FALSE(queue->back().is_late);
  EXPECT_EQ(queue->back().account, "bob");
}

TEST_F(Appeals, LapseOnceAndMayStillBeAnswered) {
  EXPECT_TRUE(docket_->LapseAppeals(Hour(47))->empty());
  EXPECT_EQ(*docket_->LapseAppeals(Day(2)), std::vector<std::string>{"d1/1"});
  EXPECT_EQ(State(), AppealState::kLapsedForUser);
  const std::int64_t before = Events();
  EXPECT_TRUE(docket_->LapseAppeals(Day(3))->empty());
  EXPECT_EQ(Events(), before);
  ExpectRefused(docket_->AskAppeal("d1/1", "r2", "?", Day(3)), "cannot become asked");
  ASSERT_TRUE(Answer(AppealState::kUpheld, Day(4)));
}

TEST_F(Appeals, ThatNobodyHadCanBeAnsweredAfterTheyLapsed) {
  ASSERT_TRUE(Decide("d2", "label_level", Day(1), "bob"));
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d2", .at = Day(1)}));
  ASSERT_EQ(docket_->LapseAppeals(Day(20))->size(), 2u);
  const auto answer = [&](const std::string& reviewer) {
    return docket_->AnswerAppeal({.appeal = "d2/1",
                                  .outcome = AppealState::kUpheld,
                                  .reviewer = reviewer,
                                  .reason = "x",
                                  .at = Day(21)});
  };
  ExpectRefused(answer("r1"), "another person decides");
  EXPECT_TRUE(answer("r5"));
}

TEST_F(Appeals, RefuseAndChangeNothing) {
  const std::int64_t before = Events();
  ExpectRefused(docket_->AskAppeal("d1/1", "r3", "?", Hour(26)), "assigned to 'r2'");
  ExpectRefused(docket_->AskAppeal("d1/1", "r2", "", Hour(26)), "needs a question (13)");
  ExpectRefused(docket_->ReplyAppeal("d1/1", "x", Hour(26)), "nothing was asked (13)");
  ExpectRefused(docket_->ReferAppeal("d1/1", "x", Hour(26)), "it cannot become referred (13)");
  ExpectRefused(docket_->RecordOutsideAnswer("d1/1", true, "x", Hour(26)),
                "it cannot become outside_overturned (13)");
  ExpectRefused(docket_->CloseAppeal({.appeal = "d1/1", .reason = "x", .at = Hour(26)}),
                "it cannot become done (13)");
  ExpectRefused(docket_->WithdrawAppeal("d1/1", Hour(24)), "the clock went backwards");
  ExpectRefused(docket_->WithdrawAppeal("d9/1", Hour(26)), "no appeal 'd9/1'");
  EXPECT_EQ(Events(), before);
  EXPECT_EQ(State(), AppealState::kAssigned);
}

// An overturned decision reopens those on the same words, also of accounts that are not in memory.
TEST_F(Appeals, ReopenTheSameWordsElsewhere) {
  ASSERT_TRUE(Decide("d2", "deletion_level", Day(1), "bob"));
  ASSERT_TRUE(Decide("d3", "deletion_level", Day(1), "cyd"));
  ASSERT_TRUE(Decide("d4", "label_level", Day(1), "ann"));
  CaseRequest different = Case("d5", "deletion_level", Day(1), "eve");
  different.circumstances.quote = "other words";
  ASSERT_TRUE(docket_->Decide(different));
  CaseRequest silent = Case("d6", "deletion_level", Day(1), "fay");
  silent.circumstances.quote = "";
  ASSERT_TRUE(docket_->Decide(silent));
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d3", .at = Day(1)}));
  ASSERT_TRUE(docket_->AssignAppeal("d3/1", "r2", Day(1)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = "d3/1",
                                     .outcome = AppealState::kOverturned,
                                     .reviewer = "r2",
                                     .reason = "x",
                                     .at = Day(1)}));
  const auto restored = Answer(AppealState::kOverturned, Hour(26));
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ((*restored)->reopened, (std::vector<std::string>{"d4", "d2"})) << "d3 is void already";
  const auto voided = docket_->store().Find("voided", "d1");
  EXPECT_EQ((*voided)->body, R"({"reopened": ["d4", "d2"]})");
}

}  // namespace
}  // namespace evenhand::docket
