// Reading of rule tests; running them is rule_tests.cc.

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "app/compare.h"
#include "app/rule_tests.h"
#include "codec/iso8601.h"
#include "codec/json_write.h"
#include "codec/yaml.h"
#include "policy/dossier.h"

namespace evenhand::app {
namespace {

using codec::YamlKind;
using codec::YamlNode;
using codec::YamlPointer;

YamlPointer Member(const YamlPointer& map, std::string_view key) {
  if (map == nullptr || map->kind != YamlKind::kMap) return nullptr;
  const auto* found = map->Find(key);
  return found == nullptr ? nullptr : found->second;
}

void AppendJson(const YamlPointer& node, std::string* out) {
  if (node == nullptr) return void(out->append("null"));
  switch (node->kind) {
    case YamlKind::kNull:
      out->append("null");
      break;
    case YamlKind::kBool:
      out->append(node->boolean ? "true" : "false");
      break;
    case YamlKind::kInt: {
      const std::size_t digits = node->text.starts_with('-') ? 1 : 0;
      const bool plain = node->text.find_first_not_of("0123456789", digits) == std::string::npos &&
                         (node->text.size() == digits + 1 || node->text[digits] != '0');
      out->append(plain ? node->text : fmt::format("{:.0f}", node->number));
      break;
    }
    case YamlKind::kFloat:
      codec::AppendJsonDouble(node->number, out);
      break;
    case YamlKind::kStr:
      codec::AppendJsonString(node->text, out);
      break;
    case YamlKind::kList:
      out->push_back('[');
      for (std::size_t i = 0; i < node->items.size(); ++i) {
        if (i > 0) out->append(", ");
        AppendJson(node->items[i], out);
      }
      out->push_back(']');
      break;
    case YamlKind::kMap:
      out->push_back('{');
      for (std::size_t i = 0; i < node->members.size(); ++i) {
        if (i > 0) out->append(", ");
        codec::AppendJsonString(node->members[i].first->text, out);
        out->append(": ");
        AppendJson(node->members[i].second, out);
      }
      out->push_back('}');
      break;
  }
}

std::string Json(const YamlPointer& node) {
  std::string text;
  AppendJson(node, &text);
  return text;
}

// A copy of `node` in which the value at `path` is another one; maps are made on the way.
YamlPointer With(const YamlPointer& node, std::span<const std::string> path,
                 const YamlPointer& value) {
  if (path.empty()) return value;
  auto copy = std::make_shared<YamlNode>();
  if (node != nullptr && node->kind == YamlKind::kMap) *copy = *node;
  copy->kind = YamlKind::kMap;
  const YamlPointer inner = With(Member(node, path[0]), path.subspan(1), value);
  for (auto& [key, old] : copy->members) {
    if (key->text == path[0]) {
      old = inner;
      return copy;
    }
  }
  auto key = std::make_shared<YamlNode>();
  key->kind = YamlKind::kStr;
  key->text = path[0];
  copy->members.emplace_back(key, inner);
  return copy;
}

std::vector<std::string> Split(std::string_view path) {
  std::vector<std::string> keys;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('.'), path.size());
    keys.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return keys;
}

class File {
 public:
  explicit File(const std::string& name) : name_(name) {}

