// Our communities against those of igraph's implementation of the same algorithm: on planted
// partitions of many shapes, quality over the same seeds must be as good. igraph (GPL) is linked to
// this test program only.

#include <igraph/igraph.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>

#include "coordination/leiden.h"

using namespace evenhand::coordination;

namespace {

constexpr int kSeeds = 10;

struct Shape {
  std::uint32_t cells, members;
  double inside, across;
  bool weighted;
};

std::vector<WeightedTie> Planted(const Shape& shape, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto part = [&] { return double(random()) / 4294967296.0; };
  std::vector<WeightedTie> ties;
  const std::uint32_t nodes = shape.cells * shape.members;
  for (std::uint32_t a = 0; a < nodes; ++a) {
    for (std::uint32_t b = a + 1; b < nodes; ++b) {
      if (part() < (a / shape.members == b / shape.members ? shape.inside : shape.across))
        ties.push_back({a, b, shape.weighted ? 0.05 + part() : 1});
    }
  }
  return ties;
}

class Reference {
 public:
  Reference(std::uint32_t nodes, const std::vector<WeightedTie>& ties, const LeidenOptions& options)
      : options_(options) {
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, 0);
    igraph_vector_init(&weights_, 0);
    igraph_vector_init(&sizes_, nodes);
    igraph_vector_int_init(&membership_, 0);
    double all = 0;
    for (const WeightedTie& tie : ties) {
      igraph_vector_int_push_back(&ends, tie.a);
      igraph_vector_int_push_back(&ends, tie.b);
      igraph_vector_push_back(&weights_, tie.weight);
      const bool strength = options.quality == Quality::kModularity;
      VECTOR(sizes_)[tie.a] += strength ? tie.weight : 0;
      VECTOR(sizes_)[tie.b] += strength ? tie.weight : 0;
      all += tie.weight;
    }
    rate_ = options.resolution;
    if (options.quality == Quality::kModularity) {
      rate_ /= 2 * all;
    } else {
      igraph_vector_fill(&sizes_, 1);
    }
    igraph_create(&graph_, &ends, nodes, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
  }
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;
  ~Reference() {
    igraph_vector_int_destroy(&membership_);
    igraph_vector_destroy(&sizes_);
    igraph_vector_destroy(&weights_);
    igraph_destroy(&graph_);
  }

  // The quality of its communities, by our measure.
  double Run(const Graph& graph, unsigned seed) {
    igraph_rng_seed(igraph_rng_default(), seed);
    igraph_community_leiden(&graph_, &weights_, &sizes_, rate_, 0.01, false, -1, &membership_,
                            nullptr, nullptr);
    std::vector<std::uint32_t> of;
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&membership_); ++i)
      of.push_back(std::uint32_t(VECTOR(membership_)[i]));
    return QualityOf(graph, of, options_);
  }

 private:
  LeidenOptions options_;
  igraph_t graph_ = {};
  igraph_vector_t weights_ = {}, sizes_ = {};
  igraph_vector_int_t membership_ = {};
  double rate_ = 0;
};

struct Summary {
  double mean = 0, best = -1e300;
  void Add(double quality) {
    mean += quality / kSeeds;
    best = std::max(best, quality);
  }
};

bool Compare(const Shape& shape, LeidenOptions options, const char* name) {
  const std::uint32_t nodes = shape.cells * shape.members;
  const std::vector<WeightedTie> ties = Planted(shape, 1);
  const Graph graph(nodes, ties);
  Reference reference(nodes, ties, options);
  Summary ours, theirs;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    options.seed = seed;
    ours.Add(Leiden(graph, options).quality);
    theirs.Add(reference.Run(graph, seed));
  }
  // On average as good; the best of a few draws is a matter of luck to the third digit.
  const bool good = ours.best >= theirs.best - 0.001 * std::fabs(theirs.best) &&
                    ours.mean >= theirs.mean - 1e-9 * std::fabs(theirs.mean);
  std::printf(
      "%s %u x %u, %.3f inside, %.3f across%s: ours mean %.6g best %.6g, igraph's mean %.6g best "
      "%.6g%s\n",
      name, shape.cells, shape.members, shape.inside, shape.across,
      shape.weighted ? ", weighted" : "", ours.mean, ours.best, theirs.mean, theirs.best,
      good ? "" : "  WORSE");
  return good;
}

}  // namespace

int main() {
  const Shape shapes[] = {{20, 10, 0.9, 0.01, false}, {20, 10, 0.5, 0.05, true},
                          {50, 8, 0.7, 0.02, true},   {10, 40, 0.3, 0.05, false},
                          {4, 100, 0.2, 0.1, true},   {1, 300, 0.05, 0.05, false}};
  bool good = true;
  for (const Shape& shape : shapes) {
    good &= Compare(shape, {.quality = Quality::kCpm, .resolution = 0.05}, "CPM 0.05");
    good &= Compare(shape, {.quality = Quality::kCpm, .resolution = 0.2}, "CPM 0.2");
    good &= Compare(shape, {.quality = Quality::kModularity, .resolution = 1}, "modularity");
  }
  return good ? 0 : 1;
}
