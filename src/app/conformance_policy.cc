#include "app/conformance_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/compare.h"
#include "app/policy_row.h"
#include "app/vector_files.h"
#include "codec/json_write.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;
using codec::Json;
using codec::JsonDocument;
using codec::JsonKind;

void Run(RunPolicyRow run, std::string_view key, PolicyRow* row) {
  if (run == nullptr) {
    row->differences.push_back(fmt::format("no rows are called '{}'", key));
    return;
  }
  if (const auto done = run(row); !done) {
    row->differences.push_back(done.error().message);
  } else if (row->compared == 0) {
    row->differences.emplace_back("it says nothing that could be compared");
  }
}

Result<void> RunFile(const fs::path& path, std::ostream& out, Tally* tally) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  JsonDocument document;
  auto root = document.ParseCopy(text);
  if (!root) return tl::unexpected(std::move(root).error().Within(path.string()));
  const auto policies = MembersOf(FieldOf(*root, "policies"));
  if (policies.empty()) out << path.filename().string() << ": passed over, it has no 'policies'\n";
  for (const auto& [key, policy] : policies) {
    const RunPolicyRow run = key.starts_with('S') ? SectionRunner(key) : WorkedRunner(key);
    for (const Json& one : ItemsOf(FieldOf(policy, "cases"))) {
      PolicyRow row{.row = one, .policy = policy};
      Run(run, key, &row);
      ++tally->total;
      tally->passed += row.differences.empty() ? 1 : 0;
      for (const std::string& difference : row.differences) {
        out << key << " " << TextOf(row.row, "id") << ": " << difference << "\n";
      }
    }
  }
  return {};
}

}  // namespace

void PolicyRow::Expect(std::string_view field, const std::string& got) {
  ExpectAt(std::string(field), FieldOf(row, field), got);
}

void PolicyRow::ExpectAt(const std::string& where, const Json& want, const std::string& got) {
  if (want.missing()) return;
  ++compared;
  JsonDocument document;
  const auto parsed = document.ParseCopy(got);
  const std::string w = Canonical(want, Lists::kInOrder);
  const std::string g = parsed ? Canonical(*parsed, Lists::kInOrder) : got;
  if (w != g) differences.push_back(fmt::format("{}: wanted {}, got {}", where, w, g));
}

void PolicyRow::ExpectText(std::string_view field, std::string_view got) {
  Expect(field, Quoted(got));
}

void PolicyRow::ExpectOneOf(std::string_view field, const std::vector<std::string>& accepted) {
  const std::string want = TextOf(row, field);
  const bool is_one = std::ranges::find(accepted, want) != accepted.end();
  ExpectText(field, is_one ? want : accepted.front());
}

Json FieldOf(const Json& object, std::string_view key) {
  return object.kind() == JsonKind::kObject ? object.Field(key) : Json{};
}

std::vector<Json::Member> MembersOf(const Json& object) {
  return object.kind() == JsonKind::kObject ? object.Members() : std::vector<Json::Member>{};
}

std::string TextOf(const Json& object, std::string_view key, std::string_view otherwise) {
  const Json value = FieldOf(object, key);
  return std::string(value.kind() == JsonKind::kString ? value.AsString() : otherwise);
}

Result<std::int64_t> WholeIn(std::string_view name) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error == std::errc() && end == name.data() + name.size()) return number;
  return Fail(ErrorCode::kCorrupt, fmt::format("'{}' is no whole number", name));
}

Result<int> EvidenceKindIn(std::string_view text) {
  if (text.size() == 2 && text[0] == 'K' && text[1] >= '1' && text[1] <= '7') return text[1] - '0';
  return Fail(ErrorCode::kCorrupt, fmt::format("no evidence '{}'", text));
}

std::int64_t NumberOf(const Json& object, std::string_view key, std::int64_t otherwise) {
  const Json value = FieldOf(object, key);
  return value.kind() == JsonKind::kInt ? value.AsInt() : otherwise;
}

bool FlagOf(const Json& object, std::string_view key, bool otherwise) {
  const Json value = FieldOf(object, key);
  return value.kind() == JsonKind::kBool ? value.AsBool() : otherwise;
}

