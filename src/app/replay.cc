#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/access_fact.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/dossier_fact.h"
#include "app/event_files.h"
#include "app/fixed_random.h"
#include "app/load.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "engine/memory_facts.h"
#include "model/label_rules.h"
#include "program/mutations.h"

namespace evenhand::app {
namespace {

struct Options {
  std::vector<std::string> dossiers;
  std::string directory;
  std::string against;
  EventFiles events;
  std::string format = "text";
  std::size_t examples = 3;
};

// What an event came to, as far as anyone outside can tell: one entry per rule, verdict and label.
using Effects = std::set<std::string>;

// One rulebook with a memory of its own, walking the events.
class Side {
 public:
  // `dossiers` may be null, and outlives it.
  Side(const engine::Rulebook& book, const program::DossierFacts* dossiers)
      : evaluator_(book.program) {
    facts_.limits = &ShippedAccess();
    facts_.roles = dossiers;
  }

  Effects Evaluate(const model::Event& event) {
    const TimeUs now = event.time.utc;
    facts_.SetNow(now);
    FixedRandom random(static_cast<std::uint64_t>(event.id));
    evaluator_.Evaluate(event, facts_, now, random);
    return Collect(now);
  }

 private:
  Effects Collect(TimeUs now) {
    Effects effects;
    for (const program::Emitted& emitted : evaluator_.outcome().effects) {
      for (const std::uint32_t rule : emitted.effect->fired_by()) {
        effects.insert("rule " + evaluator_.program().rules[rule].name);
      }
    }
    program::CollectVerdicts(evaluator_, &verdicts_);
    for (const std::string& verdict : verdicts_) {
      if (verdict.find('/') == std::string::npos) effects.insert("verdict " + verdict);
    }
    program::CollectMutations(evaluator_, &groups_);
    for (const program::EntityMutations& group : groups_) {
      const model::EntityRef entity = evaluator_.Reference(*group.entity);
      for (const model::LabelMutation& m : group.mutations) {
        effects.insert(fmt::format("label {}{} on {}", model::IsAdded(m.status) ? "+" : "-",
                                   m.label, entity.type));
      }
      model::ApplyMutations(entity.id, group.mutations, now,
                            &facts_.labels[engine::EntityKey(entity)]);
    }
    return effects;
  }

  program::Evaluator evaluator_;
  engine::MemoryFacts facts_;
  std::vector<std::string> verdicts_;
  ReusedList<program::EntityMutations> groups_;
};

struct Change {
  std::uint64_t count = 0;
  std::vector<std::string> examples;
};

struct Report {
  std::uint64_t events = 0;
  std::uint64_t changed = 0;
  std::uint64_t malformed = 0;
  std::map<std::string, Change> now;     // only with the new rulebook
  std::map<std::string, Change> before;  // only with the old one
};

void Note(const Effects& from, const Effects& without, const std::string& example,
          std::size_t examples, std::map<std::string, Change>* changes) {
  for (const std::string& effect : from) {
    if (without.contains(effect)) continue;
    Change& change = (*changes)[effect];
    ++change.count;
    if (change.examples.size() < examples) change.examples.push_back(example);
  }
}

void PrintSide(const char* title, const std::map<std::string, Change>& changes) {
  if (changes.empty()) return;
  std::vector<std::pair<std::string, Change>> sorted(changes.begin(), changes.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
  Print(fmt::format("\n{}\n", title));
  for (const auto& [effect, change] : sorted) {
    Print(fmt::format("  {:>9}  {}\n", Grouped(change.count), effect));
    for (const std::string& example : change.examples) Print("             " + example + "\n");
  }
}

void PrintText(const Report& report, const Options& options) {
  Print(fmt::format("{} of {} events change from {} to {}\n", Grouped(report.changed),
                    Grouped(report.events), options.directory, options.against));
  if (report.malformed > 0)
    Print(fmt::format("{} lines held no event\n", Grouped(report.malformed)));
  PrintSide("now, and not before", report.now);
  PrintSide("before, and not now", report.before);
}

void WriteSide(std::string_view key, const std::map<std::string, Change>& changes,
               codec::JsonOut* out) {
  out->Key(key).Open('{');
  for (const auto& [effect, change] : changes) {
    out->Key(effect).Open('{').Key("count").Int(static_cast<std::int64_t>(change.count));
    out->Key("examples").Open('[');
    for (const std::string& example : change.examples) out->String(example);
    out->Close(']').Close('}');
  }
  out->Close('}');
}

void PrintJson(const Report& report) {
  codec::JsonOut out;
  out.Open('{').Key("events").Int(static_cast<std::int64_t>(report.events));
  out.Key("changed").Int(static_cast<std::int64_t>(report.changed));
  out.Key("malformed").Int(static_cast<std::int64_t>(report.malformed));
  WriteSide("now", report.now, &out);
  WriteSide("before", report.before, &out);
  out.Close('}');
  Print(out.text() + "\n");
}

void Run(const Options& options, Session* session) {
  const auto old_book = LoadOrReport(options.directory, session);
  const auto new_book = old_book ? LoadOrReport(options.against, session) : nullptr;
  if (new_book == nullptr) return;
  std::unique_ptr<AcceptedDossiers> dossiers;
  if (!options.dossiers.empty()) {
    auto loaded = AcceptedDossiers::Load(options.dossiers);
    if (!loaded) return app::Report(loaded.error(), session);
    dossiers = *std::move(loaded);
  }
  Side before(*old_book, dossiers.get()), now(*new_book, dossiers.get());
  Report report;
  const auto visit = [&](const model::Event& event, const source::Line& line) -> Result<bool> {
    const Effects was = before.Evaluate(event), is = now.Evaluate(event);
    ++report.events;
    if (was == is) return true;
    ++report.changed;
    const std::string example =
        fmt::format("event {} {} (line {})", event.id, event.name, line.at.line);
    Note(is, was, example, options.examples, &report.now);
    Note(was, is, example, options.examples, &report.before);
    return true;
  };
  const Result<void> walked = EachEvent(options.events, *session, &report.malformed, visit);
  if (!walked) return app::Report(walked.error(), session);
  options.format == "json" ? PrintJson(report) : PrintText(report, options);
  if (report.changed > 0) session->exit_code = kFindings;
}

}  // namespace

void AddReplayCommand(CLI::App& app, Session* session) {
  CLI::App* command =
      AddCommand(app, "replay", "Run the same events through two rulebooks and show what changes",
                 "  evenhand replay rules --against rules-next yesterday.jsonl.zst\n"
                 "  evenhand replay rules --against rules-next events.jsonl --format json");
  auto options = std::make_shared<Options>();
  AddRulebook(command, &options->directory);
  command->add_option("--against", options->against, "the other rulebook")
      ->required()
      ->type_name("DIR");
  AddEventFiles(command, &options->events);
  AddDossiers(command, &options->dossiers);
  command->add_option("--examples", options->examples, "show this many events for each change")
      ->capture_default_str();
  AddFormat(command, &options->format);
  command->callback([options, session] { Run(*options, session); });
}

}  // namespace evenhand::app
