#pragma once

// What a file of an archive is, by its first bytes: a table of text or Parquet, lines of JSON, or
// one JSON document; packed or not. Names say nothing.
//
// Errors: kInvalidArgument for what is none of these, with what to do (a zip has to be unpacked,
// UTF-16 converted); kLimit for a first line that is too long or names too many columns.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/json_document.h"
#include "events/columns.h"

namespace evenhand::archive {

inline constexpr std::size_t kMaxHeadBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxColumns = 4096;

enum class FileType : std::uint8_t { kCsv, kParquet, kJsonLines, kJsonDocument };

struct FileKind {
  FileType type = FileType::kCsv;
  events::Packing packing = events::Packing::kNone;
  char delimiter = ',';                   // kCsv
  std::vector<std::string> columns = {};  // kCsv: as the first line names them
};

// `delimiter`, if given, is that of tables; otherwise it is the one that makes known columns of the
// first line, else the one that makes most.
Result<FileKind> LookAt(const std::string& path, std::optional<char> delimiter = {});

// The names in the first line of a table.
std::vector<std::string> SplitHeader(std::string_view line, char delimiter);

}  // namespace evenhand::archive
