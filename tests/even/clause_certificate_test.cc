#include "even/clause_certificate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "policy/drawn_document.h"
#include "source_dir.h"

namespace evenhand::even {
namespace {

using policy::DecideLast;
using policy::Draw;
using policy::Histories;
using policy::kAttributes;

const ClauseInfluence& Of(const ClauseCertificate& certificate, std::string_view clause) {
  return *std::ranges::find(certificate.clauses, clause, &ClauseInfluence::clause);
}

std::vector<std::string> Met(const policy::Decision& decision) {
  std::vector<std::string> met = decision.also;
  if (!decision.ground.empty()) met.push_back(decision.ground);
  return met;
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
    for (int i = 0; i < 3; ++i)
      cases.push_back(draw.Case(fmt::format("d{}", i), begin + std::chrono::hours(i)));
    const policy::Decision before = DecideLast(*book, cases);
    for (const char* attribute : kAttributes) {
      std::vector<policy::CaseInput> others = cases;
      for (policy::CaseInput& input : others)
        input.attributes[attribute] = draw.Attribute(attribute);
      const policy::Decision after = DecideLast(*book, others);
      ++checked;
      changed += before.item != after.item || before.account != after.account ? 1 : 0;
      const std::vector<std::string> met_before = Met(before), met_after = Met(after);
      bool account_may_change = false;
      for (const ClauseInfluence& clause : certificate.clauses) {
        const bool was = std::ranges::find(met_before, clause.clause) != met_before.end();
        const bool is = std::ranges::find(met_after, clause.clause) != met_after.end();
        ASSERT_TRUE(was == is || clause.finding.contains(attribute))
            << seed << " " << clause.clause << " " << attribute;
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
  EXPECT_EQ(Of(certificate, "plain").account,
            (Influences{{"office", {"strikes of clause office"}}}));
  EXPECT_EQ(Of(certificate, "office").finding, (Influences{{"office", {"clause office: when"}}}));
  EXPECT_NE(ClauseCertificateJson(certificate)
                .find(R"("account": {"office": ["strikes of clause office"]})"),
            std::string::npos);
}

TEST(ClauseCertificate, FollowsAnAttributeThroughAnException) {
  const auto load = [](const std::string& attribute, const std::string& eligible) {
    return policy::LoadRulebook(
        R"(id: x
version: 1
languages: [en]
published_at: 2026-01-01T00:00:00Z
effective_at: 2026-01-01T00:00:00Z
attributes: [)" +
        attribute + R"(]
questions:
  q: {texts: {en: q}}
clauses:
  soft: {severity: low, when: q, item: remove, texts: {en: t}}
  hard: {severity: high, when: not q, item: remove, texts: {en: t}}
exceptions:
  E1: {eligible: )" +
        eligible +
        R"(, softens: [soft], never: [hard], tests: [it bears on the public role], profile: N2, max_days: 30,
       budget: {per_account: 3, window_days: 90}, texts: {en: t}}
)");
  };
  const auto book = load("office", "office == holder");
  ASSERT_TRUE(book) << book.error().message;
  const ClauseCertificate certificate = CertifyClauses(*book, "h", nullptr);
  EXPECT_TRUE(certificate.granted());
  EXPECT_EQ(Of(certificate, "soft").item, (Influences{{"office", {"exception E1"}}}));
  EXPECT_EQ(Of(certificate, "hard").item, Influences{}) << "it is on the never-list";
  // Planted: what may only be counted, and what may not even be known, in the exception alone.
  for (const char* planted : {"language", "religion", "ip"}) {
    const auto leaky = load(planted, std::string(planted) + " == x");
    ASSERT_FALSE(leaky) << planted;
    EXPECT_NE(leaky.error().message.find(planted), std::string::npos) << leaky.error().message;
  }
}

TEST(ClauseCertificate, EachShippedPolicyHasOne) {
  std::size_t policies = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(SourceDir() + "/rulebooks/policies")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const auto book = policy::LoadRulebook(std::string((std::istreambuf_iterator<char>(in)), {}));
    ASSERT_TRUE(book) << entry.path() << book.error().message;
    const ClauseCertificate certificate = CertifyClauses(*book, "h", nullptr);
    EXPECT_TRUE(certificate.granted()) << entry.path();
    EXPECT_EQ(certificate.clauses.size(), book->clauses.size());
    ++policies;
  }
  EXPECT_EQ(policies, 9u);
}

}  // namespace
}  // namespace evenhand::even
