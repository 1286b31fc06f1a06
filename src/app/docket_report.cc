// `evenhand docket report`: what platforms did in real cases, what a published rule gives, and what
// an ordinary account would have got.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/page_files.h"
#include "app/real_cases_file.h"
#include "app/table.h"
#include "even/real_cases_page.h"
#include "page/frame.h"
#include "page/locale.h"

namespace evenhand::app {
namespace {

struct Options {
  std::string file;
  std::string pages;
};

using Row = std::array<std::string, 6>;

std::string Shown(const even::ReportedAction& reported) {
  std::string text = policy::FormatAction(reported.action);
  if (!reported.length_known) text.replace(text.find(' '), std::string::npos, " ?");
  return text;
}

// A lock beside a hidden item begins to run when the item is deleted.
std::string ShownLock(const even::ReportedAction& lock) {
  if (!lock.length_known || lock.action.period == policy::Period{}) return "lock until deleted";
  return "lock until deleted + " + page::LengthIn("en", *lock.action.period);
}

// "hide, lock until deleted + 12 hours"; what is none is left out.
std::string Both(const even::ReportedAction& item, const even::ReportedAction& account) {
  const auto is_there = [](const even::ReportedAction& a) {
    return a.action.kind != policy::ActionKind::kNone;
  };
  const bool waits = item.action.kind == policy::ActionKind::kHide &&
                     account.action.kind == policy::ActionKind::kLock;
  std::string text = is_there(item) ? Shown(item) : "";
  if (is_there(account)) {
    text += (text.empty() ? "" : ", ") + (waits ? ShownLock(account) : Shown(account));
  }
  return text.empty() ? "nothing" : text;
}

std::string_view InWords(even::Against against) {
  switch (against) {
    case even::Against::kSame:
      return "same";
    case even::Against::kMilder:
      return "milder";
    case even::Against::kHarsher:
      return "harsher";
    case even::Against::kCannotTell:
      break;
  }
  return "cannot tell";
}

Row RowOf(const even::RealCase& what, const even::Answer& answer) {
  const even::Question& asked = *answer.question;
  return {what.id,
          fmt::format("{} {}", asked.policy, asked.row),
          Both(asked.item, asked.account),
          Both({answer.given.item}, {answer.given.account}),
          answer.same_for_ordinary ? "the same"
                                   : Both({answer.ordinary.item}, {answer.ordinary.account}),
          std::string(InWords(answer.done))};
}

std::string Table(const std::vector<even::JudgedCase>& cases) {
  std::vector<Row> rows = {
      {"case", "asked of", "what was done", "the rule gives", "ordinary account", "done is"}};
  for (const even::JudgedCase& one : cases) {
    for (const even::Answer& answer : one.answers) rows.push_back(RowOf(*one.what, answer));
    if (one.answers.empty()) rows.push_back({one.what->id, "no rule", "", "", "", ""});
  }
  std::array<std::size_t, 6> widths = {};
  for (Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = ForTerminal(row[i]);
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += row[i] + std::string(widths[i] + 2 - DisplayWidth(row[i]), ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

// The docket in each of its languages, and each policy that it asks in a folder of the policy's
// name.
Result<void> WriteAll(const std::string& directory, const std::vector<even::JudgedCase>& cases,
                      const even::Rulebooks& rulebooks) {
  std::vector<PageFile> files = {{"index.html", even::RealCasesIndex()}};
  for (const std::string& language : even::RealCasesLanguages()) {
    files.push_back({page::PageFile(language), even::RealCasesPage(cases, language, true)});
  }
  EVENHAND_TRY(WritePageFiles(directory, files));
  for (const auto& [name, rulebook] : rulebooks) {
    EVENHAND_TRY(WritePageFiles((std::filesystem::path(directory) / name).string(),
                                RulebookPageFiles(rulebook, {})));
  }
  return {};
}

Result<void> RunReport(const Options& o) {
  EVENHAND_ASSIGN(const std::vector<even::RealCase> cases, ReadRealCases(o.file));
  EVENHAND_ASSIGN(const even::Rulebooks rulebooks, RulebooksAsked(cases));
  EVENHAND_ASSIGN(const std::vector<even::JudgedCase> judged, even::JudgeAll(cases, rulebooks));
  Print(Table(judged));
  Print(
      "Facts and answers are as reported. Each is asked as a first finding, as if the rule had "
      "been in force.\n");
  if (o.pages.empty()) return {};
  EVENHAND_TRY(WriteAll(o.pages, judged, rulebooks));
  Print(fmt::format("To read: {}\n", (std::filesystem::path(o.pages) / "index.html").string()));
  return {};
}

}  // namespace

void AddDocketCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "docket", "Real cases under published rules",
                 "  evenhand docket report rulebooks/policies/docket/cases.json --output pages");
  group->require_subcommand(1);
  CLI::App* command =
      AddCommand(*group, "report",
                 "What was done, what the rule gives, what an ordinary account would have got",
                 "  evenhand docket report rulebooks/policies/docket/cases.json --output pages");
  const auto o = std::make_shared<Options>();
  command->add_option("FILE", o->file, "the cases (rulebooks/policies/docket/README.md)")
      ->required()
      ->type_name("FILE");
  command->add_option("--output,-o", o->pages, "write readable pages to this directory too")
      ->type_name("DIR");
  OnCall(command, session, [o] { return RunReport(*o); });
}

}  // namespace evenhand::app
