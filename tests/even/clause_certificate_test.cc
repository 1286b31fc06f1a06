#include "even/clause_certificate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "policy/decide.h"

namespace evenhand::even {
namespace {

using policy::Fact;

constexpr const char* kAttributes[] = {"followers", "office", "verified"};

// Rulebooks and cases drawn at random, the same on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  std::size_t Below(std::size_t n) { return engine_() % n; }
  bool Chance(std::size_t one_in) { return Below(one_in) == 0; }

  std::string Test() {
    switch (Below(7)) {
      case 0: return "q1";
      case 1: return "q2";
      case 2: return "not q1";
      case 3: return "verified";
      case 4: return "office == holder";
      case 5: return "followers > 100";
      default: return "q3";
    }
  }
  std::string Condition() {
    std::string text = Test();
    for (std::size_t more = Below(3); more > 0; --more) {
      text = fmt::format("({}) {} {}", text, Chance(2) ? "and" : "or", Test());
    }
    return text;
  }

  std::string Rulebook() {
    std::string yaml =
        "id: drawn\nversion: 1\nlanguages: [en]\npublished_at: 2026-01-01T00:00:00Z\n"
        "effective_at: 2026-01-01T00:00:00Z\nattributes: [followers, office, verified]\nquestions:\n";
    for (const char* question : {"q1", "q2", "q3"}) yaml += fmt::format("  {}: {{texts: {{en: a question}}}}\n", question);
    yaml += "families:\n  a: {expiry: P90D}\n  b: {expiry: P90D}\nladders:\n";
    const char* ladders[] = {"[a]", "[a, b]"};
    yaml += fmt::format("  - families: {}\n    rungs: {{1: read_only PT12H, 2: restrict P1D, 3: suspend permanent}}\n", ladders[Below(2)]);
    yaml += "clauses:\n";
    const char* actions[] = {"remove", "limit recommended", "label x", "hide"};
    for (std::size_t i = 0; i < 4; ++i) {
      yaml += fmt::format("  c{}:\n    severity: low\n    item: {}\n    texts: {{en: t}}\n    when: {}\n", i, actions[Below(4)], Condition());
      if (Chance(3)) yaml += fmt::format("    unless: {}\n", Test());
      if (!Chance(3)) yaml += fmt::format("    family: {}\n    strikes: {}\n", Chance(2) ? "a" : "b", 1 + Below(2));
    }
    if (Chance(2)) {
      yaml += fmt::format(
          "exceptions:\n  e:\n    eligible: {}\n    softens: [c{}]\n    never: [c3]\n    profile: N3\n    max_days: 30\n"
          "    budget: {{per_account: 3, window_days: 90}}\n    tests: [one]\n    texts: {{en: t}}\n",
          Chance(2) ? "verified" : "office == holder", Below(3));
    }
    return yaml;
  }

