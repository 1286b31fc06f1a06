// `evenhand demand`: what states demand, all of it on record and counted in public.

#include <fmt/format.h>

#include <map>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/table.h"
#include "codec/json_out.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string at;
  policy::Demand demand;
  std::string outcome;
  std::string reason;
  std::string format = "text";
};

Result<void> File(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const docket::DemandEntry entry, docket->FileDemand(o.demand, at));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("demand {} is on record{} and counted: {}\n", ForTerminal(entry.id),
                    entry.was_there ? " already" : "", policy::Describe(entry.handling)));
  return {};
}

Result<void> Answer(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->AnswerDemand({.demand = o.id,
                                     .outcome = *docket::DemandOutcomeNamed(o.outcome),
                                     .reason = o.reason,
                                     .at = at}));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("demand {}: {}\n", ForTerminal(o.id), o.outcome));
  return {};
}

std::string OutcomeOf(const docket::DemandEntry& e) {
  return e.outcome ? std::string(docket::Name(*e.outcome)) : "open";
}

std::string ListText(const std::vector<docket::DemandEntry>& entries) {
  std::string out;
  std::map<std::string, std::int64_t> by_state;
  for (const docket::DemandEntry& e : entries) {
    const policy::Demand& d = e.demand;
    out += fmt::format("{}  {}, {}: {}, {}; {}, {} ({})\n", policy::FormatTime(e.received),
                       ForTerminal(d.state), ForTerminal(d.body.empty() ? "no body named" : d.body),
                       ForTerminal(d.asks), ForTerminal(d.law.empty() ? "no law cited" : d.law),
                       policy::Describe(e.handling), OutcomeOf(e), ForTerminal(e.id));
    ++by_state[d.state];
  }
  out += fmt::format("{} demands", Grouped(entries.size()));
  for (const auto& [state, count] : by_state)
    out += fmt::format(", {} {}", ForTerminal(state), count);
  return out + "\n";
}

std::string ListJson(const std::vector<docket::DemandEntry>& entries) {
  codec::JsonOut out;
  out.Open('[');
  for (const docket::DemandEntry& e : entries) {
    const policy::Demand& d = e.demand;
    out.Open('{')
        .Key("demand")
        .String(e.id)
        .Key("received")
        .String(policy::FormatTime(e.received))
        .Key("state")
        .String(d.state);
    out.Key("body")
        .String(d.body)
        .Key("law")
        .String(d.law)
        .Key("scope")
        .String(d.scope)
        .Key("date")
        .String(d.date);
    out.Key("asks")
        .String(d.asks)
        .Key("handling")
        .String(policy::Describe(e.handling))
        .Key("outcome")
        .String(OutcomeOf(e))
        .Close('}');
  }
  out.Close(']');
  return out.text() + "\n";
}

Result<void> List(const Options& o) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto entries, docket->Demands());
  Print(o.format == "json" ? ListJson(entries) : ListText(entries));
  return {};
}

}  // namespace

void AddDemandCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(
      app, "demand", "Demands of states: on record and counted in public, whatever becomes of them",
      "  evenhand demand file --state XX --body 'A ministry' --law 'Act 7' --scope 'post-1' --date "
      "2026-01-02 --asks withhold --store docket\n"
      "  evenhand demand list --store docket");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* file = AddCommand(*group, "file",
                              "A demand came; one for identity has no handler and is counted too",
                              "  evenhand demand file --state XX --body 'A ministry' --law 'Act 7' "
                              "--scope 'post-1' --date 2026-01-02 --asks withhold --store docket");
  AddDocketStore(file, &o->docket);
  file->add_option("--state", o->demand.state, "whose demand it is")->required()->type_name("CODE");
  file->add_option("--body", o->demand.body, "of the state")->type_name("NAME");
  file->add_option("--law", o->demand.law,
                   "cited; without one, the rulebook decides as on any report")
      ->type_name("TEXT");
  file->add_option("--scope", o->demand.scope, "what it is about; not published")
      ->type_name("TEXT");
  file->add_option("--date", o->demand.date, "of the demand")->type_name("DATE");
  AddChoice(file, "--asks", &o->demand.asks, {"label", "withhold", "remove", "identify"},
            "what it asks for")
      ->required();
  CLI::App* answer = AddCommand(*group, "answer", "What became of a demand, with reasons",
                                "  evenhand demand answer demand-1 --outcome refused --reason 'The "
                                "law does not say so' --store docket");
  answer->add_option("ID", o->id, "the demand")->required()->type_name("ID");
  AddDocketStore(answer, &o->docket);
  AddChoice(answer, "--outcome", &o->outcome, {"met", "partly_met", "refused"}, "what was done")
      ->required();
  answer->add_option("--reason", o->reason, "why")->required()->type_name("TEXT");
  CLI::App* list =
      AddCommand(*group, "list", "Every demand and what became of it, counted by state",
                 "  evenhand demand list --store docket --format json");
  AddDocketStore(list, &o->docket);
  AddFormat(list, &o->format);
  for (CLI::App* command : {file, answer})
    command->add_option("--at", o->at, "without it, now")->type_name("TIME");
  OnCall(file, session, [o] { return File(*o); });
  OnCall(answer, session, [o] { return Answer(*o); });
  OnCall(list, session, [o] { return List(*o); });
}

}  // namespace evenhand::app
