#include "sml/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "codec/yaml.h"
#include "sml/config_schema.h"

namespace evenhand::sml {
namespace {

using codec::YamlKind;
using codec::YamlNode;
using codec::YamlPointer;

Span SpanOf(const YamlNode& node) {
  return {.file = node.source, .line = node.line, .column = node.column};
}

// The peer reads these two keys as if the key stood twice, so a place inside them is found only
// when an entry happens to have the key's own name. Tools know its places, so we point where it
// points.
bool IsReadTwice(std::string_view key) { return key == "labels" || key == "actions"; }

class ConfigReader {
 public:
  ConfigReader(const SourceSet& sources, Diagnostics* diagnostics)
      : sources_(sources), diagnostics_(diagnostics) {}

  Config Run() {
    YamlPointer root = std::make_shared<YamlNode>(YamlNode{.kind = YamlKind::kMap});
    for (std::size_t i = 0; i < sources_.configs.size(); ++i) {
      if (YamlPointer file = ReadFile(i)) root = Merge(root, file);
    }
    root_ = std::move(root);
    ReadCompatibility();
    for (const auto& [key, value] : root_->members) CheckTopLevel(*key, *value);
    ReadLabels();
    ReadSampleRates();
    return std::move(config_);
  }

 private:
  void Report(Severity severity, Span span, std::string kind, std::string message,
              std::string hint) {
    diagnostics_->Add({.severity = severity,
                       .stage = Stage::kConfig,
                       .check = "ConfigValidator",
                       .kind = std::move(kind),
                       .message = std::move(message),
                       .hint = std::move(hint),
                       .span = span,
                       .notes = {}});
  }
  void Error(Span span, std::string kind, std::string message, std::string hint = {}) {
    Report(Severity::kError, span, std::move(kind), std::move(message), std::move(hint));
  }

  YamlPointer ReadFile(std::size_t index) {
    const auto file = static_cast<std::uint32_t>(sources_.files.size() + index);
    auto read = codec::ReadYaml(sources_.configs[index].text, file);
    if (!read) {
      const codec::YamlError& e = read.error();
      Error({.file = file, .line = e.line, .column = e.column}, "config-yaml",
            "the config file is not valid YAML: " + e.message);
      return nullptr;
    }
    const YamlNode& root = **read;
    if (root.kind == YamlKind::kNull) {
      Report(Severity::kWarning, {.file = file}, "compatibility", "this config file is empty",
             "osprey-1.1 reads the whole configuration as empty then");
      return nullptr;
    }
    if (root.kind != YamlKind::kMap) {
      Error(SpanOf(root), "config-not-map", "a config file must be a map of keys to values");
      return nullptr;
    }
    return *read;
  }

  // Maps merge, lists append; anything else is in conflict.
  YamlPointer Merge(const YamlPointer& base, const YamlPointer& more) {
    auto merged = std::make_shared<YamlNode>(*base);
    if (base->kind == YamlKind::kList && more->kind == YamlKind::kList) {
      merged->items.insert(merged->items.end(), more->items.begin(), more->items.end());
      return merged;
    }
    if (base->kind != YamlKind::kMap || more->kind != YamlKind::kMap) {
      Error(SpanOf(*more), "config-conflict", "this value is already set in another config file",
            fmt::format("the other is in `{}`", sources_.At(base->source).path));
      return base;
    }
    std::unordered_map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < base->members.size(); ++i) index[base->members[i].first->text] = i;
    for (const auto& member : more->members) {
      const auto known = index.find(member.first->text);
      if (known == index.end()) {
        merged->members.push_back(member);
      } else {
        YamlPointer& value = merged->members[known->second].second;
        value = Merge(value, member.second);
      }
    }
    return merged;
  }

  const YamlNode* Value(std::string_view key) const {
    const auto* member = root_->Find(key);
    return member ? member->second.get() : nullptr;
  }

  void ReadCompatibility() {
    const YamlNode* value = Value("compatibility");
    config_.osprey_1_1 = value && value->text == "osprey-1.1";
  }

  void CheckTopLevel(const YamlNode& key, const YamlNode& value) {
    const Schema* schema = FindConfigSchema(key.text);
    if (!schema) {
      Error(SpanOf(key), "config-key", fmt::format("invalid top-level config key `{}`", key.text),
            "this key means nothing here");
      return;
    }
    std::vector<SchemaError> errors = CheckSchema(value, *schema);
    if (key.text == "acl" && errors.empty()) CheckRoles(value, &errors);
    for (const SchemaError& error : errors) {
      std::string path = key.text;
      for (const std::string& part : error.path) path += "." + part;
      Error(Place(key.text, error), "config-value",
            fmt::format("invalid config value at `{}`", path), error.reason);
    }
  }

