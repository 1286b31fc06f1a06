#include "app/parity_docket.h"

#include <fmt/format.h>

#include <map>

#include "app/command_line.h"
#include "app/docket_dir.h"
#include "app/dossier_files.h"
#include "docket/replay.h"
#include "even/recorded_row.h"
#include "page/wide_page.h"

namespace evenhand::app {
namespace {

Result<void> PrintRows(const DocketOptions& options) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options, false));
  EVENHAND_ASSIGN(const docket::Recorded recorded, ReadRecorded(*docket));
  for (const even::DecisionRow& row : RowsOf(recorded)) Print(even::RowJson(row) + "\n");
  return {};
}

// A report is public, so it names the field, not what stands in it.
Result<even::Conformity> ConformityOf(docket::Docket& docket) {
  EVENHAND_ASSIGN(const docket::Conformity found, docket.Recompute([](std::int64_t) {}));
  even::Conformity out{.recomputed = found.recomputed, .identical = found.identical};
  for (const auto& one : found.different) {
    std::string recorded;
    EVENHAND_ASSIGN(const docket::Ruling again, docket.Rerun(one.decision, &recorded));
    out.different.push_back({one.decision, docket::FirstDifferentField(recorded, again.json)});
  }
  for (const auto& one : found.not_recomputable) {
    out.not_recomputable.push_back({one.decision, one.what});
  }
  return out;
}

std::vector<even::DemandCount> Counted(const std::vector<docket::RecordedDemand>& demands) {
  std::map<docket::RecordedDemand, std::int64_t> counts;
  for (const docket::RecordedDemand& demand : demands) ++counts[demand];
  std::vector<even::DemandCount> out;
  for (const auto& [demand, count] : counts) {
    out.push_back({demand.state, demand.body, demand.law, demand.outcome, count});
  }
  return out;
}

}  // namespace

std::string RulebooksOf(const docket::Versions& versions) {
  std::vector<std::string> names;
  for (const docket::Version* version : versions.All()) {
    names.push_back(
        fmt::format("{} {} {}", version->rulebook.id, version->rulebook.version, version->hash));
  }
  return fmt::format("{}", fmt::join(names, "; "));
}

Result<ForReport> ReadForReport(docket::Docket& docket) {
  EVENHAND_ASSIGN(const docket::Recorded recorded, ReadRecorded(docket));
  ForReport out{.rows = RowsOf(recorded), .rulebook = RulebooksOf(docket.versions())};
  EVENHAND_ASSIGN(out.parts.conformity, ConformityOf(docket));
  EVENHAND_ASSIGN(out.parts.swap, SwapRecorded(docket));
  out.parts.demands = Counted(recorded.demands());
  return out;
}

Result<even::SwapReport> SwapRecorded(docket::Docket& docket) {
  even::SwapTest test;
  const docket::ReplayVisitor visitor = {
      .before =
          [&](const docket::AboutToDecide& one) {
            test.Try(one.rulebook, one.input, one.strikes, one.grants);
          },
      .after =
          [&](const policy::CaseInput&, const Result<policy::Decision>& decision) {
            if (!decision) test.CountRefused();
          }};
  EVENHAND_TRY(docket::ReplayAsJudged(docket.store(), docket.versions(), visitor));
  return test.Finish();
}

Result<std::vector<even::NetworkCount>> CountNetworks(const std::vector<std::string>& paths) {
  std::vector<even::NetworkCount> counts;
  EVENHAND_ASSIGN(const std::vector<dossier::Publication> published, LoadPublications(paths));
  for (const dossier::Publication& one : published) {
    even::NetworkCount count{.dossier = one.name,
                             .from = page::TimeText(one.method.from_ms),
                             .to = page::TimeText(one.method.to_ms),
                             .accounts = static_cast<std::int64_t>(one.method.accounts),
                             .searches = std::ssize(one.method.searches),
                             .found = static_cast<std::int64_t>(one.method.networks),
                             .candidates = static_cast<std::int64_t>(one.method.candidates)};
    for (const auto& [lacks, accounts] : one.method.fell_short)
      count.fell_short += static_cast<std::int64_t>(accounts);
    for (const auto& [role, accounts] : one.roles)
      count.roles.emplace_back(dossier::RoleName(role), static_cast<std::int64_t>(accounts));
    for (const auto& correction : one.corrections)
      count.corrections += static_cast<std::int64_t>(correction.accounts);
    counts.push_back(std::move(count));
  }
  return counts;
}

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
