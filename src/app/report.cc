// `evenhand report`: reports of items, which are counted and decide nothing; and misuse of them.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/misuse_text.h"
#include "app/table.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string at;
  std::string reporter;
  std::string account;
  std::string words;
  std::string reviewer;
  std::string finding;
  std::string reason;
};

Result<void> File(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const docket::FiledReport filed, docket->FileReport({.reporter = o.reporter,
                                                                       .account = o.account,
                                                                       .item = o.id,
                                                                       .words = o.words,
                                                                       .at = at}));
  if (!filed.handled) {
    Print(fmt::format(
        "report {} is on record and not handled: reports of {} are suspended for a time (11.3)\n",
        ForTerminal(filed.id), ForTerminal(o.reporter)));
    return {};
  }
  Print(
      fmt::format("report {} is on record{}; {} reported the item, which decides nothing (11.2)\n",
                  ForTerminal(filed.id), filed.was_there ? " already" : "",
                  Grouped(static_cast<std::uint64_t>(filed.of_item))));
  return {};
}

Result<void> Judge(const Options& o) {
  return JudgeFounded(
      o.docket,
      {.of = docket::Sent::kReports, .id = o.id, .finding = o.finding, .reviewer = o.reviewer},
      o.at);
}

Result<void> Misuse(const Options& o) {
  return RuleOnMisuse(o.docket, {.sender = o.id, .reason = o.reason}, o.at);
}

}  // namespace

void AddReportCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "report", "Reports of items: counted, never evidence",
                 "  evenhand report file post-1 --account ann --reporter p7 --store docket");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* purpose, const char* example, const char* id,
                       Result<void> (*run)(const Options&)) {
    CLI::App* command = AddDocketCommand(*group, session, o, name, purpose, example, run);
    command->add_option("ID", o->id, id)->required()->type_name("ID");
    return command;
  };
  CLI::App* file = add("file", "Somebody reports an item; one sender counts once",
                       "  evenhand report file post-1 --account ann --reporter p7 --words 'It "
                       "threatens me' --store docket",
                       "the item", File);
  file->add_option("--account", o->account, "the item's author")->required()->type_name("ID");
  file->add_option("--reporter", o->reporter, "a pseudonym")->required()->type_name("NAME");
  file->add_option("--words", o->words, "what the sender says")->type_name("TEXT");
  CLI::App* judge =
      add("judge", "Say whether a report was manifestly unfounded",
          "  evenhand report judge report-1 --finding unfounded --reviewer r1 --store docket",
          "the report", Judge);
  AddChoice(judge, "--finding", &o->finding, {"unfounded", "good_faith"},
            "manifestly unfounded, or in good faith, right or wrong")
      ->required();
  judge->add_option("--reviewer", o->reviewer, "a pseudonym")->required()->type_name("NAME");
  CLI::App* misuse =
      add("misuse",
          "Frequent, manifestly unfounded reports: first a warning, then they are not handled for "
          "a time",
          "  evenhand report misuse p7 --reason 'None of them was about a rule' --store docket",
          "the sender", Misuse);
  misuse->add_option("--reason", o->reason, "why, in the sender's language")
      ->required()
      ->type_name("TEXT");
}

}  // namespace evenhand::app
