#pragma once

// Eigenvector centrality: an account is central when it is tied to central accounts.
//
// Power iteration on A + I from equal values; the I keeps it from swinging to and fro on graphs of
// two sides. On a graph of several components the whole's values fade away in all but one, so by
// default each component is treated alone, and an account without ties to others has 0. Cost: ends
// of ties times iterations; more of them the less the two largest eigenvalues differ.

#include <cstdint>
#include <vector>

#include "coordination/graph.h"

namespace evenhand::coordination {

struct CentralityOptions {
  bool weighted = true;  // else every tie counts 1
  bool by_component =
      true;  // largest value 1 in each; else the whole has length 1, as NetworkX gives it
  double tolerance = 1e-12;  // the mean change of a node's value at which to stop; NetworkX: 1e-6
  std::uint32_t most_iterations = 20'000;
};

struct Centrality {
  std::vector<double> values;
  bool converged = true;  // everywhere, within most_iterations
};

Centrality EigenvectorCentrality(const Graph& graph, const CentralityOptions& options = {});

}  // namespace evenhand::coordination
