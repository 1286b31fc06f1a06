// What goes to the EU's transparency database is held against its rules; those against its
// verdicts: conformance/dsa.

#include "policy/dsa.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "codec/json_document.h"
#include "policy/dsa_check.h"
#include "policy/raised.h"
#include "source_dir.h"

namespace evenhand::policy {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(SourceDir() + path);
  return {(std::istreambuf_iterator<char>(file)), {}};
}

DsaVerdict Judge(const std::string& json) {
  codec::JsonDocument document;
  return *CheckDsaStatement(*document.ParseCopy(json));
}

Rulebook Book() { return *LoadRulebook(ReadFile("/rulebooks/policies/threats-2022.yaml")); }

Statement With(std::vector<StatedAction> actions) {
  const Time at = *ParseTime("2025-08-02T10:00:00Z");
  return {.decision = "d",
          .at = at,
          .posted = at - std::chrono::days(1),
          .quote = "the author's words",
          .language = "fa-IR",
          .actions = std::move(actions),
          .ground = "threat.wish",
          .judgements = {{.question = "act", .answer = std::string("wish"), .by = "r1"}},
          .source = Source::kReport};
}

TEST(Dsa, EveryRestrictionFitsTheSchema) {
  const Rulebook book = Book();
  const Time end = *ParseTime("2025-08-09T10:00:00Z");
  for (const char* text : {"label x", "interstitial x", "limit x", "notice N2", "withhold DE x",
                           "hide", "remove", "lock P7D", "read_only P7D", "restrict P7D",
                           "challenge", "suspend P7D", "suspend permanent"}) {
    const Action action = *ParseAction(text);
    const auto json = StatementForDsa(
        With({{.action = action, .on_account = IsOnAccount(action.kind), .until = end}}), book,
        "p-1");
    ASSERT_TRUE(json) << text << ": " << json.error().message;
    EXPECT_EQ(Judge(*json).faults, std::vector<DsaFault>()) << *json;
    EXPECT_EQ(Judge(*json).oddities, std::vector<DsaFault>()) << *json;
    EXPECT_EQ(Judge(*json).dropped, std::vector<std::string>()) << *json;
    EXPECT_EQ(json->find("the author's words"), std::string::npos);
    EXPECT_NE(json->find("STATEMENT_CATEGORY_VIOLENCE"), std::string::npos);
    EXPECT_NE(json->find("\"content_language\": \"FA\""), std::string::npos);
  }
}

TEST(Dsa, TheExplanationIsInWords) {
  const auto json = StatementForDsa(With({{.action = *ParseAction("hide")}}), Book(), "p-1");
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_NE(json->find("hopes for death"), std::string::npos) << *json;
}

TEST(Dsa, WhatARuleFoundIsAnExplanation) {
  Statement statement = With({{.action = *ParseAction("hide")}});
  statement.judgements = {{.question = std::string(kRaised),
                           .answer = std::string("threat.wish"),
                           .by = "rules",
                           .by_model = true}};
  const auto json = StatementForDsa(statement, Book(), "p-1");
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_NE(json->find("Did a published machine rule find this? - threat.wish"), std::string::npos)
      << *json;
}

TEST(Dsa, LongTextsAreCutByCharacters) {
  Rulebook book = Book();
  for (Clause& clause : book.clauses) {
    clause.texts["en"].clear();
    for (int i = 0; i < 3'000; ++i) clause.texts["en"] += "س";
  }
  for (Question& question : book.questions) question.texts["en"] = std::string(9'000, 'q');
  const auto json = StatementForDsa(With({{.action = *ParseAction("hide")}}), book, "p-1");
  ASSERT_TRUE(json);
  EXPECT_TRUE(Judge(*json).valid());
}

TEST(Dsa, ThereIsNothingToSendWithoutARestriction) {
  EXPECT_FALSE(
      StatementForDsa(With({{.action = *ParseAction("warn"), .on_account = true}}), Book(), "p-1"));
  EXPECT_FALSE(StatementForDsa(With({}), Book(), "p-1"));
}

TEST(Dsa, WhatTheDatabaseWouldRefuseIsNotWritten) {
  const auto with_a_colon =
      StatementForDsa(With({{.action = *ParseAction("hide")}}), Book(), "did:plc:x");
  ASSERT_FALSE(with_a_colon);
  EXPECT_NE(with_a_colon.error().message.find("'puid' (regex)"), std::string::npos)
      << with_a_colon.error().message;
  Statement without_reasons = With({{.action = *ParseAction("hide")}});
  without_reasons.judgements.clear();
  EXPECT_FALSE(StatementForDsa(without_reasons, Book(), "p-1"));
}

TEST(Dsa, WhatTheDatabaseTakesAndMakesNoSenseIsTold) {
  const auto json = StatementForDsa(With({{.action = *ParseAction("hide")}}), Book(), "p-1");
  ASSERT_TRUE(json);
  std::string odd = *json;
  odd.replace(odd.find("2025-08-01"), 10, "2025-08-09");
  EXPECT_TRUE(Judge(odd).valid());
  ASSERT_EQ(Judge(odd).oddities.size(), 1U);
  EXPECT_EQ(Judge(odd).oddities[0].field, "application_date");
}

TEST(Dsa, OnlyAnObjectIsAStatement) {
  codec::JsonDocument document;
  EXPECT_FALSE(CheckDsaStatement(*document.ParseCopy("[1]")));
}

}  // namespace
}  // namespace evenhand::policy
