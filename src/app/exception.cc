// `evenhand exception`: the public register of exceptions.

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
  std::string format = "text";
  std::vector<std::string> approvers;
};

using Counts = std::map<std::string, std::int64_t>;

struct Counted {
  Counts clause, office, language;
};

std::string OrNone(const std::string& text) { return text.empty() ? "none" : text; }

Counted CountAll(const std::vector<docket::RegisterEntry>& entries) {
  Counted counted;
  for (const docket::RegisterEntry& e : entries) {
    ++counted.clause[e.grant.clause];
    ++counted.office[OrNone(e.office)];
    ++counted.language[OrNone(e.language)];
  }
  return counted;
}

// "in force until …", "lapsed at …", "budget at …", "void at …".
std::string EndOf(const docket::RegisterEntry& e) {
  if (e.state == policy::GrantState::kInForce)
    return "in force until " + policy::FormatTime(e.grant.until);
  if (e.state == policy::GrantState::kVoid) return "void at " + policy::FormatTime(*e.grant.voided);
  return fmt::format("{} at {}, since then {}", policy::Name(e.grant.how),
                     policy::FormatTime(e.grant.ended.value_or(e.grant.until)),
                     policy::FormatAction(e.default_action));
}

std::string CountsText(std::string_view by, const Counts& counts) {
  std::string out = fmt::format("by {}:", by);
  for (const auto& [name, count] : counts) out += fmt::format(" {} {}", ForTerminal(name), count);
  return out + "\n";
}

std::string ListText(const std::vector<docket::RegisterEntry>& entries) {
  if (entries.empty()) return "no exception was granted\n";
  std::string out;
  for (const docket::RegisterEntry& e : entries) {
    out += fmt::format(
        "{}  {}  {}, office {}, language {}; {}{} ({})\n", policy::FormatTime(e.grant.from),
        ForTerminal(e.grant.exception), ForTerminal(e.grant.clause), ForTerminal(OrNone(e.office)),
        ForTerminal(OrNone(e.language)), EndOf(e),
        e.grant.renewals == 0 ? "" : fmt::format(", renewed {} times", e.grant.renewals),
        ForTerminal(e.grant.decision));
    for (const std::string& test : e.tests) out += fmt::format("    met: {}\n", ForTerminal(test));
  }
  const Counted counted = CountAll(entries);
  return out + CountsText("clause", counted.clause) + CountsText("office", counted.office) +
         CountsText("language", counted.language);
}

void WriteCounts(std::string_view key, const Counts& counts, codec::JsonOut* out) {
  out->Key(key).Open('{');
  for (const auto& [name, count] : counts) out->Key(name).Int(count);
  out->Close('}');
}

std::string ListJson(const std::vector<docket::RegisterEntry>& entries) {
  codec::JsonOut out;
  out.Open('{').Key("exceptions").Open('[');
  for (const docket::RegisterEntry& e : entries) {
    out.Open('{')
        .Key("decision")
        .String(e.grant.decision)
        .Key("exception")
        .String(e.grant.exception);
    out.Key("date").String(policy::FormatTime(e.grant.from)).Key("clause").String(e.grant.clause);
    out.Key("office").String(e.office).Key("language").String(e.language).Key("tests").Open('[');
    for (const std::string& test : e.tests) out.String(test);
    out.Close(']')
        .Key("until")
        .String(policy::FormatTime(e.grant.until))
        .Key("renewals")
        .Int(e.grant.renewals);
    out.Key("state").String(policy::Name(e.state)).Key("end").String(EndOf(e)).Close('}');
  }
  out.Close(']');
  const Counted counted = CountAll(entries);
  WriteCounts("by_clause", counted.clause, &out);
  WriteCounts("by_office", counted.office, &out);
  WriteCounts("by_language", counted.language, &out);
  out.Close('}');
  return out.text() + "\n";
}

Result<void> List(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto entries, docket->Exceptions(at));
  Print(o.format == "json" ? ListJson(entries) : ListText(entries));
  return {};
}

Result<void> Renew(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const policy::Time until,
                  docket->RenewException({.decision = o.id, .approvers = o.approvers, .at = at}));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("the exception of {} is renewed, until {}\n", ForTerminal(o.id),
                    policy::FormatTime(until)));
  return {};
}

Result<void> Sweep(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto ended, docket->SweepExceptions(at));
  EVENHAND_TRY(docket->PublishRecord());
  for (const docket::EndedGrant& one : ended)
    Print(fmt::format("the exception of {} has ended: {}\n", ForTerminal(one.decision),
                      policy::Name(one.how)));
  if (ended.empty()) Print("no exception has to end\n");
  return {};
}

}  // namespace

void AddExceptionCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(
      app, "exception", "Exceptions: the public register, and how they end",
      "  evenhand exception list --store docket\n  evenhand exception sweep --store docket");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* purpose, const char* example,
                       Result<void> (*run)(const Options&)) {
    return AddDocketCommand(*group, session, o, name, purpose, example, run);
  };
  CLI::App* list = add(
      "list", "The register: date, clause, class of office, language, end, how it ended; counted",
      "  evenhand exception list --store docket --format json", List);
  AddFormat(list, &o->format);
  CLI::App* renew =
      add("renew", "One more term, as often as the rulebook says; two people approve",
          "  evenhand exception renew d-1 --approver r2 --approver r3 --store docket", Renew);
  renew->add_option("ID", o->id, "the decision that granted it")->required()->type_name("ID");
  renew
      ->add_option("--approver", o->approvers, "a pseudonym; twice, and neither the first reviewer")
      ->required()
      ->type_name("NAME");
  add("sweep",
      "End the exceptions whose time is up or that are beyond the budget; doing it again ends none",
      "  evenhand exception sweep --store docket", Sweep);
}

}  // namespace evenhand::app
