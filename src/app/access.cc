// `evenhand access`: the register of limits on access. Questions to it; access_change.cc and
// access_import.cc change it.

#include <fmt/format.h>

#include <algorithm>

#include "app/access_commands.h"
#include "app/access_store.h"
#include "app/access_text.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/page_files.h"
#include "page/access_page.h"
#include "page/frame.h"
#include "register/csv_form.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostAccountsBytes = 256U << 20;

struct Options {
  RegisterOptions from;
  std::string day;
  std::string state;
  std::string region;
  std::string service;
  std::string accounts;
  std::string format = "text";
  std::string out;
};

Result<void> At(const Options& o) {
  EVENHAND_ASSIGN(const access::Day day, access::ParseDay(o.day));
  EVENHAND_ASSIGN(const access::Register known, LoadRegister(o.from));
  const Answers answers{
      .day = day,
      .rows = access::AnswersOn(
          known.entries(),
          {.day = day, .state = o.state, .service = o.service, .region = o.region}),
      .states = known.CountStates()};
  Print(o.format == "json"  ? AnswersJson(answers)
        : o.format == "csv" ? AnswersCsv(answers)
                            : AnswersText(answers));
  return {};
}

Result<void> History(const Options& o) {
  EVENHAND_ASSIGN(const access::Register known, LoadRegister(o.from));
  Print(o.format == "json" ? HistoryJson(known, o.state) : HistoryText(known, o.state));
  return {};
}

Result<void> Timeline(const Options& o) {
  EVENHAND_ASSIGN(const access::Register known, LoadRegister(o.from));
  if (o.out.empty()) {
    const std::string drawn = TimelineText(known, o.state);
    Print(drawn.empty() ? "nothing is entered for this state; that is not openness\n" : drawn);
    return {};
  }
  std::vector<PageFile> files = {{"index.html", page::AccessIndex(o.state)}};
  EVENHAND_ASSIGN(const access::ServiceList services, ShippedServices());
  for (const std::string& language : page::AccessPageLanguages()) {
    files.push_back(
        {page::PageFile(language), page::AccessPage({&known, &services}, o.state, language)});
  }
  EVENHAND_TRY(WritePageFiles(o.out, files));
  Print(fmt::format("{} pages in {}; begin with index.html\n", files.size(), o.out));
  return {};
}

// Without accounts: what is closed to the people of each state, which is the half that the register
// knows.
Result<void> Closed(const Options& o, const access::Register& known, access::Day day) {
  Answers answers{.day = day,
                  .rows = access::AnswersOn(known.entries(),
                                            {.day = day, .state = o.state, .service = o.service}),
                  .states = known.CountStates()};
  std::erase_if(answers.rows, [](const access::AnswerRow& row) {
    return row.entry->kind != access::Kind::kBlock && row.entry->kind != access::Kind::kThrottle;
  });
  Print(o.format == "json"  ? AnswersJson(answers)
        : o.format == "csv" ? AnswersCsv(answers)
                            : AnswersWithSourcesText(answers));
  return {};
}

Result<void> Asymmetry(const Options& o) {
  EVENHAND_ASSIGN(const access::Day day, access::ParseDay(o.day));
  EVENHAND_ASSIGN(const access::Register known, LoadRegister(o.from));
  if (o.accounts.empty()) return Closed(o, known, day);
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(o.accounts, kMostAccountsBytes));
  auto accounts = access::ReadStateAccounts(text);
  if (!accounts) return tl::unexpected(std::move(accounts).error().Within(o.accounts));
  std::erase_if(*accounts, [&](const access::StateAccount& account) {
    return (!o.state.empty() && account.state != o.state) ||
           (!o.service.empty() && account.service != o.service);
  });
  const access::Asymmetry asymmetry = access::AsymmetryOn(known.entries(), *accounts, day);
  const std::size_t states = known.CountStates();
  Print(o.format == "json"  ? AsymmetryJson(asymmetry, day, states)
        : o.format == "csv" ? AsymmetryCsv(asymmetry, day)
                            : AsymmetryText(asymmetry, day, states));
  return {};
}

