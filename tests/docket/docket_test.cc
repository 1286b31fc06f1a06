// The docket over a store in memory: decisions, appeals, and what is refused with nothing changed.

#include "docket/fixture.h"

namespace evenhand::docket {
namespace {

using policy::AppealState;
using policy::Time;

class DocketTest : public DocketFixture {
 protected:
  std::string Now(const std::string& decision) {
    return policy::FormatAction((*docket_->AccountNamed("ann"))->strikes()->Find(decision)->now);
  }
};

TEST_F(DocketTest, DecidesAndComesOutTheSameAgain) {
  const auto ruling = Decide("d1", "deletion_level", Day(1));
  ASSERT_TRUE(ruling) << ruling.error().message;
  EXPECT_EQ(ruling->statement.ground, "health.deletion");
  std::string recorded;
  EXPECT_EQ(docket_->Rerun("d1", &recorded)->json, ruling->json);
  EXPECT_EQ(recorded, ruling->json);
  const auto again = Decide("d1", "deletion_level", Day(1));
  EXPECT_TRUE(again->was_there);
  EXPECT_EQ(docket_->store().last_sequence(), 2);
  const auto all = docket_->Recompute([](std::int64_t) {});
  EXPECT_EQ(all->identical, 1);
}

TEST_F(DocketTest, OneCaseTwiceInABatchIsDecidedOnce) {
  std::vector<Refused> refused;
  std::vector<Ruling> rulings;
  const CaseRequest one = Case("d1", "label_level", Day(1));
  ASSERT_TRUE(docket_->DecideAll(
      {one, one}, [&](Ruling&& ruling) { rulings.push_back(std::move(ruling)); }, &refused));
  ASSERT_EQ(rulings.size(), 2u);
  EXPECT_FALSE(rulings[0].was_there);
  EXPECT_TRUE(rulings[1].was_there);
  EXPECT_EQ(rulings[0].json, rulings[1].json);
  EXPECT_EQ(Events(), 2);
}

TEST_F(DocketTest, AnOverturnedDecisionIsVoidAndTheRestRunAgain) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  ASSERT_TRUE(Decide("d2", "deletion_level", Day(2)));
  ASSERT_TRUE(Decide("d3", "label_level", Day(3)));
  EXPECT_EQ(Now("d3"), "suspend permanent");
  const auto appeal = docket_->FileAppeal({.decision = "d1", .words = "no", .at = Day(4)});
  ASSERT_TRUE(appeal) << appeal.error().message;
  EXPECT_EQ(appeal->due, Day(4) + std::chrono::hours(24));
  ASSERT_TRUE(docket_->AssignAppeal(appeal->id, "r2", Day(4)));
  const auto restored = docket_->AnswerAppeal({.appeal = appeal->id,
                                               .outcome = AppealState::kOverturned,
                                               .reviewer = "r2",
                                               .reason = "a quotation",
                                               .at = Day(4)});
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ((*restored)->changed, (std::vector<std::string>{"d2", "d3"}));
  EXPECT_EQ((*restored)->reopened, (std::vector<std::string>{"d2", "d3"}));
  EXPECT_EQ(Now("d3"), "lock PT12H");
  const auto standing = docket_->StandingOf("ann", Day(5));
  ASSERT_EQ(standing->running.size(), 1u);  // the lock of d2 waits for its deletion
  EXPECT_EQ(standing->running.front().decision, "d2");
  EXPECT_EQ(standing->next.front().count, 3);
  EXPECT_EQ(docket_->Recompute([](std::int64_t) {})->identical, 3);
}

TEST_F(DocketTest, RefusesAndChangesNothing) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  const auto appeal = docket_->FileAppeal({.decision = "d1", .at = Day(2)});
  const std::int64_t before = docket_->store().last_sequence();
  ExpectRefused(Decide("d2", "no such level", Day(3)), "is no answer");
  ExpectRefused(Decide("d2", "label_level", At("2022-02-01T00:00:00Z")),
                "before the item was posted");
  ExpectRefused(docket_->Decide(Case("d0", "label_level", Day(0))), "backwards");
  ExpectRefused(docket_->FileAppeal({.decision = "d1", .at = Day(3)}), "appealed once");
  ExpectRefused(docket_->FileAppeal({.decision = "d9", .at = Day(3)}), "no decision");
  ExpectRefused(
      docket_->FileAppeal({.decision = "d1", .who = policy::Standing::kReporter, .at = Day(3)}),
      "the author appeals");
  ExpectRefused(docket_->AssignAppeal(appeal->id, "r1", Day(3)), "another person");
  ExpectRefused(docket_->AssignAppeal(appeal->id, "machine", Day(3)), "not a machine");
  ExpectRefused(docket_->AnswerAppeal({.appeal = appeal->id,
                                       .outcome = AppealState::kUpheld,
                                       .reviewer = "r2",
                                       .reason = "x",
                                       .at = Day(2)}),
                "assigned to");
  ExpectRefused(docket_->Publish("id: x", Day(3)), "lacks");
  ExpectRefused(docket_->Publish(ShippedYaml("health-misinformation-2021"), Day(3)),
                "the next one is 2");
  CaseRequest unknown = Case("d5", "label_level", Day(3));
  unknown.rulebook = "other";
  ExpectRefused(docket_->Decide(unknown), "no rulebook 'other'");
  CaseRequest machine = Case("d6", "label_level", Day(3));
  machine.input.judgements.front().by_model = true;
  ExpectRefused(docket_->Decide(machine), "not decided by machines alone");
  CaseRequest early = Case("d7", "label_level", Day(3));
  early.input.posted = At("2020-01-01T00:00:00Z");
  ExpectRefused(docket_->Decide(early), "was in force");
  EXPECT_EQ(docket_->store().last_sequence(), before);
  ASSERT_TRUE(docket_->AssignAppeal(appeal->id, "r2", Day(3)));
  ExpectRefused(docket_->AnswerAppeal({.appeal = appeal->id,
                                       .outcome = AppealState::kModified,
                                       .reviewer = "r2",
                                       .reason = "x",
                                       .account_action = *policy::ParseAction("suspend permanent"),
                                       .at = Day(3)}),
                "nothing worse");
  ExpectRefused(
      docket_->AnswerAppeal(
          {.appeal = appeal->id, .outcome = AppealState::kUpheld, .reviewer = "r2", .at = Day(3)}),
      "gives its reasons");
  EXPECT_EQ(docket_->store().last_sequence(), before + 1);
}

