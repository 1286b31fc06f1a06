#include "coordination/projection.h"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "base/parallel.h"
#include "coordination/quantile.h"

namespace evenhand::coordination {
namespace {

// Rows that a thread takes at a time.
constexpr std::uint32_t kRowsAtOnce = 64;

// The matrix the other way round: rows ascending within each column.
struct Columns {
  explicit Columns(const SparseRows& rows) : starts(std::size_t{rows.columns} + 1, 0) {
    for (const SparseRows::Cell& cell : rows.cells) ++starts[cell.column + 1];
    for (std::size_t column = 1; column < starts.size(); ++column)
      starts[column] += starts[column - 1];
    std::vector<std::uint64_t> next(starts.begin(), starts.end() - 1);
    cells.resize(rows.cells.size());
    place.resize(rows.cells.size());
    for (std::uint32_t row = 0; row < rows.rows(); ++row) {
      for (std::uint64_t at = rows.starts[row]; at < rows.starts[row + 1]; ++at) {
        place[at] = next[rows.cells[at].column]++;
        cells[place[at]] = {row, rows.cells[at].value};
      }
    }
  }

  struct Cell {
    std::uint32_t row;
    double value;
  };
  std::vector<std::uint64_t> starts;
  std::vector<Cell> cells;
  std::vector<std::uint64_t> place;  // of each cell of the rows
};

class Adder {
 public:
  Adder(const SparseRows& rows, const Columns& columns, const ProjectOptions& options)
      : rows_(rows),
        columns_(columns),
        options_(options),
        sums_(rows.rows(), 0),
        is_found_(rows.rows(), 0) {}

  void Row(std::uint32_t row, std::vector<WeightedTie>* out) {
    for (std::uint64_t at = rows_.starts[row]; at < rows_.starts[row + 1]; ++at) AddColumn(at);
    std::ranges::sort(found_);
    for (const std::uint32_t other : found_) {
      if (sums_[other] > 0 && sums_[other] >= options_.least)
        out->push_back({row, other, sums_[other]});
      sums_[other] = 0;
      is_found_[other] = 0;
    }
    found_.clear();
  }

 private:
  // The rows after this one in the column of a cell.
  void AddColumn(std::uint64_t at) {
    const SparseRows::Cell& cell = rows_.cells[at];
    const double value = options_.column_weights.empty()
                             ? cell.value
                             : cell.value * options_.column_weights[cell.column];
    for (std::uint64_t i = columns_.place[at] + 1; i < columns_.starts[cell.column + 1]; ++i) {
      const Columns::Cell& other = columns_.cells[i];
      if (!is_found_[other.row]) {
        is_found_[other.row] = 1;
        found_.push_back(other.row);
      }
      sums_[other.row] += value * other.value;
    }
  }

  const SparseRows& rows_;
  const Columns& columns_;
  const ProjectOptions& options_;
  std::vector<double> sums_;  // by row
  std::vector<std::uint8_t> is_found_;
  std::vector<std::uint32_t> found_;
};

template <class Value>
SparseRows Filled(const Bipartite& matrix, Value value) {
  SparseRows rows{.columns = static_cast<std::uint32_t>(matrix.objects.size()),
                  .starts = matrix.starts};
  rows.cells.reserve(matrix.cells.size());
  for (const Bipartite::Cell& cell : matrix.cells) rows.cells.push_back({cell.column, value(cell)});
  return rows;
}

}  // namespace

SparseRows Binary(const Bipartite& matrix) {
  return Filled(matrix, [](const Bipartite::Cell&) { return 1.0; });
}

SparseRows Counted(const Bipartite& matrix) {
  return Filled(matrix,
                [](const Bipartite::Cell& cell) { return static_cast<double>(cell.times); });
}

std::vector<WeightedTie> Project(const SparseRows& rows, const ProjectOptions& options) {
  const Columns columns(rows);
  const std::uint32_t chunks = (rows.rows() + kRowsAtOnce - 1) / kRowsAtOnce;
  std::vector<std::vector<WeightedTie>> found(chunks);
  std::atomic<std::uint32_t> next = 0;
  InParallel(std::max(options.threads, 1U), [&](unsigned) {
    Adder adder(rows, columns, options);
    for (std::uint32_t chunk = next++; chunk < chunks; chunk = next++) {
      const std::uint32_t end = std::min((chunk + 1) * kRowsAtOnce, rows.rows());
      for (std::uint32_t row = chunk * kRowsAtOnce; row < end; ++row) adder.Row(row, &found[chunk]);
    }
  });
  std::size_t all = 0;
  for (const auto& part : found) all += part.size();
  std::vector<WeightedTie> ties;
  ties.reserve(all);
  for (auto& part : found) {
    ties.insert(ties.end(), part.begin(), part.end());
    std::vector<WeightedTie>().swap(part);
  }
  return ties;
}

SparseRows Normalised(SparseRows rows) {
  for (std::uint32_t row = 0; row < rows.rows(); ++row) {
    double squares = 0;
    for (const SparseRows::Cell& cell : rows.Row(row)) squares += cell.value * cell.value;
    if (squares == 0) continue;
    const double length = std::sqrt(squares);
    for (std::uint64_t at = rows.starts[row]; at < rows.starts[row + 1]; ++at)
      rows.cells[at].value /= length;
  }
  return rows;
}

std::vector<WeightedTie> Cosine(const SparseRows& normalised, const ProjectOptions& options) {
  std::vector<WeightedTie> ties = Project(normalised, options);
  for (WeightedTie& tie : ties) tie.weight = std::min(tie.weight, 1.0);
  return ties;
}

std::vector<WeightedTie> Jaccard(const Bipartite& matrix, const ProjectOptions& options) {
  std::vector<WeightedTie> ties = Project(Binary(matrix), {.threads = options.threads});
  for (WeightedTie& tie : ties) {
    const auto either =
        static_cast<double>(matrix.Row(tie.a).size() + matrix.Row(tie.b).size()) - tie.weight;
    tie.weight /= either;
  }
  std::erase_if(ties, [&](const WeightedTie& tie) { return tie.weight < options.least; });
  return ties;
}

std::vector<WeightedTie> NewmanWeights(const Bipartite& matrix, const ProjectOptions& options) {
  std::vector<double> weights;
  // An object of one account has no pairs.
  for (const std::uint32_t accounts : AccountsByObject(matrix))
    weights.push_back(accounts > 1 ? 1.0 / (accounts - 1) : 0);
  return Project(Binary(matrix),
                 {.least = options.least, .column_weights = weights, .threads = options.threads});
}

std::vector<WeightedTie> AtLeastQuantile(std::vector<WeightedTie> ties, double quantile) {
  std::vector<double> weights;
  weights.reserve(ties.size());
  for (const WeightedTie& tie : ties) weights.push_back(tie.weight);
  const double least = Quantile(std::move(weights), quantile);
  std::erase_if(ties, [&](const WeightedTie& tie) { return tie.weight < least; });
  return ties;
}

}  // namespace evenhand::coordination
