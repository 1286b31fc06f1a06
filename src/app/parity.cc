#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/ledger_files.h"
#include "app/parity_docket.h"
#include "codec/json_document.h"
#include "even/parity_page.h"
#include "even/parity_report.h"
#include "source/line_reader.h"

namespace evenhand::app {
namespace {

struct Options {
  std::vector<std::string> dossiers;
  std::vector<std::string> files;
  DocketOptions store;  // instead of files
  std::vector<std::string> compare;
  std::string out = "parity-report";
  std::string language = "en";
  bool publish = false;  // its hash, as a leaf
  even::ReportOptions report;
};

struct RowsRead {
  std::vector<even::DecisionRow> rows;
  std::map<std::string, std::int64_t> dropped;  // barred fields, by name
};

Result<void> AddRow(const source::Line& line, codec::JsonDocument* document, RowsRead* out) {
  if (line.text.find_first_not_of(" \t") == std::string_view::npos) return {};
  if (line.too_long) return Fail(ErrorCode::kLimit, "a row is longer than 4 MiB");
  EVENHAND_ASSIGN(const codec::Json json, document->Parse(line.text));
  EVENHAND_ASSIGN(even::RowReading reading, even::ReadRow(json));
  for (const std::string& name : reading.dropped) ++out->dropped[name];
  out->rows.push_back(std::move(reading.row));
  return {};
}

Result<RowsRead> ReadRows(const std::vector<std::string>& files) {
  source::LineReader reader(files);
  codec::JsonDocument document;
  RowsRead out;
  source::LineBatch batch;
  while (true) {
    EVENHAND_ASSIGN(const bool more, reader.Pull(&batch));
    if (!more) return out;
    for (const source::Line& line : batch.lines) {
      if (auto added = AddRow(line, &document, &out); !added) {
        return tl::unexpected(std::move(added).error().Within(
            fmt::format("{}:{}", files[line.at.file], line.at.line)));
      }
    }
  }
}

// "role=public_office:ordinary", "language=fa" (against all others).
Result<even::Contrast> ParseContrast(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("--compare {}: write GROUP=A:B, or GROUP=A for all others", text));
  }
  const std::size_t colon = std::min(text.find(':', equals), text.size());
  return even::Contrast{text.substr(0, equals), text.substr(equals + 1, colon - equals - 1),
                        text.substr(std::min(colon + 1, text.size()))};
}

Result<void> MakeDirectory(const std::string& path) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (!failed) return {};
  return Fail(ErrorCode::kIo, fmt::format("cannot make {}: {}", path, failed.message()));
}

Result<even::ParityReport> ReportOfFiles(const Options& options) {
  EVENHAND_ASSIGN(RowsRead read, ReadRows(options.files));
  for (const auto& [name, count] : read.dropped) {
    PrintError(
        fmt::format("evenhand: dropped '{}' from {} rows: it may not be stored\n", name, count));
  }
  return even::MakeReport(std::move(read.rows), options.report);
}

Result<even::ParityReport> ReportOfDocket(const Options& options) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.store, false));
  EVENHAND_ASSIGN(ForReport read, ReadForReport(*docket));
  if (!options.dossiers.empty()) {
    EVENHAND_ASSIGN(read.parts.networks, CountNetworks(options.dossiers));
  }
  even::ReportOptions report = options.report;
  if (report.rulebook.empty()) report.rulebook = read.rulebook;
  auto made = even::MakeReport(std::move(read.rows), report, std::move(read.parts));
  if (made) return made;
  return tl::unexpected(std::move(made).error().Within(options.store.directory));
}

// The report is public, so its leaf holds its plain hash: whoever has the file can look for it.
Result<void> PutOnRecord(const Options& options, const std::string& json) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(options.report.made_at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.store, false));
  const std::string hash = docket::DocumentHash(json);
  EVENHAND_ASSIGN(
      const bool is_new,
      docket->NoteReport(
          {.name = "parity-report", .hash = hash, .says = {"evenhand-parity-report/1"}, .at = at}));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("{} {}\n",
                    is_new ? "on the public record:" : "on the public record already:", hash));
  return {};
}

void PrintDocketParts(const even::DocketParts& parts) {
  const even::Conformity& conformity = parts.conformity;
  Print(fmt::format("conformity: {} made again, {} identical, {} different, {} not recomputable\n",
                    conformity.recomputed, conformity.identical, conformity.different.size(),
                    conformity.not_recomputable.size()));
  Print(fmt::format(
      "swap: {} changes in {} cases, {} flips by what may not be read, {} unexplained\n",
      parts.swap.tries, parts.swap.cases, parts.swap.barred.size(), parts.swap.unexplained.size()));
  std::int64_t demands = 0;
  for (const even::DemandCount& one : parts.demands) demands += one.demands;
  Print(fmt::format("state demands: {}\n", demands));
  if (!parts.networks) return;
  std::int64_t accounts = 0, corrections = 0;
  for (const even::NetworkCount& one : *parts.networks) {
    for (const auto& [role, count] : one.roles) accounts += count;
    corrections += one.corrections;
  }
  Print(fmt::format("networks: {} dossiers, {} accounts, {} corrected\n", parts.networks->size(),
                    accounts, corrections));
}

