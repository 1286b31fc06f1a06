#include "policy/dsa_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "policy/dsa_values.h"

namespace evenhand::policy {
namespace {

using codec::Json;
using codec::JsonKind;

enum class Form : std::uint8_t { kText, kOneOf, kListOf, kDate, kUrl, kPuid, kEan, kEanObject };
enum class When : std::uint8_t {
  kOptional,
  kAlways,
  kWithoutOtherDecisions,
  kRequiredIf,
  kRequiredIfAny
};

// One field of the schema. `other` and `value`: the field and value on which this one hangs;
// without them it is dropped (where `keeps` is not set). kRequiredIfAny is kRequiredIf of a list,
// under the name that the database gives it.
struct Rule {
  std::string_view name;
  Form form = Form::kText;
  When when = When::kOptional;
  std::span<const std::string_view> values = {};
  std::size_t most = 0;  // characters
  std::string_view other = {}, value = {};
  std::string_view from = {}, to = {};  // days
  bool not_with_value = false;          // hangs on `other` being anything else
};

constexpr std::string_view kLastDay = "2038-01-01";
constexpr std::string_view kIllegal = "DECISION_GROUND_ILLEGAL_CONTENT";
constexpr std::string_view kIncompatible = "DECISION_GROUND_INCOMPATIBLE_CONTENT";
constexpr auto kDecisions = std::to_array<std::string_view>(
    {"decision_visibility", "decision_monetary", "decision_provision", "decision_account"});

constexpr Rule EndDate(std::string_view name) {
  return {.name = name, .form = Form::kDate, .to = kLastDay};
}

constexpr Rule OfGround(std::string_view name, std::string_view ground, std::size_t most) {
  return {.name = name,
          .when = When::kRequiredIf,
          .most = most,
          .other = "decision_ground",
          .value = ground};
}

const std::vector<Rule>& Rules() {
  static const std::vector<Rule> rules = {
      {.name = kDecisions[0],
       .form = Form::kListOf,
       .when = When::kWithoutOtherDecisions,
       .values = dsa::kDecisionVisibility},
      {.name = "decision_visibility_other",
       .when = When::kRequiredIfAny,
       .most = 500,
       .other = kDecisions[0],
       .value = "DECISION_VISIBILITY_OTHER"},
      EndDate("end_date_visibility_restriction"),
      {.name = kDecisions[1],
       .form = Form::kOneOf,
       .when = When::kWithoutOtherDecisions,
       .values = dsa::kDecisionMonetary},
      {.name = "decision_monetary_other",
       .when = When::kRequiredIf,
       .most = 500,
       .other = kDecisions[1],
       .value = "DECISION_MONETARY_OTHER"},
      EndDate("end_date_monetary_restriction"),
      {.name = kDecisions[2],
       .form = Form::kOneOf,
       .when = When::kWithoutOtherDecisions,
       .values = dsa::kDecisionProvision},
      EndDate("end_date_service_restriction"),
      {.name = kDecisions[3],
       .form = Form::kOneOf,
       .when = When::kWithoutOtherDecisions,
       .values = dsa::kDecisionAccount},
      EndDate("end_date_account_restriction"),
      {.name = "account_type", .form = Form::kOneOf, .values = dsa::kAccountType},
      {.name = "decision_ground",
       .form = Form::kOneOf,
       .when = When::kAlways,
       .values = dsa::kDecisionGround},
      {.name = "decision_ground_reference_url", .form = Form::kUrl, .most = 500},
      OfGround("illegal_content_legal_ground", kIllegal, 500),
      OfGround("illegal_content_explanation", kIllegal, 2000),
      OfGround("incompatible_content_ground", kIncompatible, 500),
      OfGround("incompatible_content_explanation", kIncompatible, 2000),
      {.name = "incompatible_content_illegal",
       .form = Form::kOneOf,
       .values = dsa::kYesNo,
       .other = "decision_ground",
       .value = kIncompatible},
      {.name = "category", .form = Form::kOneOf, .when = When::kAlways, .values = dsa::kCategory},
      {.name = "category_addition", .form = Form::kListOf, .values = dsa::kCategory},
      {.name = "category_specification",
       .form = Form::kListOf,
       .values = dsa::kCategorySpecification},
      {.name = "category_specification_other", .most = 500},
      {.name = "content_type",
       .form = Form::kListOf,
       .when = When::kAlways,
       .values = dsa::kContentType},
      {.name = "content_type_other",
       .when = When::kRequiredIfAny,
       .most = 500,
       .other = "content_type",
       .value = "CONTENT_TYPE_OTHER"},
      {.name = "content_language", .form = Form::kOneOf, .values = dsa::kContentLanguage},
      {.name = "content_date",
       .form = Form::kDate,
       .when = When::kAlways,
       .from = "2000-01-01",
       .to = kLastDay},
      {.name = "content_id", .form = Form::kEanObject},
      {.name = "content_id_ean", .form = Form::kEan},
      {.name = "territorial_scope", .form = Form::kListOf, .values = dsa::kTerritorialScope},
      {.name = "application_date",
       .form = Form::kDate,
       .when = When::kAlways,
       .from = "2020-01-01",
       .to = kLastDay},
      {.name = "decision_facts", .when = When::kAlways, .most = 5000},
      {.name = "source_type",
       .form = Form::kOneOf,
       .when = When::kAlways,
       .values = dsa::kSourceType},
      {.name = "source_identity",
       .most = 500,
       .other = "source_type",
       .value = "SOURCE_VOLUNTARY",
       .not_with_value = true},
      {.name = "automated_detection",
       .form = Form::kOneOf,
       .when = When::kAlways,
       .values = dsa::kYesNo},
      {.name = "automated_decision",
       .form = Form::kOneOf,
       .when = When::kAlways,
       .values = dsa::kAutomatedDecision},
      {.name = "puid", .form = Form::kPuid, .when = When::kAlways, .most = 500},
  };
  return rules;
}

bool IsText(const Json& json) { return json.kind() == JsonKind::kString; }

std::size_t Characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Nothing, for the database: null, no text but white space, an empty list.
bool IsEmpty(const Json& json) {
  switch (json.kind()) {
    case JsonKind::kMissing:
    case JsonKind::kNull:
      return true;
    case JsonKind::kArray:
      return json.size() == 0;
    case JsonKind::kString:
      return json.AsString().find_first_not_of(" \t\n\r\v\f") == std::string_view::npos;
    default:
      return false;
  }
}

bool Has(std::span<const std::string_view> values, const Json& json) {
  return IsText(json) && std::ranges::find(values, json.AsString()) != values.end();
}

bool HoldsValue(const Json& json, std::string_view value) {
  if (json.kind() != JsonKind::kArray) return IsText(json) && json.AsString() == value;
  bool holds = false;
  json.EachItem([&](const Json& item) {
    holds = IsText(item) && item.AsString() == value;
    return !holds;
  });
  return holds;
}

// YYYY-MM-DD, and a day that exists.
bool IsDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) {
      if (c < '0' || c > '9') return -1;
      value = 10 * value + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1) return false;
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap);
}

