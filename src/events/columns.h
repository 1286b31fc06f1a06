#pragma once

// Tables in files (CSV and its kin, Parquet) as columns of text, a few thousand rows at a time, in
// the file's order. DuckDB does the reading; this says what of it we use.
//
//   in:  a file whose column names are known (a Parquet file tells its own)
//   out: for each wanted column a text for each row; no text where the file has none (a Parquet
//        NULL, an empty CSV field). Other columns are never made into values.
//   rejects: CSV rows that cannot be read, by their place among the records, where asked for
//
// Errors: kInvalidArgument with the library's reason; kLimit where memory does not suffice;
//         kUnavailable where the library is missing (events/duckdb_api.h).
// Cost:   CSV about 0.2 s a million short rows; memory is bounded by Resources.
// Limits: kMaxCsvLineBytes a row. In a CSV file that may be bad, rows that cannot be read are
// passed
//         over, at times with rows behind them, without a word; to have them told takes memory
//         without bound. Survey such files first (archive/csv_survey.h).

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::events {

inline constexpr std::size_t kMaxCsvLineBytes = std::size_t{2} << 20;

// What reading may use. The answer is the same for all values that suffice.
struct Resources {
  int threads = 1;
  std::size_t memory_bytes = std::size_t{1} << 30;
};

enum class Packing : std::uint8_t { kNone, kGzip, kZstd };

struct CsvFile {
  std::string path;
  Packing packing = Packing::kNone;
  char delimiter = ',';
  std::vector<std::string> columns;      // all of them, as the first line names them
  std::vector<std::size_t> wanted = {};  // numbers of columns
  bool tell_rejects = false;             // for files that are trusted
  std::string called = {};               // in errors, where that is not the path
};

struct ParquetFile {
  std::string path;
  std::vector<std::string>
      wanted;  // names of columns; a list comes as kListSeparator between its items
};
inline constexpr char kListSeparator = '\n';

Result<std::vector<std::string>> ParquetColumns(const std::string& path,
                                                const Resources& resources);

// A text that is not there is told from an empty one by data() == nullptr.
struct ColumnChunk {
  std::size_t rows = 0;
  std::vector<std::vector<std::string_view>> columns;  // as wanted; `rows` texts each
};

struct RejectedRecord {
  std::uint64_t record = 0;  // from 1; a header and blank lines count
  std::string reason;
};

// Thread: one owner.
class ColumnReader {
 public:
  virtual ~ColumnReader() = default;
  // The next rows, which borrow until the next call; false at the end.
  virtual Result<bool> Next(ColumnChunk* chunk) = 0;
  // How much of the file has been read, 0 to 1, as far as the library says.
  virtual double share_done() = 0;
  // After the end, where they were asked for: in order of record, each once, about kMaxRejects.
  virtual Result<std::vector<RejectedRecord>> Rejects() = 0;
};
inline constexpr std::size_t kMaxRejects = 100'000;

Result<std::unique_ptr<ColumnReader>> OpenCsv(const CsvFile& file, const Resources& resources);
Result<std::unique_ptr<ColumnReader>> OpenParquet(const ParquetFile& file,
                                                  const Resources& resources);

}  // namespace evenhand::events
