#include "even/suppression.h"

#include <fmt/format.h>

#include <optional>

#include "even/count.h"

namespace evenhand::even {
namespace {

using Counts = std::vector<std::vector<std::int64_t>>;

Result<Counts> WithTotals(const Counts& counts) {
  const std::size_t columns = counts.empty() ? 0 : counts.front().size();
  Counts out;
  std::vector<std::int64_t> totals(columns + 1, 0);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i].size() != columns) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("row {} has {} cells and the first {}; give all the same", i + 1,
                              counts[i].size(), columns));
    }
    std::int64_t total = 0;
    for (std::size_t j = 0; j < columns; ++j) {
      EVENHAND_TRY(CheckCount(counts[i][j], "a cell"));
      total += counts[i][j];
      totals[j] += counts[i][j];
    }
    out.push_back(counts[i]);
    out.back().push_back(total);
    totals[columns] += total;
  }
  out.push_back(totals);
  return out;
}

// A row or a column of a table, its total last.
struct Line {
  bool is_row;
  std::size_t index, length;
};

struct Place {
  std::size_t row, column;
};

Place At(const Line& line, std::size_t i) {
  return line.is_row ? Place{line.index, i} : Place{i, line.index};
}

// The entry to hide so that the line's only hidden one cannot be computed.
std::optional<Place> Companion(const SafeTable& table, const Line& line) {
  std::optional<Place> smallest;
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < line.length; ++i) {
    const Place at = At(line, i);
    if (!table.shown[at.row][at.column]) {
      ++hidden;
      continue;
    }
    const bool is_total = i + 1 == line.length;
    if (is_total && smallest) continue;
    if (!smallest ||
        table.counts[at.row][at.column] < table.counts[smallest->row][smallest->column]) {
      smallest = at;
    }
  }
  return hidden == 1 ? smallest : std::nullopt;
}

bool HideCompanions(SafeTable* table) {
  const std::size_t rows = table->counts.size(), columns = table->counts.front().size();
  bool changed = false;
  const auto visit = [&](const Line& line) {
    if (const auto at = Companion(*table, line)) {
      table->shown[at->row][at->column] = false;
      changed = true;
    }
  };
  for (std::size_t i = 0; i < rows; ++i) visit({true, i, columns});
  for (std::size_t j = 0; j < columns; ++j) visit({false, j, rows});
  return changed;
}

}  // namespace

Result<SafeTable> SuppressSmall(const Counts& counts, std::int64_t least) {
  SafeTable table;
  EVENHAND_ASSIGN(table.counts, WithTotals(counts));
  for (const auto& row : table.counts) {
    std::vector<bool> shown;
    for (const std::int64_t count : row) shown.push_back(count >= least);
    table.shown.push_back(std::move(shown));
  }
  while (HideCompanions(&table)) {
  }
  for (std::size_t i = 0; i + 1 < table.shown.size(); ++i) {
    for (std::size_t j = 0; j + 1 < table.shown[i].size(); ++j) {
      if (!table.shown[i][j]) ++table.hidden;
    }
  }
  return table;
}

}  // namespace evenhand::even
