// Locks that wait for a deletion (policy.md section 7): what starts the clock, and what does not.

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

using policy::AppealState;
using policy::LockPhaseKind;

class Locks : public DocketFixture {
 protected:
  // Two strikes: hidden, and locked for 12 hours after the deletion.
  void SetUp() override {
    DocketFixture::SetUp();
    ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  }
  LockPhaseKind Phase(policy::Time at) { return (*docket_->LockOf("d1", at))->phase.kind; }
};

TEST_F(Locks, WaitUntilTheItemIsDeletedAndThenRun) {
  EXPECT_EQ(Phase(Day(300)), LockPhaseKind::kWaiting);
  EXPECT_EQ(docket_->StandingOf("ann", Day(300))->free_at, std::nullopt);
  const auto deletion = docket_->DeleteItem("ann", "item-d1", Day(3));
  ASSERT_TRUE(deletion) << deletion.error().message;
  ASSERT_EQ(deletion->locks.size(), 1u);
  EXPECT_EQ(deletion->locks[0].phase.until, Day(3) + std::chrono::hours(12));
  const auto running = docket_->StandingOf("ann", Day(3));
  EXPECT_EQ(running->free_at, Day(3) + std::chrono::hours(12));
  EXPECT_EQ(running->locks.size(), 1u);
  EXPECT_EQ(Phase(Day(3) + std::chrono::hours(12)), LockPhaseKind::kOpen);
  const auto after = docket_->StandingOf("ann", Day(4));
  EXPECT_TRUE(after->running.empty());
  EXPECT_TRUE(after->locks.empty());
  EXPECT_EQ(docket_->Recompute([](std::int64_t) {})->identical, 1);
}

TEST_F(Locks, ADeletionOrderImportedTwiceCountsOnce) {
  ASSERT_TRUE(docket_->DeleteItem("ann", "item-d1", Day(3)));
  const std::int64_t before = Events();
  const auto again = docket_->DeleteItem("ann", "item-d1", Day(9));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->was_there);
  EXPECT_EQ(again->at, Day(3));
  EXPECT_EQ(Events(), before);
}

TEST_F(Locks, AnOrderThatTravelledCountsFromTheDeletion) {
  ASSERT_TRUE(Decide("d2", "label_level", Day(5)));
  ASSERT_TRUE(docket_->DeleteItem("ann", "item-d1", Day(2)));
  EXPECT_EQ(Phase(Day(3)), LockPhaseKind::kOpen);
}

TEST_F(Locks, AMissedDeadlineLiftsAndTheAnswerBringsItBack) {
  const auto appeal = docket_->FileAppeal({.decision = "d1", .at = Day(1)});
  ASSERT_TRUE(docket_->AssignAppeal(appeal->id, "r2", Day(1)));
  EXPECT_EQ(Phase(Day(2)), LockPhaseKind::kLifted);
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = appeal->id,
                                     .outcome = AppealState::kUpheld,
                                     .reviewer = "r2",
                                     .reason = "x",
                                     .at = Day(4)}));
  EXPECT_EQ(Phase(Day(3)), LockPhaseKind::kLifted);
  EXPECT_EQ(Phase(Day(4)), LockPhaseKind::kWaiting);
}

TEST_F(Locks, AnOverturnedDecisionHasNone) {
  const auto appeal = docket_->FileAppeal({.decision = "d1", .at = Day(1)});
  ASSERT_TRUE(docket_->AssignAppeal(appeal->id, "r2", Day(1)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = appeal->id,
                                     .outcome = AppealState::kOverturned,
                                     .reviewer = "r2",
                                     .reason = "x",
                                     .at = Day(1)}));
  EXPECT_EQ(*docket_->LockOf("d1", Day(1)), std::nullopt);
  ExpectRefused(docket_->DeleteItem("ann", "item-d1", Day(3)), "(7.2)");
}

TEST_F(Locks, RefuseAndChangeNothing) {
  ASSERT_TRUE(Decide("d2", "label_level", Day(2)));
  const std::int64_t before = Events();
  ExpectRefused(docket_->DeleteItem("ann", "item-d2", Day(3)),
                "no decision wants item 'item-d2' of 'ann' deleted (7.2)");
  ExpectRefused(docket_->DeleteItem("bob", "item-d1", Day(3)), "(7.2)");
  ExpectRefused(docket_->DeleteItem("ann", "item-d1", Day(0)), "cannot have been deleted");
  ExpectRefused(docket_->LockOf("d9", Day(3)), "no decision 'd9'");
  EXPECT_EQ(Events(), before);
  EXPECT_EQ(Phase(Day(9)), LockPhaseKind::kWaiting);
}

// A clause's own lock, without a ladder, runs like any other.
TEST_F(Locks, OfAClauseRunToo) {
  Publish("public-interest-2019");
  CaseRequest request = Case("d1", "none", Day(1));
  request.input.judgements.push_back(
      {.question = "act", .answer = std::string("hateful_conduct"), .by = "r1"});
  ASSERT_TRUE(docket_->Decide(request));
  EXPECT_EQ(docket_->StandingOf("ann", Day(2))->running.size(), 1u);
  ASSERT_TRUE(docket_->DeleteItem("ann", "item-d1", Day(3)));
  EXPECT_TRUE(docket_->StandingOf("ann", Day(3))->running.empty());
}

}  // namespace
}  // namespace evenhand::docket
