// `evenhand appeal`: the moves of an appeal, and the queue.

#include <fmt/format.h>

#include "app/access_store.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/cut_off_answer.h"
#include "app/docket_dir.h"
#include "app/misuse_text.h"
#include "app/table.h"
#include "codec/json_out.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string words;
  std::string new_facts;
  std::string finding;
  std::string who = "author";
  std::string reviewer;
  std::string outcome;
  std::string reason;
  std::string action = "none";
  std::string at;
  std::string body;
  std::string format = "text";
  std::string cut_off;
  std::string service;
  RegisterOptions limits;
  bool follow = false;
};

constexpr std::string_view kQuestion =
    "It came after the period. Were you cut off? Say so with --cut-off: a place (IR), dates "
    "(2026-01-08..2026-01-27), "
    "unknown, or none. No proof is asked, and dates are all that is kept.";

Result<void> File(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  docket::AppealRequest request{
      .decision = o.id,
      .who = o.who == "author" ? policy::Standing::kAuthor : policy::Standing::kReporter,
      .words = o.words,
      .new_facts = o.new_facts,
      .at = at};
  EVENHAND_ASSIGN(
      request.cut_offs,
      CutOffsFrom({.answer = o.cut_off, .decision = o.id, .service = o.service, .at = at}, o.limits,
                  docket.get()));
  EVENHAND_ASSIGN(const docket::FiledAppeal appeal, docket->FileAppeal(request));
  if (appeal.asked_until) {
    Print(fmt::format("the appeal against {} is kept and waits until {}. {}\n", ForTerminal(o.id),
                      policy::FormatTime(*appeal.asked_until), kQuestion));
    return {};
  }
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("appeal {} is filed; it must be answered by {}\n", ForTerminal(appeal.id),
                    policy::FormatTime(appeal.due)));
  if (appeal.handled_from != appeal.filed) {
    Print(fmt::format("appeals of its author are not handled until {}; it is in time and waits\n",
                      policy::FormatTime(appeal.handled_from)));
  }
  if (appeal.awaits_review)
    Print("more than 60 stated days in 365: it is handled, and only a review can find it late\n");
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
  Print(fmt::format("  [x] item {} is shown again\n  [x] its strikes are void\n",
                    ForTerminal(restored.item)));
  for (const std::string& decision : restored.changed) {
    Print(fmt::format("  [x] decision {} was run again without them, and is milder now\n",
                      ForTerminal(decision)));
  }
  for (const std::string& dossier : restored.dossiers) {
    Print(
        fmt::format("  [ ] the decision rested on {}: the account is to be removed from it "
                    "(`evenhand dossier remove`)\n",
                    dossier.empty() ? "a dossier" : "dossier " + ForTerminal(dossier)));
  }
  for (const std::string& decision : restored.reopened) {
    Print(fmt::format("  [ ] decision {} is about the same words: to be reviewed again\n",
                      ForTerminal(decision)));
  }
}

Result<void> Answer(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const policy::Action action, policy::ParseAction(o.action));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto restored,
                  docket->AnswerAppeal({.appeal = o.id,
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

Result<void> Ask(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->AskAppeal(o.id, o.reviewer, o.words, at));
  Print(fmt::format("appeal {}: the question is on record; the platform's time runs on\n",
                    ForTerminal(o.id)));
  return {};
}

Result<void> Reply(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->ReplyAppeal(o.id, o.words, at));
  Print(fmt::format("appeal {}: the reply is on record\n", ForTerminal(o.id)));
  return {};
}

Result<void> Refer(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->ReferAppeal(o.id, o.body, at));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("appeal {} is referred to {}, which should answer by {}\n", ForTerminal(o.id),
                    ForTerminal(o.body), policy::FormatTime(policy::OutsideAnswerDue(at))));
  return {};
}

Result<void> Outside(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->RecordOutsideAnswer(o.id, o.outcome == "overturned", o.reason, at));
  EVENHAND_TRY(docket->PublishRecord());
  Print(
      fmt::format("appeal {}: the outside body {} the decision, which does not bind; `evenhand "
                  "appeal close` says what follows\n",
                  ForTerminal(o.id), o.outcome));
  return {};
}

Result<void> Close(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(
      const auto restored,
      docket->CloseAppeal({.appeal = o.id, .follow = o.follow, .reason = o.reason, .at = at}));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("appeal {} is done\n", ForTerminal(o.id)));
  if (restored) PrintRestored(*restored);
  return {};
}

