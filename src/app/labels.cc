#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include "app/clock.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/label_view.h"
#include "app/manual_label.h"
#include "app/table.h"
#include "codec/iso8601.h"
#include "engine/rulebook_dir.h"
#include "state/entity_state.h"

namespace evenhand::app {
namespace {

struct Options {
  std::string state;
  std::string entity;
  ManualChange change;
  std::string expires_in;
  std::string at;        // empty: now
  std::string rulebook;  // empty: any label will do
  std::string format = "text";
};

Result<TimeUs> TimeOf(const Options& options) {
  if (options.at.empty()) return SystemClock().Now();
  const std::optional<EventTime> time = codec::ParseIso8601(options.at);
  if (time) return time->utc;
  return Fail(ErrorCode::kInvalidArgument,
              "--at wants an ISO 8601 time, not " + ForTerminal(options.at));
}

// A directory without state is a typing error, not a place to begin.
Result<std::unique_ptr<state::EntityState>> OpenState(const std::string& directory) {
  EVENHAND_ASSIGN(std::unique_ptr<state::Store> store,
                  state::OpenRocksStore({.directory = directory, .create = false}));
  return std::make_unique<state::EntityState>(std::move(store));
}

Result<model::EntityLabels> LabelsOf(const state::EntityState& state, model::EntityRef entity) {
  state::View view(&state);
  EVENHAND_ASSIGN(const model::EntityLabels* labels, view.Labels(entity));
  return labels == nullptr ? model::EntityLabels() : *labels;
}

Result<void> Show(const Options& options) {
  EVENHAND_ASSIGN(const model::EntityRef entity, ParseEntity(options.entity));
  EVENHAND_ASSIGN(const TimeUs now, TimeOf(options));
  EVENHAND_ASSIGN(const auto state, OpenState(options.state));
  EVENHAND_ASSIGN(const model::EntityLabels labels, LabelsOf(*state, entity));
  if (options.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("entity").String(options.entity).Key("labels");
    WriteLabels(labels, now, &out);
    out.Close('}');
    Print(out.text() + "\n");
    return {};
  }
  Print(ForTerminal(options.entity) + (labels.empty() ? " has no labels\n" : "\n"));
  Print(RenderLabels(labels, now));
  return {};
}

// Only the configuration is read: errors in rules must not keep a person from setting things right.
Result<void> CheckAgainst(const std::string& rulebook, const std::string& label,
                          std::string_view entity_type) {
  EVENHAND_ASSIGN(const sml::SourceSet sources, engine::ReadRulebookDir(rulebook));
  sml::Diagnostics diagnostics;
  const sml::Config config = sml::ReadConfig(sources, &diagnostics);
  if (diagnostics.error_count() > 0) {
    return Fail(ErrorCode::kInvalidArgument,
                "the configuration of " + rulebook + " has errors; `evenhand check` shows them");
  }
  return CheckLabel(config, label, entity_type);
}

void PrintChange(const Options& options, const model::LabelMutation& mutation, bool changed,
                 const model::LabelState& state) {
  if (!changed) {
    return Print(fmt::format("{}: nothing changes {}, which is {} already by a later word\n",
                             ForTerminal(options.entity), ForTerminal(mutation.label),
                             InWords(state.status)));
  }
  std::string until;
  if (mutation.expires_at) {
    until = " until ";
    codec::AppendIso8601(&until, {.utc = *mutation.expires_at});
  }
  Print(fmt::format("{}: {} is {}{}\n", ForTerminal(options.entity), ForTerminal(mutation.label),
                    InWords(mutation.status), until));
}

void WriteChange(const Options& options, const model::LabelChanges& changes, bool changed,
                 const model::EntityLabels& labels, TimeUs now) {
  codec::JsonOut out;
  const auto list = [&](std::string_view key, const std::vector<std::string_view>& names) {
    out.Key(key).Open('[');
    for (const std::string_view name : names) out.String(name);
    out.Close(']');
  };
  out.Open('{').Key("entity").String(options.entity).Key("mutation_result").Open('{');
  list("added", changes.added);
  list("removed", changes.removed);
  list("updated", changed ? changes.updated : std::vector<std::string_view>());
  list("unchanged", changed ? std::vector<std::string_view>() : changes.updated);
  out.Close('}').Key("labels");
  WriteLabels(labels, now, &out);
  out.Close('}');
  Print(out.text() + "\n");
}

Result<void> Change(Options options) {
  EVENHAND_ASSIGN(const model::EntityRef entity, ParseEntity(options.entity));
  EVENHAND_ASSIGN(const TimeUs now, TimeOf(options));
  if (!options.expires_in.empty()) {
    EVENHAND_ASSIGN(options.change.lasts_us, ParseDuration(options.expires_in));
  }
  EVENHAND_ASSIGN(const model::LabelMutation mutation, ToMutation(options.change, now));
  if (!options.rulebook.empty()) {
    EVENHAND_TRY(CheckAgainst(options.rulebook, options.change.label, entity.type));
  }
  EVENHAND_ASSIGN(const auto state, OpenState(options.state));
  EVENHAND_ASSIGN(const model::EntityLabels before, LabelsOf(*state, entity));
  EVENHAND_ASSIGN(const model::LabelChanges* changes,
                  state->ApplyLabels(entity, {&mutation, 1}, now));
  // An empty name: this is no input, so there is no position to go on from.
  EVENHAND_TRY(state->Commit("", ""));
  EVENHAND_ASSIGN(const model::EntityLabels after, LabelsOf(*state, entity));
  const bool changed = before != after;
  if (options.format == "json") {
    WriteChange(options, *changes, changed, after, now);
  } else {
    PrintChange(options, mutation, changed, after.find(mutation.label)->second);
  }
  return {};
}

// Whoever is logged in; empty where that is not known, and --by must say it.
std::string UserName() {
  for (const char* name : {"LOGNAME", "USER"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  const passwd* user = getpwuid(geteuid());
  return user == nullptr ? "" : user->pw_name;
}

void AddCommon(CLI::App* command, Options* options) {
  command->add_option("DIR", options->state, "the directory of `run --state`")
      ->required()
      ->type_name("DIR");
  command->add_option("ENTITY", options->entity, "whose labels, as Type/id")
      ->required()
      ->type_name("Type/id");
}

void AddShow(CLI::App& labels, Session* session) {
  CLI::App* command = AddCommand(labels, "show", "Show an entity's labels, and how they came about",
                                 "  evenhand labels show state Account/did:plc:ann\n"
                                 "  evenhand labels show state Domain/shop.example --format json");
  auto options = std::make_shared<Options>();
  AddCommon(command, options.get());
  command->add_option("--at", options->at, "what is in force at this time (default: now)")
      ->type_name("TIME");
  AddFormat(command, &options->format);
  command->callback([options, session] {
    if (const Result<void> done = Show(*options); !done) Report(done.error(), session);
  });
}

void AddChange(CLI::App& labels, const std::string& name, bool adds, const std::string& purpose,
               const std::string& examples, Session* session) {
  CLI::App* command = AddCommand(labels, name, purpose, examples);
  auto options = std::make_shared<Options>();
  options->change.adds = adds;
  options->change.by = UserName();
  AddCommon(command, options.get());
  command->add_option("LABEL", options->change.label, "the label's name")
      ->required()
      ->type_name("LABEL");
  command->add_option("--reason", options->change.why, "why; it is kept with the label")
      ->required()
      ->type_name("TEXT");
  command->add_option("--by", options->change.by, "who says so (default: your login name)")
      ->type_name("NAME");
  command->add_option("--expires-in", options->expires_in, "for this long only: 30d, 12h, 1d12h")
      ->type_name("TIME");
  command->add_option("--at", options->at, "the time of the change (default: now)")
      ->type_name("TIME");
  command
      ->add_option("--rulebook", options->rulebook,
                   "refuse a label that this rulebook's configuration does not have, or not for "
                   "this type of entity")
      ->type_name("DIR");
  AddFormat(command, &options->format);
  command->callback([options, session] {
    if (const Result<void> done = Change(*options); !done) Report(done.error(), session);
  });
}

}  // namespace

void AddLabelsCommand(CLI::App& app, Session* session) {
  CLI::App* labels = AddCommand(
      app, "labels", "Show labels, and set them by hand: a person's word stands against rules",
      "  evenhand labels show state Account/did:plc:ann\n"
      "  evenhand labels remove state Account/did:plc:ann link-spammer --reason 'appeal granted'");
  labels->require_subcommand(1);
  AddShow(*labels, session);
  AddChange(
      *labels, "add", true, "Put a label on an entity; rules leave it there",
      "  evenhand labels add state Account/did:plc:ann trusted --reason 'known to us' --by kim\n"
      "  evenhand labels add state Domain/shop.example spam --reason 'report 17' --expires-in 30d",
      session);
  AddChange(
      *labels, "remove", false, "Take a label off an entity; rules do not put it back",
      "  evenhand labels remove state Account/did:plc:ann link-spammer --reason 'appeal granted'\n"
      "  evenhand labels remove state Account/did:plc:ann spam --reason 'wrong' --rulebook rules",
      session);
}

}  // namespace evenhand::app
