#pragma once

// Writing a table as a CSV or Parquet file, whole or not at all.
//
//   CSV:     a header, RFC 4180 quoting where needed, LF; a number as its shortest text
//   Parquet: zstd; text as strings (it should be UTF-8; nothing asks), whole numbers as INT64,
//   others as DOUBLE
//   A number that is NaN is no value: an empty field, a NULL.
//
// The rows are asked for one after another and never kept; of a long CSV file each thread asks for
// a stretch of its own, into a file beside it, and the stretches are joined. The file appears under
// its name when it is complete and on the disk; until then it is PATH.part, which a failure
// removes.
//
// Errors: kIo with the path and the reason.
// Cost:   about 0.5 s a million rows of four columns; memory bounded by Resources.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "events/columns.h"

namespace evenhand::events {

struct OutColumn {
  using Text = std::function<std::string_view(std::size_t row)>;
  using Whole = std::function<std::int64_t(std::size_t row)>;
  using Real = std::function<double(std::size_t row)>;
  std::string name;
  std::variant<Text, Whole, Real> value;
};

struct OutTable {
  std::vector<OutColumn> columns;
  std::size_t rows = 0;
};

enum class TableFormat : std::uint8_t { kCsv, kParquet };

// The bytes are the same on any number of threads.
Result<void> WriteTable(const std::string& path, TableFormat format, const OutTable& table,
                        const Resources& resources = {});

}  // namespace evenhand::events
