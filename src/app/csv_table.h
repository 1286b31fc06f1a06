#pragma once

// Small CSV tables, whole, plain or gzip; and recorded ones compared with what we make of the same
// input, row by row.

#include <cstddef>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

struct CsvTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;

  // kCorrupt where the column is not there.
  Result<std::size_t> Column(std::string_view name) const;
};

// Errors: those of events/columns.h; kCorrupt where a row cannot be read.
Result<CsvTable> ReadCsvTable(const std::string& path);

// Empty text is a missing value.
using Cell = std::variant<std::string, double>;
using CellRow = std::vector<Cell>;

// A row is found by its first `keys` cells, which are texts; rows with equal keys are a multiset,
// in order of their other cells as printed. Texts must be equal; numbers as exact as they are
// recorded, or within 1e-9 of their size. Counts each table as one check; what differs is printed,
// at most a few rows of it.
void CompareTables(const std::string& name, CsvTable wanted, std::vector<CellRow> got,
                   std::size_t keys, std::ostream& out, Tally* tally);

// One value.
void CompareNumbers(const std::string& name, double wanted, double got, double tolerance,
                    std::ostream& out, Tally* tally);

}  // namespace evenhand::app
