#pragma once

// Which ties are more than chance, given how active each account is and how popular each object:
// validated projections.
//
// A tie of `shared` objects is tested against accounts that choose their objects at random:
//   kHypergeometric   every object equally likely (Tumminello et al. 2011). Popular objects then
//   look like evidence: use
//                     it within objects of like popularity, or the next
//   kConfiguration    each object as likely as it is popular: the bipartite configuration model
//   (Saracco et al. 2015),
//                     whose number of shared objects is Poisson-binomial
// All n (n - 1) / 2 pairs of accounts are tested, those that share nothing having p = 1; among so
// many, chance alone makes some look strong, which `bonferroni` and `q` take into account. Cost:
// hypergeometric: the projection, and a short sum for each distinct (shared, degree, degree).
// Configuration: the fit (configuration_model.h), and kinds of objects times shared^2 for each of
// those. Source: docs/coordination.md, "Validated ties"; recorded results in
// conformance/coordination/similarity.

#include <cstdint>
#include <vector>

#include "coordination/bipartite.h"
#include "coordination/graph.h"

namespace evenhand::coordination {

enum class NullModel : std::uint8_t { kHypergeometric, kConfiguration };

struct ValidatedTie {
  std::uint32_t a = 0;  // rows of the matrix, a < b
  std::uint32_t b = 0;
  std::uint32_t shared = 0;
  double log10_p = 0;
  double q = 1;  // false discovery rate (Benjamini and Hochberg)
};

struct Validated {
  std::vector<ValidatedTie> ties = {};  // all that share an object, sorted by (a, b)
  double tests = 0;

  // Whether a tie stands at that level of error over all tests together.
  bool Bonferroni(const ValidatedTie& tie, double level) const;
};

Validated Validate(const Bipartite& matrix, NullModel model = NullModel::kConfiguration,
                   unsigned threads = 1);

// Serrano, Boguna and Vespignani 2009: the ties that carry more of an account's strength than a
// random split of it would, at either end. A backbone to look at, no test of coordination.
std::vector<WeightedTie> DisparityFilter(const Graph& graph, double level = 0.05);

}  // namespace evenhand::coordination