Result<void> MakeReportFiles(Options options, Session* session) {
  for (const std::string& text : options.compare) {
    EVENHAND_ASSIGN(even::Contrast contrast, ParseContrast(text));
    options.report.contrasts.push_back(std::move(contrast));
  }
  const bool has_store = !options.store.directory.empty();
  if (has_store != options.files.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "give files of rows, or --store, and not both");
  }
  if (options.publish && !has_store) {
    return Fail(ErrorCode::kInvalidArgument,
                "--publish puts the report on the record of a docket: give --store");
  }
  options.report.engine = "evenhand " EVENHAND_VERSION;
  EVENHAND_ASSIGN(const even::ParityReport report,
                  has_store ? ReportOfDocket(options) : ReportOfFiles(options));
  EVENHAND_TRY(MakeDirectory(options.out));
  const std::filesystem::path directory = options.out;
  const std::string json = even::ReportJson(report);
  EVENHAND_TRY(WriteWholeFile((directory / "report.json").string(), json));
  EVENHAND_TRY(
      WriteWholeFile((directory / "report.html").string(),
                     even::ReportPage(report, *even::ParsePageLanguage(options.language))));
  if (report.docket) PrintDocketParts(*report.docket);
  if (report.docket && !even::IsClean(*report.docket)) session->exit_code = kFindings;
  for (const even::ComparedGroups& compared : report.comparisons) {
    const even::Contrast& contrast = compared.contrast;
    Print(fmt::format(
        "{} {} / {}: {}\n", contrast.group, contrast.a,
        contrast.b.empty() ? "all others" : contrast.b,
        compared.hidden ? "hidden, fewer than ten cases" : even::Word(compared.verdict)));
  }
  Print(fmt::format("{} decisions; {} and report.html written\n", report.rows,
                    (directory / "report.json").string()));
  return options.publish ? PutOnRecord(options, json) : Result<void>();
}

void AddReportCommand(CLI::App* parity, Session* session) {
  CLI::App* command =
      AddCommand(*parity, "report",
                 "Write report.json and report.html from a docket, or from rows of decisions",
                 "  evenhand parity report --store docket\n"
                 "  evenhand parity report decisions.jsonl\n"
                 "  evenhand parity report *.jsonl.gz --compare role=public_office:ordinary\n"
                 "  evenhand parity report decisions.jsonl --out public --language fa");
  auto options = std::make_shared<Options>();
  command->add_option("FILES", options->files, "decisions, one JSON object a line (docs/parity.md)")
      ->type_name("FILES");
  command
      ->add_option(
          "--store", options->store.directory,
          "a docket instead: conformity, swaps and demands of states are in the report too")
      ->type_name("DIR");
  command
      ->add_option("--dossiers", options->dossiers,
                   "published dossiers (`dossier export`), or a folder of them: networks are in "
                   "the report too")
      ->type_name("FILE|DIR")
      ->expected(1, -1)
      ->allow_extra_args(false);
  command->add_option("--out", options->out, "the folder to write to")
      ->type_name("DIR")
      ->capture_default_str();
  command
      ->add_option("--compare", options->compare,
                   "a comparison, GROUP=A:B or GROUP=A for all others; again for more (default: "
                   "roles against ordinary accounts, each language against all others)")
      ->type_name("GROUP=A:B");
  command->add_option("--margin", options->report.margin, "the smallest difference that matters")
      ->check(CLI::Range(0.001, 1.0).description(""))
      ->type_name("SHARE")
      ->capture_default_str();
  command->add_option("--seed", options->report.seed, "of the drawn permutations")
      ->type_name("NUMBER")
      ->capture_default_str();
  command->add_option("--rulebook", options->report.rulebook, "version and hash, shown as given")
      ->type_name("TEXT");
  command->add_option("--made-at", options->report.made_at, "when it was made, shown as given")
      ->type_name("TIME");
  AddChoice(command, "--language", &options->language, {"en", "fa", "ar"}, "of report.html");
  command->add_flag("--publish", options->publish,
                    "the hash of report.json as a leaf of the docket's public record");
  command->callback([options, session] {
    if (const auto made = MakeReportFiles(*options, session); !made) Report(made.error(), session);
  });
}

}  // namespace

void AddParityCommand(CLI::App& app, Session* session) {
  CLI::App* parity = AddCommand(app, "parity", "Was the rulebook applied alike? (docs/parity.md)",
                                "  evenhand parity rows --store docket > decisions.jsonl\n"
                                "  evenhand parity report decisions.jsonl --out public");
  parity->require_subcommand(1);
  AddReportCommand(parity, session);
  AddParityRowsCommand(parity, session);
  AddParityShadowCommand(parity, session);
  AddParityBacklogCommand(parity, session);
}

}  // namespace evenhand::app
