#pragma once

// The state of reading an archive, shared by the readers of its kinds of files. Only
// archive/read_*.cc include this.

#include <string>
#include <string_view>

#include "archive/file_kind.h"
#include "archive/read_shares.h"
#include "archive/share_maker.h"

namespace evenhand::archive {

class Reading {
 public:
  explicit Reading(const ReadOptions& options) : options_(options), maker_(options.shares) {}

  const ReadOptions& options() const { return options_; }
  ShareMaker& maker() { return maker_; }
  ReadSummary& summary() { return summary_; }

  void BeginFile(const ArchiveFile& file);
  Result<void> EndFile();
  void Schema(std::string_view name) { summary_.files.back().schema = name; }
  // The file is not one that we know: an error where it was named, a line of the summary otherwise.
  Result<void> Unknown(std::string why);

  // Of the current file.
  const std::string& path() const { return file_->path; }
  std::uint64_t bytes() const { return file_->bytes; }
  void Rows(std::uint64_t count) { summary_.files.back().rows += count; }
  void Refuse(std::uint64_t line, std::string reason) { RefuseMany(1, line, std::move(reason)); }
  // Several that are told as one.
  void RefuseMany(std::uint64_t count, std::uint64_t line, std::string reason);
  void Progress(std::uint64_t bytes_of_file);
  // Hands over what there is, where it is asked for as it comes.
  Result<void> HandOver();

  SharesRead Take();

 private:
  const ReadOptions& options_;
  ShareMaker maker_;
  ReadSummary summary_;
  const ArchiveFile* file_ = nullptr;
  std::uint64_t bytes_before_ = 0;  // of the files that are done
};

Result<void> ReadTable(const FileKind& kind, Reading* reading);
Result<void> ReadJsonFile(const FileKind& kind, Reading* reading);

}  // namespace evenhand::archive
