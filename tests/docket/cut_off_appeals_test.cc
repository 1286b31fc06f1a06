// Appeals of people who were cut off: judged late with what they say, asked once when they say
// nothing.

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

class CutOffAppeals : public DocketFixture {
 protected:
  void SetUp() override {
    DocketFixture::SetUp();
    ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  }
  // The period ends on 2 September 2022, six months after 2 March.
  static constexpr policy::Time End() {
    return policy::Time(std::chrono::sys_days(std::chrono::year(2022) / 9 / 2));
  }
  static std::vector<policy::CutOff> Cut(int from, int to, bool stated) {
    return {{Day(from), Day(to), stated}};
  }
};

TEST_F(CutOffAppeals, TheRegistersDaysMoveTheLastMomentToTheSecond) {
  const auto request = [&](policy::Time at) {
    return AppealRequest{.decision = "d1", .cut_offs = Cut(10, 20, false), .at = at};
  };
  const std::int64_t before = Events();
  ExpectRefused(docket_->FileAppeal(request(End() + std::chrono::days(10))),
                "the period ended at 2022-09-12T00:00:00Z (13)");
  EXPECT_EQ(Events(), before) << "what is refused leaves nothing behind";
  const auto filed =
      docket_->FileAppeal(request(End() + std::chrono::days(10) - std::chrono::seconds(1)));
  ASSERT_TRUE(filed) << filed.error().message;
  EXPECT_EQ(filed->id, "d1/1");
  EXPECT_FALSE(filed->awaits_review);
  EXPECT_EQ(Events(), before + 2) << "the dates and the appeal, together";
}

TEST_F(CutOffAppeals, AnEndedOutageBeforeTheNoticeIsNotKept) {
  const std::int64_t before = Events();
  ASSERT_TRUE(
      docket_->FileAppeal({.decision = "d1", .cut_offs = Cut(-30, 1, false), .at = Day(5)}));
  EXPECT_EQ(Events(), before + 1);
}

TEST_F(CutOffAppeals, ALateOneIsAskedOnceAndWaitsFourteenDays) {
  const policy::Time late = End() + std::chrono::days(5);
  const auto asked =
      docket_->FileAppeal({.decision = "d1", .words = "it was a quotation", .at = late});
  ASSERT_TRUE(asked) << asked.error().message;
  EXPECT_EQ(asked->asked_until, late + std::chrono::days(14));
  const std::int64_t events = Events();
  EXPECT_EQ(docket_->FileAppeal({.decision = "d1", .at = late + std::chrono::days(1)})->asked_until,
            late + std::chrono::days(14));
  EXPECT_EQ(Events(), events) << "asked once";
  // The answer comes nine days later, and counts as if it had come with the appeal, whose words are
  // kept.
  const auto filed = docket_->FileAppeal(
      {.decision = "d1", .cut_offs = Cut(10, 16, false), .at = late + std::chrono::days(9)});
  ASSERT_TRUE(filed) << filed.error().message;
  EXPECT_NE(docket_->store().Find("appeal-filed", "d1/1")->value().body.find("it was a quotation"),
            std::string::npos);
}

TEST_F(CutOffAppeals, WithoutAnAnswerOrWithNoItIsRefused) {
  const policy::Time late = End() + std::chrono::days(5);
  ExpectRefused(docket_->FileAppeal(
                    {.decision = "d1", .cut_offs = std::vector<policy::CutOff>(), .at = late}),
                "the period ended");
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .at = late}));
  ExpectRefused(docket_->FileAppeal({.decision = "d1", .at = late + std::chrono::days(14)}),
                "had no answer");
  ExpectRefused(
      docket_->FileAppeal(
          {.decision = "d1", .cut_offs = Cut(10, 16, false), .at = late + std::chrono::days(14)}),
      "the period ended");
}

TEST_F(CutOffAppeals, WhatIsBeyondTheCapIsHandledAndAwaitsReview) {
  const auto filed = docket_->FileAppeal(
      {.decision = "d1", .cut_offs = Cut(2, 82, true), .at = End() + std::chrono::days(70)});
  ASSERT_TRUE(filed) << filed.error().message;
  EXPECT_TRUE(filed->awaits_review);
}

