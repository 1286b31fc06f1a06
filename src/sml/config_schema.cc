#include "sml/config_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace evenhand::sml {
namespace {

using codec::YamlKind;
using codec::YamlNode;

constexpr Schema kAnything;
constexpr Schema kText{.kind = SchemaKind::kText};
constexpr Schema kWhole{.kind = SchemaKind::kInt};
constexpr Schema kTexts{.kind = SchemaKind::kList, .item = &kText};
constexpr Schema kTextMap{.kind = SchemaKind::kMap, .item = &kText};

constexpr std::array<std::string_view, 3> kConnotations = {"positive", "negative", "neutral"};
constexpr Schema kConnotation{.kind = SchemaKind::kChoice, .words = kConnotations};
constexpr std::array kLabelFields = {SchemaField{"valid_for", &kTexts},
                                     SchemaField{"connotation", &kConnotation},
                                     SchemaField{"description", &kText}};
constexpr Schema kLabel{.kind = SchemaKind::kObject, .fields = kLabelFields};
constexpr Schema kLabels{.kind = SchemaKind::kMap, .item = &kLabel};

constexpr Schema kRate{.kind = SchemaKind::kInt, .least = 0, .most = 100};
constexpr std::array kActionFields = {SchemaField{"sample_rate", &kRate}};
constexpr Schema kAction{.kind = SchemaKind::kObject, .fields = kActionFields};
constexpr Schema kActions{.kind = SchemaKind::kMap, .item = &kAction};

constexpr Schema kAbilities{.kind = SchemaKind::kList, .item = &kAnything};
constexpr Schema kRoles{.kind = SchemaKind::kMap, .item = &kAbilities};
constexpr std::array kUserFields = {SchemaField{"roles", &kTexts},
                                    SchemaField{"abilities", &kAbilities}};
constexpr Schema kUser{.kind = SchemaKind::kObject, .fields = kUserFields};
constexpr Schema kUsers{.kind = SchemaKind::kMap, .item = &kUser};
constexpr std::array kAclFields = {SchemaField{"roles", &kRoles}, SchemaField{"users", &kUsers}};
constexpr Schema kAcl{.kind = SchemaKind::kObject, .fields = kAclFields};

constexpr std::array kSummaryFields = {SchemaField{"actions", &kTexts},
                                       SchemaField{"features", &kTexts}};
constexpr Schema kSummary{.kind = SchemaKind::kObject, .fields = kSummaryFields};
constexpr Schema kSummaries{.kind = SchemaKind::kList, .item = &kSummary};
constexpr std::array kUiFields = {SchemaField{"default_summary_features", &kSummaries},
                                  SchemaField{"external_links", &kTextMap}};
constexpr Schema kUi{.kind = SchemaKind::kObject, .fields = kUiFields};

constexpr std::array kCounterFields = {SchemaField{"threshold", &kWhole, true}};
constexpr Schema kCounter{.kind = SchemaKind::kObject, .fields = kCounterFields};
constexpr Schema kCounters{.kind = SchemaKind::kMap, .item = &kCounter};
constexpr std::array kAnalyticsFields = {SchemaField{"filtered_labels", &kTexts},
                                         SchemaField{"monitored_labels", &kTexts},
                                         SchemaField{"monitored_counters", &kCounters}};
constexpr Schema kAnalytics{.kind = SchemaKind::kObject, .fields = kAnalyticsFields};

constexpr Schema kShare{.kind = SchemaKind::kReal, .least = 0, .most = 1};
constexpr std::array kFlagFields = {SchemaField{"value", &kShare, true},
                                    SchemaField{"description", &kText}};
constexpr Schema kFlag{.kind = SchemaKind::kObject, .fields = kFlagFields};
constexpr Schema kFlags{.kind = SchemaKind::kMap, .item = &kFlag};
constexpr std::array kFlagsFields = {SchemaField{"percentage_flags", &kFlags}};
constexpr Schema kFeatureFlags{.kind = SchemaKind::kObject, .fields = kFlagsFields};

constexpr std::array kExampleFields = {SchemaField{"some_str", &kText},
                                       SchemaField{"some_int", &kWhole}};
constexpr Schema kExample{.kind = SchemaKind::kObject, .fields = kExampleFields};

constexpr std::array<std::string_view, 1> kCompatibilities = {"osprey-1.1"};
constexpr Schema kCompatibility{.kind = SchemaKind::kChoice, .words = kCompatibilities};

constexpr std::array kTopLevel = {
    SchemaField{"labels", &kLabels},
    SchemaField{"actions", &kActions},
    SchemaField{"acl", &kAcl},
    SchemaField{"ui_config", &kUi},
    SchemaField{"analytics", &kAnalytics},
    SchemaField{"feature_flags", &kFeatureFlags},
    SchemaField{"authorized_keys", &kAnything},
    SchemaField{"example", &kExample},
    SchemaField{"compatibility", &kCompatibility},
};

std::optional<double> ParseNumber(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> ConfigReal(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::kInt:
    case YamlKind::kFloat:
      return node.number;
    case YamlKind::kBool:
      return node.boolean ? 1 : 0;
    case YamlKind::kStr:
      return ParseNumber(node.text);
    default:
      return std::nullopt;
  }
}

class SchemaChecker {
 public:
  std::vector<SchemaError> Run(const YamlNode& node, const Schema& schema) {
    Check(node, schema);
    return std::move(errors_);
  }

