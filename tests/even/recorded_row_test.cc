// Rows from recorded decisions: which group a case's attributes put it in, and that nothing but the
// record is said.

#include "even/recorded_row.h"

#include <gtest/gtest.h>

#include "base/split_mix.h"

namespace evenhand::even {
namespace {

using policy::Facts;

policy::Rulebook Book() {
  policy::Rulebook book;
  book.clauses.push_back({.id = "hate", .severity = policy::Gravity::kHigh});
  return book;
}

const policy::Rulebook kBook = Book();

policy::RecordedDecision Decision(Facts attributes = {}) {
  const policy::Time at = *policy::ParseTime("2026-01-02T00:00:00Z");
  return {.input = {.decision = "d1",
                    .account = "ann",
                    .item = "post-1",
                    .posted = at,
                    .at = at,
                    .judgements = {{.question = "act", .answer = std::string("hate"), .by = "r1"}},
                    .attributes = std::move(attributes)},
          .circumstances = {.source = policy::Source::kReport, .language = "fa"},
          .rulebook = &kBook,
          .ground = "hate",
          .actions = {*policy::ParseAction("hide"), *policy::ParseAction("lock PT12H")},
          .subject = "ab12"};
}

struct RoleCase {
  const char* name;
  Facts attributes;
  const char* role;
};

class Roles : public testing::TestWithParam<RoleCase> {};
TEST_P(Roles, FollowWhatTheCaseSays) {
  EXPECT_EQ(RowOf(Decision(GetParam().attributes)).role, GetParam().role);
}
INSTANTIATE_TEST_SUITE_P(
    Attributes, Roles,
    testing::Values(
        RoleCase{"nothing", {}, "ordinary"},
        RoleCase{"no_office", {{"office", policy::Fact{}}, {"candidate", false}}, "ordinary"},
        RoleCase{"public_office", {{"public_office", std::string("holder")}}, "public_office"},
        RoleCase{"office", {{"office", std::string("holder")}}, "public_office"},
        RoleCase{"office_sought", {{"office", std::string("candidate")}}, "candidate"},
        RoleCase{"candidate", {{"candidate", true}}, "candidate"},
        RoleCase{"holder_who_runs",
                 {{"office", std::string("holder")}, {"candidate", true}},
                 "public_office"},
        RoleCase{"account_of_a_state", {{"account_kind", std::string("state")}}, "public_office"},
        RoleCase{"state_media", {{"account_kind", std::string("state_media")}}, "state_media"}),
    [](const auto& one) { return std::string(one.param.name); });

struct BandCase {
  std::int64_t followers;
  const char* band;
};

class Bands : public testing::TestWithParam<BandCase> {};
TEST_P(Bands, EndBelowTheNext) {
  const DecisionRow row = RowOf(Decision({{"followers", GetParam().followers}}));
  EXPECT_EQ(row.follower_band, GetParam().band);
  EXPECT_EQ(row.followers, GetParam().followers);
}
INSTANTIATE_TEST_SUITE_P(Followers, Bands,
                         testing::Values(BandCase{0, "under 1,000"}, BandCase{999, "under 1,000"},
                                         BandCase{1'000, "1,000 to 9,999"},
                                         BandCase{99'999, "10,000 to 99,999"},
                                         BandCase{100'000, "100,000 to 999,999"},
                                         BandCase{1'000'000, "1,000,000 and more"}));

TEST(RecordedRow, SaysWhatWasDone) {
  const DecisionRow row = RowOf(Decision());
  EXPECT_EQ(row.case_id, "d1");
  EXPECT_EQ(row.item, "ab12");
  EXPECT_EQ(row.clause, "hate");
  EXPECT_EQ(row.severity, "high");
  EXPECT_EQ(row.finding, "violation");
  EXPECT_EQ(row.action, "lock PT12H");
  EXPECT_EQ(row.sev, 5);
  EXPECT_EQ(row.hours, 12);
  EXPECT_EQ(row.source, "report");
  EXPECT_EQ(row.automation, "people");
  EXPECT_EQ(row.reviewer, "r1");
  EXPECT_EQ(row.language, "fa");
  EXPECT_EQ(row.judgements.at("act"), "hate");
  EXPECT_FALSE(row.reported || row.appealed || row.review_chance);
}

TEST(RecordedRow, NamesNeitherAccountNorItem) {
  const std::string json = RowJson(RowOf(Decision()));
  EXPECT_EQ(json.find("ann"), std::string::npos) << json;
  EXPECT_EQ(json.find("post-1"), std::string::npos) << json;
}

TEST(RecordedRow, NoViolationHasNoClause) {
  policy::RecordedDecision decision = Decision();
  decision.ground.clear();
  decision.actions.clear();
  const DecisionRow row = RowOf(decision);
  EXPECT_EQ(row.clause, "none");
  EXPECT_EQ(row.severity, "none");
  EXPECT_EQ(row.finding, "none");
  EXPECT_EQ(row.action, "none");
  EXPECT_EQ(row.sev, 0);
}

TEST(RecordedRow, AnAnswerThatChangesAnythingIsOverturned) {
  policy::RecordedDecision decision = Decision();
  decision.appealed = decision.input.at + std::chrono::hours(1);
  EXPECT_EQ(RowOf(decision).appeal_outcome, "");
  decision.answered = *decision.appealed + std::chrono::hours(1);
  for (const auto& [outcome, word] : {std::pair(policy::AppealState::kUpheld, "upheld"),
                                      {policy::AppealState::kModified, "overturned"},
                                      {policy::AppealState::kOutsideOverturned, "overturned"}}) {
    decision.appeal_outcome = outcome;
    EXPECT_EQ(RowOf(decision).appeal_outcome, word);
  }
}

TEST(RecordedRow, ModelsAloneAreAMachine) {
  policy::RecordedDecision decision = Decision();
  decision.circumstances.source = policy::Source::kModel;
  EXPECT_EQ(RowOf(decision).automation, "found by machine");
  decision.input.judgements.front().by_model = true;
  EXPECT_EQ(RowOf(decision).automation, "machine");
  EXPECT_EQ(RowOf(decision).reviewer, "");
}

// Whatever a decision holds, its row is read back as it was written.
TEST(RecordedRow, IsReadBackTheSame) {
  const policy::Fact facts[] = {policy::Fact{}, true, std::int64_t{120'000}, std::string("سمت \"")};
  const char* names[] = {"office", "followers", "state", "account_age", "candidate", "language"};
  const char* actions[] = {"none", "notice N2", "lock P1M", "suspend permanent", "lock PT0S"};
  SplitMix64 random(5);
  for (int i = 0; i < 500; ++i) {
    policy::RecordedDecision decision = Decision();
    for (const char* name : names) decision.input.attributes[name] = facts[random.Below(4)];
    decision.input.judgements.front().answer = facts[random.Below(4)];
    decision.actions = {*policy::ParseAction(actions[random.Below(5)])};
    decision.waits = random.Below(2) == 0;
    if (random.Below(2) == 0) decision.ground.clear();
    if (random.Below(2) == 0) decision.appealed = decision.input.at + std::chrono::hours(5);
    const DecisionRow row = RowOf(decision);
    codec::JsonDocument document;
    const auto parsed = document.ParseCopy(RowJson(row));
    ASSERT_TRUE(parsed) << RowJson(row);
    const auto read = ReadRow(*parsed);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(read->dropped.empty());
    EXPECT_EQ(CanonicalRow(read->row), CanonicalRow(row));
    EXPECT_EQ(RowJson(read->row), RowJson(row));
  }
}

}  // namespace
}  // namespace evenhand::even