std::vector<Json> ItemsOf(const Json& list) {
  std::vector<Json> items;
  if (list.kind() != JsonKind::kArray) return items;
  list.EachItem([&](const Json& item) {
    items.push_back(item);
    return true;
  });
  return items;
}

std::vector<std::string> TextsOf(const Json& object, std::string_view key) {
  std::vector<std::string> texts;
  for (const Json& item : ItemsOf(FieldOf(object, key))) {
    if (item.kind() == JsonKind::kString) texts.emplace_back(item.AsString());
  }
  return texts;
}

policy::Fact FactOf(const Json& value) {
  switch (value.kind()) {
    case JsonKind::kBool:
      return value.AsBool();
    case JsonKind::kInt:
      return value.AsInt();
    case JsonKind::kString:
      if (value.AsString() == "none") return {};
      return std::string(value.AsString());
    default:
      return {};
  }
}

Result<policy::Time> TimeOf(const Json& object, std::string_view key) {
  auto time = policy::ParseTime(TextOf(object, key));
  if (time) return *time;
  return Fail(ErrorCode::kCorrupt, fmt::format("{}: {}", key, time.error().message));
}

Result<std::optional<policy::Time>> TimeOrNone(const Json& object, std::string_view key) {
  if (FieldOf(object, key).kind() != JsonKind::kString) return std::optional<policy::Time>();
  EVENHAND_ASSIGN(const policy::Time time, TimeOf(object, key));
  return std::optional(time);
}

std::string Quoted(std::string_view text) {
  std::string json;
  codec::AppendJsonString(text, &json);
  return json;
}

std::string QuotedList(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (const std::string& text : texts) json += (json.size() > 1 ? ", " : "") + Quoted(text);
  return json + "]";
}

std::string QuotedTime(const std::optional<policy::Time>& time) {
  return time ? Quoted(policy::FormatTime(*time)) : "null";
}

// "P1D" in a ladder of restrictions is "restrict P1D".
Result<policy::Ladder> LadderOf(const Json& rungs, std::vector<std::string> families) {
  policy::Ladder ladder{.families = std::move(families)};
  for (const auto& [threshold, action] : MembersOf(rungs)) {
    EVENHAND_ASSIGN(const std::int64_t count, WholeIn(threshold));
    const std::string text(action.kind() == JsonKind::kString ? action.AsString() : "");
    EVENHAND_ASSIGN(policy::Action parsed,
                    policy::ParseAction(text.starts_with('P') ? "restrict " + text : text));
    ladder.rungs.push_back({count, std::move(parsed)});
  }
  std::ranges::sort(ladder.rungs, {}, &policy::Rung::threshold);
  return ladder;
}

Result<policy::StrikeRules> StrikeRulesOf(const Json& row) {
  policy::StrikeRules rules;
  for (const auto& [name, family] : MembersOf(FieldOf(row, "families"))) {
    policy::Family read{.name = std::string(name)};
    const auto period = [&](std::string_view key,
                            std::optional<policy::Period>* to) -> Result<void> {
      const Json value = FieldOf(family, key);
      if (value.kind() != JsonKind::kString) return {};
      EVENHAND_ASSIGN(*to, policy::ParsePeriod(value.AsString()));
      return {};
    };
    EVENHAND_TRY(period("expiry", &read.expiry));
    EVENHAND_TRY(period("max_age", &read.max_age));
    rules.families.push_back(std::move(read));
  }
  for (const Json& ladder : ItemsOf(FieldOf(row, "ladders"))) {
    EVENHAND_ASSIGN(policy::Ladder read,
                    LadderOf(FieldOf(ladder, "rungs"), TextsOf(ladder, "families")));
    rules.ladders.push_back(std::move(read));
  }
  return rules;
}

Result<Tally> RunPolicyRows(const std::string& path, std::ostream& out) {
  EVENHAND_ASSIGN(const std::vector<fs::path> files, VectorFiles(path));
  Tally tally;
  for (const fs::path& file : files) EVENHAND_TRY(RunFile(file, out, &tally));
  if (tally.total == 0) return Fail(ErrorCode::kNotFound, "no rows of policies in " + path);
  out << tally.passed << " of " << tally.total << "\n";
  return tally;
}

}  // namespace evenhand::app