bool IsUrl(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos || scheme == 0 || text.size() == scheme + 3) return false;
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) > ' '; });
}

bool IsEan(std::string_view text) {
  return text.size() == 13 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsPuid(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-';
  });
}

std::string OneOf(std::span<const std::string_view> values) {
  constexpr std::size_t kMost = 8;
  std::string text = "one of ";
  for (std::size_t i = 0; i < std::min(values.size(), kMost); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ", ", values[i]);
  return values.size() > kMost ? fmt::format("{}, ... ({} in all)", text, values.size()) : text;
}

class Checker {
 public:
  explicit Checker(const Json& statement) : statement_(statement) {}

  DsaVerdict Run() {
    for (const Rule& rule : Rules()) Check(rule);
    if (verdict_.valid()) {
      FindOddities();
      FindDropped();
    }
    return std::move(verdict_);
  }

 private:
  void Fault(std::string field, std::string_view rule, std::string mend) {
    verdict_.faults.push_back({std::move(field), rule, std::move(mend)});
  }

  bool HangsRight(const Rule& rule) const {
    return rule.other.empty() ||
           HoldsValue(statement_.Field(rule.other), rule.value) != rule.not_with_value;
  }

  void Check(const Rule& rule) {
    if (!HangsRight(rule)) return;
    const Json json = statement_.Field(rule.name);
    if (IsEmpty(json)) return CheckMissing(rule);
    switch (rule.form) {
      case Form::kText:
        return CheckText(rule, json);
      case Form::kOneOf:
        if (!Has(rule.values, json)) Fault(std::string(rule.name), "in", OneOf(rule.values));
        return;
      case Form::kListOf:
        return CheckList(rule, json);
      case Form::kDate:
        return CheckDate(rule, json);
      case Form::kUrl:
        if (!IsText(json) || !IsUrl(json.AsString()))
          return Fault(std::string(rule.name), "url",
                       "an address such as https://example.org/rules");
        return CheckText(rule, json);
      case Form::kPuid:
        return CheckPuid(rule, json);
      case Form::kEan:
        return CheckEan(std::string(rule.name), json);
      case Form::kEanObject:
        if (json.kind() != JsonKind::kObject)
          return Fault(std::string(rule.name), "array", "an object with EAN-13");
        if (!IsEmpty(json.Field("EAN-13")))
          CheckEan(fmt::format("{}.EAN-13", rule.name), json.Field("EAN-13"));
        return;
    }
  }