  Result<std::vector<RuleTest>> Read(const std::string& text) {
    const auto root = codec::ReadYaml(text);
    if (!root) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}:{}: {}", name_, root.error().line, root.error().message));
    }
    if (*root == nullptr) return std::vector<RuleTest>{};
    const YamlPointer tests = Member(*root, "tests");
    if (tests == nullptr || tests->kind != YamlKind::kList) return Bad(*root, "no list `tests`");
    std::vector<RuleTest> all;
    for (const YamlPointer& test : tests->items) {
      EVENHAND_TRY(Known(test, {"name", "labels", "dossier_roles", "event", "expect", "steps",
                                "columns", "rows"}));
      const bool is_table = Member(test, "columns") != nullptr;
      EVENHAND_TRY(is_table ? ReadTable(test, &all) : ReadTest(test, &all));
    }
    return all;
  }

 private:
  tl::unexpected<Error> Bad(const YamlPointer& at, const std::string& what) const {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{}:{}: {}", name_, at == nullptr ? 1 : at->line, what));
  }

  // A word that means nothing is a typing error, which would otherwise test nothing.
  Result<void> Known(const YamlPointer& map, std::initializer_list<std::string_view> keys) const {
    if (map == nullptr) return {};
    if (map->kind != YamlKind::kMap) return Bad(map, "a map is wanted here");
    for (const auto& [key, value] : map->members) {
      if (std::find(keys.begin(), keys.end(), key->text) == keys.end()) {
        return Bad(key, "unknown key `" + key->text + "`");
      }
    }
    return {};
  }

  Result<RuleTest> Begin(const YamlPointer& test) const {
    const YamlPointer name = Member(test, "name");
    if (name == nullptr) return Bad(test, "a test needs a `name`");
    RuleTest made{.name = name->text, .file = name_, .line = test->line};
    if (const YamlPointer roles = Member(test, "dossier_roles"); roles != nullptr) {
      for (const auto& [account, role] : roles->members) {
        const auto known = policy::RoleNamed(role->text);
        if (!known || *known == policy::Role::kBystander)
          return Bad(role, "a role is operator, fake_persona, paid or hijacked");
        made.dossier_roles[account->text] = role->text;
      }
    }
    const YamlPointer labels = Member(test, "labels");
    if (labels == nullptr) return made;
    for (const auto& [entity, given] : labels->members) {
      EVENHAND_ASSIGN(made.labels[entity->text], ReadLabels(given));
    }
    return made;
  }

  // [spammer, -trusted], or {spammer: {status: manually_added, created_at: ..., expires_at: ...}}.
  Result<model::EntityLabels> ReadLabels(const YamlPointer& given) const {
    model::EntityLabels labels;
    for (const YamlPointer& item : given->items) {
      const bool removed = item->text.starts_with('-');
      model::LabelState& state = labels[item->text.substr(removed ? 1 : 0)];
      state.status = removed ? model::LabelStatus::kRemoved : model::LabelStatus::kAdded;
      state.reasons["test"] = {};
    }
    for (const auto& [label, about] : given->members) {
      EVENHAND_TRY(Known(about, {"status", "created_at", "expires_at"}));
      model::LabelState& state = labels[label->text];
      EVENHAND_ASSIGN(state.status, ReadStatus(Member(about, "status")));
      model::LabelReason& reason = state.reasons["test"];
      EVENHAND_ASSIGN(const EventTime created, ReadTime(Member(about, "created_at")));
      reason.created_at = created.utc;
      if (const YamlPointer expires = Member(about, "expires_at")) {
        EVENHAND_ASSIGN(const EventTime at, ReadTime(expires));
        reason.expires_at = at.utc;
      }
    }
    return labels;
  }

  Result<model::LabelStatus> ReadStatus(const YamlPointer& node) const {
    if (node == nullptr || node->text == "added") return model::LabelStatus::kAdded;
    if (node->text == "removed") return model::LabelStatus::kRemoved;
    if (node->text == "manually_added") return model::LabelStatus::kManuallyAdded;
    if (node->text == "manually_removed") return model::LabelStatus::kManuallyRemoved;
    return Bad(node, "status is one of added, removed, manually_added, manually_removed");
  }

  Result<EventTime> ReadTime(const YamlPointer& node) const {
    if (node == nullptr) return EventTime{};
    const auto time = codec::ParseIso8601(node->text);
    if (!time) return Bad(node, "not an ISO 8601 time: " + node->text);
    return *time;
  }

  Result<TestEvent> ReadEvent(const YamlPointer& node) const {
    EVENHAND_TRY(Known(node, {"name", "id", "time", "data", "secret"}));
    TestEvent event;
    event.time = *codec::ParseIso8601("2025-01-01T00:00:00Z");
    if (const YamlPointer name = Member(node, "name")) event.name = name->text;
    if (const YamlPointer id = Member(node, "id")) {
      event.id = static_cast<std::int64_t>(id->number);
    }
    if (const YamlPointer time = Member(node, "time")) {
      EVENHAND_ASSIGN(event.time, ReadTime(time));
    }
    if (const YamlPointer data = Member(node, "data")) event.data = Json(data);
    if (const YamlPointer secret = Member(node, "secret")) event.secret = Json(secret);
    return event;
  }

  std::vector<std::string> ReadWords(const YamlPointer& node) const {
    std::vector<std::string> words;
    for (const YamlPointer& item : node->items) words.push_back(item->text);
    std::sort(words.begin(), words.end());
    return words;
  }

  // One expected part: "verdicts", "labels", "errors", or the value of a feature.
  Result<void> Expect(const std::string& part, const YamlPointer& value, bool is_feature,
                      Expectation* expect) const {
    if (!is_feature && part == "errors") {
      expect->errors = static_cast<std::uint64_t>(value->number);
    } else if (!is_feature && (part == "verdicts" || part == "labels")) {
      if (value->kind != YamlKind::kList) return Bad(value, "`" + part + "` is a list");
      (part == "verdicts" ? expect->verdicts : expect->labels) = ReadWords(value);
    } else {
      codec::JsonDocument document;
      EVENHAND_ASSIGN(const codec::Json json, document.ParseCopy("[" + Json(value) + "]"));
      expect->features[part] = CanonicalFeature(part, json.Item(0));
    }
    return {};
  }

  Result<Expectation> ReadExpectation(const YamlPointer& node) const {
    EVENHAND_TRY(Known(node, {"features", "verdicts", "labels", "errors"}));
    Expectation expect;
    if (node == nullptr) return expect;
    for (const auto& [key, value] : node->members) {
      if (key->text != "features") {
        EVENHAND_TRY(Expect(key->text, value, false, &expect));
        continue;
      }
      for (const auto& [feature, wanted] : value->members) {
        EVENHAND_TRY(Expect(feature->text, wanted, true, &expect));
      }
    }
    return expect;
  }

  Result<void> AddStep(const YamlPointer& node, RuleTest* test) const {
    EVENHAND_ASSIGN(TestEvent event, ReadEvent(Member(node, "event")));
    EVENHAND_ASSIGN(Expectation expect, ReadExpectation(Member(node, "expect")));
    test->steps.push_back({std::move(event), std::move(expect)});
    return {};
  }

  Result<void> ReadTest(const YamlPointer& node, std::vector<RuleTest>* all) const {
    EVENHAND_ASSIGN(RuleTest test, Begin(node));
    const YamlPointer steps = Member(node, "steps");
    if (steps == nullptr) EVENHAND_TRY(AddStep(node, &test));
    if (steps != nullptr) {
      for (const YamlPointer& step : steps->items) EVENHAND_TRY(AddStep(step, &test));
    }
    all->push_back(std::move(test));
    return {};
  }

  // Each row is a test of its own: columns that begin with "$." fill the event's data, those that
  // begin with "event." its other fields; the others are expected.
  Result<void> ReadTable(const YamlPointer& node, std::vector<RuleTest>* all) const {
    EVENHAND_ASSIGN(const RuleTest shared, Begin(node));
    const YamlPointer columns = Member(node, "columns"), rows = Member(node, "rows");
    if (rows == nullptr) return Bad(node, "`columns` need `rows`");
    for (const YamlPointer& row : rows->items) {
      if (row->items.size() != columns->items.size()) {
        return Bad(row, fmt::format("this row has {} cells, but there are {} columns",
                                    row->items.size(), columns->items.size()));
      }
      RuleTest test = shared;
      test.line = row->line;
      test.name =
          fmt::format("{} [{}]", shared.name, row->items.empty() ? "" : Json(row->items[0]));
      YamlPointer event = Member(node, "event");
      EVENHAND_ASSIGN(Expectation expect, ReadExpectation(Member(node, "expect")));
      for (std::size_t i = 0; i < row->items.size(); ++i) {
        const std::string& column = columns->items[i]->text;
        if (column.starts_with("$.")) {
          event = With(event, Split("data." + column.substr(2)), row->items[i]);
        } else if (column.starts_with("event.")) {
          event = With(event, Split(column.substr(6)), row->items[i]);
        } else {
          EVENHAND_TRY(Expect(column, row->items[i], false, &expect));
        }
      }
      EVENHAND_ASSIGN(TestEvent read, ReadEvent(event));
      test.steps.push_back({std::move(read), std::move(expect)});
      all->push_back(std::move(test));
    }
    return {};
  }

  std::string name_;
};

}  // namespace

Result<std::vector<RuleTest>> ParseRuleTests(const std::string& file, const std::string& text) {
  return File(file).Read(text);
}

}  // namespace evenhand::app
