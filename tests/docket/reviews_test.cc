// The queue of judgement questions: who sees what, who must agree, and when a case can be decided.

#include "docket/reviews.h"

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

// Ids of which the sample takes the first and not the second.
const std::string kDouble = [] {
  for (int i = 0;; ++i) {
    if (IsDoublyReviewed("c" + std::to_string(i))) return "c" + std::to_string(i);
  }
}();
const std::string kSingle = [] {
  for (int i = 0;; ++i) {
    if (!IsDoublyReviewed("c" + std::to_string(i))) return "c" + std::to_string(i);
  }
}();

class ReviewQueue : public DocketFixture {
 protected:
  void SetUp() override {
    DocketFixture::SetUp();
    reviews_.emplace(*Reviews::Open(&docket_->store(), &docket_->versions()));
  }
  void Add(const std::string& id) {
    CaseRequest request = Case(id, "", Day(1));
    request.input.judgements.clear();
    request.input.attributes = {{"followers", std::int64_t{7}}};
    const auto added = reviews_->Add(request);
    ASSERT_TRUE(added) << added.error().message;
    EXPECT_EQ(*added, id);
  }
  Result<void> Answer(const std::string& id, const std::string& answer,
                      const std::string& reviewer) {
    return reviews_->Answer({.case_id = id,
                             .question = "health_claim",
                             .answer = answer,
                             .reviewer = reviewer,
                             .at = Day(2)});
  }
  std::optional<Reviews> reviews_;
};

TEST_F(ReviewQueue, OneAnswerIsEnoughOutsideTheSample) {
  Add(kSingle);
  const auto task = reviews_->Next("r1");
  ASSERT_TRUE(task);
  EXPECT_EQ(task->question, "health_claim");
  EXPECT_EQ(task->words, "the same words");
  EXPECT_TRUE(task->attributes.empty()) << "no clause names followers";
  EXPECT_TRUE(reviews_->Ready(Day(3)).empty());
  ASSERT_TRUE(Answer(kSingle, "label_level", "r1"));
  EXPECT_FALSE(reviews_->Next("r2"));
  const auto ready = reviews_->Ready(Day(3));
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_EQ(docket_->Decide(ready.front())->statement.ground, "health.label");
  EXPECT_TRUE(Reviews::Open(&docket_->store(), &docket_->versions())->Ready(Day(3)).empty())
      << "decided";
}

TEST_F(ReviewQueue, TwoMustAgreeInTheSample) {
  Add(kDouble);
  ASSERT_TRUE(Answer(kDouble, "label_level", "r1"));
  EXPECT_FALSE(reviews_->Next("r1")) << "not the same person again";
  ASSERT_TRUE(reviews_->Next("r2"));
  ASSERT_TRUE(Answer(kDouble, "none", "r2"));
  EXPECT_TRUE(reviews_->Ready(Day(3)).empty());
  ASSERT_TRUE(Answer(kDouble, "none", "r3"));
  // As another process finds it.
  const auto ready = Reviews::Open(&docket_->store(), &docket_->versions())->Ready(Day(3));
  ASSERT_EQ(ready.size(), 1u);
  EXPECT_EQ(ready.front().input.judgements.front().by, "r2");
  EXPECT_EQ(ready.front().input.at, Day(3));
}

TEST_F(ReviewQueue, TheSampleIsAboutOneInTen) {
  int doubled = 0;
  for (int i = 0; i < 10'000; ++i) doubled += IsDoublyReviewed("case-" + std::to_string(i)) ? 1 : 0;
  EXPECT_NEAR(doubled, 1'000, 150);
}

TEST_F(ReviewQueue, ShowsAnAttributeOnlyWhereAClauseNamesIt) {
  const std::string yaml = R"(id: named
version: 1
languages: [en]
published_at: 2022-01-01T00:00:00Z
effective_at: 2022-01-01T00:00:00Z
attributes: [minor, followers]
questions:
  shows_child: {texts: {en: Child}}
  spam: {texts: {en: Spam}}
clauses:
  child: {severity: grave, when: shows_child and minor, item: remove, texts: {en: C}}
  spam: {severity: low, when: spam, item: remove, texts: {en: S}}
)";
  ASSERT_TRUE(docket_->Publish(yaml, Day(0)));
  CaseRequest request = Case(kSingle, "", Day(1));
  request.rulebook = "named";
  request.input.judgements.clear();
  request.input.attributes = {{"minor", true}, {"followers", std::int64_t{7}}};
  ASSERT_TRUE(reviews_->Add(request));
  EXPECT_EQ(reviews_->Next("r1")->attributes, (policy::Facts{{"minor", true}}));
  ASSERT_TRUE(reviews_->Answer({.case_id = kSingle,
                                .question = "shows_child",
                                .answer = "true",
                                .reviewer = "r1",
                                .at = Day(2)}));
  EXPECT_EQ(reviews_->Next("r1")->question, "spam");
  EXPECT_TRUE(reviews_->Next("r1")->attributes.empty());
}

TEST_F(ReviewQueue, RefusesAndChangesNothing) {
  Add(kSingle);
  Add(kSingle);
  ASSERT_TRUE(Decide("d1", "none", Day(1)));
  const std::int64_t before = Events();
  ExpectRefused(Answer("no-case", "none", "r1"), "no case 'no-case' waits");
  ExpectRefused(Answer(kSingle, "perhaps", "r1"), "is no answer");
  ExpectRefused(Answer(kSingle, "none", "model-7"), "a person answers");
  ExpectRefused(Answer(kSingle, "none", ""), "a person answers");
  ExpectRefused(
      reviews_->Answer(
          {.case_id = kSingle, .question = "q", .answer = "none", .reviewer = "r1", .at = Day(2)}),
      "is no question");
  ExpectRefused(reviews_->Add(Case("d1", "none", Day(1))), "decided already");
  EXPECT_EQ(Events(), before);
  ASSERT_TRUE(Answer(kSingle, "none", "r1"));
  ExpectRefused(Answer(kSingle, "none", "r1"), "has answered");
  ExpectRefused(Answer(kSingle, "none", "r2"), "needs no further answer");
  EXPECT_EQ(docket_->Recompute([](std::int64_t) {})->identical, 1);
}

}  // namespace
}  // namespace evenhand::docket
