// `evenhand review`: the queue of judgement questions.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "docket/reviews.h"
#include "policy/fact_json.h"
#include "source/line_reader.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::vector<std::string> files;
  std::string id;
  std::string question;
  std::string answer;
  std::string reviewer;
  std::string at;
  std::string language = "en";
  std::string format = "text";
};

Result<void> AddCases(const Options& o, Session* session) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(docket::Reviews reviews,
                  docket::Reviews::Open(&docket->store(), &docket->versions()));
  source::LineReader reader(o.files.empty() ? std::vector<std::string>{"-"} : o.files);
  source::LineBatch batch;
  codec::JsonDocument document;
  std::uint64_t added = 0;
  for (;;) {
    EVENHAND_ASSIGN(const bool more, reader.Pull(&batch));
    if (!more) break;
    for (const source::Line& line : batch.lines) {
      if (line.text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      const auto put = [&]() -> Result<std::string> {
        EVENHAND_ASSIGN(const codec::Json json, document.ParseCopy(line.text));
        EVENHAND_ASSIGN(docket::CaseRequest request, docket::ReadCaseRequest(json, at));
        return reviews.Add(std::move(request));
      }();
      if (put) {
        ++added;
        continue;
      }
      session->exit_code = kFindings;
      PrintError(fmt::format("line {}: {}\n", line.at.line, ForTerminal(put.error().message)));
    }
  }
  Print(fmt::format("{} cases wait for answers or have them\n", Grouped(added)));
  return {};
}

std::string TaskText(const docket::ReviewTask& task, const std::string& language) {
  const auto text =
      task.texts.contains(language) ? task.texts.find(language) : task.texts.find("en");
  std::string out =
      fmt::format("case {}, question {}\n", ForTerminal(task.case_id), ForTerminal(task.question));
  if (text != task.texts.end()) out += fmt::format("  {}\n", ForTerminal(text->second));
  out += fmt::format("  answers: {}\n",
                     task.answers.empty()
                         ? "true, false"
                         : ForTerminal(fmt::format("{}", fmt::join(task.answers, ", "))));
  for (const auto& [name, value] : task.attributes)
    out += fmt::format("  {}: {}\n", ForTerminal(name), ForTerminal(policy::FormatFact(value)));
  return out + fmt::format("  the item: {}\n", ForTerminal(task.words));
}

std::string TaskJson(const docket::ReviewTask& task) {
  codec::JsonOut out;
  out.Open('{')
      .Key("case")
      .String(task.case_id)
      .Key("question")
      .String(task.question)
      .Key("texts")
      .Open('{');
  for (const auto& [language, text] : task.texts) out.Key(language).String(text);
  out.Close('}').Key("answers").Open('[');
  for (const std::string& answer : task.answers) out.String(answer);
  out.Close(']')
      .Key("words")
      .String(task.words)
      .Key("language")
      .String(task.language)
      .Key("attributes")
      .Open('{');
  for (const auto& [name, value] : task.attributes) {
    out.Key(name);
    policy::WriteFact(value, &out);
  }
  out.Close('}').Close('}');
  return out.text() + "\n";
}

Result<void> Next(const Options& o) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const docket::Reviews reviews,
                  docket::Reviews::Open(&docket->store(), &docket->versions()));
  const auto task = reviews.Next(o.reviewer);
  if (o.format == "json") {
    Print(task ? TaskJson(*task) : "null\n");
  } else {
    Print(task ? TaskText(*task, o.language)
               : fmt::format("nothing waits for {}\n", ForTerminal(o.reviewer)));
  }
  return {};
}

Result<void> Answer(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(docket::Reviews reviews,
                  docket::Reviews::Open(&docket->store(), &docket->versions()));
  EVENHAND_TRY(reviews.Answer({.case_id = o.id,
                               .question = o.question,
                               .answer = o.answer,
                               .reviewer = o.reviewer,
                               .at = at}));
  Print(fmt::format("case {}: the answer of {} is on record\n", ForTerminal(o.id),
                    ForTerminal(o.reviewer)));
  return {};
}

Result<void> Ready(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const docket::Reviews reviews,
                  docket::Reviews::Open(&docket->store(), &docket->versions()));
  for (const docket::CaseRequest& request : reviews.Ready(at))
    Print(docket::CaseRequestJson(request) + "\n");
  return {};
}

}  // namespace

void AddReviewCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(
      app, "review", "Judgement questions for people, blind to the author",
      "  evenhand review add --store docket cases.jsonl\n"
      "  evenhand review next --reviewer r1 --store docket\n"
      "  evenhand review answer d-1 --question act --answer threat --reviewer r1 --store docket\n"
      "  evenhand review ready --store docket > judged.jsonl");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* add = AddCommand(*group, "add", "Put cases without judgements into the queue",
                             "  evenhand review add --store docket cases.jsonl");
  add->add_option("FILES", o->files,
                  "cases as JSON Lines (docs/decisions.md); - or none: standard input")
      ->type_name("FILE");
  CLI::App* next = AddCommand(*group, "next",
                              "The next question for a reviewer: the item's words, and of the "
                              "author only what a clause names",
                              "  evenhand review next --reviewer r1 --store docket --language fa");
  next->add_option("--language", o->language, "of the question")
      ->type_name("LANG")
      ->capture_default_str();
  AddFormat(next, &o->format);
  CLI::App* answer = AddCommand(
      *group, "answer", "Answer a question; in one case of ten two people must agree",
      "  evenhand review answer d-1 --question act --answer threat --reviewer r1 --store docket");
  answer->add_option("ID", o->id, "the case")->required()->type_name("ID");
  answer->add_option("--question", o->question, "as the rulebook names it")
      ->required()
      ->type_name("ID");
  answer->add_option("--answer", o->answer, "one of its answers, or true or false")
      ->required()
      ->type_name("WORD");
  CLI::App* ready =
      AddCommand(*group, "ready", "Cases with all their answers, as `evenhand decide` reads them",
                 "  evenhand review ready --store docket > judged.jsonl");
  for (CLI::App* command : {add, next, answer, ready}) AddDocketStore(command, &o->docket);
  for (CLI::App* command : {next, answer})
    command->add_option("--reviewer", o->reviewer, "a pseudonym")->required()->type_name("NAME");
  for (CLI::App* command : {add, answer, ready})
    command->add_option("--at", o->at, "without it, now")->type_name("TIME");
  OnCall(add, session, [o, session] { return AddCases(*o, session); });
  OnCall(next, session, [o] { return Next(*o); });
  OnCall(answer, session, [o] { return Answer(*o); });
  OnCall(ready, session, [o] { return Ready(*o); });
}

}  // namespace evenhand::app
