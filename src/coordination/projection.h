#pragma once

// From accounts and objects to ties between accounts: every two rows of a matrix that have a column
// in common, and the sum of their products over those columns. Exact: nothing is sampled or hashed.
//
// Account by account: the others are found through its columns and added up in one array, so sums
// are always in the same order and the result is the same bytes on any number of threads. Cost: the
// sum over columns of n (n - 1) / 2, which one column with very many rows dominates: leave such out
// by Support::max_accounts. 16 bytes a tie, and for each thread 8 bytes a row.

#include <cstdint>
#include <span>
#include <vector>

#include "coordination/bipartite.h"
#include "coordination/graph.h"

namespace evenhand::coordination {

// Rows of numbers, columns ascending within each.
struct SparseRows {
  struct Cell {
    std::uint32_t column = 0;
    double value = 0;
  };
  std::uint32_t columns = 0;
  std::vector<std::uint64_t> starts = {0};
  std::vector<Cell> cells = {};

  std::uint32_t rows() const { return static_cast<std::uint32_t>(starts.size() - 1); }
  std::span<const Cell> Row(std::size_t row) const {
    return std::span(cells).subspan(starts[row], starts[row + 1] - starts[row]);
  }
};

// 1 where an account put an object out, or how often it did.
SparseRows Binary(const Bipartite& matrix);
SparseRows Counted(const Bipartite& matrix);

struct ProjectOptions {
  double least = 0;                             // ties below it are left out; those of 0 always are
  std::span<const double> column_weights = {};  // each column's products times this; none: 1
  unsigned threads = 1;
};

// Sorted by (a, b), a < b; both are rows.
std::vector<WeightedTie> Project(const SparseRows& rows, const ProjectOptions& options = {});

// Rows scaled to length 1 (an empty or zero row stays as it is): Project of them is the cosine.
SparseRows Normalised(SparseRows rows);

// The cosine of rows that are Normalised; at most 1, whatever rounding did.
std::vector<WeightedTie> Cosine(const SparseRows& normalised, const ProjectOptions& options = {});

// Objects in common over objects of either.
std::vector<WeightedTie> Jaccard(const Bipartite& matrix, const ProjectOptions& options = {});

// Newman's weights: an object of k accounts adds 1 / (k - 1) to each of its pairs, so that each
// account gives every object weight 1 in all. An object that few share says more.
std::vector<WeightedTie> NewmanWeights(const Bipartite& matrix, const ProjectOptions& options = {});

// The ties whose weight is at least that quantile of all weights: 0.995 keeps about the top half
// percent, and always something, whatever the archive: a convention of the literature, no evidence.
std::vector<WeightedTie> AtLeastQuantile(std::vector<WeightedTie> ties, double quantile);

}  // namespace evenhand::coordination
