#include "app/real_cases_file.h"

#include <fmt/format.h>

#include "app/ledger_files.h"
#include "app/shipped_policies.h"
#include "codec/json_document.h"
#include "docket/body.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;

constexpr std::size_t kMostBytes = std::size_t{16} << 20;

Result<std::string> Text(const Json& object, std::string_view field) {
  const Json value = object.Field(field);
  if (value.kind() != JsonKind::kString)
    return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' is not a text", field));
  return std::string(value.AsString());
}

// Empty when the field is not there.
Result<policy::Texts> Texts(const Json& object, std::string_view field) {
  policy::Texts texts;
  const Json value = object.Field(field);
  if (value.missing()) return texts;
  if (value.kind() != JsonKind::kObject)
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' is not an object from language to text", field));
  for (const auto& [language, text] : value.Members()) {
    EVENHAND_ASSIGN(texts[std::string(language)], Text(value, language));
  }
  return texts;
}

Result<std::vector<Json>> List(const Json& object, std::string_view field) {
  std::vector<Json> items;
  const Json value = object.Field(field);
  if (value.missing()) return items;
  if (value.kind() != JsonKind::kArray)
    return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' is not a list", field));
  for (std::size_t i = 0; i < value.size(); ++i) items.push_back(value.Item(i));
  return items;
}

Result<even::ReportedAction> Reported(const Json& done, std::string_view field) {
  EVENHAND_ASSIGN(const std::string text, Text(done, field));
  return even::ParseReportedAction(text);
}

Result<even::Question> ReadQuestion(const Json& json) {
  even::Question question;
  EVENHAND_ASSIGN(question.policy, Text(json, "policy"));
  if (!json.Field("row").missing()) {
    EVENHAND_ASSIGN(question.row, Text(json, "row"));
  }
  EVENHAND_ASSIGN(question.reading, Texts(json, "reading"));
  EVENHAND_ASSIGN(question.item, Reported(json.Field("done"), "item"));
  EVENHAND_ASSIGN(question.account, Reported(json.Field("done"), "account"));
  EVENHAND_ASSIGN(docket::CaseRequest request,
                  docket::ReadCaseRequest(json.Field("case"), policy::Time::max()));
  if (request.input.at == policy::Time::max()) request.input.at = request.input.posted;
  question.input = std::move(request.input);
  return question;
}

Result<void> ReadRest(const Json& json, even::RealCase* one) {
  EVENHAND_ASSIGN(one->date, Text(json, "date"));
  EVENHAND_ASSIGN(one->happened, Texts(json, "happened"));
  EVENHAND_ASSIGN(one->done, Texts(json, "done"));
  EVENHAND_ASSIGN(one->not_asked, Texts(json, "not_asked"));
  EVENHAND_ASSIGN(const std::vector<Json> sources, List(json, "sources"));
  for (const Json& source : sources) {
    even::Origin& origin = one->sources.emplace_back();
    EVENHAND_ASSIGN(origin.name, Text(source, "name"));
    EVENHAND_ASSIGN(origin.url, Text(source, "url"));
    // What a link may not be: a script.
    if (!origin.url.starts_with("https://"))
      return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' is no https address", origin.url));
  }
  EVENHAND_ASSIGN(const std::vector<Json> tests, List(json, "tests"));
  for (const Json& test : tests) one->tests.emplace_back(test.AsString());
  EVENHAND_ASSIGN(const std::vector<Json> asked, List(json, "asked"));
  for (const Json& question : asked) {
    EVENHAND_ASSIGN(even::Question read, ReadQuestion(question));
    one->questions.push_back(std::move(read));
  }
  if (one->questions.empty() && one->not_asked.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "neither 'asked' nor 'not_asked' is there");
  }
  return {};
}

Result<std::vector<even::RealCase>> ReadAll(const std::string& text) {
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const Json json, document.ParseCopy(text));
  if (json.kind() != JsonKind::kArray)
    return Fail(ErrorCode::kInvalidArgument, "is not a JSON list of cases");
  std::vector<even::RealCase> cases;
  for (std::size_t i = 0; i < json.size(); ++i) {
    even::RealCase& one = cases.emplace_back();
    EVENHAND_ASSIGN(one.id, Text(json.Item(i), "id"));
    if (auto read = ReadRest(json.Item(i), &one); !read) {
      return tl::unexpected(std::move(read).error().Within(fmt::format("case '{}'", one.id)));
    }
  }
  return cases;
}

}  // namespace

Result<std::vector<even::RealCase>> ReadRealCases(const std::string& file) {
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(file, kMostBytes));
  auto cases = ReadAll(text);
  if (!cases) return tl::unexpected(std::move(cases).error().Within(file));
  return cases;
}

Result<even::Rulebooks> RulebooksAsked(const std::vector<even::RealCase>& cases) {
  even::Rulebooks rulebooks;
  for (const even::RealCase& one : cases) {
    for (const even::Question& question : one.questions) {
      if (rulebooks.contains(question.policy)) continue;
      auto loaded = LoadShippedPolicy(question.policy);
      if (!loaded)
        return tl::unexpected(std::move(loaded).error().Within(fmt::format("case '{}'", one.id)));
      rulebooks.emplace(question.policy, *std::move(loaded));
    }
  }
  return rulebooks;
}

}  // namespace evenhand::app