Result<void> Judge(const Options& o) {
  return JudgeFounded(
      o.docket,
      {.of = docket::Sent::kAppeals, .id = o.id, .finding = o.finding, .reviewer = o.reviewer},
      o.at);
}

Result<void> Misuse(const Options& o) {
  return RuleOnMisuse(o.docket, {.sender = o.id, .of = docket::Sent::kAppeals, .reason = o.reason},
                      o.at);
}

// ---- the queue

std::string QueueText(const std::vector<docket::OpenAppeal>& queue) {
  if (queue.empty()) return "no appeal waits for an answer\n";
  std::string out;
  for (const docket::OpenAppeal& one : queue) {
    const std::string& reviewer = one.appeal.reviewer;
    out += fmt::format(
        "{} {}  {}  {}{}  ({})\n", policy::FormatTime(one.due), one.is_late ? "late" : "    ",
        ForTerminal(one.appeal.id), policy::Name(one.appeal.state),
        reviewer.empty() ? "" : ", with " + ForTerminal(reviewer), ForTerminal(one.account));
  }
  return out;
}

std::string QueueJson(const std::vector<docket::OpenAppeal>& queue) {
  codec::JsonOut out;
  out.Open('[');
  for (const docket::OpenAppeal& one : queue) {
    out.Open('{')
        .Key("appeal")
        .String(one.appeal.id)
        .Key("decision")
        .String(one.appeal.decision)
        .Key("account")
        .String(one.account);
    out.Key("state")
        .String(policy::Name(one.appeal.state))
        .Key("reviewer")
        .String(one.appeal.reviewer);
    out.Key("filed")
        .String(policy::FormatTime(one.appeal.filed))
        .Key("due")
        .String(policy::FormatTime(one.due));
    out.Key("late").Bool(one.is_late).Close('}');
  }
  out.Close(']');
  return out.text() + "\n";
}

Result<void> List(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto queue, docket->OpenAppeals(at));
  Print(o.format == "json" ? QueueJson(queue) : QueueText(queue));
  return {};
}

Result<void> Lapse(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto lapsed, docket->LapseAppeals(at));
  EVENHAND_TRY(docket->PublishRecord());
  for (const std::string& id : lapsed)
    Print(fmt::format("appeal {} was not answered in time: its action is lifted until it is\n",
                      ForTerminal(id)));
  if (lapsed.empty()) Print("no deadline has passed unnoticed\n");
  return {};
}

}  // namespace

void AddAppealCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "appeal", "Appeals: another person decides, in time, and never worse",
                 "  evenhand appeal file d-1 --store docket --words 'It was a quotation'\n"
                 "  evenhand appeal list --store docket\n"
                 "  evenhand appeal assign d-1/1 --reviewer r9 --store docket\n"
                 "  evenhand appeal decide d-1/1 --reviewer r9 --outcome overturned --reason 'A "
                 "quotation' --store docket");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* purpose, const char* example, const char* id,
                       Result<void> (*run)(const Options&)) {
    CLI::App* command = AddDocketCommand(*group, session, o, name, purpose, example, run);
    if (id != nullptr) command->add_option("ID", o->id, id)->required()->type_name("ID");
    return command;
  };
  CLI::App* file = add("file", "File an appeal against a decision",
                       "  evenhand appeal file d-1 --store docket --words 'It was a quotation'",
                       "the decision", File);
  file->add_option("--words", o->words, "what the person says")->type_name("TEXT");
  file->add_option("--new-facts", o->new_facts,
                   "for a second appeal, after the first was answered: what is new")
      ->type_name("TEXT");
  file->add_option("--cut-off", o->cut_off,
                   "were you cut off? a place (IR, IR-07), dates (2026-01-08..2026-01-27), "
                   "unknown, or none; no proof is asked")
      ->type_name("ANSWER");
  file->add_option("--service", o->service,
                   "this service's id in the register: the first days of a block of it "
                   "(block_grace_days of the rulebook) count as being cut off")
      ->type_name("NAME");
  AddRegister(file, &o->limits, "--register");
  AddChoice(file, "--who", &o->who, {"author", "reporter"},
            "the author against an action, the reporter against none");
  CLI::App* assign =
      add("assign", "Give an appeal to someone who was not involved",
          "  evenhand appeal assign d-1/1 --reviewer r9 --store docket", "the appeal", Assign);
  assign->add_option("--reviewer", o->reviewer, "a pseudonym")->required()->type_name("NAME");
  CLI::App* decide = add("decide", "Answer an appeal, with reasons",
                         "  evenhand appeal decide d-1/1 --reviewer r9 --outcome upheld --reason "
                         "'The words are a threat' --store docket",
                         "the appeal", Answer);
  decide->add_option("--reviewer", o->reviewer, "to whom it is assigned")
      ->required()
      ->type_name("NAME");
  AddChoice(decide, "--outcome", &o->outcome, {"upheld", "overturned", "modified"},
            "what comes out of it")
      ->required();
  decide->add_option("--reason", o->reason, "why, in the person's language")
      ->required()
      ->type_name("TEXT");
  decide->add_option("--action", o->action, "of a modified one: the milder action on the account")
      ->type_name("ACTION");
  CLI::App* list =
      add("list", "The queue: who waits for an answer until when, the nearest deadline first",
          "  evenhand appeal list --store docket\n  evenhand appeal list --store docket --at "
          "2026-01-06T00:00:00Z --format json",
          nullptr, List);
  AddFormat(list, &o->format);
  CLI::App* ask = add(
      "ask", "Ask the author; the platform's time runs on",
      "  evenhand appeal ask d-1/1 --reviewer r9 --question 'Whom do you quote?' --store docket",
      "the appeal", Ask);
  ask->add_option("--reviewer", o->reviewer, "to whom it is assigned")
      ->required()
      ->type_name("NAME");
  ask->add_option("--question", o->words, "in the person's language")
      ->required()
      ->type_name("TEXT");
  CLI::App* reply = add("reply", "What the author says to the question",
                        "  evenhand appeal reply d-1/1 --words 'A newspaper' --store docket",
                        "the appeal", Reply);
  reply->add_option("--words", o->words, "what the person says")->required()->type_name("TEXT");
  CLI::App* refer = add("refer", "Take an answered appeal to an outside body",
                        "  evenhand appeal refer d-1/1 --body 'A certified body' --store docket",
                        "the appeal", Refer);
  refer->add_option("--body", o->body, "its name")->required()->type_name("NAME");
  CLI::App* outside = add(
      "outside", "What the outside body says, which does not bind",
      "  evenhand appeal outside d-1/1 --outcome overturned --reason 'A quotation' --store docket",
      "the appeal", Outside);
  AddChoice(outside, "--outcome", &o->outcome, {"upheld", "overturned"}, "of the outside body")
      ->required();
  outside->add_option("--reason", o->reason, "why")->required()->type_name("TEXT");
  CLI::App* close =
      add("close", "The last word after an outside body, with reasons",
          "  evenhand appeal close d-1/1 --follow --reason 'We follow the body' --store docket",
          "the appeal", Close);
  close->add_flag("--follow", o->follow, "void the decision, as the outside body said");
  close->add_option("--reason", o->reason, "why, in the person's language")
      ->required()
      ->type_name("TEXT");
  add("lapse", "Mark the appeals whose deadline has passed; doing it again marks none",
      "  evenhand appeal lapse --store docket", nullptr, Lapse);
  CLI::App* judge =
      add("judge", "Say whether an answered appeal was manifestly unfounded",
          "  evenhand appeal judge d-1/1 --finding unfounded --reviewer r9 --store docket",
          "the appeal", Judge);
  AddChoice(judge, "--finding", &o->finding, {"unfounded", "good_faith"},
            "manifestly unfounded, or in good faith, right or wrong")
      ->required();
  judge->add_option("--reviewer", o->reviewer, "a pseudonym")->required()->type_name("NAME");
  CLI::App* misuse =
      add("misuse",
          "Frequent, manifestly unfounded appeals: first a warning, then they wait for a time",
          "  evenhand appeal misuse ann --reason 'The same words each time' --store docket",
          "the account", Misuse);
  misuse->add_option("--reason", o->reason, "why, in the person's language")
      ->required()
      ->type_name("TEXT");
  add("withdraw", "Take an appeal back", "  evenhand appeal withdraw d-1/1 --store docket",
      "the appeal", Withdraw);
  AddCarriedAppealCommands(*group, session);
}

}  // namespace evenhand::app
