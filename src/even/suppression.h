#pragma once

// Cells too small to show: a table of counts with its totals, in which no hidden cell can be had
// back by subtracting the shown ones from a shown total.
//
//   1. every count, and every total, below `least` is hidden
//   2. while a row or a column has exactly one hidden entry (its total counted as an entry), its
//      smallest shown cell is hidden too; the total itself when no cell is left
//
// Nothing is hidden in a table whose counts all reach `least`. An empty cell is below it and
// hidden. Limits: this guards against subtraction along one line, not against combining several
// tables; a
//         report must not publish two tables of the same cases with different groupings of one
//         margin.
//
// Errors: kInvalidArgument for rows of unequal length or counts that cannot be.
// Source: docs/parity.md, "Many comparisons"; Cox 1980 on complementary suppression.

#include <cstdint>
#include <vector>

#include "base/result.h"

namespace evenhand::even {

inline constexpr std::int64_t kLeastShown = 10;

// The counts with a last row and a last column of totals, and which of them may be shown.
struct SafeTable {
  std::vector<std::vector<std::int64_t>> counts;
  std::vector<std::vector<bool>> shown;
  std::int64_t hidden = 0;  // cells, totals not counted
};

Result<SafeTable> SuppressSmall(const std::vector<std::vector<std::int64_t>>& counts,
                                std::int64_t least = kLeastShown);

}  // namespace evenhand::even
