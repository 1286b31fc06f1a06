#pragma once

// Rulebook documents and cases drawn at random, the same on every machine, and how many histories a
// property is tried over (EVENHAND_HISTORIES, or 10,000).

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "policy/decide.h"

namespace evenhand::policy {

inline constexpr const char* kAttributes[] = {"followers", "office", "verified"};

// Rulebooks and cases drawn at random, the same on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  std::size_t Below(std::size_t n) { return engine_() % n; }
  bool Chance(std::size_t one_in) { return Below(one_in) == 0; }

  std::string Test() {
    switch (Below(7)) {
      case 0:
        return "q1";
      case 1:
        return "q2";
      case 2:
        return "not q1";
      case 3:
        return "verified";
      case 4:
        return "office == holder";
      case 5:
        return "followers > 100";
      default:
        return "q3";
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
        "effective_at: 2026-01-01T00:00:00Z\nattributes: [followers, office, "
        "verified]\nquestions:\n";
    for (const char* question : {"q1", "q2", "q3"})
      yaml += fmt::format("  {}: {{texts: {{en: a question}}}}\n", question);
    yaml += "families:\n  a: {expiry: P90D}\n  b: {expiry: P90D}\nladders:\n";
    const char* ladders[] = {"[a]", "[a, b]"};
    yaml += fmt::format(
        "  - families: {}\n    rungs: {{1: read_only PT12H, 2: restrict P1D, 3: suspend "
        "permanent}}\n",
        ladders[Below(2)]);
    yaml += "clauses:\n";
    const char* actions[] = {"remove", "limit recommended", "label x", "hide"};
    for (std::size_t i = 0; i < 4; ++i) {
      yaml += fmt::format(
          "  c{}:\n    severity: low\n    item: {}\n    texts: {{en: t}}\n    when: {}\n", i,
          actions[Below(4)], Condition());
      if (Chance(3)) yaml += fmt::format("    unless: {}\n", Test());
      if (!Chance(3))
        yaml +=
            fmt::format("    family: {}\n    strikes: {}\n", Chance(2) ? "a" : "b", 1 + Below(2));
    }
    if (Chance(2)) {
      yaml += fmt::format(
          "measures:\n  m:\n    when: {}\n    actions: [label state office]\n    texts: {{en: "
          "t}}\n",
          Condition());
    }
    if (Chance(2)) {
      yaml += fmt::format(
          "exceptions:\n  e:\n    eligible: {}\n    softens: [c{}]\n    never: [c3]\n    profile: "
          "N3\n    max_days: 30\n"
          "    budget: {{per_account: 3, window_days: 90}}\n    tests: [one]\n    texts: {{en: "
          "t}}\n",
          Chance(2) ? "verified" : "office == holder", Below(3));
    }
    return yaml;
  }

  Fact Attribute(std::string_view name) {
    if (name == "verified") return Chance(2);
    if (name == "office") return Chance(2) ? Fact{std::string("holder")} : Fact{};
    return static_cast<std::int64_t>(Chance(2) ? 1'000 : 1);
  }

  CaseInput Case(std::string id, Time at) {
    CaseInput input{
        .decision = std::move(id), .account = "ann", .item = "i", .posted = at, .at = at};
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
inline Decision DecideLast(const Rulebook& book, const std::vector<CaseInput>& cases) {
  Ledger ledger(&book.strikes);
  GrantRegister grants;
  Decision last;
  for (const CaseInput& input : cases) {
    auto decision = Decide(book, input, &ledger, &grants);
    EXPECT_TRUE(decision.has_value()) << decision.error().message;
    last = *std::move(decision);
  }
  return last;
}

inline std::size_t Histories() {
  const char* wanted = std::getenv("EVENHAND_HISTORIES");
  return wanted == nullptr ? 10'000 : std::strtoull(wanted, nullptr, 10);
}

}  // namespace evenhand::policy
