#pragma once

// Rows of values in which every two values of every two factors stand together at least once: what
// trying two changes at a time needs, in far fewer tries than trying all combinations.
//
//   in:  for each factor, how many values it has (0: it has no say and stays at 0)
//   out: rows; row[f] < sizes[f] is the value of factor f
//
// Greedy, the same rows for the same sizes. Source: pairwise covering arrays, as in Cohen, Dalal,
// Fredman and Patton 1997, "The AETG system".
//
// Cost: about the product of the two largest sizes in rows; each looks at every pair of factors for
//       every value.

#include <cstddef>
#include <span>
#include <vector>

namespace evenhand::even {

std::vector<std::vector<std::size_t>> PairwiseRows(std::span<const std::size_t> sizes);

}  // namespace evenhand::even
