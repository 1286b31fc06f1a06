// `evenhand decision` and `conformity`: what was decided, and whether it still comes out the same.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/ledger_files.h"
#include "app/lock_text.h"
#include "app/progress.h"
#include "app/table.h"
#include "codec/json_document.h"
#include "codec/json_out.h"
#include "page/statement_text.h"
#include "policy/dsa.h"
#include "policy/dsa_check.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string at;
  std::string language = "en";
  std::string format = "text";
  std::string thing, result = "done", note, by;
};

// ---- decision show, decision rerun

Result<void> ShowDecision(const Options& options) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(options.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  std::string recorded;
  EVENHAND_ASSIGN(const docket::Ruling ruling, docket->Rerun(options.id, &recorded));
  if (options.format == "json") {
    Print(recorded + "\n");
  } else if (options.format == "dsa") {
    // An id may hold what a puid may not, so it goes in as its hash.
    EVENHAND_ASSIGN(const std::string json,
                    policy::StatementForDsa(ruling.statement, ruling.version->rulebook,
                                            docket::VersionHash("puid", options.id)));
    Print(json + "\n");
  } else {
    EVENHAND_ASSIGN(const auto lock, docket->LockOf(options.id, at));
    Print(page::StatementText(ruling.statement, ruling.version->rulebook, options.language));
    if (lock) Print(LockLine(*lock, options.language));
  }
  return {};
}

Result<void> RerunDecision(const Options& options, Session* session) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  std::string recorded;
  EVENHAND_ASSIGN(const docket::Ruling ruling, docket->Rerun(options.id, &recorded));
  if (ruling.json == recorded) {
    Print(fmt::format("{}: made again from what was recorded, the same {} bytes\n",
                      ForTerminal(options.id), Grouped(recorded.size())));
    return {};
  }
  Print(fmt::format("{}: made again, it differs\nrecorded   {}\nmade again {}\n",
                    ForTerminal(options.id), ForTerminal(recorded), ForTerminal(ruling.json)));
  session->exit_code = kFindings;
  return {};
}

// ---- conformity

Result<void> ShowConformity(const Options& options, Session* session) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  const auto files = record::OpenFiles(options.docket.directory + "/record");
  EVENHAND_TRY(docket->CheckRecord(*files));
  Progress progress(*session, 0);
  EVENHAND_ASSIGN(const docket::Conformity found, docket->Recompute([&](std::int64_t done) {
    progress.Update(0, static_cast<std::uint64_t>(done));
  }));
  progress.Clear();
  if (!found.different.empty() || !found.not_recomputable.empty()) session->exit_code = kFindings;
  if (options.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("recomputed").Int(found.recomputed).Key("identical").Int(found.identical);
    for (const auto& [key, list] : {std::pair("different", &found.different),
                                    {"not_recomputable", &found.not_recomputable}}) {
      out.Key(key).Open('[');
      for (const auto& one : *list)
        out.Open('{').Key("decision").String(one.decision).Key("what").String(one.what).Close('}');
      out.Close(']');
    }
    out.Close('}');
    Print(out.text() + "\n");
    return {};
  }
  const auto count = [](const auto& list) { return Grouped(list.size()); };
  Print(fmt::format("{} decisions made again: {} identical, {} different, {} not recomputable\n",
                    Grouped(static_cast<std::uint64_t>(found.recomputed)),
                    Grouped(static_cast<std::uint64_t>(found.identical)), count(found.different),
                    count(found.not_recomputable)));
  Print("the store is as it was written, and the public record says the same\n");
  for (const auto* list : {&found.different, &found.not_recomputable}) {
    for (const auto& one : *list)
      Print(fmt::format("  {}: {}\n", ForTerminal(one.decision), ForTerminal(one.what)));
  }
  return {};
}

// ---- decision checklist, decision given-back

Result<void> PrintChecklist(const Options& options, docket::Docket* docket) {
  EVENHAND_ASSIGN(const auto list, docket->Checklist(options.id));
  const bool json = options.format == "json";
  codec::JsonOut out;
  out.Open('[');
  std::string text;
  for (const docket::GivenBack& one : list) {
    const bool open = one.result == docket::Giving::kOpen;
    const std::string at = open ? "" : policy::FormatTime(one.at);
    out.Open('{')
        .Key("thing")
        .String(one.thing)
        .Key("result")
        .String(docket::Name(one.result))
        .Key("note")
        .String(one.note);
    out.Key("by").String(one.by).Key("at").String(at).Close('}');
    text += fmt::format("{:<12}  {}{}{}\n", docket::Name(one.result), ForTerminal(one.thing),
                        one.note.empty() ? "" : ": " + ForTerminal(one.note),
                        open ? "" : fmt::format("  ({}, {})", ForTerminal(one.by), at));
  }
  Print(json ? out.Close(']').text() + "\n" : text);
  return {};
}

Result<void> ShowChecklist(const Options& options) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  return PrintChecklist(options, docket.get());
}

Result<void> TellGivenBack(const Options& options) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(options.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  EVENHAND_TRY(docket->TellGivenBack({.decision = options.id,
                                      .thing = options.thing,
                                      .result = *docket::GivingNamed(options.result),
                                      .note = options.note,
                                      .by = options.by,
                                      .at = at}));
  EVENHAND_TRY(docket->PublishRecord());
  return PrintChecklist(options, docket.get());
}

