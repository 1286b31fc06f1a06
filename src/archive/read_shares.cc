#include "archive/read_shares.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "archive/reading.h"

namespace evenhand::archive {
namespace {

namespace fs = std::filesystem;

bool HasDataName(const fs::path& path) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {".csv", ".gz", ".json", ".jsonl", ".ndjson", ".parquet", ".tsv", ".txt", ".zst"});
  const std::string ending = path.extension().string();
  return std::ranges::find(kEndings, std::string_view(ending)) != kEndings.end();
}

Result<void> AddFolder(const std::string& folder, std::vector<ArchiveFile>* files) {
  std::error_code failed;
  std::vector<ArchiveFile> found;
  for (auto at = fs::recursive_directory_iterator(folder, failed); !failed && at != fs::end(at);
       at.increment(failed)) {
    const bool hidden = at->path().filename().string().starts_with('.');
    if (hidden && at->is_directory()) at.disable_recursion_pending();
    std::error_code ignored;
    if (hidden || !at->is_regular_file(ignored) || !HasDataName(at->path())) continue;
    found.push_back({.path = at->path().string(), .bytes = at->file_size(ignored), .named = false});
  }
  if (failed) return Fail(ErrorCode::kIo, fmt::format("{}: {}", folder, failed.message()));
  if (found.empty()) {
    return Fail(
        ErrorCode::kNotFound,
        fmt::format("{}: no file in it ends in .csv, .tsv, .json, .jsonl, .parquet, .gz or .zst",
                    folder));
  }
  std::ranges::sort(found, {}, &ArchiveFile::path);
  std::ranges::move(found, std::back_inserter(*files));
  return {};
}

// The reason without what was found in this one row.
std::string Generic(std::string_view reason) {
  const std::size_t open = reason.find('\''), close = reason.rfind('\'');
  if (open == std::string_view::npos || close == open) return std::string(reason);
  return std::string(reason.substr(0, open)) + "..." + std::string(reason.substr(close + 1));
}

void Span(const model::Shares& shares, ReadSummary* summary, bool* any) {
  for (const std::int64_t ms : shares.time_ms) {
    summary->first_ms = *any ? std::min(summary->first_ms, ms) : ms;
    summary->last_ms = *any ? std::max(summary->last_ms, ms) : ms;
    *any = true;
  }
}

Result<void> ReadOne(const ArchiveFile& file, Reading* reading) {
  reading->BeginFile(file);
  const auto delimiter =
      reading->options().schema ? reading->options().schema->delimiter : std::nullopt;
  FileKind kind{.type = FileType::kJsonLines};
  if (file.path != "-") {
    auto seen = LookAt(file.path, delimiter);
    const bool unknown = !seen && (seen.error().code == ErrorCode::kInvalidArgument ||
                                   seen.error().code == ErrorCode::kLimit);
    if (unknown && !file.named) return reading->Unknown(seen.error().message);
    if (!seen) return tl::unexpected(std::move(seen).error());
    kind = *std::move(seen);
  }
  const bool table = kind.type == FileType::kCsv || kind.type == FileType::kParquet;
  EVENHAND_TRY(table ? ReadTable(kind, reading) : ReadJsonFile(kind, reading));
  return reading->EndFile();
}

}  // namespace

void Reading::BeginFile(const ArchiveFile& file) {
  file_ = &file;
  summary_.files.push_back({.path = file.path, .schema = {}});
}

Result<void> Reading::EndFile() {
  summary_.rows += summary_.files.back().rows;
  bytes_before_ += file_->bytes;
  return HandOver();
}

Result<void> Reading::HandOver() {
  if (!options_.on_shares) return {};
  std::map<model::Trace, model::Shares> shares = maker_.Take();
  if (shares.empty()) return {};
  maker_ = ShareMaker(options_.shares);
  return options_.on_shares(std::move(shares));
}

Result<void> Reading::Unknown(std::string why) {
  if (file_->named) return Fail(ErrorCode::kInvalidArgument, std::move(why));
  summary_.files.back().read = false;
  summary_.files.back().schema = std::move(why);
  bytes_before_ += file_->bytes;
  return {};
}

void Reading::RefuseMany(std::uint64_t count, std::uint64_t line, std::string reason) {
  summary_.files.back().rejects += count;
  summary_.rejects += count;
  summary_.reasons[Generic(reason)] += count;
  if (options_.on_reject)
    options_.on_reject({.file = file_->path, .line = line, .reason = std::move(reason)});
}

void Reading::Progress(std::uint64_t bytes_of_file) {
  if (options_.on_progress) {
    options_.on_progress(bytes_before_ + std::min(bytes_of_file, file_->bytes),
                         summary_.rows + summary_.files.back().rows);
  }
}

SharesRead Reading::Take() {
  summary_.repeated = maker_.repeated_posts();
  SharesRead read{
      .shares = maker_.Take(), .posts = maker_.TakePosts(), .summary = std::move(summary_)};
  bool any = false;
  for (const auto& [trace, shares] : read.shares) Span(shares, &read.summary, &any);
  return read;
}

Result<std::vector<ArchiveFile>> ArchiveFiles(const std::vector<std::string>& paths) {
  std::vector<ArchiveFile> files;
  for (const std::string& path : paths) {
    std::error_code failed;
    if (path == "-") {
      files.push_back({.path = path});
    } else if (fs::is_directory(path, failed)) {
      EVENHAND_TRY(AddFolder(path, &files));
    } else if (fs::exists(path, failed)) {
      files.push_back({.path = path, .bytes = fs::file_size(path, failed)});
    } else {
      return Fail(ErrorCode::kNotFound, fmt::format("{}: there is no such file", path));
    }
  }
  return files;
}

Result<SharesRead> ReadShares(const std::vector<std::string>& paths, const ReadOptions& options) {
  EVENHAND_ASSIGN(const std::vector<ArchiveFile> files, ArchiveFiles(paths));
  Reading reading(options);
  for (const ArchiveFile& file : files) EVENHAND_TRY(ReadOne(file, &reading));
  return reading.Take();
}

Result<model::Shares> ReadSharesOf(model::Trace trace, const std::vector<std::string>& paths,
                                   ReadOptions options) {
  options.shares.traces = {trace};
  EVENHAND_ASSIGN(SharesRead read, ReadShares(paths, options));
  return std::move(read.shares[trace]);
}

}  // namespace evenhand::archive
