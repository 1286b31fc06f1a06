#include "coordination/tfidf.h"

#include <cmath>

namespace evenhand::coordination {

SparseRows TfIdf(const Bipartite& matrix, Idf idf, Tf tf) {
  const auto all = static_cast<double>(matrix.rows());
  std::vector<double> weight;
  for (const std::uint32_t accounts : AccountsByObject(matrix)) {
    weight.push_back(idf == Idf::kSmooth ? std::log((1 + all) / (1 + double(accounts))) + 1
                                         : std::log(all / double(accounts)));
  }
  SparseRows rows = tf == Tf::kTimes ? Counted(matrix) : Binary(matrix);
  for (SparseRows::Cell& cell : rows.cells) cell.value *= weight[cell.column];
  return Normalised(std::move(rows));
}

}  // namespace evenhand::coordination