// ---- decision check-dsa

std::string FaultLine(const policy::DsaFault& fault) {
  return fmt::format("  {} ({}): {}\n", ForTerminal(fault.field), fault.rule, fault.mend);
}

Result<void> CheckForDsa(const std::string& path, Session* session) {
  constexpr std::size_t kMostBytes = 256 << 20;
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, kMostBytes));
  codec::JsonDocument document;
  auto root = document.ParseCopy(text);
  if (!root) return tl::unexpected(std::move(root).error().Within(path));
  const bool is_list = root->kind() == codec::JsonKind::kArray;
  const std::size_t all = is_list ? root->size() : 1;
  std::size_t refused = 0;
  for (std::size_t i = 0; i < all; ++i) {
    const codec::Json statement = is_list ? root->Item(i) : *root;
    auto verdict = policy::CheckDsaStatement(statement);
    if (!verdict)
      return tl::unexpected(
          std::move(verdict).error().Within(fmt::format("{}: statement {}", path, i + 1)));
    refused += !verdict->valid();
    std::string lines;
    for (const policy::DsaFault& fault : verdict->faults) lines += FaultLine(fault);
    for (const policy::DsaFault& fault : verdict->oddities)
      lines += "  taken, but odd:" + FaultLine(fault).substr(1);
    for (const std::string& field : verdict->dropped)
      lines += fmt::format("  {} would not be kept\n", ForTerminal(field));
    if (!lines.empty())
      Print(fmt::format("statement {}{}\n{}", i + 1, verdict->valid() ? "" : " would be refused",
                        lines));
  }
  Print(fmt::format("{} of {} would be taken\n", all - refused, all));
  if (refused > 0) session->exit_code = kFindings;
  return {};
}

}  // namespace

void AddDecisionCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(app, "decision",
                               "A decision: its reasons, and whether it comes out the same again",
                               "  evenhand decision show d-1 --store docket --language fa\n  "
                               "evenhand decision rerun d-1 --store docket");
  group->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* show = AddCommand(*group, "show", "The statement of reasons",
                              "  evenhand decision show d-1 --store docket --language fa");
  CLI::App* rerun =
      AddCommand(*group, "rerun", "Decide again from what was recorded and compare the bytes",
                 "  evenhand decision rerun d-1 --store docket");
  CLI::App* checklist = AddCommand(*group, "checklist",
                                   "What a voided decision gives back, and what came of each thing",
                                   "  evenhand decision checklist d-1 --store docket");
  CLI::App* given = AddCommand(
      *group, "given-back",
      "One thing that a voided decision took is given back, or cannot be; it goes on record",
      "  evenhand decision given-back d-1 --thing followers --by r9 --store docket\n"
      "  evenhand decision given-back d-1 --thing lists --result not-possible --note 'two were "
      "deleted' --by r9 --store docket");
  for (CLI::App* command : {show, rerun, checklist, given}) {
    command->add_option("ID", options->id, "the decision")->required()->type_name("ID");
    AddDocketStore(command, &options->docket);
  }
  show->add_option("--at", options->at, "of what is said about its lock; without it, now")
      ->type_name("TIME");
  show->add_option("--language", options->language, "of the text")
      ->type_name("LANG")
      ->capture_default_str();
  AddChoice(show, "--format", &options->format, {"text", "json", "dsa"},
            "text for people, json, or what the EU's transparency database takes");
  AddFormat(checklist, &options->format);
  given->add_option("--thing", options->thing, "as the checklist names it, or another one")
      ->required()
      ->type_name("THING");
  AddChoice(given, "--result", &options->result, {"done", "not-possible", "open"},
            "what came of it");
  given->add_option("--note", options->note, "what to know; why it is not possible")
      ->type_name("TEXT");
  given->add_option("--by", options->by, "who saw to it, a pseudonym")
      ->required()
      ->type_name("PERSON");
  given->add_option("--at", options->at, "without it, now")->type_name("TIME");
  OnCall(checklist, session, [options] { return ShowChecklist(*options); });
  OnCall(given, session, [options] { return TellGivenBack(*options); });
  OnCall(show, session, [options] { return ShowDecision(*options); });
  OnCall(rerun, session, [options, session] { return RerunDecision(*options, session); });
  CLI::App* check = AddCommand(
      *group, "check-dsa",
      "Whether the EU's transparency database would take statements, from wherever they are",
      "  evenhand decision check-dsa sent.json\n"
      "  evenhand decision show d-1 --store docket --format dsa | evenhand decision check-dsa -");
  check
      ->add_option("FILE", options->id,
                   "a statement as JSON, or a list of them; - is standard input")
      ->required()
      ->type_name("FILE");
  OnCall(check, session, [options, session] { return CheckForDsa(options->id, session); });
}

void AddConformityCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "conformity",
      "Decide every decision again, and check store and public record against each other",
      "  evenhand conformity --store docket");
  auto options = std::make_shared<Options>();
  AddDocketStore(command, &options->docket);
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return ShowConformity(*options, session); });
}

}  // namespace evenhand::app
