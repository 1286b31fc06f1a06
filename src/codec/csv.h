#pragma once

// Rows of comma-separated values (RFC 4180), from bytes that come in pieces of any size.
//
//   CsvReader reader([](CsvRow row, std::int64_t number) -> Result<void> { ... });
//   EVENHAND_TRY(reader.Feed(bytes));
//   EVENHAND_TRY(reader.Finish());
//
// libcsv does the work, in its strict mode. Spaces are part of a field; empty lines are no rows; a
// byte-order mark before the first row is dropped.
//
// Errors: kInvalidArgument with the row for a quote where none may stand or one that is never
// closed;
//         kLimit for a row beyond kMostCsvRowBytes or kMostCsvFields; what the visitor says, as it
//         is.
// Cost:   linear; memory for one row.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::codec {

inline constexpr std::size_t kMostCsvRowBytes = 1 << 20;
inline constexpr std::size_t kMostCsvFields = 1000;

using CsvRow = std::span<const std::string_view>;  // valid during the call
using VisitCsvRow = std::function<Result<void>(CsvRow row, std::int64_t number)>;  // counted from 1

class CsvReader {
 public:
  explicit CsvReader(VisitCsvRow visit);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  // After an error nothing more is read.
  Result<void> Feed(std::string_view bytes);
  Result<void> Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A whole text at once.
Result<void> ReadCsv(std::string_view text, const VisitCsvRow& visit);

// Appends one row with its line feed; a field is quoted where it must be.
void AppendCsvRow(std::span<const std::string_view> fields, std::string* out);

}  // namespace evenhand::codec
