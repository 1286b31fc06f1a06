#include "app/parity_docket.h"

#include "app/command_line.h"
#include "app/docket_dir.h"
#include "even/recorded_row.h"

namespace evenhand::app {
namespace {

Result<void> PrintRows(const DocketOptions& options) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options, false));
  EVENHAND_ASSIGN(const docket::Recorded recorded, ReadRecorded(*docket));
  for (const even::DecisionRow& row : RowsOf(recorded)) Print(even::RowJson(row) + "\n");
  return {};
}

}  // namespace

Result<docket::Recorded> ReadRecorded(docket::Docket& docket) {
  docket::Recorded recorded(&docket.versions());
  EVENHAND_TRY(
      docket.store().Each(1, [&](const cases::CaseEvent& event) { return recorded.Add(event); }));
  return recorded;
}

std::vector<even::DecisionRow> RowsOf(const docket::Recorded& recorded) {
  std::vector<even::DecisionRow> rows;
  rows.reserve(recorded.decisions().size());
  for (const policy::RecordedDecision& decision : recorded.decisions()) {
    rows.push_back(even::RowOf(decision));
  }
  return rows;
}

void AddParityRowsCommand(CLI::App* parity, Session* session) {
  CLI::App* command =
      AddCommand(*parity, "rows", "The decisions of a docket as rows, one JSON object a line",
                 "  evenhand parity rows --store docket > decisions.jsonl\n"
                 "  evenhand parity report decisions.jsonl");
  auto options = std::make_shared<DocketOptions>();
  AddDocketStore(command, options.get());
  OnCall(command, session, [options] { return PrintRows(*options); });
}

}  // namespace evenhand::app
