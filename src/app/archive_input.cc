#include "app/archive_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/command_line.h"
#include "app/ledger_files.h"
#include "app/progress.h"
#include "app/table.h"
#include "base/utf8.h"
#include "codec/json_out.h"
#include "codec/yaml.h"
#include "sink/line_writer.h"

namespace evenhand::app {
namespace {

using model::Trace;

Result<archive::ReadOptions> ReadOptionsOf(const ArchiveInput& input) {
  archive::ReadOptions read;
  if (!input.traces.empty()) read.shares.traces.clear();
  for (const std::string& name : input.traces) {
    const std::optional<Trace> trace = model::TraceNamed(name);
    if (!trace)
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("--trace {}: there is no such trace", name));
    if (*trace == Trace::kAny)
      return Fail(ErrorCode::kInvalidArgument,
                  "--trace any: it is made of the others; where there are several, detect "
                  "searches them as one too");
    read.shares.traces.insert(*trace);
  }
  read.shares.posts = input.posts;
  read.shares.least_words = input.least_words;
  read.shares.least_hashtags = input.least_hashtags;
  read.resources = {.threads = input.threads, .memory_bytes = input.memory_mib << 20};
  if (input.schema.empty()) return read;
  EVENHAND_ASSIGN(const std::string yaml, ReadWholeFile(input.schema, codec::kMaxYamlBytes));
  auto schema = archive::ReadSchema(yaml);
  if (!schema)
    return Fail(ErrorCode::kInvalidArgument, input.schema + ":" + schema.error().message);
  read.schema = *std::move(schema);
  return read;
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

// What was left out is said, on standard error; where nothing is left, that is an error.
Result<void> TellRejects(const archive::SharesRead& read, const archive::Reject& first,
                         const ArchiveInput& input) {
  const std::string why =
      fmt::format("{}:{}: {}", Sanitized(first.file), first.line, Sanitized(first.reason));
  const archive::ReadSummary& summary = read.summary;
  const bool none = std::ranges::all_of(
      read.shares, [](const auto& of_trace) { return of_trace.second.size() == 0; });
  if (none && summary.rejects >= summary.rows) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("nothing could be read; of {} rows that were left out, the first: {}",
                            Grouped(summary.rejects), why));
  }
  PrintError(fmt::format("{} of {} rows could not be read; the first: {}{}\n",
                         Grouped(summary.rejects), Grouped(summary.rows), why,
                         input.rejects.empty() ? "; --rejects FILE lists them" : ""));
  return {};
}

}  // namespace

void AddArchiveInput(CLI::App* command, ArchiveInput* input) {
  command
      ->add_option("FILES", input->files,
                   "files and folders: CSV, TSV, Parquet, JSON, JSON Lines, packed or not; - is "
                   "JSON Lines from standard input")
      ->required()
      ->type_name("FILES");
  command
      ->add_option("--trace", input->traces,
                   "what counts as put out, with commas between: object, link, domain, hashtag, "
                   "hashtag-sequence, repost, reply, "
                   "quote, mention, text, similar-text, media (default: all but domain, "
                   "hashtag-sequence, mention)")
      ->delimiter(',')
      ->type_name("TRACES");
  command
      ->add_option("--schema", input->schema,
                   "what the columns mean, where they are not recognised")
      ->type_name("FILE.yaml");
  command->add_option("--rejects", input->rejects, "rows that could not be read, as JSON lines")
      ->type_name("FILE");
  command->add_option("--least-words", input->least_words, "shorter texts are no evidence")
      ->capture_default_str();
  command
      ->add_option("--least-hashtags", input->least_hashtags, "shorter sequences are no evidence")
      ->capture_default_str();
  command
      ->add_option("--threads", input->threads,
                   "to read tables and search on (default: one a core)")
      ->check(CLI::Range(1, 256).description(""));
  command
      ->add_option("--memory", input->memory_mib, "for reading tables, in MiB, beside the shares")
      ->check(CLI::Range(std::size_t{64}, std::size_t{1} << 20))
      ->capture_default_str();
}

Result<archive::SharesRead> ReadArchive(
    const ArchiveInput& input, const Session& session,
    std::function<Result<void>(std::map<model::Trace, model::Shares>)> on_shares) {
  EVENHAND_ASSIGN(archive::ReadOptions how, ReadOptionsOf(input));
  how.on_shares = std::move(on_shares);
  EVENHAND_ASSIGN(const auto files, archive::ArchiveFiles(input.files));
  std::uint64_t bytes = 0;
  for (const archive::ArchiveFile& file : files) bytes += file.bytes;
  RejectFile rejects;
  EVENHAND_TRY(rejects.Open(input.rejects));
  std::optional<archive::Reject> first_reject;
  how.on_reject = [&](const archive::Reject& reject) {
    if (!first_reject) first_reject = reject;
    rejects.Add(reject);
  };
  Progress progress(session, bytes, "rows");
  how.on_progress = [&](std::uint64_t done, std::uint64_t rows) { progress.Update(done, rows); };
  Result<archive::SharesRead> read = archive::ReadShares(input.files, how);
  progress.Clear();
  EVENHAND_TRY(rejects.Close());
  if (read && first_reject && !how.on_shares)
    EVENHAND_TRY(TellRejects(*read, *first_reject, input));
  return read;
}

}  // namespace evenhand::app
