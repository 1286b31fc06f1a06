// Lessons, notices and times of being cut off.

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

class Notes : public DocketFixture {};

TEST_F(Notes, ATimeOfBeingCutOffMovesTheLastDayToAppeal) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  const auto periods =
      docket_->NoteCutOff({.account = "ann", .from = Day(2), .to = Day(12), .at = Day(20)});
  ASSERT_TRUE(periods) << periods.error().message;
  ASSERT_EQ(periods->size(), 1u);
  EXPECT_EQ(periods->front().stopped, std::chrono::days(10));
  const std::int64_t before = Events();
  EXPECT_EQ(docket_->NoteCutOff({.account = "ann", .from = Day(2), .to = Day(12), .at = Day(30)})
                ->front()
                .stopped,
            std::chrono::days(10));
  EXPECT_EQ(Events(), before) << "told twice, kept once";
  EXPECT_EQ(docket_->store().Find("cut-off", "n-3")->value().body,
            R"({"from": "2022-03-03T00:00:00Z", "to": "2022-03-13T00:00:00Z"})");
}

TEST_F(Notes, StatedTimesCountUpToSixtyDaysAndTheRegisterWithoutALimit) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  EXPECT_EQ(docket_->NoteCutOff({.account = "ann", .from = Day(2), .to = Day(82), .at = Day(90)})
                ->front()
                .stopped,
            std::chrono::days(60));
  EXPECT_EQ(
      docket_
          ->NoteCutOff(
              {.account = "ann", .from = Day(2), .to = Day(82), .stated = false, .at = Day(90)})
          ->front()
          .stopped,
      std::chrono::days(80));
}

TEST_F(Notes, ALessonLetsAWarningExpire) {
  docket_ = *Docket::Open(cases::MakeMemoryStore(), nullptr, [] { return record::Blinding{}; });
  std::string yaml = ShippedYaml("three-strikes");
  for (std::size_t at = yaml.find("2023-08-29"); at != std::string::npos;
       at = yaml.find("2023-08-29"))
    yaml.replace(at, 10, "2022-01-01");
  ASSERT_TRUE(docket_->Publish(yaml, Day(0)));
  CaseRequest request = Case("d1", "", Day(1));
  request.input.judgements = {{.question = "breaks_policy", .answer = true, .by = "r1"}};
  ASSERT_TRUE(docket_->Decide(request));
  const auto expires = docket_->NoteLesson("ann", "community.violation", Day(3));
  ASSERT_TRUE(expires) << expires.error().message;
  EXPECT_EQ(*expires, Day(93));
  ExpectRefused(docket_->NoteLesson("ann", "other", Day(4)), "no warning for 'other'");
  ExpectRefused(docket_->NoteLesson("bob", "community.violation", Day(4)), "no warning");
  ExpectRefused(docket_->NoteLesson("ann", "community.violation", Day(2)), "backwards");
}

TEST_F(Notes, ANoticeOfABatchLetsTheNextItemCount) {
  CaseRequest one = Case("d1", "label_level", Day(1)), two = Case("d2", "label_level", Day(1)),
              three = Case("d3", "label_level", Day(3));
  one.input.batch = two.input.batch = three.input.batch = "b";
  ASSERT_TRUE(docket_->Decide(one));
  EXPECT_EQ(docket_->Decide(two)->statement.strikes_counted, 1);
  ASSERT_TRUE(docket_->NoteNotice("ann", "b", Day(2)));
  EXPECT_EQ(docket_->Decide(three)->statement.strikes_counted, 2);
}

TEST_F(Notes, RefuseAndChangeNothing) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  const std::int64_t before = Events();
  ExpectRefused(docket_->NoteCutOff({.account = "ann", .from = Day(5), .to = Day(5), .at = Day(9)}),
                "ends after it begins (7.5)");
  ExpectRefused(
      docket_->NoteCutOff({.account = "ann", .from = Day(5), .to = Day(50), .at = Day(9)}),
      "when it is over (7.5)");
  ExpectRefused(
      docket_->NoteCutOff({.account = "ann", .from = Hour(5), .to = Day(5), .at = Day(9)}),
      "no times of day (7.5)");
  ExpectRefused(docket_->NoteCutOff({.account = "bob", .from = Day(4), .to = Day(5), .at = Day(9)}),
                "no decision whose clock could stop");
  ExpectRefused(docket_->NoteNotice("ann", "b", Day(9)), "(6.6)");
  ExpectRefused(docket_->NoteNotice("ann", "", Day(9)), "(6.6)");
  EXPECT_EQ(Events(), before);
}

}  // namespace
}  // namespace evenhand::docket