  Fact Attribute(std::string_view name) {
    if (name == "verified") return Chance(2);
    if (name == "office") return Chance(2) ? Fact{std::string("holder")} : Fact{};
    return static_cast<std::int64_t>(Chance(2) ? 1'000 : 1);
  }

  policy::CaseInput Case(std::string id, policy::Time at) {
    policy::CaseInput input{.decision = std::move(id), .account = "ann", .item = "i", .posted = at, .at = at};
    for (const char* question : {"q1", "q2", "q3"}) {
      input.judgements.push_back({.question = question, .answer = Chance(2), .by = "r1"});
    }
    for (const char* name : kAttributes) input.attributes[name] = Attribute(name);
    input.review = {.tests_met = true, .first_reviewer = "r1", .approvers = {"r2", "r3"}};
    return input;
  }

 private:
  std::mt19937_64 engine_;
};

// The cases in turn, on one account; what came out of the last one.
policy::Decision DecideLast(const policy::Rulebook& book, const std::vector<policy::CaseInput>& cases) {
  policy::Ledger ledger(&book.strikes);
  policy::GrantRegister grants;
  policy::Decision last;
  for (const policy::CaseInput& input : cases) {
    auto decision = policy::Decide(book, input, &ledger, &grants);
    EXPECT_TRUE(decision.has_value()) << decision.error().message;
    last = *std::move(decision);
  }
  return last;
}

const ClauseInfluence& Of(const ClauseCertificate& certificate, std::string_view clause) {
  return *std::ranges::find(certificate.clauses, clause, &ClauseInfluence::clause);
}

std::vector<std::string> Met(const policy::Decision& decision) {
  std::vector<std::string> met = decision.also;
  if (!decision.ground.empty()) met.push_back(decision.ground);
  return met;
}

std::size_t Histories() {
  const char* wanted = std::getenv("EVENHAND_HISTORIES");
  return wanted == nullptr ? 10'000 : std::strtoull(wanted, nullptr, 10);
}

// The author becomes someone else in one attribute: only what the certificate lists may change.
TEST(ClauseCertificate, WhatIsNotListedChangesNothing) {
  const policy::Time begin = *policy::ParseTime("2026-01-01T00:00:00Z");
  const std::size_t wanted = Histories();
  std::size_t checked = 0, changed = 0;
  for (std::uint64_t seed = 0; checked < wanted; ++seed) {
    Draw draw(seed);
    const auto book = policy::LoadRulebook(draw.Rulebook());
    if (!book) continue;  // drawn conditions may contradict themselves
    const ClauseCertificate certificate = CertifyClauses(*book, "h", nullptr);
    std::vector<policy::CaseInput> cases;
    for (int i = 0; i < 3; ++i) cases.push_back(draw.Case(fmt::format("d{}", i), begin + std::chrono::hours(i)));
    const policy::Decision before = DecideLast(*book, cases);
    for (const char* attribute : kAttributes) {
      std::vector<policy::CaseInput> others = cases;
      for (policy::CaseInput& input : others) input.attributes[attribute] = draw.Attribute(attribute);
      const policy::Decision after = DecideLast(*book, others);
      ++checked;
      changed += before.item != after.item || before.account != after.account ? 1 : 0;
      const std::vector<std::string> met_before = Met(before), met_after = Met(after);
      bool account_may_change = false;
      for (const ClauseInfluence& clause : certificate.clauses) {
        const bool was = std::ranges::find(met_before, clause.clause) != met_before.end();
        const bool is = std::ranges::find(met_after, clause.clause) != met_after.end();
        ASSERT_TRUE(was == is || clause.finding.contains(attribute)) << seed << " " << clause.clause << " " << attribute;
        if (was || is) account_may_change |= clause.account.contains(attribute);
      }
      if (!before.ground.empty() && !Of(certificate, before.ground).item.contains(attribute)) {
        ASSERT_EQ(before.ground, after.ground) << seed << " " << attribute;
        ASSERT_EQ(before.item, after.item) << seed << " " << attribute;
      }
      if (!account_may_change) {
        ASSERT_EQ(before.account, after.account) << seed << " " << attribute;
      }
    }
  }
  EXPECT_GT(changed, checked / 20) << "the cases do not tell people apart";
}

TEST(ClauseCertificate, SaysThroughWhat) {
  const auto book = policy::LoadRulebook(R"(id: x
version: 1
languages: [en]
published_at: 2026-01-01T00:00:00Z
effective_at: 2026-01-01T00:00:00Z
attributes: [office, verified]
questions:
  q: {texts: {en: q}}
families:
  f: {expiry: P1Y}
ladders:
  - families: [f]
    rungs: {2: read_only PT12H}
clauses:
  plain: {severity: low, family: f, strikes: 1, when: q, item: remove, texts: {en: t}}
  office: {severity: low, family: f, strikes: 1, when: not q and office == holder, item: remove, texts: {en: t}}
)");
  ASSERT_TRUE(book) << book.error().message;
  const ClauseCertificate certificate = CertifyClauses(*book, "h", nullptr);
  EXPECT_TRUE(certificate.granted());
  // The two cannot be met together, but their strikes stand on one ladder.
  EXPECT_EQ(Of(certificate, "plain").item, Influences{});
  EXPECT_EQ(Of(certificate, "plain").account, (Influences{{"office", {"strikes of clause office"}}}));
  EXPECT_EQ(Of(certificate, "office").finding, (Influences{{"office", {"clause office: when"}}}));
  EXPECT_NE(ClauseCertificateJson(certificate).find(R"("account": {"office": ["strikes of clause office"]})"), std::string::npos);
}

}  // namespace
}  // namespace evenhand::even
