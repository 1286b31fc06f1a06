#include "app/conformance_sml.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "app/compare.h"
#include "app/sml_result.h"
#include "codec/iso8601.h"
#include "codec/json_document.h"
#include "engine/rulebook.h"
#include "program/evaluator.h"
#include "source/envelope.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;
using codec::Json;
using codec::JsonDocument;
using codec::JsonKind;

TimeUs WallClock() {
  return TimeUs{std::chrono::duration_cast<std::chrono::microseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count()};
}

// Random values are only ever compared by their properties here.
class Sequence final : public program::Random {
 public:
  std::uint64_t Next() override {
    return state_ = state_ * 6364136223846793005u + 1442695040888963407u;
  }

 private:
  std::uint64_t state_ = 1;
};

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> ReadLines(const fs::path& path) {
  std::vector<std::string> lines;
  std::istringstream in(ReadFile(path));
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

std::string_view TextOf(Json value) {
  return value.kind() == JsonKind::kString ? value.AsString() : std::string_view();
}

// The label state of a case, as the rules see it.
class CaseFacts final : public program::Facts {
 public:
  LabelsByEntity labels;
  std::set<std::string, std::less<>> unavailable;

  Result<const model::EntityLabels*> Labels(model::EntityRef entity) override {
    const std::string key = std::string(entity.type) + "/" + std::string(entity.id);
    if (unavailable.contains(key)) return Fail(ErrorCode::kUnavailable, "labels of " + key);
    const auto found = labels.find(key);
    return found == labels.end() ? nullptr : &found->second;
  }
  Result<std::int64_t> Window(std::string_view, std::int64_t, std::int64_t, std::int64_t by,
                              std::int64_t) override {
    return by;
  }
  Result<std::optional<std::string_view>> CacheGet(std::string_view) override {
    return std::nullopt;
  }
  Result<void> CacheSet(std::string_view, std::string_view, std::int64_t) override { return {}; }
};

model::LabelStatus StatusOf(std::string_view name) {
  using model::LabelStatus;
  for (const LabelStatus s : {LabelStatus::kRemoved, LabelStatus::kAdded,
                              LabelStatus::kManuallyRemoved, LabelStatus::kManuallyAdded}) {
    if (Name(s) == name) return s;
  }
  return LabelStatus::kRemoved;
}

void ReadLabels(Json root, CaseFacts* facts) {
  if (const Json list = root.Field("unavailable"); list.kind() == JsonKind::kArray) {
    list.EachItem([&](Json key) { return facts->unavailable.emplace(TextOf(key)), true; });
  }
  const Json entities = root.Field("entities");
  if (entities.kind() != JsonKind::kObject) return;
  entities.EachField([&](std::string_view entity, Json states) {
    states.EachField([&](std::string_view label, Json state) {
      model::LabelState& to = facts->labels[std::string(entity)][std::string(label)];
      to.status = StatusOf(TextOf(state.Field("status")));
      state.Field("reasons").EachField([&](std::string_view name, Json reason) {
        model::LabelReason& r = to.reasons[std::string(name)];
        if (const auto t = codec::ParseIso8601(TextOf(reason.Field("created_at")))) {
          r.created_at = t->utc;
        }
        if (const auto t = codec::ParseIso8601(TextOf(reason.Field("expires_at")))) {
          r.expires_at = t->utc;
        }
      });
    });
  });
}

// One case, whose differences are gathered in `problems`.
class Case {
 public:
  explicit Case(fs::path directory) : directory_(std::move(directory)) {}

  Result<void> Run() {
    EVENHAND_ASSIGN(description_,
                    description_document_.ParseCopy(ReadFile(directory_ / "case.json")));
    auto rulebook = engine::LoadRulebook(directory_.string());
    const bool refused = !rulebook || rulebook->checked == nullptr;
    if (TextOf(description_.Field("kind")) == "rejected") return CheckRefusal(rulebook, refused);
    if (refused) {
      const auto& all = rulebook ? rulebook->diagnostics.all() : std::vector<sml::Diagnostic>();
      problems.push_back("does not load: " + (rulebook ? all.empty() ? "" : Place(*rulebook, all[0])
                                                       : rulebook.error().message));
      return {};
    }
    return CheckEvents(*rulebook);
  }

  std::vector<std::string> problems;

 private:
  bool HasTag(std::string_view tag) const {
    bool has = false;
    const Json tags = description_.Field("tags");
    if (tags.kind() == JsonKind::kArray) {
      tags.EachItem([&](Json t) { return has |= TextOf(t) == tag, true; });
    }
    return has;
  }

  static std::string Place(const engine::Rulebook& rulebook, const sml::Diagnostic& d) {
    return std::string(sml::Name(d.stage)) + " " + rulebook.sources->At(d.span.file).path + ":" +
           std::to_string(d.span.line) + ":" + std::to_string(d.span.column) + " " + d.kind + ": " +
           d.message;
  }

  bool IsPlace(const engine::Rulebook& rulebook, const sml::Diagnostic& d, Json wanted) const {
    const bool same_column =
        HasTag("python-parser") || wanted.Field("col").AsInt() == std::int64_t{d.span.column};
    return rulebook.sources->At(d.span.file).path == TextOf(wanted.Field("file")) &&
           wanted.Field("line").AsInt() == std::int64_t{d.span.line} && same_column;
  }

  Result<void> CheckRefusal(const Result<engine::Rulebook>& rulebook, bool refused) {
    JsonDocument document;
    EVENHAND_ASSIGN(const Json wanted,
                    document.ParseCopy(ReadFile(directory_ / "expected_error.json")));
    // Where the peer itself crashes, any answer is as good as another.
    if (!wanted.Field("strict").AsBool()) return {};
    if (!refused) {
      problems.push_back("loads, but must be refused: " +
                         std::string(TextOf(wanted.Field("kind"))));
      return {};
    }
    const sml::Diagnostic* first = nullptr;
    if (rulebook) {
      for (const sml::Diagnostic& d : rulebook->diagnostics.all()) {
        if (d.severity == sml::Severity::kError && first == nullptr) first = &d;
      }
    }
    const std::string place = std::string(TextOf(wanted.Field("stage"))) + " " +
                              std::string(TextOf(wanted.Field("file"))) + ":" +
                              std::to_string(wanted.Field("line").AsInt()) + ":" +
                              std::to_string(wanted.Field("col").AsInt());
    if (first == nullptr) {
      problems.push_back("refused at " + place + " by the peer, but here without a place");
      return {};
    }
    bool right = IsPlace(*rulebook, *first, wanted);
    if (const Json others = wanted.Field("any_of"); others.kind() == JsonKind::kArray) {
      others.EachItem([&](Json other) { return right |= IsPlace(*rulebook, *first, other), true; });
    }
    if (!right || sml::Name(first->stage) != TextOf(wanted.Field("stage"))) {
      problems.push_back("wanted " + place + " " + std::string(TextOf(wanted.Field("kind"))) +
                         ", got " + Place(*rulebook, *first));
    }
    return {};
  }

  Result<void> CheckEvents(const engine::Rulebook& rulebook) {
    JsonDocument labels_document;
    CaseFacts initial;
    if (fs::exists(directory_ / "labels.json")) {
      EVENHAND_ASSIGN(const Json labels,
                      labels_document.ParseCopy(ReadFile(directory_ / "labels.json")));
      ReadLabels(labels, &initial);
    }
    const Json stateful = description_.Field("stateful");
    const bool keeps_state = stateful.kind() == JsonKind::kBool && stateful.AsBool();
    const std::vector<std::string> actions = ReadLines(directory_ / "actions.jsonl");
    const std::vector<std::string> expected = ReadLines(directory_ / "expected.jsonl");
    if (actions.size() != expected.size()) {
      return Fail(ErrorCode::kCorrupt, "actions.jsonl and expected.jsonl differ in length");
    }
    program::Evaluator evaluator(rulebook.program);
    source::EnvelopeOptions options;
    options.format = source::InputFormat::kOsprey;
    EVENHAND_ASSIGN(source::EnvelopeReader reader, source::EnvelopeReader::Make(options));
    CaseFacts facts = initial;
    Sequence random;
    for (std::size_t i = 0; i < actions.size(); ++i) {
      if (!keeps_state) facts = initial;
      const std::string padded = actions[i] + std::string(codec::kJsonPadding, ' ');
      Arena arena;
      model::Event event;
      const auto read =
          reader.Read(std::string_view(padded).substr(0, actions[i].size()), &arena, &event);
      if (!read) return tl::unexpected(read.error());
      const TimeUs now = WallClock();
      evaluator.Evaluate(event, facts, now, random);
      EVENHAND_TRY(CompareEvent(i, expected[i], evaluator, now, keeps_state, &facts));
    }
    return {};
  }

  Result<void> CompareEvent(std::size_t i, const std::string& line, program::Evaluator& evaluator,
                            TimeUs now, bool keeps_state, CaseFacts* facts) {
    const std::string where = "event " + std::to_string(i + 1) + ": ";
    JsonDocument wanted_document, got_document, after_document;
    EVENHAND_ASSIGN(const Json wanted, wanted_document.ParseCopy(line));
    const Json dropped = wanted.Field("dropped");
    if (evaluator.outcome().dropped != !dropped.missing()) {
      problems.push_back(where + (dropped.missing() ? "dropped" : "not dropped"));
    }
    if (!dropped.missing() || evaluator.outcome().dropped) return {};
    const std::string text = SmlResult(evaluator, now, &facts->labels);
    EVENHAND_ASSIGN(const Json got, got_document.ParseCopy(text));
    for (const Difference& difference :
         CompareFeatures(wanted.Field("features"), got.Field("features"))) {
      problems.push_back(where + "feature" + Show(difference));
    }
    const auto part = [&](const char* name, Json a, Json b) {
      const std::string w = Canonical(a, Lists::kAsMultisets);
      const std::string g = Canonical(b, Lists::kAsMultisets);
      if (w != g) problems.push_back(where + name + ": wanted " + w + ", got " + g);
    };
    for (const char* name :
         {"error_count", "verdicts", "effects", "label_mutations", "label_changes", "when_rules"}) {
      part(name, wanted.Field(name), got.Field(name));
    }
    if (!keeps_state) return {};
    EVENHAND_ASSIGN(const Json after, after_document.ParseCopy(SmlLabels(facts->labels)));
    part("labels_after", wanted.Field("labels_after"), after);
    return {};
  }

  fs::path directory_;
  JsonDocument description_document_;
  Json description_;
};

}  // namespace

Result<Tally> RunSmlCases(const std::string& directory, std::ostream& out) {
  std::vector<fs::path> cases;
  std::error_code error;
  if (fs::exists(fs::path(directory) / "case.json", error)) {
    cases.emplace_back(directory);
  } else {
    for (const auto& entry : fs::directory_iterator(directory, error)) {
      if (fs::exists(entry.path() / "case.json", error)) cases.push_back(entry.path());
    }
  }
  if (cases.empty()) return Fail(ErrorCode::kNotFound, "no case.json in " + directory);
  std::sort(cases.begin(), cases.end());
  Tally tally;
  for (const fs::path& path : cases) {
    Case one(path);
    if (const auto done = one.Run(); !done) one.problems.push_back(done.error().message);
    ++tally.total;
    tally.passed += one.problems.empty();
    for (const std::string& problem : one.problems) {
      out << path.filename().string() << ": " << problem << "\n";
    }
  }
  out << tally.passed << " of " << tally.total << "\n";
  return tally;
}

}  // namespace evenhand::app
