#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/compare.h"
#include "app/fixed_random.h"
#include "app/load.h"
#include "app/progress.h"
#include "app/table.h"
#include "codec/iso8601.h"
#include "codec/json_out.h"
#include "engine/memory_facts.h"
#include "program/result_json.h"
#include "source/line_reader.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;

struct Options {
  std::string directory;
  std::vector<std::string> files;
  std::string format = "text";
  std::size_t examples = 3;
};

struct Mismatch {
  std::uint64_t count = 0;
  std::vector<std::string> examples;
};

struct Tally {
  std::uint64_t results = 0;
  std::uint64_t unreadable = 0;
  std::map<std::string, Mismatch> by_feature;
};

// The first of several fields that is there: Osprey's stores name them differently.
Json AnyOf(Json object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const Json found = object.Field(name);
    if (!found.missing() && found.kind() != JsonKind::kNull) return found;
  }
  return {};
}

std::string_view Text(Json json) {
  return json.kind() == JsonKind::kString ? json.AsString() : std::string_view();
}

// A stored result as the event it came from.
struct Stored {
  model::Event event;
  Json features;
};

Result<Stored> ReadStored(Json line) {
  Stored stored;
  stored.features = AnyOf(line, {"extracted_features", "features"});
  const Json data = AnyOf(line, {"action_data", "data"});
  if (stored.features.kind() != JsonKind::kObject || data.kind() != JsonKind::kObject) {
    return Fail(ErrorCode::kInvalidArgument, "no features or no action data");
  }
  Json id = AnyOf(line, {"action_id", "id"});
  if (id.missing()) id = stored.features.Field("__action_id");
  Json name = AnyOf(line, {"action_name"});
  if (name.missing()) name = stored.features.Field("ActionName");
  Json time = AnyOf(line, {"timestamp"});
  if (time.missing()) time = stored.features.Field("__timestamp");
  const auto when = codec::ParseIso8601(Text(time));
  if (id.kind() != JsonKind::kInt || !when) {
    return Fail(ErrorCode::kInvalidArgument, "no action id or no timestamp");
  }
  stored.event.id = id.AsInt();
  stored.event.name = Text(name);
  stored.event.time = *when;
  stored.event.data = data;
  return stored;
}

class Comparison {
 public:
  Comparison(const engine::Rulebook& book, std::size_t examples)
      : evaluator_(book.program), examples_(examples) {}

  Tally tally;

  void Compare(const source::Line& line) {
    const auto json = document_.ParseCopy(line.text);
    auto stored = json ? ReadStored(*json) : tl::unexpected(json.error());
    if (!stored) return void(++tally.unreadable);
    engine::MemoryFacts no_labels;
    no_labels.SetNow(stored->event.time.utc);
    FixedRandom random(static_cast<std::uint64_t>(stored->event.id));
    evaluator_.Evaluate(stored->event, no_labels, stored->event.time.utc, random);
    ++tally.results;
    std::string ours;
    program::AppendResult(evaluator_, &ours);
    const auto got = ours_.ParseCopy(ours);
    if (!got) return void(++tally.unreadable);
    for (const Difference& d : CompareFeatures(stored->features, *got)) Note(d, stored->event.id);
  }

 private:
  void Note(const Difference& difference, std::int64_t id) {
    Mismatch& mismatch = tally.by_feature[difference.name];
    ++mismatch.count;
    if (mismatch.examples.size() >= examples_) return;
    const auto shown = [](const std::string& text) { return text.empty() ? "nothing" : text; };
    mismatch.examples.push_back(fmt::format("event {}: Osprey {}, here {}", id,
                                            shown(difference.wanted), shown(difference.got)));
  }

  program::Evaluator evaluator_;
  std::size_t examples_;
  codec::JsonDocument document_, ours_;
};

void PrintText(const Tally& tally) {
  for (const auto& [feature, mismatch] : tally.by_feature) {
    Print(fmt::format("{}: {} results differ\n", feature, Grouped(mismatch.count)));
    for (const std::string& example : mismatch.examples) Print("  " + example + "\n");
  }
  Print(fmt::format("{} results compared, {} features differ, {} lines could not be read\n",
                    Grouped(tally.results), tally.by_feature.size(), Grouped(tally.unreadable)));
}

void PrintJson(const Tally& tally) {
  codec::JsonOut out;
  out.Open('{').Key("results").Int(static_cast<std::int64_t>(tally.results));
  out.Key("unreadable").Int(static_cast<std::int64_t>(tally.unreadable));
  out.Key("features").Open('{');
  for (const auto& [feature, mismatch] : tally.by_feature) {
    out.Key(feature).Open('{').Key("count").Int(static_cast<std::int64_t>(mismatch.count));
    out.Key("examples").Open('[');
    for (const std::string& example : mismatch.examples) out.String(example);
    out.Close(']').Close('}');
  }
  out.Close('}').Close('}');
  Print(out.text() + "\n");
}

Result<void> Walk(const Options& options, const Session& session, Comparison* comparison) {
  source::LineReader reader(options.files);
  Progress progress(session, 0);
  source::LineBatch batch;
  while (true) {
    EVENHAND_ASSIGN(const bool more, reader.Pull(&batch));
    if (!more) return {};
    for (const source::Line& line : batch.lines) comparison->Compare(line);
    progress.Update(batch.input_bytes, comparison->tally.results);
  }
}

void Run(const Options& options, Session* session) {
  const auto book = LoadOrReport(options.directory, session);
  if (book == nullptr) return;
  Comparison comparison(*book, options.examples);
  const Result<void> walked = Walk(options, *session, &comparison);
  if (!walked) return Report(walked.error(), session);
  const Tally& tally = comparison.tally;
  options.format == "json" ? PrintJson(tally) : PrintText(tally);
  if (!tally.by_feature.empty() || tally.unreadable > 0) session->exit_code = kFindings;
}

}  // namespace

void AddDiffOspreyCommand(CLI::App& app, Session* session) {
  CLI::App* command =
      AddCommand(app, "diff-osprey", "Compare with stored results of Osprey, feature by feature",
                 "  evenhand diff-osprey rules results.jsonl.gz\n"
                 "  evenhand diff-osprey rules results.jsonl --examples 10 --format json");
  auto options = std::make_shared<Options>();
  AddRulebook(command, &options->directory);
  command
      ->add_option("RESULTS", options->files,
                   "stored results: JSON Lines with extracted_features and action_data")
      ->required();
  command->add_option("--examples", options->examples, "show this many events for each feature")
      ->capture_default_str();
  AddFormat(command, &options->format);
  command->callback([options, session] { Run(*options, session); });
}

}  // namespace evenhand::app