TEST_F(DocketTest, ALateAnswerLiftsTheActionAndMayStillBeGiven) {
  ASSERT_TRUE(Decide("d1", "deletion_level", Day(1)));
  ASSERT_TRUE(Decide("d2", "deletion_level", Day(1)));  // lock P7D
  const auto appeal = docket_->FileAppeal({.decision = "d2", .at = Day(1)});
  ASSERT_TRUE(docket_->AssignAppeal(appeal->id, "r2", Day(1)));
  EXPECT_TRUE(docket_->StandingOf("ann", Day(3))->lifted.empty());
  EXPECT_EQ(docket_->StandingOf("ann", Day(5))->lifted, (std::vector<std::string>{"d2"}));
  ASSERT_TRUE(docket_->AnswerAppeal({.appeal = appeal->id,
                                     .outcome = AppealState::kUpheld,
                                     .reviewer = "r2",
                                     .reason = "x",
                                     .at = Day(6)}));
  EXPECT_TRUE(docket_->StandingOf("ann", Day(6))->lifted.empty());
}

TEST_F(DocketTest, TheVersionOfThePostJudgesUnlessTheNewOneIsMilder) {
  const auto version_two = [&](const std::string& from, const std::string& to) {
    std::string yaml = ShippedYaml("health-misinformation-2021");
    const auto replace = [&](const std::string& a, const std::string& b) {
      for (std::size_t at = yaml.find(a); at != std::string::npos; at = yaml.find(a, at + b.size()))
        yaml.replace(at, a.size(), b);
    };
    replace("version: 1", "version: 2");
    replace("2021-03-01", "2022-03-02");
    replace(from, to);
    return yaml;
  };
  ASSERT_TRUE(docket_->Publish(version_two("item: label misleading", "item: remove"), Day(1)));
  // Posted before version 2, decided after: the harsher new one does not reach back.
  EXPECT_EQ(Decide("d1", "label_level", Day(2))->statement.rulebook_version, 1);
  CaseRequest later = Case("d2", "label_level", Day(3));
  later.input.posted = Day(2);
  EXPECT_EQ(docket_->Decide(later)->statement.rulebook_version, 2);
  EXPECT_EQ(docket_->Recompute([](std::int64_t) {})->identical, 2);
}

