// The register of exceptions (policy.md section 8): how a grant ends, and what everyone can see of
// it.

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

using policy::GrantEnd;
using policy::GrantState;
using policy::Time;

class Register : public RecordedFixture {
 protected:
  void SetUp() override {
    RecordedFixture::SetUp();
    ASSERT_TRUE(docket_->Publish(Yaml(1, 3), Day(0)));
  }
  // The shipped rulebook with one renewal.
  static std::string Yaml(int version, int per_account) {
    std::string yaml = ShippedYaml("public-interest-2019");
    const auto replace = [&](const std::string& a, const std::string& b) {
      yaml.replace(yaml.find(a), a.size(), b);
    };
    replace("max_days: 30", "max_days: 30\n    renewals: 1");
    replace("per_account: 3", "per_account: " + std::to_string(per_account));
    if (version == 1) return yaml;
    replace("version: 1", "version: " + std::to_string(version));
    replace("published_at: 2019-06-27", "published_at: 2022-03-10");
    replace("effective_at: 2019-06-27", "effective_at: 2022-03-10");
    return yaml;
  }
  void Grant(const std::string& id, Time at, const std::string& account = "ann") {
    CaseRequest request = Case(id, "none", at, account);
    request.input.judgements.push_back(
        {.question = "act", .answer = std::string("hateful_conduct"), .by = "r1"});
    request.input.attributes = {{"office", std::string("holder")},
                                {"verified", true},
                                {"followers", std::int64_t{200'000}}};
    request.input.review = {.tests_met = true, .first_reviewer = "r1", .approvers = {"r2", "r3"}};
    request.circumstances.language = "fa";
    const auto ruling = docket_->Decide(request);
    ASSERT_TRUE(ruling) << ruling.error().message;
    ASSERT_EQ(ruling->statement.exception->refusal, policy::Refusal::kNone);
  }
  RegisterEntry Entry(Time at) { return docket_->Exceptions(at)->front(); }
};

TEST_F(Register, SaysWhatEveryoneMayKnow) {
  Grant("d1", Day(1));
  const record::Leaf leaf = NewestLeaf();
  EXPECT_EQ(leaf.kind, record::LeafKind::kExceptionGranted);
  EXPECT_EQ(leaf.clause, "hateful_conduct");
  EXPECT_EQ(leaf.actions, (std::vector<std::string>{"notice N2", "until 2022-04-01T00:00:00Z",
                                                    "office holder", "language fa"}));
  const RegisterEntry entry = Entry(Day(2));
  EXPECT_EQ(entry.office, "holder");
  EXPECT_EQ(entry.language, "fa");
  EXPECT_EQ(entry.tests.size(), 2u);
  EXPECT_EQ(entry.state, GrantState::kInForce);
  EXPECT_EQ(policy::FormatAction(entry.default_action), "hide");
  EXPECT_TRUE(docket_->Exceptions(Day(0))->empty()) << "not granted yet";
}

TEST_F(Register, EndsAGrantWhoseTimeIsUpOnce) {
  Grant("d1", Day(1));
  EXPECT_TRUE(docket_->SweepExceptions(Day(30))->empty());
  EXPECT_EQ(Entry(Day(31)).state, GrantState::kLapsed) << "by itself, before anyone looks";
  const auto ended = docket_->SweepExceptions(Day(40));
  ASSERT_TRUE(ended) << ended.error().message;
  ASSERT_EQ(ended->size(), 1u);
  EXPECT_EQ(ended->front().how, GrantEnd::kLapsed);
  EXPECT_EQ(NewestLeaf().actions,
            (std::vector<std::string>{"lapsed", "ended 2022-04-01T00:00:00Z"}));
  const std::int64_t before = Events();
  EXPECT_TRUE(docket_->SweepExceptions(Day(41))->empty());
  Reopen();
  EXPECT_TRUE(docket_->SweepExceptions(Day(41))->empty());
  EXPECT_EQ(Events(), before);
  EXPECT_EQ(Entry(Day(41)).grant.ended, Day(31));
}

TEST_F(Register, RenewsAsOftenAsTheRulebookSays) {
  Grant("d1", Day(1));
  const auto renew = [&](std::vector<std::string> approvers, Time at) {
    return docket_->RenewException({.decision = "d1", .approvers = std::move(approvers), .at = at});
  };
  const std::int64_t before = Events();
  ExpectRefused(renew({"r2"}, Day(20)),
                "two people other than the first reviewer must approve (8.1)");
  ExpectRefused(renew({"r1", "r2"}, Day(20)), "two people other than the first reviewer");
  ExpectRefused(renew({"r4", "r5"}, Day(31)), "not in force any more");
  ExpectRefused(
      docket_->RenewException(
          {.decision = "d1", .approvers = {"r4", "r5"}, .tests_met = false, .at = Day(20)}),
      "tests are not met");
  ExpectRefused(docket_->RenewException({.decision = "d9", .at = Day(20)}), "granted no exception");
  EXPECT_EQ(Events(), before);
  const auto until = renew({"r4", "r5"}, Day(20));
  ASSERT_TRUE(until) << until.error().message;
  EXPECT_EQ(*until, Day(61));
  EXPECT_EQ(NewestLeaf().actions.front(), "renewed 1");
  Reopen();
  EXPECT_EQ(Entry(Day(40)).state, GrantState::kInForce);
  EXPECT_EQ(Entry(Day(40)).grant.renewals, 1);
  ExpectRefused(renew({"r4", "r5"}, Day(50)), "as often as it may be");
  EXPECT_EQ(docket_->SweepExceptions(Day(61))->size(), 1u);
}

TEST_F(Register, EndsWhatIsBeyondATighterBudget) {
  Grant("d1", Day(1));
  Grant("d2", Day(2));
  Grant("d3", Day(2), "bob");
  ASSERT_TRUE(docket_->Publish(Yaml(2, 1), Day(9)));
  EXPECT_TRUE(docket_->SweepExceptions(Day(8))->empty());
  const auto ended = docket_->SweepExceptions(Day(12));
  ASSERT_TRUE(ended) << ended.error().message;
  ASSERT_EQ(ended->size(), 1u);
  EXPECT_EQ(ended->front().decision, "d2") << "the earlier one stays";
  EXPECT_EQ(ended->front().how, GrantEnd::kBudget);
  EXPECT_TRUE(docket_->SweepExceptions(Day(13))->empty());
  EXPECT_EQ(docket_->SweepExceptions(Day(40))->size(), 2u) << "the others lapse";
}

TEST_F(Register, AnOverturnedDecisionMakesItsEntryVoid) {
  Grant("d1", Day(1));
  ASSERT_EQ(docket_->SweepExceptions(Day(40))->size(), 1u);
  ASSERT_TRUE(docket_->FileAppeal({.decision = "d1", .at = Day(41)}));
  ASSERT_TRUE(docket_->AssignAppeal("d1/1", "r9", Day(41)));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = "d1/1",
                                     .outcome = policy::AppealState::kOverturned,
                                     .reviewer = "r9",
                                     .reason = "x",
                                     .at = Day(42)}));
  Reopen();
  EXPECT_EQ(Entry(Day(43)).state, GrantState::kVoid);
  EXPECT_TRUE(docket_->SweepExceptions(Day(50))->empty());
}

}  // namespace
}  // namespace evenhand::docket
