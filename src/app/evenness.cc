// `evenhand swap` and `evenhand whatif`: whether who the author is changes anything that the
// rulebook does not name.

#include <fmt/format.h>

#include "app/case_file.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/parity_docket.h"
#include "app/table.h"
#include "even/rate.h"
#include "even/swap.h"
#include "even/what_if.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string rulebook, cases, account, as = "ordinary", until;
};

void PrintFlips(const char* title, const std::vector<even::Flip>& flips) {
  for (const even::Flip& flip : flips) {
    Print(fmt::format("{} {} with {} = {}\n    {}\n    {}\n", title, ForTerminal(flip.decision),
                      ForTerminal(flip.attribute), ForTerminal(flip.value),
                      ForTerminal(flip.before), ForTerminal(flip.after)));
  }
}

// The recorded cases with --store, else those of a file under a document.
Result<even::SwapReport> SwapIn(const Options& o) {
  const bool has_files = !o.rulebook.empty() && !o.cases.empty();
  if (has_files == !o.docket.directory.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                "swap wants a RULEBOOK and CASES, or --store with what was decided");
  }
  if (!has_files) {
    EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
    return SwapRecorded(*docket);
  }
  EVENHAND_ASSIGN(const policy::Rulebook book, LoadRulebookFile(o.rulebook));
  EVENHAND_ASSIGN(const auto cases, ReadCaseFile(o.cases));
  return even::Swap(book, cases);
}

Result<void> RunSwap(const Options& o, Session* session) {
  EVENHAND_ASSIGN(const even::SwapReport report, SwapIn(o));
  PrintFlips("barred:", report.barred);
  PrintFlips("unexplained:", report.unexplained);
  for (const auto& [why, count] : report.explained)
    Print(fmt::format("explained: {} flips of {}\n", count, ForTerminal(why)));
  for (const std::string& attribute : report.untried)
    Print(fmt::format("never tried: {}\n", ForTerminal(attribute)));
  const auto flips = static_cast<std::int64_t>(report.barred.size() + report.unexplained.size());
  std::string bound;
  if (const auto rate = even::UpperBound({flips, report.tries}))
    bound = fmt::format("; the true rate is below {:.3f} %", *rate * 100);
  Print(
      fmt::format("{} cases, {} swaps, {} of them of several attributes together: {} flips by "
                  "what may not be read, {} unexplained{}\n",
                  report.cases, report.tries, report.tries_together, report.barred.size(),
                  report.unexplained.size(), bound));
  if (report.refused > 0)
    Print(fmt::format("{} cases could not be decided as they are\n", report.refused));
  if (flips > 0) session->exit_code = kFindings;
  return {};
}

Result<void> RunWhatIf(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time until, TimeOrNow(o.until));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  std::vector<policy::CaseInput> cases;
  const docket::Version* version = nullptr;
  EVENHAND_TRY(docket->EachCase(
      o.account, [&](const docket::CaseRequest& request, const docket::Version& its) {
        cases.push_back(request.input);
        version = &its;
      }));
  if (version == nullptr)
    return Fail(ErrorCode::kNotFound, fmt::format("nothing was decided on '{}'", o.account));
  const even::AsIf as_if = o.as == "ordinary" ? even::AsOrdinary() : even::AsOfficial();
  EVENHAND_ASSIGN(const even::WhatIf answer,
                  even::AskWhatIf(version->rulebook, cases, as_if, until));
  for (const even::WhatIfStep& step : answer.steps) {
    const bool same = step.recorded == step.instead;
    Print(fmt::format("{} {} {}\n    {}\n", same ? "  " : "≠ ", policy::FormatTime(step.at),
                      ForTerminal(step.decision), ForTerminal(step.recorded)));
    if (!same) Print(fmt::format("    as {}: {}\n", o.as, ForTerminal(step.instead)));
  }
  if (!answer.first_difference) {
    Print(fmt::format("as {}: the same throughout\n", o.as));
    return {};
  }
  const std::int64_t excess = answer.instead_days - answer.recorded_days;
  Print(
      fmt::format("as {}: another outcome first at {}; restricted for {} days instead of {} ({:+} "
                  "days) up to {}\n",
                  o.as, ForTerminal(answer.steps[*answer.first_difference].decision),
                  answer.instead_days, answer.recorded_days, excess, policy::FormatTime(until)));
  return {};
}

}  // namespace

void AddSwapCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "swap", "The same cases with other authors: what changes, and which clause says so",
      "  evenhand swap rulebook.yaml cases.jsonl\n"
      "  evenhand swap --store docket");
  auto o = std::make_shared<Options>();
  command->add_option("RULEBOOK", o->rulebook, "the rulebook document")->type_name("FILE");
  command->add_option("CASES", o->cases, "cases as JSON Lines (docs/decisions.md)")
      ->type_name("FILE");
  command
      ->add_option("--store", o->docket.directory,
                   "everything that was decided, each case under the version that judged it")
      ->type_name("DIR");
  OnCall(command, session, [o, session] { return RunSwap(*o, session); });
}

void AddWhatIfCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "whatif", "What an ordinary account would have got, or what an official would have",
      "  evenhand whatif ann --as ordinary --store docket");
  auto o = std::make_shared<Options>();
  command->add_option("ACCOUNT", o->account, "the account")->required()->type_name("ID");
  AddChoice(command, "--as", &o->as, {"ordinary", "official"}, "whom to take it for");
  AddDocketStore(command, &o->docket);
  command->add_option("--until", o->until, "count days up to this time; without it, now")
      ->type_name("TIME");
  OnCall(command, session, [o] { return RunWhatIf(*o); });
}

}  // namespace evenhand::app
