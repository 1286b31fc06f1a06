// `evenhand parity shadow`: the recorded cases of a docket under another rulebook.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/case_file.h"
#include "app/command_line.h"
#include "app/docket_dir.h"
#include "app/ledger_files.h"
#include "app/parity_docket.h"
#include "app/table.h"
#include "docket/replay.h"
#include "even/shadow.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostRulebookBytes = std::size_t{16} << 20;

struct Options {
  DocketOptions docket;
  std::string against;
  std::string by = "role";
  std::string format = "text";
  std::string language = "en";
  bool show_small = false;
};

using Decided = std::map<std::string, Result<policy::Decision>>;

docket::ReplayVisitor CollectInto(Decided* decided) {
  return {
      .after = [decided](const policy::CaseInput& input, const Result<policy::Decision>& decision) {
        decided->emplace(input.decision, decision);
      }};
}

even::ShadowCase CaseOf(const Result<policy::Decision>& before,
                        const Result<policy::Decision>& after) {
  if (!before) return {.why_not = "on record: " + before.error().message};
  even::ShadowCase one{.before = even::ActionsOf(*before)};
  if (after) {
    one.after = even::ActionsOf(*after);
  } else {
    one.why_not = after.error().message;
  }
  return one;
}

Result<std::vector<even::ShadowCase>> CasesOf(docket::Docket& docket, const policy::Rulebook& other,
                                              const std::string& by) {
  EVENHAND_ASSIGN(const docket::Recorded recorded, ReadRecorded(docket));
  Decided before, after;
  EVENHAND_TRY(docket::ReplayAsJudged(docket.store(), docket.versions(), CollectInto(&before)));
  EVENHAND_TRY(docket::ReplayUnder(other, docket.store(), docket.versions(), CollectInto(&after)));
  std::vector<even::ShadowCase> cases;
  for (const even::DecisionRow& row : RowsOf(recorded)) {
    even::ShadowCase one = CaseOf(before.at(row.case_id), after.at(row.case_id));
    one.value = *even::GroupOf(row, by);
    cases.push_back(std::move(one));
  }
  return cases;
}

// Values of a group come from the cases, and may hold anything.
std::string LinesForTerminal(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += ForTerminal(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string Shown(const even::ShadowReport& report, const Options& options) {
  if (options.format == "json") return even::ShadowJson(report);
  if (options.format == "html") {
    return even::ShadowPage(report, *even::ParsePageLanguage(options.language));
  }
  return LinesForTerminal(even::ShadowText(report));
}

Result<void> RunShadow(const Options& options) {
  EVENHAND_ASSIGN(const policy::Rulebook other, LoadRulebookFile(options.against));
  EVENHAND_ASSIGN(const std::string yaml, ReadWholeFile(options.against, kMostRulebookBytes));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  EVENHAND_ASSIGN(const auto cases, CasesOf(*docket, other, options.by));
  even::ShadowOptions shadow{
      .by = options.by,
      .before = RulebooksOf(docket->versions()),
      .after = fmt::format("{} {} {}", other.id, other.version, docket::DocumentHash(yaml)),
      .engine = "evenhand " EVENHAND_VERSION};
  if (options.show_small) shadow.least = 0;
  auto report = even::MakeShadow(cases, shadow);
  if (!report) {
    return tl::unexpected(std::move(report).error().Within(options.docket.directory));
  }
  Print(Shown(*report, options));
  return {};
}

}  // namespace

void AddParityShadowCommand(CLI::App* parity, Session* session) {
  CLI::App* command = AddCommand(
      *parity, "shadow", "The recorded cases under another rulebook: who fares better, who worse",
      "  evenhand parity shadow --store docket --against rulebook.yaml\n"
      "  evenhand parity shadow --store docket --against rulebook.yaml --by language --format "
      "html");
  auto options = std::make_shared<Options>();
  AddDocketStore(command, &options->docket);
  command->add_option("--against", options->against, "the other rulebook, or another version")
      ->required()
      ->type_name("FILE");
  AddChoice(command, "--by", &options->by, {even::kGroups.begin(), even::kGroups.end()},
            "a matrix for each value of it");
  AddChoice(command, "--format", &options->format, {"text", "json", "html"},
            "text for people, json, or a page");
  AddChoice(command, "--language", &options->language, {"en", "fa", "ar"}, "of the page");
  command->add_flag("--show-small", options->show_small,
                    "hide no small cells: for the docket's keeper, not to be published");
  OnCall(command, session, [options] { return RunShadow(*options); });
}

}  // namespace evenhand::app
