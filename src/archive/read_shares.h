#pragma once

// An archive of posts or shares, as files come from platforms and tools, to the shares that
// coordination analysis starts from (docs/archives.md).
//
//   in:   files and folders, in order (a folder's files by name); each is recognised by what is in
//   it out:  shares by trace, in the order of the archive; a summary; rejects one by one
//
// Errors: kInvalidArgument where a named file is nothing that is known (in folders such files are
// passed over
//         and listed); otherwise those of source/byte_stream.h and events/columns.h, with the file.
// Cost:   a share log of 10^7 rows takes about 4 CPU seconds; memory is that of the shares, plus
//         Resources, plus a JSON document where a file is one.
// Limits: 2^32 - 2 shares and names a trace; kMaxDocumentBytes for one JSON document,
// kMaxJsonLineBytes a line.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/schema.h"
#include "archive/share_maker.h"
#include "base/result.h"
#include "events/columns.h"
#include "model/share.h"

namespace evenhand::archive {

inline constexpr std::size_t kMaxDocumentBytes = std::size_t{512} << 20;
inline constexpr std::size_t kMaxJsonLineBytes = std::size_t{64} << 20;

// A row that is not in the shares, and why.
struct Reject {
  std::string file;
  std::uint64_t line = 0;  // from 1; in Parquet the row, in one JSON document the post
  std::string reason;
};

struct FileSummary {
  std::string path;
  std::string schema;  // "Jetstream"; why not, for a file that was passed over
  std::uint64_t rows = 0;
  std::uint64_t rejects = 0;
  bool read = true;
};

struct ReadSummary {
  std::vector<FileSummary> files;
  std::uint64_t rows = 0;  // of tables; lines or posts of JSON
  std::uint64_t rejects = 0;
  std::uint64_t repeated = 0;                    // posts whose id had come before
  std::uint64_t passed_over = 0;                 // likes, deletions and the like
  std::uint64_t no_object = 0;                   // rows of share logs without an object
  std::map<std::string, std::uint64_t> reasons;  // rejects by reason, what was found left out
  std::int64_t first_ms = 0, last_ms = 0;        // of all shares; both 0 when there are none
};

struct SharesRead {
  std::map<model::Trace, model::Shares> shares;  // only traces that have any
  model::Shares posts = {};  // with ShareOptions::posts: each post of archives of posts, by itself
  ReadSummary summary;
};

struct ReadOptions {
  ShareOptions shares = {};
  std::optional<TableSchema> schema = {};  // for tables and flat JSON, in place of recognition
  events::Resources resources = {};
  std::function<void(const Reject&)> on_reject = {};
  // For input without an end: takes what each line of JSON (of other files, each file) put out,
  // which is then forgotten, and the posts that were seen with it. An error ends the reading.
  std::function<Result<void>(std::map<model::Trace, model::Shares>)> on_shares = {};
  std::function<void(std::uint64_t done_bytes, std::uint64_t rows)> on_progress = {};
};

Result<SharesRead> ReadShares(const std::vector<std::string>& paths,
                              const ReadOptions& options = {});

// The same for one trace, for those who want no more.
Result<model::Shares> ReadSharesOf(model::Trace trace, const std::vector<std::string>& paths,
                                   ReadOptions options = {});

// The files that `paths` name, folders opened. Errors: kNotFound, kIo.
struct ArchiveFile {
  std::string path;
  std::uint64_t bytes = 0;
  bool named = true;  // not found in a folder
};
Result<std::vector<ArchiveFile>> ArchiveFiles(const std::vector<std::string>& paths);

}  // namespace evenhand::archive