  void CheckMissing(const Rule& rule) {
    const std::string name(rule.name);
    switch (rule.when) {
      case When::kOptional:
        return;
      case When::kAlways:
        return Fault(name, "required", "it is always asked for");
      case When::kWithoutOtherDecisions: {
        const bool any = std::ranges::any_of(
            kDecisions, [&](std::string_view other) { return !IsEmpty(statement_.Field(other)); });
        if (!any) Fault(name, "required_without_all", "one of the four decisions is asked for");
        return;
      }
      case When::kRequiredIf:
        return Fault(name, "required_if", fmt::format("asked for with {}", rule.value));
      case When::kRequiredIfAny:
        return Fault(name, "required", fmt::format("asked for with {}", rule.value));
    }
  }

  void CheckText(const Rule& rule, const Json& json) {
    if (!IsText(json)) return Fault(std::string(rule.name), "string", "a text");
    CheckLength(rule, json.AsString());
  }

  void CheckLength(const Rule& rule, std::string_view text) {
    if (Characters(text) > rule.most)
      Fault(std::string(rule.name), "max.string",
            fmt::format("at most {} characters; it has {}", rule.most, Characters(text)));
  }

  void CheckList(const Rule& rule, const Json& json) {
    if (json.kind() != JsonKind::kArray) return Fault(std::string(rule.name), "array", "a list");
    bool good = true;
    json.EachItem([&](const Json& item) { return good = Has(rule.values, item); });
    if (!good) Fault(std::string(rule.name), "in", "each " + OneOf(rule.values));
  }

  void CheckDate(const Rule& rule, const Json& json) {
    if (!IsText(json) || !IsDay(json.AsString()))
      return Fault(std::string(rule.name), "date_format", "a day, YYYY-MM-DD");
    if (json.AsString() < rule.from)
      return Fault(std::string(rule.name), "after_or_equal", fmt::format("{} or later", rule.from));
    if (json.AsString() > rule.to)
      Fault(std::string(rule.name), "before_or_equal", fmt::format("{} or earlier", rule.to));
  }

  // A number is read as its digits.
  void CheckPuid(const Rule& rule, const Json& json) {
    if (json.kind() == JsonKind::kInt || json.kind() == JsonKind::kBig) return;
    if (!IsText(json) || !IsPuid(json.AsString()))
      return Fault(std::string(rule.name), "regex", "letters, digits, - and _ only");
    CheckLength(rule, json.AsString());
  }

  void CheckEan(std::string field, const Json& json) {
    if (!IsText(json)) return Fault(std::move(field), "string", "13 digits in quotes");
    if (!IsEan(json.AsString())) Fault(std::move(field), "regex", "13 digits");
  }

  void FindOddities() {
    const auto day = [&](std::string_view field) {
      const Json json = statement_.Field(field);
      return IsEmpty(json) ? std::string_view() : json.AsString();
    };
    const std::string_view start = day("application_date");
    if (start < day("content_date"))
      verdict_.oddities.push_back(
          {"application_date", "order", "the decision was applied before the content was there"});
    for (const Rule& rule : Rules()) {
      if (rule.name.starts_with("end_date_") && !day(rule.name).empty() && day(rule.name) < start)
        verdict_.oddities.push_back({std::string(rule.name), "order", "it ends before it begins"});
    }
  }

  void FindDropped() {
    for (const auto& [key, value] : statement_.Members()) {
      const auto rule = std::ranges::find(Rules(), key, &Rule::name);
      if (rule == Rules().end() || !HangsRight(*rule)) verdict_.dropped.emplace_back(key);
    }
    std::ranges::sort(verdict_.dropped);
  }

  const Json& statement_;
  DsaVerdict verdict_;
};

}  // namespace

Result<DsaVerdict> CheckDsaStatement(const Json& statement) {
  if (statement.kind() != JsonKind::kObject)
    return Fail(ErrorCode::kInvalidArgument, "a statement of reasons is a JSON object");
  return Checker(statement).Run();
}

}  // namespace evenhand::policy
