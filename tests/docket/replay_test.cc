// A history decided again: the same as it was judged, and another one under another rulebook.

#include "docket/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "docket/docket.h"
#include "source_dir.h"

namespace evenhand::docket {
namespace {

using policy::AppealState;
using testing::ElementsAre;

const policy::Time kStart = *policy::ParseTime("2022-03-01T00:00:00Z");
policy::Time Day(int d) { return kStart + std::chrono::days(d); }

std::string Yaml() {
  std::ifstream file(SourceDir() + "/rulebooks/policies/health-misinformation-2021.yaml");
  return {(std::istreambuf_iterator<char>(file)), {}};
}

class Replayed : public testing::Test {
 protected:
  void SetUp() override {
    docket_ = *Docket::Open(cases::MakeMemoryStore(), nullptr, [] { return record::Blinding{}; });
    ASSERT_TRUE(docket_->Publish(Yaml(), kStart));
    for (int day = 1; day <= 3; ++day) {
      CaseRequest request;
      request.input = {
          .decision = "d" + std::to_string(day),
          .account = "ann",
          .item = "i",
          .posted = kStart,
          .at = Day(day),
          .judgements = {
              {.question = "health_claim", .answer = std::string("deletion_level"), .by = "r1"}}};
      ASSERT_TRUE(docket_->Decide(request));
    }
  }

  // The account action of each decision, and the strikes counted before it.
  ReplayVisitor Collect() {
    return {
        .before =
            [this](const AboutToDecide& one) {
              strikes_.push_back(one.strikes.Count("health", one.input.at));
            },
        .after =
            [this](const policy::CaseInput&, const Result<policy::Decision>& decision) {
              actions_.push_back(decision ? policy::FormatAction(decision->account) : "refused");
            }};
  }

  std::unique_ptr<Docket> docket_;
  std::vector<std::int64_t> strikes_;
  std::vector<std::string> actions_;
};

TEST_F(Replayed, AsJudgedIsTheRecord) {
  ASSERT_TRUE(ReplayAsJudged(docket_->store(), docket_->versions(), Collect()));
  EXPECT_THAT(strikes_, ElementsAre(0, 2, 4));
  std::vector<std::string> recorded;
  for (const auto& [id, decided] : (*docket_->AccountNamed("ann"))->decisions()) {
    recorded.push_back(policy::FormatAction(decided.account_action));
  }
  EXPECT_EQ(actions_, recorded);
}

TEST_F(Replayed, VoidedDecisionsStopCountingWhereTheyDid) {
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .words = "no", .at = Day(4)}));
  ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r9", Day(4)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = "d1/1",
                                     .outcome = AppealState::kOverturned,
                                     .reviewer = "r9",
                                     .reason = "it quotes",
                                     .at = Day(5)}));
  CaseRequest request;
  request.input = {.decision = "d6", .account = "ann", .item = "j", .posted = Day(6), .at = Day(6)};
  ASSERT_TRUE(docket_->Decide(request));
  ASSERT_TRUE(ReplayAsJudged(docket_->store(), docket_->versions(), Collect()));
  EXPECT_THAT(strikes_, ElementsAre(0, 2, 4, 4));
}

TEST_F(Replayed, UnderARulebookWithoutLaddersNothingHappensToTheAccount) {
  policy::Rulebook other = *policy::LoadRulebook(Yaml());
  other.strikes.ladders.clear();
  other.effective_at = Day(900);
  ASSERT_TRUE(ReplayUnder(other, docket_->store(), docket_->versions(), Collect()));
  EXPECT_THAT(actions_, ElementsAre("none", "none", "none"));
}

TEST_F(Replayed, WhatTheOtherRulebookDoesNotAskIsRefusedAndTheRestGoesOn) {
  policy::Rulebook other = *policy::LoadRulebook(Yaml());
  std::erase_if(other.questions, [](const auto& q) { return q.id == "health_claim"; });
  ASSERT_TRUE(ReplayUnder(other, docket_->store(), docket_->versions(), Collect()));
  EXPECT_THAT(actions_, ElementsAre("refused", "refused", "refused"));
  EXPECT_THAT(strikes_, ElementsAre(0, 0, 0));
}

TEST(FirstDifferentField, IsNamedWithItsObject) {
  EXPECT_EQ(FirstDifferentField(R"({"a": 1, "b": {"c": [1], "d": 2}})",
                                R"({"a": 1, "b": {"c": [1], "d": 3}})"),
            "b.d");
  EXPECT_EQ(FirstDifferentField(R"({"a": 1, "b": 2})", R"({"a": 1})"), "b");
  EXPECT_EQ(FirstDifferentField(R"({"a": 1})", R"({"a": 1})"), "");
  EXPECT_EQ(FirstDifferentField("no JSON", "{}"), "");
}

}  // namespace
}  // namespace evenhand::docket
