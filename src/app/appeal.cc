// `evenhand appeal`: file, assign, answer, withdraw.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/table.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string words;
  std::string who = "author";
  std::string reviewer;
  std::string outcome;
  std::string reason;
  std::string action = "none";
  std::string at;
};

Result<void> File(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const docket::AppealCase appeal,
                  docket->FileAppeal({.decision = o.id,
                                      .who = o.who == "author" ? policy::Standing::kAuthor : policy::Standing::kReporter,
                                      .words = o.words,
                                      .at = at}));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("appeal {} is filed; it must be answered by {}\n", ForTerminal(appeal.id), policy::FormatTime(appeal.due)));
  return {};
}

Result<void> Assign(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->AssignAppeal(o.id, o.reviewer, at));
  Print(fmt::format("appeal {} is assigned to {}\n", ForTerminal(o.id), ForTerminal(o.reviewer)));
  return {};
}

Result<void> Withdraw(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->WithdrawAppeal(o.id, at));
  Print(fmt::format("appeal {} is withdrawn; strikes stay as they are\n", ForTerminal(o.id)));
  return {};
}

void PrintRestored(const docket::Restored& restored) {
  Print(fmt::format("  [x] item {} is shown again\n  [x] its strikes are void\n", ForTerminal(restored.item)));
  for (const std::string& decision : restored.changed) {
    Print(fmt::format("  [x] decision {} was run again without them, and is milder now\n", ForTerminal(decision)));
  }
  for (const std::string& decision : restored.reopened) {
    Print(fmt::format("  [ ] decision {} is about the same words: to be reviewed again\n", ForTerminal(decision)));
  }
}

Result<void> Answer(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const policy::Action action, policy::ParseAction(o.action));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto restored, docket->AnswerAppeal({.appeal = o.id,
                                                             .outcome = *policy::AppealStateNamed(o.outcome),
                                                             .reviewer = o.reviewer,
                                                             .reason = o.reason,
                                                             .account_action = action,
                                                             .at = at}));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("appeal {}: {}\n", ForTerminal(o.id), o.outcome));
  if (restored) PrintRestored(*restored);
  return {};
}

}  // namespace

void AddAppealCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(app, "appeal", "Appeals: another person decides, in time, and never worse",
                               "  evenhand appeal file d-1 --store docket --words 'It was a quotation'\n"
                               "  evenhand appeal assign d-1/1 --reviewer r9 --store docket\n"
                               "  evenhand appeal decide d-1/1 --reviewer r9 --outcome overturned --reason 'A quotation' --store docket");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* purpose, const char* example, const char* id, Result<void> (*run)(const Options&)) {
    CLI::App* command = AddCommand(*group, name, purpose, example);
    command->add_option("ID", o->id, id)->required()->type_name("ID");
    AddDocketStore(command, &o->docket);
    command->add_option("--at", o->at, "without it, now")->type_name("TIME");
    OnCall(command, session, [o, run] { return run(*o); });
    return command;
  };
  CLI::App* file = add("file", "File an appeal against a decision", "  evenhand appeal file d-1 --store docket --words 'It was a quotation'", "the decision", File);
  file->add_option("--words", o->words, "what the person says")->type_name("TEXT");
  AddChoice(file, "--who", &o->who, {"author", "reporter"}, "the author against an action, the reporter against none");
  CLI::App* assign = add("assign", "Give an appeal to someone who was not involved", "  evenhand appeal assign d-1/1 --reviewer r9 --store docket", "the appeal", Assign);
  assign->add_option("--reviewer", o->reviewer, "a pseudonym")->required()->type_name("NAME");
  CLI::App* decide = add("decide", "Answer an appeal, with reasons",
                         "  evenhand appeal decide d-1/1 --reviewer r9 --outcome upheld --reason 'The words are a threat' --store docket", "the appeal", Answer);
  decide->add_option("--reviewer", o->reviewer, "to whom it is assigned")->required()->type_name("NAME");
  AddChoice(decide, "--outcome", &o->outcome, {"upheld", "overturned", "modified"}, "what comes out of it")->required();
  decide->add_option("--reason", o->reason, "why, in the person's language")->required()->type_name("TEXT");
  decide->add_option("--action", o->action, "of a modified one: the milder action on the account")->type_name("ACTION");
  add("withdraw", "Take an appeal back", "  evenhand appeal withdraw d-1/1 --store docket", "the appeal", Withdraw);
}

}  // namespace evenhand::app
