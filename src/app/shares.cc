#include <fmt/format.h>

#include <algorithm>

#include "app/archive_input.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/table.h"
#include "archive/read_shares.h"
#include "archive/share_file.h"
#include "codec/iso8601.h"
#include "codec/json_out.h"

namespace evenhand::app {
namespace {

using archive::SharesRead;

struct Options {
  ArchiveInput input;
  std::string out;
  std::string format = "text";
};

bool EndsIn(std::string_view path, std::string_view ending) {
  return path.size() > ending.size() && path.ends_with(ending);
}

Result<events::TableFormat> FormatOf(const std::string& path) {
  if (EndsIn(path, ".csv")) return events::TableFormat::kCsv;
  if (EndsIn(path, ".parquet")) return events::TableFormat::kParquet;
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("--out {}: end the name in .csv or .parquet", path));
}

std::string TimeText(std::int64_t ms) {
  std::string text;
  codec::AppendIso8601(&text, {.utc = TimeUs{ms * 1000}, .offset_seconds = 0, .has_offset = true});
  return text;
}

// Rows of words and numbers, columns as wide as they need be; the first to the left, others to the
// right.
std::string Aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line = "  ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - DisplayWidth(row[i]), ' ');
      line += i == 0 ? row[i] + gap : "  " + gap + row[i];
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

void AddFiles(const archive::ReadSummary& summary, std::string* text) {
  constexpr std::size_t kMostFiles = 20;
  const auto unread = static_cast<std::size_t>(
      std::ranges::count(summary.files, false, &archive::FileSummary::read));
  std::vector<std::vector<std::string>> rows = {{"file", "rows", "rejects", "read as"}};
  for (const archive::FileSummary& file : summary.files) {
    if (!file.read || rows.size() > kMostFiles) continue;
    rows.push_back({ForTerminal(file.path), Grouped(file.rows), Grouped(file.rejects),
                    ForTerminal(file.schema)});
  }
  *text += Aligned(rows);
  const std::size_t more = summary.files.size() - unread - (rows.size() - 1);
  if (more > 0) *text += fmt::format("  and {} more\n", Grouped(more));
  for (const archive::FileSummary& file : summary.files) {
    if (!file.read) *text += "  passed over: " + ForTerminal(file.schema) + "\n";
  }
}

std::string SummaryText(const SharesRead& read) {
  const archive::ReadSummary& summary = read.summary;
  std::string text;
  AddFiles(summary, &text);
  std::vector<std::vector<std::string>> traces = {
      {"trace", "shares", "accounts", "objects", "posts"}};
  for (const auto& [trace, shares] : read.shares) {
    traces.push_back({std::string(model::NameOf(trace)), Grouped(shares.size()),
                      Grouped(shares.accounts.size()), Grouped(shares.objects.size()),
                      Grouped(shares.contents.size())});
  }
  text += read.shares.empty() ? "\n  no shares\n" : "\n" + Aligned(traces);
  if (!read.shares.empty())
    text +=
        fmt::format("\n  from {} to {}\n", TimeText(summary.first_ms), TimeText(summary.last_ms));
  std::vector<std::vector<std::string>> counts;
  const auto count = [&](std::uint64_t number, const char* of) {
    if (number > 0) counts.push_back({of, Grouped(number)});
  };
  count(summary.repeated, "posts that had come before");
  count(summary.passed_over, "passed over: likes, deletions, posts that were not public, ...");
  count(summary.no_object, "rows without an object");
  count(summary.rejects, "rejects");
  for (const auto& [reason, number] : summary.reasons)
    counts.push_back({"  " + ForTerminal(reason), Grouped(number)});
  if (!counts.empty()) text += "\n" + Aligned(counts);
  return text;
}

std::string SummaryJson(const SharesRead& read) {
  const archive::ReadSummary& summary = read.summary;
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  codec::JsonOut out;
  out.Open('{').Key("files").Open('[');
  for (const archive::FileSummary& file : summary.files) {
    out.Open('{').Key("path").String(file.path).Key("read").Bool(file.read).Key(
        file.read ? "read_as" : "reason");
    out.String(file.schema)
        .Key("rows")
        .Int(number(file.rows))
        .Key("rejects")
        .Int(number(file.rejects))
        .Close('}');
  }
  out.Close(']').Key("rows").Int(number(summary.rows)).Key("traces").Open('{');
  for (const auto& [trace, shares] : read.shares) {
    out.Key(model::NameOf(trace)).Open('{').Key("shares").Int(number(shares.size()));
    out.Key("accounts")
        .Int(number(shares.accounts.size()))
        .Key("objects")
        .Int(number(shares.objects.size()));
    out.Key("posts").Int(number(shares.contents.size())).Close('}');
  }
  out.Close('}');
  if (!read.shares.empty()) {
    out.Key("first")
        .String(TimeText(summary.first_ms))
        .Key("last")
        .String(TimeText(summary.last_ms));
  }
  out.Key("repeated")
      .Int(number(summary.repeated))
      .Key("passed_over")
      .Int(number(summary.passed_over));
  out.Key("no_object").Int(number(summary.no_object)).Key("rejects").Int(number(summary.rejects));
  out.Key("reasons").Open('{');
  for (const auto& [reason, count] : summary.reasons) out.Key(reason).Int(number(count));
  return out.Close('}').Close('}').text() + "\n";
}

Result<void> Run(const Options& options, Session* session) {
  events::TableFormat format{};
  if (!options.out.empty()) {
    EVENHAND_ASSIGN(format, FormatOf(options.out));
  }
  EVENHAND_ASSIGN(const SharesRead read, ReadArchive(options.input, *session));
  if (!options.out.empty()) EVENHAND_TRY(archive::WriteShares(options.out, format, read.shares));
  Print(options.format == "json" ? SummaryJson(read) : SummaryText(read));
  if (read.shares.empty()) session->exit_code = kFindings;
  return {};
}

}  // namespace

void AddSharesCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "shares", "Read archives of posts into shares: who put out what, when",
      "  evenhand shares tweets.csv.gz -o shares.parquet\n"
      "  evenhand shares archive/ --trace link,hashtag -o shares.csv --rejects rejects.jsonl\n"
      "  evenhand shares forum.csv --schema forum.yaml\n"
      "Without -o it only says what is there.");
  auto options = std::make_shared<Options>();
  AddArchiveInput(command, &options->input);
  command->add_option("-o,--out", options->out, "the shares as a table, .csv or .parquet")
      ->type_name("FILE");
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