 private:
  void Wrong(std::string reason) {
    errors_.push_back({.path = path_, .unknown_key = false, .reason = std::move(reason)});
  }

  void CheckAt(std::string key, const YamlNode& node, const Schema& schema) {
    path_.push_back(std::move(key));
    Check(node, schema);
    path_.pop_back();
  }

  void Check(const YamlNode& node, const Schema& schema) {
    switch (schema.kind) {
      case SchemaKind::kAnything:
        return;
      case SchemaKind::kText:
        if (!ConfigText(node)) Wrong("this must be text");
        return;
      case SchemaKind::kInt:
        return CheckNumber(ConfigInt(node), "a whole number", schema);
      case SchemaKind::kReal:
        return CheckNumber(ConfigReal(node), "a number", schema);
      case SchemaKind::kChoice:
        return CheckChoice(node, schema);
      case SchemaKind::kList:
        return CheckList(node, schema);
      case SchemaKind::kMap:
        return CheckMap(node, schema);
      case SchemaKind::kObject:
        return CheckObject(node, schema);
    }
  }

  void CheckNumber(std::optional<double> number, std::string_view what, const Schema& schema) {
    const bool bounded = schema.least < schema.most;
    if (!number || (bounded && !(*number >= schema.least && *number <= schema.most))) {
      Wrong(bounded ? fmt::format("this must be {} from {} to {}", what, schema.least, schema.most)
                    : fmt::format("this must be {}", what));
    }
  }

  void CheckChoice(const YamlNode& node, const Schema& schema) {
    if (node.kind == YamlKind::kStr &&
        std::find(schema.words.begin(), schema.words.end(), node.text) != schema.words.end()) {
      return;
    }
    Wrong(fmt::format("this must be one of: {}", fmt::join(schema.words, ", ")));
  }

  void CheckList(const YamlNode& node, const Schema& schema) {
    if (node.kind != YamlKind::kList) return Wrong("this must be a list");
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      CheckAt(fmt::format("{}", i), *node.items[i], *schema.item);
    }
  }

  void CheckMap(const YamlNode& node, const Schema& schema) {
    if (node.kind != YamlKind::kMap) return Wrong("this must be a map");
    for (const auto& [key, value] : node.members) CheckAt(key->text, *value, *schema.item);
  }

  void CheckObject(const YamlNode& node, const Schema& schema) {
    if (node.kind != YamlKind::kMap) return Wrong("this must be a map");
    for (const SchemaField& field : schema.fields) {
      if (field.required && !node.Find(field.name)) {
        path_.emplace_back(field.name);
        Wrong("this is required");
        path_.pop_back();
      }
    }
    for (const auto& [key, value] : node.members) {
      const auto field = std::find_if(schema.fields.begin(), schema.fields.end(),
                                      [&](const SchemaField& f) { return f.name == key->text; });
      if (field != schema.fields.end()) {
        CheckAt(key->text, *value, *field->schema);
      } else {
        path_.push_back(key->text);
        errors_.push_back({.path = path_, .unknown_key = true, .reason = "there is no such key"});
        path_.pop_back();
      }
    }
  }

  std::vector<std::string> path_;
  std::vector<SchemaError> errors_;
};

}  // namespace

const Schema* FindConfigSchema(std::string_view key) {
  for (const SchemaField& field : kTopLevel) {
    if (field.name == key) return field.schema;
  }
  return nullptr;
}

std::vector<SchemaError> CheckSchema(const YamlNode& node, const Schema& schema) {
  return SchemaChecker().Run(node, schema);
}

std::optional<std::string> ConfigText(const YamlNode& node) {
  if (node.kind == YamlKind::kNull || node.kind == YamlKind::kList || node.kind == YamlKind::kMap) {
    return std::nullopt;
  }
  return node.text;
}

std::optional<double> ConfigInt(const YamlNode& node) {
  const std::optional<double> number = ConfigReal(node);
  if (!number || !std::isfinite(*number)) return std::nullopt;
  if (node.kind == YamlKind::kStr && node.text.find_first_of(".eE") != std::string::npos) {
    return std::nullopt;
  }
  return std::trunc(*number);
}

}  // namespace evenhand::sml
