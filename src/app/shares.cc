#include <fmt/format.h>

#include <algorithm>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/progress.h"
#include "app/table.h"
#include "archive/read_shares.h"
#include "archive/share_file.h"
#include "base/utf8.h"
#include "codec/iso8601.h"
#include "codec/json_out.h"
#include "codec/yaml.h"
#include "sink/line_writer.h"

namespace evenhand::app {
namespace {

using archive::SharesRead;
using model::Shares;
using model::Trace;

struct Options {
  std::vector<std::string> files;
  std::string out;
  std::vector<std::string> traces;
  std::string schema;
  std::string rejects;
  std::size_t least_words = archive::ShareOptions().least_words;
  std::size_t least_hashtags = archive::ShareOptions().least_hashtags;
  int threads = 1;
  std::size_t memory_mib = events::Resources().memory_bytes >> 20;
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

Result<archive::ReadOptions> ReadOptionsOf(const Options& options) {
  archive::ReadOptions read;
  if (!options.traces.empty()) read.shares.traces.clear();
  for (const std::string& name : options.traces) {
    const std::optional<Trace> trace = archive::ParseTrace(name);
    if (!trace)
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("--trace {}: there is no such trace", name));
    read.shares.traces.insert(*trace);
  }
  read.shares.least_words = options.least_words;
  read.shares.least_hashtags = options.least_hashtags;
  read.resources = {.threads = options.threads, .memory_bytes = options.memory_mib << 20};
  if (options.schema.empty()) return read;
  EVENHAND_ASSIGN(const std::string yaml, ReadWholeFile(options.schema, codec::kMaxYamlBytes));
  auto schema = archive::ReadSchema(yaml);
  if (!schema)
    return Fail(ErrorCode::kInvalidArgument, options.schema + ":" + schema.error().message);
  read.schema = *std::move(schema);
  return read;
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
    traces.push_back({std::string(archive::NameOf(trace)), Grouped(shares.size()),
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
    out.Key(archive::NameOf(trace)).Open('{').Key("shares").Int(number(shares.size()));
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

// One JSON line a reject; the file is there even when there are none, so that an old one cannot be
// mistaken for this run's.
class RejectFile {
 public:
  Result<void> Open(const std::string& path) {
    if (path.empty()) return {};
    EVENHAND_ASSIGN(writer_, sink::LineWriter::Open(path, 0));
    return {};
  }
  void Add(const archive::Reject& reject) {
    if (writer_ == nullptr || !written_) return;
    codec::JsonOut out;
    out.Open('{')
        .Key("file")
        .String(reject.file)
        .Key("line")
        .Int(static_cast<std::int64_t>(reject.line));
    out.Key("reason").String(Sanitized(reject.reason)).Close('}');
    written_ = writer_->Write(out.text() + "\n");
  }
  Result<void> Close() {
    EVENHAND_TRY(std::move(written_));
    if (writer_ == nullptr) return {};
    EVENHAND_TRY(writer_->Commit());
    return {};
  }

 private:
  std::unique_ptr<sink::LineWriter> writer_;
  Result<void> written_;
};

Result<void> Run(const Options& options, Session* session) {
  EVENHAND_ASSIGN(archive::ReadOptions how, ReadOptionsOf(options));
  events::TableFormat format{};
  if (!options.out.empty()) {
    EVENHAND_ASSIGN(format, FormatOf(options.out));
  }
  EVENHAND_ASSIGN(const auto files, archive::ArchiveFiles(options.files));
  std::uint64_t bytes = 0;
  for (const archive::ArchiveFile& file : files) bytes += file.bytes;
  RejectFile rejects;
  EVENHAND_TRY(rejects.Open(options.rejects));
  how.on_reject = [&](const archive::Reject& reject) { rejects.Add(reject); };
  Progress progress(*session, bytes, "rows");
  how.on_progress = [&](std::uint64_t done, std::uint64_t rows) { progress.Update(done, rows); };
  Result<SharesRead> read = archive::ReadShares(options.files, how);
  progress.Clear();
  EVENHAND_TRY(rejects.Close());
  if (!read) return tl::unexpected(std::move(read).error());
  if (!options.out.empty()) EVENHAND_TRY(archive::WriteShares(options.out, format, read->shares));
  Print(options.format == "json" ? SummaryJson(*read) : SummaryText(*read));
  if (read->shares.empty()) session->exit_code = kFindings;
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
  command
      ->add_option("FILES", options->files,
                   "files and folders: CSV, TSV, Parquet, JSON, JSON Lines, packed or not; - is "
                   "JSON Lines from standard input")
      ->required()
      ->type_name("FILES");
  command->add_option("-o,--out", options->out, "the shares as a table, .csv or .parquet")
      ->type_name("FILE");
  command
      ->add_option("--trace", options->traces,
                   "what counts as put out, with commas between: object, link, domain, hashtag, "
                   "hashtag-sequence, repost, reply, "
                   "quote, mention, text, similar-text, media (default: all but domain, "
                   "hashtag-sequence, mention)")
      ->delimiter(',')
      ->type_name("TRACES");
  command
      ->add_option("--schema", options->schema,
                   "what the columns mean, where they are not recognised")
      ->type_name("FILE.yaml");
  command->add_option("--rejects", options->rejects, "rows that could not be read, as JSON lines")
      ->type_name("FILE");
  command->add_option("--least-words", options->least_words, "shorter texts are no evidence")
      ->capture_default_str();
  command
      ->add_option("--least-hashtags", options->least_hashtags, "shorter sequences are no evidence")
      ->capture_default_str();
  command->add_option("--threads", options->threads, "for reading tables")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  command
      ->add_option("--memory", options->memory_mib, "for reading tables, in MiB, beside the shares")
      ->check(CLI::Range(std::size_t{64}, std::size_t{1} << 20))
      ->capture_default_str();
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
