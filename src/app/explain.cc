#include <fmt/format.h>

#include "app/access_fact.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/dossier_fact.h"
#include "app/event_files.h"
#include "app/explanation.h"
#include "app/fixed_random.h"
#include "app/load.h"
#include "app/table.h"
#include "codec/iso8601.h"
#include "engine/memory_facts.h"

namespace evenhand::app {
namespace {

struct Options {
  std::vector<std::string> dossiers;
  std::string directory;
  EventFiles events;
  std::string format = "text";
  std::string feature;
  std::int64_t id = 0;
  bool by_id = false;
  std::uint64_t most = 1;
};

void Show(program::Evaluator& evaluator, const Options& options, const Session& session) {
  const model::Event& event = evaluator.event();
  const bool one_feature = !options.feature.empty();
  const Explanation all = one_feature ? Explanation{ExplainFeature(evaluator, options.feature), {}}
                                      : Explain(evaluator);
  if (options.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("action_id").Int(event.id).Key("action_name").String(event.name);
    out.Key(one_feature ? "features" : "effects");
    WriteReasons(all.effects, &out);
    out.Key("failed");
    WriteReasons(all.failed, &out);
    out.Key("log").Open('[');
    for (const std::string_view line : evaluator.outcome().log) out.String(line);
    out.Close(']');
    out.Close('}');
    return Print(out.text() + "\n");
  }
  std::string time;
  codec::AppendIso8601(&time, event.time);
  Print(fmt::format("event {} {} at {}\n", event.id, event.name, time));
  Print(RenderReasons(all.effects, session.color_out()));
  if (all.effects.empty()) Print(one_feature ? "  no such feature\n" : "  no rule fired\n");
  if (!all.failed.empty())
    Print("  errors inside rules:\n" + RenderReasons(all.failed, session.color_out()));
  for (const std::string_view line : evaluator.outcome().log)
    Print("  log: " + ForTerminal(line) + "\n");
}

// Shows the event with the wanted id; without one, the first ones on which a rule fired.
void Run(const Options& options, Session* session) {
  const auto book = LoadOrReport(options.directory, session);
  if (book == nullptr) return;
  program::Evaluator evaluator(book->program);
  engine::MemoryFacts facts;
  facts.limits = &ShippedAccess();
  std::unique_ptr<AcceptedDossiers> dossiers;
  if (!options.dossiers.empty()) {
    auto loaded = AcceptedDossiers::Load(options.dossiers);
    if (!loaded) return Report(loaded.error(), session);
    dossiers = *std::move(loaded);
    facts.roles = dossiers.get();
  }
  std::uint64_t shown = 0, malformed = 0;
  const auto visit = [&](const model::Event& event, const source::Line&) -> Result<bool> {
    if (options.by_id && event.id != options.id) return true;
    facts.SetNow(event.time.utc);
    FixedRandom random(static_cast<std::uint64_t>(event.id));
    evaluator.Evaluate(event, facts, event.time.utc, random);
    const bool wanted =
        options.by_id || !options.feature.empty() || !evaluator.outcome().effects.empty();
    if (wanted) Show(evaluator, options, *session);
    shown += wanted ? 1 : 0;
    return shown < options.most;
  };
  const Result<void> walked = EachEvent(options.events, *session, &malformed, visit);
  if (!walked) return Report(walked.error(), session);
  if (shown > 0) return;
  PrintError(options.by_id ? "evenhand: no event has this id\n"
                           : "evenhand: no rule fired on any event\n");
  session->exit_code = kFindings;
}

}  // namespace

void AddExplainCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "explain", "Show why: from each effect back to the places of the event it rests on",
      "  evenhand explain rulebooks/atproto-starter events.jsonl --most 3\n"
      "  evenhand explain rules events.jsonl --event 1740830400000000\n"
      "  evenhand explain rules event.json --feature SpamLinks");
  auto options = std::make_shared<Options>();
  AddRulebook(command, &options->directory);
  AddEventFiles(command, &options->events);
  AddDossiers(command, &options->dossiers);
  CLI::Option* by_id = command->add_option("--event", options->id, "the event with this id");
  command->add_option("--most", options->most, "this many events on which a rule fired")
      ->capture_default_str();
  command->add_option("--feature", options->feature, "only this feature or rule");
  AddFormat(command, &options->format);
  command->callback([options, session, by_id] {
    options->by_id = by_id->count() > 0;
    Run(*options, session);
  });
}

}  // namespace evenhand::app
