#pragma once

// What a CSV file holds, before a table reader gets it. DuckDB numbers records rather than lines,
// keeps the whole text of each bad one in memory without bound when asked to tell them, and
// otherwise drops them, with rows behind them, without a word. So it is given nothing but good
// records: the file itself where all are (as nearly always), else a copy of the good ones in a file
// without a name, which is gone with the process.
//
// Errors: those of source/byte_stream.h; kIo where the copy cannot be written.
// Cost:   one pass over the file, two where it has to be copied; memory of one record.

#include <cstdint>
#include <functional>
#include <string>

#include "archive/file_kind.h"
#include "archive/records.h"
#include "base/result.h"

namespace evenhand::archive {

// The first record is the header; blank ones are no rows.
struct CsvSurvey {
  std::uint64_t rows = 0;  // good records
  bool clean = true;       // there is nothing else, and lines end alike
};
Result<CsvSurvey> SurveyCsv(const std::string& path, const FileKind& kind);

// A file that has a path (in /proc) as long as this lives, and no name.
class NamelessFile {
 public:
  static Result<NamelessFile> Make();
  NamelessFile(NamelessFile&& other) noexcept;
  ~NamelessFile();
  std::string path() const;
  Result<void> Write(std::string_view bytes);

 private:
  explicit NamelessFile(int fd) : fd_(fd) {}
  int fd_;
};

// The header and the good records, lines ending in LF; the others are told with their lines.
Result<NamelessFile> CopyGoodRecords(
    const std::string& path, const FileKind& kind,
    const std::function<void(std::uint64_t line, std::string reason)>& refuse);

// Calls visit(row, line) for each good record, rows counted from 0.
Result<void> EachRow(const std::string& path, const FileKind& kind,
                     const std::function<void(std::uint64_t row, std::uint64_t line)>& visit);

}  // namespace evenhand::archive