Result<void> Export(const Options& o) {
  EVENHAND_ASSIGN(const access::Register known, LoadRegister(o.from));
  Print(access::WriteCsvForm(known));
  return {};
}

void AddDay(CLI::App* command, Options* o, const char* purpose) {
  command->add_option("DATE", o->day, purpose)->required()->type_name("DATE");
}

}  // namespace

void AddAccessCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "access",
                 "The register of limits on access: which state limits which service, since when, "
                 "by which sources (docs/access.md)",
                 "  evenhand access at 2021-02-03\n"
                 "  evenhand access history IR\n"
                 "  evenhand access asymmetry at 2013-10-15 --state IR\n"
                 "  evenhand access init --store docket --by curator-1 --by curator-2");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  const auto formats = [&](CLI::App* command) {
    AddRegister(command, &o->from);
    AddChoice(command, "--format", &o->format, {"text", "json", "csv"},
              "text for people, json, or csv");
  };
  CLI::App* at = AddCommand(
      *group, "at", "What is limited on a day: yes, maybe with the reason, and nothing for no",
      "  evenhand access at 2013-09-17\n"
      "  evenhand access at 2026-03-15 --state IR --known-at 2026-03-20 --format csv");
  AddDay(at, o.get(), "the day, of 24 hours UTC");
  at->add_option("--state", o->state, "one state (ISO 3166-1)")->type_name("STATE");
  at->add_option("--region", o->region, "entries of this region too (ISO 3166-2)")
      ->type_name("REGION");
  at->add_option("--service", o->service, "one service")->type_name("NAME");
  formats(at);
  OnCall(at, session, [o] { return At(*o); });

  CLI::App* history =
      AddCommand(*group, "history",
                 "A state's entries with a drawn time line, sources, notes, plans and challenges",
                 "  evenhand access history IR\n  evenhand access history RU --format json");
  history->add_option("STATE", o->state, "ISO 3166-1")->required()->type_name("STATE");
  AddRegister(history, &o->from);
  AddFormat(history, &o->format);
  OnCall(history, session, [o] { return History(*o); });

  CLI::App* timeline =
      AddCommand(*group, "timeline",
                 "A state's limits drawn over the years: here, or as a page in five languages",
                 "  evenhand access timeline IR\n  evenhand access timeline IR --out pages");
  timeline->add_option("STATE", o->state, "ISO 3166-1")->required()->type_name("STATE");
  timeline->add_option("--out", o->out, "write pages into this directory")->type_name("DIR");
  AddRegister(timeline, &o->from);
  OnCall(timeline, session, [o] { return Timeline(*o); });

  CLI::App* asymmetry =
      AddCommand(*group, "asymmetry", "Who speaks where citizens are blocked",
                 "  evenhand access asymmetry at 2013-10-15 --state IR\n"
                 "  evenhand access asymmetry at 2021-02-03 --accounts officials.jsonl");
  asymmetry->require_subcommand(1);
  CLI::App* on = AddCommand(
      *asymmetry, "at",
      "On a day: accounts of offices and state media on services that their people cannot read",
      "  evenhand access asymmetry at 2021-02-03 --accounts officials.jsonl --format json");
  AddDay(on, o.get(), "the day, of 24 hours UTC");
  on->add_option("--accounts", o->accounts,
                 "accounts with public_office or state_media, one JSON object a line; without it, "
                 "the closed services of each state")
      ->type_name("FILE");
  on->add_option("--state", o->state, "one state (ISO 3166-1)")->type_name("STATE");
  on->add_option("--service", o->service, "one service")->type_name("NAME");
  formats(on);
  OnCall(on, session, [o] { return Asymmetry(*o); });

  CLI::App* exported = AddCommand(*group, "export", "The register as comma-separated values",
                                  "  evenhand access export > blocks.csv");
  AddRegister(exported, &o->from);
  OnCall(exported, session, [o] { return Export(*o); });
  AddAccessChanges(*group, session);
  AddAccessChallenges(*group, session);
  AddAccessImport(*group, session);
  AddAccessLabels(*group, session);
  AddAccessServices(*group, session);
}

}  // namespace evenhand::app
