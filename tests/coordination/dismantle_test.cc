#include "coordination/dismantle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "coordination/centrality.h"
#include "coordination/quantile.h"

namespace evenhand::coordination {
namespace {

// A ring of weak ties, and a clique of strong ones among every tenth account.
std::vector<WeightedTie> CliqueInARing(std::uint32_t nodes, std::uint32_t clique) {
  std::vector<WeightedTie> ties;
  for (std::uint32_t node = 0; node + 1 < nodes; ++node) ties.push_back({node, node + 1, 0.1});
  ties.push_back({0, nodes - 1, 0.1});
  for (std::uint32_t a = 0; a < clique; ++a)
    for (std::uint32_t b = a + 1; b < clique; ++b) ties.push_back({a * 10, b * 10, 0.9});
  return ties;
}

TEST(Components, AreNumberedByTheirFirstNodes) {
  const std::vector<WeightedTie> ties = {{4, 1}, {0, 3}, {2, 2}};
  EXPECT_EQ(Components(Graph(5, ties)), (std::vector<std::uint32_t>{0, 1, 2, 0, 1}));
}

TEST(Centrality, OfAStarIsTheSquareRootOfItsLeaves) {
  std::vector<WeightedTie> ties;
  for (std::uint32_t leaf = 1; leaf <= 4; ++leaf) ties.push_back({0, leaf, 3});
  ties.push_back({5, 6, 0.1});  // another component, with a maximum of its own
  const Centrality centrality = EigenvectorCentrality(Graph(8, ties));
  EXPECT_TRUE(centrality.converged);
  EXPECT_NEAR(centrality.values[1] / centrality.values[0], 0.5, 1e-9);
  EXPECT_NEAR(centrality.values[5], 1, 1e-9);
  EXPECT_EQ(centrality.values[7], 0);  // tied to nobody
}

RC_GTEST_PROP(Centrality, IsAnEigenvectorOfEachComponent, ()) {
  const auto nodes = *rc::gen::inRange<std::uint32_t>(2, 12);
  std::vector<WeightedTie> ties;
  for (std::uint32_t a = 0; a < nodes; ++a)
    for (std::uint32_t b = a + 1; b < nodes; ++b)
      if (*rc::gen::inRange(0, 3) == 0) ties.push_back({a, b, *rc::gen::inRange(1, 10) / 4.0});
  const Graph graph(nodes, ties);
  const Centrality centrality = EigenvectorCentrality(graph);
  RC_PRE(centrality.converged);
  for (const auto& members : Members(Components(graph))) {
    if (members.size() == 1) continue;
    double value = -1;
    for (const std::uint32_t node : members) {
      RC_ASSERT(centrality.values[node] > 0);
      double sum = 0;
      for (const Neighbour& other : graph.Of(node))
        sum += other.weight * centrality.values[other.node];
      if (value < 0) value = sum / centrality.values[node];
      RC_ASSERT(std::fabs(sum - value * centrality.values[node]) < 1e-6 * value);
    }
  }
}

TEST(Dismantle, FindsTheCliqueAndNobodyElse) {
  const std::vector<WeightedTie> ties = CliqueInARing(200, 6);
  const Centrality centrality = EigenvectorCentrality(Graph(200, ties));
  const Dismantled dismantled = Dismantle(200, ties, centrality.values);
  ASSERT_TRUE(dismantled.chosen);
  EXPECT_EQ(dismantled.core, (std::vector<std::uint32_t>{0, 10, 20, 30, 40, 50}));
  EXPECT_EQ(dismantled.surface.size(), 49U);
}

TEST(Dismantle, NamesNobodyWhenTheCoreWouldBeACrowd) {
  const std::vector<WeightedTie> ties = CliqueInARing(200, 6);
  const Centrality centrality = EigenvectorCentrality(Graph(200, ties));
  const Dismantled dismantled =
      Dismantle(200, ties, centrality.values, {.accounts = 40});  // 5 % of 40 are 2
  EXPECT_FALSE(dismantled.chosen);
  EXPECT_TRUE(dismantled.guardrail);
  EXPECT_TRUE(dismantled.core.empty());
}

// The surface from the definition: thresholds over sorted lists, components by Components.
double LeastDensity(std::uint32_t nodes, const std::vector<WeightedTie>& ties) {
  const std::vector<std::uint32_t> component = Components(Graph(nodes, ties));
  std::vector<double> ties_in(nodes, 0), nodes_in(nodes, 0);
  for (const WeightedTie& tie : ties) ++ties_in[component[tie.a]];
  for (const std::uint32_t one : component) ++nodes_in[one];
  double least = ties.empty() ? 0 : 1;
  for (std::uint32_t i = 0; i < nodes; ++i)
    if (ties_in[i] > 0) least = std::min(least, ties_in[i] / (nodes_in[i] * (nodes_in[i] - 1) / 2));
  return least;
}

RC_GTEST_PROP(Dismantle, TheSurfaceIsTheLeastDensityOfWhatRemains, ()) {
  const auto nodes = *rc::gen::inRange<std::uint32_t>(2, 14);
  std::vector<WeightedTie> ties;
  for (std::uint32_t a = 0; a < nodes; ++a)
    for (std::uint32_t b = a + 1; b < nodes; ++b)
      if (*rc::gen::inRange(0, 2) == 0) ties.push_back({a, b, *rc::gen::inRange(1, 10) / 10.0});
  std::vector<double> centrality;
  for (std::uint32_t node = 0; node < nodes; ++node)
    centrality.push_back(*rc::gen::inRange(0, 10) / 10.0);
  std::vector<double> weights, of_tied;
  for (const WeightedTie& tie : ties) weights.push_back(tie.weight);
  for (std::uint32_t node = 0; node < nodes; ++node)
    if (std::ranges::any_of(ties, [&](const auto& tie) { return tie.a == node || tie.b == node; }))
      of_tied.push_back(centrality[node]);
  for (const SurfaceCell& cell : Dismantle(nodes, ties, centrality).surface) {
    std::vector<WeightedTie> kept;
    for (const WeightedTie& tie : ties) {
      const double least = Quantile(of_tied, cell.centrality_quantile) - 1e-10;
      if (tie.weight >= Quantile(weights, cell.tie_quantile) && centrality[tie.a] >= least &&
          centrality[tie.b] >= least)
        kept.push_back(tie);
    }
    RC_ASSERT(cell.ties == kept.size());
    RC_ASSERT(std::fabs(cell.density - LeastDensity(nodes, kept)) < 1e-12);
  }
}

TEST(Dismantle, NamesNobodyWhereThereIsNothing) {
  EXPECT_FALSE(Dismantle(0, {}, {}).chosen);
  const std::vector<double> none(9, 0.0);
  EXPECT_FALSE(Dismantle(9, {}, none).chosen);
  EXPECT_FALSE(DismantleAsPublished(9, {}).chosen);
}

}  // namespace
}  // namespace evenhand::coordination
