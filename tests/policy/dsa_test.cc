// What goes to the EU's transparency database is held against its schema (conformance/dsa).

#include "policy/dsa.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "codec/json_document.h"

namespace evenhand::policy {
namespace {

using codec::Json;
using codec::JsonKind;

std::string ReadFile(const std::string& path) {
  std::ifstream file(EVENHAND_SOURCE_DIR + path);
  return {(std::istreambuf_iterator<char>(file)), {}};
}

class Schema {
 public:
  Schema() { root_ = *document_.ParseCopy(ReadFile("/conformance/dsa/statement-schema.json")); }

  // What is wrong with a statement; empty when nothing is.
  std::string Check(const Json& statement) const {
    std::set<std::string> seen;
    for (const auto& [name, value] : statement.Members()) {
      seen.emplace(name);
      const Json field = FieldNamed(name);
      if (field.missing()) return std::string(name) + " is no field";
      if (const std::string wrong = CheckValue(name, field, value); !wrong.empty()) return wrong;
    }
    for (std::size_t i = 0; i < root_.Field("fields").size(); ++i) {
      const Json field = root_.Field("fields").Item(i);
      const std::string name(field.Field("name").AsString());
      if (field.Field("required").AsString() == "always" && !seen.contains(name)) return name + " is missing";
    }
    const bool restricts = seen.contains("decision_visibility") || seen.contains("decision_provision") || seen.contains("decision_account");
    return restricts ? "" : "it restricts nothing";
  }

 private:
  Json FieldNamed(std::string_view name) const {
    for (std::size_t i = 0; i < root_.Field("fields").size(); ++i) {
      const Json field = root_.Field("fields").Item(i);
      if (field.Field("name").AsString() == name) return field;
    }
    return {};
  }

  std::string CheckValue(std::string_view name, const Json& field, const Json& value) const {
    const std::string type(field.Field("type").AsString());
    if (type == "array of enum") {
      if (value.kind() != JsonKind::kArray || value.size() == 0) return std::string(name) + " is no list";
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (!IsListed(name, value.Item(i).AsString())) return std::string(name) + " has an unknown value";
      }
      return "";
    }
    if (value.kind() != JsonKind::kString || value.AsString().empty()) return std::string(name) + " is no text";
    const std::string text(value.AsString());
    if (type == "enum" && !IsListed(name, text)) return std::string(name) + " is " + text;
    if (type == "date" && !std::regex_match(text, std::regex(R"(\d{4}-\d\d-\d\d)"))) return std::string(name) + " is no date";
    const Json most = field.Field("max_chars");
    const auto characters = std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    if (most.kind() == JsonKind::kInt && characters > most.AsInt()) return std::string(name) + " is too long";
    return "";
  }

  bool IsListed(std::string_view name, std::string_view value) const {
    const Json values = root_.Field("enums").Field(name);
    for (std::size_t i = 0; values.kind() == JsonKind::kArray && i < values.size(); ++i) {
      if (values.Item(i).AsString() == value) return true;
    }
    return values.missing();  // not listed here: content_language
  }

  codec::JsonDocument document_;
  Json root_;
};

Rulebook Book() { return *LoadRulebook(ReadFile("/rulebooks/policies/threats-2022.yaml")); }

Statement With(std::vector<StatedAction> actions) {
  const Time at = *ParseTime("2025-08-02T10:00:00Z");
  return {.decision = "d", .at = at, .posted = at - std::chrono::days(1), .quote = "the author's words", .language = "fa-IR",
          .actions = std::move(actions), .ground = "threat.wish",
          .judgements = {{.question = "act", .answer = std::string("wish"), .by = "r1"}}, .source = Source::kReport};
}

TEST(Dsa, EveryRestrictionFitsTheSchema) {
  const Schema schema;
  const Rulebook book = Book();
  const Time end = *ParseTime("2025-08-09T10:00:00Z");
  for (const char* text : {"label x", "interstitial x", "limit x", "notice N2", "withhold DE x", "hide", "remove", "lock P7D", "read_only P7D",
                           "restrict P7D", "challenge", "suspend P7D", "suspend permanent"}) {
    const Action action = *ParseAction(text);
    const auto json = StatementForDsa(With({{.action = action, .on_account = IsOnAccount(action.kind), .until = end}}), book, "p-1");
    ASSERT_TRUE(json) << text << ": " << json.error().message;
    codec::JsonDocument document;
    EXPECT_EQ(schema.Check(*document.ParseCopy(*json)), "") << *json;
    EXPECT_EQ(json->find("the author's words"), std::string::npos);
    EXPECT_NE(json->find("STATEMENT_CATEGORY_VIOLENCE"), std::string::npos);
    EXPECT_NE(json->find("\"content_language\": \"FA\""), std::string::npos);
  }
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
  codec::JsonDocument document;
  EXPECT_EQ(Schema().Check(*document.ParseCopy(*json)), "");
}

TEST(Dsa, ThereIsNothingToSendWithoutARestriction) {
  EXPECT_FALSE(StatementForDsa(With({{.action = *ParseAction("warn"), .on_account = true}}), Book(), "p-1"));
  EXPECT_FALSE(StatementForDsa(With({}), Book(), "p-1"));
}

}  // namespace
}  // namespace evenhand::policy