TEST_F(CutOffAppeals, TheTimeToAnswerDoesNotRunWhileCutOff) {
  const policy::Time late = End() + std::chrono::days(5);
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .words = "a quotation", .at = late}));
  const policy::Time day = std::chrono::floor<std::chrono::days>(late);
  // Cut off before the period ended, and for ten of the fourteen days.
  const std::vector<policy::CutOff> told = {
      {Day(10), Day(20), false}, {day + std::chrono::days(2), day + std::chrono::days(12), false}};
  ExpectRefused(
      docket_->FileAppeal({.decision = "d1", .cut_offs = told, .at = late + std::chrono::days(24)}),
      "the period ended");
  const auto filed =
      docket_->FileAppeal({.decision = "d1",
                           .cut_offs = told,
                           .at = late + std::chrono::days(24) - std::chrono::seconds(1)});
  ASSERT_TRUE(filed) << filed.error().message;
  EXPECT_FALSE(filed->awaits_review);
}

TEST_F(CutOffAppeals, WhatIsBeyondTheCapWaitsForAPerson) {
  const auto noted =
      docket_->NoteCutOff({.account = "ann", .from = Day(2), .to = Day(82), .at = Day(90)});
  ASSERT_EQ(noted->size(), 1u);
  EXPECT_EQ(noted->front().stopped, std::chrono::days(60));
  EXPECT_EQ(noted->front().awaits_review, std::chrono::days(20));
  const auto waiting = docket_->CutOffsToReview();
  ASSERT_EQ(waiting->size(), 1u);
  EXPECT_EQ(waiting->front().to, Day(82));
  const CutOffReview review{.account = "ann",
                            .from = Day(2),
                            .to = Day(82),
                            .accepted = true,
                            .reviewer = "r3",
                            .reason = "the whole region was off",
                            .at = Day(91)};
  const auto with = [&](auto change) {
    CutOffReview other = review;
    change(&other);
    return docket_->ReviewCutOff(other);
  };
  const std::int64_t before = Events();
  ExpectRefused(with([](CutOffReview* r) { r->reason.clear(); }), "gives its reason (7.5)");
  ExpectRefused(with([](CutOffReview* r) { r->reviewer = "ann"; }), "another person");
  ExpectRefused(with([](CutOffReview* r) { r->to = Day(83); }),
                "no stated time of 'ann' with these dates");
  EXPECT_EQ(Events(), before);
  const auto accepted = docket_->ReviewCutOff(review);
  ASSERT_TRUE(accepted) << accepted.error().message;
  EXPECT_EQ(accepted->periods.front().stopped, std::chrono::days(80));
  EXPECT_EQ(accepted->periods.front().awaits_review, std::chrono::days(0));
  EXPECT_TRUE(docket_->CutOffsToReview()->empty());
  ExpectRefused(docket_->ReviewCutOff(review), "no stated time");
}

TEST_F(CutOffAppeals, ARefusedTimeCountsUpToTheCapAndSaysWhatIsLate) {
  const auto filed = docket_->FileAppeal(
      {.decision = "d1", .cut_offs = Cut(2, 82, true), .at = End() + std::chrono::days(70)});
  ASSERT_TRUE(filed->awaits_review);
  const policy::Time at = End() + std::chrono::days(71);
  const auto refused = docket_->ReviewCutOff(
      {.account = "ann", .from = Day(2), .to = Day(82), .reviewer = "r3", .reason = "x", .at = at});
  ASSERT_TRUE(refused) << refused.error().message;
  EXPECT_EQ(refused->late_appeals, std::vector<std::string>{"d1/1"});
  EXPECT_TRUE(docket_->CutOffsToReview()->empty());
  ExpectRefused(docket_->FileAppeal({.decision = "d1", .at = at}), "appealed once");
}

TEST_F(CutOffAppeals, NoPunishmentMoves) {
  ASSERT_TRUE(Decide("d2", "deletion_level", Day(2)));
  const auto standing = [&] {
    const auto view = docket_->StandingOf("ann", Day(3));
    std::string text = policy::FormatTime(view->free_at.value_or(policy::Time{}));
    for (const policy::LiveStrike& strike : view->live) text += " " + std::string(strike.decision);
    for (const policy::Running& running : view->running)
      text += " " + policy::FormatTime(running.until.value_or(policy::Time{}));
    return text;
  };
  const std::string before = standing();
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .cut_offs = Cut(2, 3, false), .at = Day(3)}));
  EXPECT_EQ(standing(), before);
}

}  // namespace
}  // namespace evenhand::docket