// A decision that cannot be recorded leaves nothing behind, and the batch around it is whole.
TEST(DocketBatch, ADecisionWithoutFactsIsNotThere) {
  const std::string yaml = R"(id: r
version: 1
languages: [en]
published_at: 2022-01-01T00:00:00Z
effective_at: 2022-01-01T00:00:00Z
attributes: [automated]
questions:
  spam: {texts: {en: Spam}}
families:
  f: {expiry: P1Y}
ladders:
  - {families: [f], rungs: {1: warn, 2: lock P1D, 3: suspend permanent}}
clauses:
  bots: {family: f, severity: low, when: automated or spam, item: remove, strikes: 1, automated_ok: true, texts: {en: B}}
)";
  auto docket = *Docket::Open(cases::MakeMemoryStore(), nullptr, [] { return record::Blinding{}; });
  ASSERT_TRUE(docket->Publish(yaml, Day(0)));
  const auto make = [](const std::string& id, bool judged) {
    CaseRequest request;
    request.input = {.decision = id,
                     .account = "ann",
                     .item = id,
                     .posted = kPosted,
                     .at = Day(1),
                     .attributes = {{"automated", true}}};
    if (judged) request.input.judgements = {{.question = "spam", .answer = true, .by = "r"}};
    return request;
  };
  std::vector<Refused> refused;
  std::vector<Ruling> rulings;
  const auto done = docket->DecideAll(
      {make("d1", true), make("d2", false), make("d3", true)},
      [&](Ruling&& one) { rulings.push_back(std::move(one)); }, &refused);
  ASSERT_TRUE(done) << done.error().message;
  ASSERT_EQ(refused.size(), 1u);
  EXPECT_NE(refused[0].error.message.find("lacks 'facts'"), std::string::npos)
      << refused[0].error.message;
  ASSERT_EQ(rulings.size(), 2u);
  EXPECT_EQ(rulings.back().statement.strikes_counted, 2);
  EXPECT_EQ(docket->StandingOf("ann", Day(2))->next.front().count, 2);
  EXPECT_EQ(docket->Recompute([](std::int64_t) {})->identical, 2);
}

// I2, I4: what policy.md 10.2 and 10.3 list, and how a case came, change nothing but what they are.
TEST_F(DocketTest, I2AndI4CircumstancesChangeNothing) {
  const auto decide = [&](const std::string& id, auto change) {
    CaseRequest request = Case(id, "deletion_level", Day(1), "account-" + id);
    change(&request);
    policy::Statement s = docket_->Decide(request)->statement;
    s.decision = s.account = s.item = s.language = s.quote = "";
    s.source = policy::Source::kOwnReview;
    s.reports = 0;
    s.found_by_machine = false;
    for (policy::CountedStrike& strike : s.strikes) strike.decision = "";
    return policy::StatementJson(s);
  };
  const std::string base = decide("b", [](CaseRequest*) {});
  EXPECT_EQ(decide("c", [](CaseRequest* r) { r->circumstances.reports = 10'000; }), base);
  EXPECT_EQ(decide("d", [](CaseRequest* r) { r->circumstances.language = "fa"; }), base);
  EXPECT_EQ(
      decide("e", [](CaseRequest* r) { r->circumstances.source = policy::Source::kStateDemand; }),
      base);
  EXPECT_EQ(
      decide("f", [](CaseRequest* r) { r->input.attributes["language"] = std::string("ar"); }),
      base);
  EXPECT_EQ(
      decide("g", [](CaseRequest* r) { r->input.attributes["office"] = std::string("holder"); }),
      base);
}

TEST(CaseRequest, IsReadStrictly) {
  const auto read = [](const std::string& json) {
    codec::JsonDocument document;
    return ReadCaseRequest(*document.ParseCopy(json), kPosted);
  };
  const std::string good =
      R"({"account":"a","item":"i","posted":"2022-01-01T00:00:00Z","judgements":[{"question":"q","answer":true,"by":"r"}]})";
  const auto request = read(good);
  ASSERT_TRUE(request) << request.error().message;
  codec::JsonDocument document;
  const auto again = ReadCaseRequest(*document.ParseCopy(CaseRequestJson(*request)), Time{});
  EXPECT_EQ(CaseRequestJson(*again), CaseRequestJson(*request));
  EXPECT_EQ(
      read(
          R"({"account":"a","item":"i","posted":"2022-01-01","ip":"1.2.3.4","attributes":{"vpn":true,"office":null}})")
          ->dropped,
      2);
  for (const char* bad :
       {"[]", "{}", R"({"account":"a"})", R"({"account":"a","item":"i"})",
        R"({"account":1,"item":"i","posted":"2022-01-01"})",
        R"({"account":"a","item":"i","posted":"soon"})",
        R"({"account":"a","item":"i","posted":"2022-01-01","colour":"red"})",
        R"({"account":"a","item":"i","posted":"2022-01-01","reports":-1})",
        R"({"account":"a","item":"i","posted":"2022-01-01","judgements":[{"question":"q"}]})"}) {
    EXPECT_FALSE(read(bad)) << bad;
  }
}

}  // namespace
}  // namespace evenhand::docket
