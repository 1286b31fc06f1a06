// `evenhand parity backlog`: open cases of a kind whose rule, or its reading, has changed.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/docket_dir.h"
#include "app/parity_docket.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "even/backlog.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string at;
  std::string format = "text";
};

void PrintJson(const even::Backlog& backlog) {
  codec::JsonOut out;
  out.Open('{').Key("rulebook").String(backlog.rulebook).Key("clause").String(backlog.clause);
  out.Key("why").String(backlog.why).Key("since").String(policy::FormatTime(backlog.since));
  out.Key("cases").Open('[');
  for (const even::OpenCase& one : backlog.cases) {
    out.Open('{').Key("decision").String(one.decision);
    out.Key("decided").String(policy::FormatTime(one.decided)).Key("version").Int(one.version);
    out.Key("open").String(one.open).Close('}');
  }
  out.Close(']').Close('}');
  Print(out.text() + "\n");
}

void PrintText(const even::Backlog& backlog) {
  Print(fmt::format("{} {} since {}: {}\n", ForTerminal(backlog.rulebook),
                    ForTerminal(backlog.clause), policy::FormatTime(backlog.since),
                    ForTerminal(backlog.why)));
  for (const even::OpenCase& one : backlog.cases) {
    Print(fmt::format("    {} of {} under version {}: {}\n", ForTerminal(one.decision),
                      policy::FormatTime(one.decided), one.version, ForTerminal(one.open)));
  }
}

Result<void> RunBacklog(const Options& options, Session* session) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(options.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  EVENHAND_ASSIGN(const docket::Recorded recorded, ReadRecorded(*docket));
  std::vector<const policy::Rulebook*> versions;
  for (const docket::Version* version : docket->versions().All())
    versions.push_back(&version->rulebook);
  const auto backlogs = even::FindBacklogs(recorded.decisions(), versions, at);
  std::size_t cases = 0;
  for (const even::Backlog& backlog : backlogs) {
    cases += backlog.cases.size();
    options.format == "json" ? PrintJson(backlog) : PrintText(backlog);
  }
  if (options.format != "json")
    Print(fmt::format("{} open cases after {} changes\n", cases, backlogs.size()));
  if (cases > 0) session->exit_code = kFindings;
  return {};
}

}  // namespace

void AddParityBacklogCommand(CLI::App* parity, Session* session) {
  CLI::App* command = AddCommand(
      *parity, "backlog", "Open cases of a kind whose rule, or its reading, has changed since",
      "  evenhand parity backlog --store docket");
  auto options = std::make_shared<Options>();
  AddDocketStore(command, &options->docket);
  command->add_option("--at", options->at, "as things are then; without it, now")
      ->type_name("TIME");
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return RunBacklog(*options, session); });
}

}  // namespace evenhand::app
