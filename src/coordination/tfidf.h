#pragma once

// Weights of objects by how rare they are: what few share says more than what everybody does.
//
// Times an account put the object out (or 1), times the inverse document frequency; rows scaled to
// length 1. N accounts in the matrix, df of them with the object:
//   kSmooth  ln((1 + N) / (1 + df)) + 1   scikit-learn's default; Luceri et al. 2024, Cinus et al.
//   2025 kPlain   ln(N / df)                   osprey-sidecars; an object of everybody has weight 0

#include <cstdint>

#include "coordination/bipartite.h"
#include "coordination/projection.h"

namespace evenhand::coordination {

enum class Idf : std::uint8_t { kSmooth, kPlain };
enum class Tf : std::uint8_t { kTimes, kOnce };

SparseRows TfIdf(const Bipartite& matrix, Idf idf = Idf::kSmooth, Tf tf = Tf::kTimes);

}  // namespace evenhand::coordination