  // Users may only have roles that are defined.
  void CheckRoles(const YamlNode& acl, std::vector<SchemaError>* errors) {
    const auto* users = acl.Find("users");
    if (!users) return;
    const auto* roles = acl.Find("roles");
    for (const auto& [name, user] : users->second->members) {
      const auto* wanted = user->Find("roles");
      if (!wanted) continue;
      for (const YamlPointer& role : wanted->second->items) {
        if (roles && roles->second->Find(role->text)) continue;
        errors->push_back(
            {.path = {"users"},
             .unknown_key = false,
             .reason = fmt::format("`{}` is not defined in `acl.roles`", role->text)});
        return;
      }
    }
  }

  // The place of an error, or of the closest part around it that has one. Scalars that are not text
  // carry no place of their own: their key stands for them, or else what holds them.
  Span Place(const std::string& top, const SchemaError& error) const {
    std::vector<std::string> path = {top};
    if (IsReadTwice(top) && !error.path.empty()) path.push_back(top);
    path.insert(path.end(), error.path.begin(), error.path.end());
    Span span;
    const YamlNode* node = root_.get();
    for (const std::string& part : path) {
      const YamlNode* next = nullptr;
      if (const auto* member = node->Find(part)) {
        if (member->first->kind == YamlKind::kStr) span = SpanOf(*member->first);
        next = member->second.get();
      } else if (node->kind == YamlKind::kList) {
        next = Item(*node, part);
      }
      if (!next) break;
      const bool placed = next->kind == YamlKind::kStr || next->kind == YamlKind::kList ||
                          next->kind == YamlKind::kMap;
      if (placed && !error.unknown_key) span = SpanOf(*next);
      node = next;
    }
    return span;
  }

  static const YamlNode* Item(const YamlNode& list, const std::string& part) {
    std::size_t index = 0;
    const auto error = std::from_chars(part.data(), part.data() + part.size(), index).ec;
    return error == std::errc{} && index < list.items.size() ? list.items[index].get() : nullptr;
  }

  void ReadLabels() {
    const auto* labels = root_->Find("labels");
    if (!labels) return;
    config_.labels_span = SpanOf(*labels->first);
    for (const auto& [name, value] : labels->second->members) {
      if (name->text == "positive" || name->text == "negative") {
        if (config_.osprey_1_1) continue;
        Report(Severity::kWarning, SpanOf(*name), "compatibility",
               fmt::format("osprey-1.1 ignores a label called `{}`", name->text), "");
      }
      config_.labels[name->text] = ReadLabel(*name, *value);
    }
  }

  static LabelConfig ReadLabel(const YamlNode& name, const YamlNode& value) {
    LabelConfig label;
    label.span = label.valid_for_span = SpanOf(name);
    if (const auto* valid_for = value.Find("valid_for")) {
      label.valid_for_span = SpanOf(*valid_for->second);
      for (const YamlPointer& type : valid_for->second->items)
        label.valid_for.push_back(type->text);
    }
    if (const auto* connotation = value.Find("connotation")) {
      label.connotation = connotation->second->text;
    }
    if (const auto* description = value.Find("description")) {
      label.description = description->second->text;
    }
    return label;
  }

  void ReadSampleRates() {
    const YamlNode* actions = Value("actions");
    if (!actions) return;
    for (const auto& [name, value] : actions->members) {
      const auto* rate = value->Find("sample_rate");
      const auto number = rate ? ConfigInt(*rate->second) : std::optional<double>(100);
      if (!number) continue;
      const int percent = static_cast<int>(std::clamp(*number, 0.0, 100.0));
      config_.sample_rates[name->text] = percent;
      if (percent > 0 && percent < 100 && !config_.osprey_1_1) {
        Report(Severity::kWarning, SpanOf(*rate->first), "compatibility",
               fmt::format("{}% of `{}` is kept", percent, name->text),
               "osprey-1.1 drops this share and keeps the rest");
      }
    }
  }

  const SourceSet& sources_;
  Diagnostics* diagnostics_;
  YamlPointer root_;
  Config config_;
};

}  // namespace

Config ReadConfig(const SourceSet& sources, Diagnostics* diagnostics) {
  return ConfigReader(sources, diagnostics).Run();
}

}  // namespace evenhand::sml
