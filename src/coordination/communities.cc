#include "coordination/communities.h"

#include <algorithm>

#include "coordination/centrality.h"

namespace evenhand::coordination {
namespace {

std::vector<WeightedTie> Scaled(std::span<const WeightedTie> ties, bool weighted) {
  std::vector<WeightedTie> scaled(ties.begin(), ties.end());
  double sum = 0;
  for (const WeightedTie& tie : ties) sum += tie.weight;
  const double mean = sum / static_cast<double>(std::max<std::size_t>(ties.size(), 1));
  for (WeightedTie& tie : scaled) tie.weight = weighted && mean > 0 ? tie.weight / mean : 1;
  return scaled;
}

class Reporter {
 public:
  Reporter(std::uint32_t nodes, std::span<const WeightedTie> ties, const CommunityOptions& options)
      : nodes_(nodes),
        ties_(ties),
        options_(options),
        scaled_(Scaled(ties, options.weighted)),
        graph_(nodes, scaled_) {}

  CommunityReport Make() {
    report_.accounts.resize(nodes_);
    PlaceAccounts();
    ListCommunities();
    MarkCore();
    if (options_.dismantle) TakeApart();
    return std::move(report_);
  }

 private:
  void PlaceAccounts() {
    const std::vector<std::uint32_t> component_of = Components(graph_);
    const Centrality centrality = EigenvectorCentrality(graph_, {.weighted = options_.weighted});
    for (std::uint32_t node = 0; node < nodes_; ++node) {
      AccountPlace& place = report_.accounts[node];
      place.component = component_of[node];
      place.centrality = centrality.values[node];
      report_.components = std::max(report_.components, component_of[node] + 1);
    }
    for (const WeightedTie& tie : ties_) {
      for (const std::uint32_t end : {tie.a, tie.b}) {
        ++report_.accounts[end].degree;
        report_.accounts[end].strength += tie.weight;
      }
    }
  }

  void ListCommunities() {
    const Stability stability = StabilityOf(graph_, options_.leiden, options_.seeds);
    report_.stability = std::min(1.0, stability.of_all);
    report_.quality = stability.communities.quality;
    community_of_ = stability.communities.community_of;
    std::vector<Community> all(stability.communities.count);
    for (std::uint32_t node = 0; node < nodes_; ++node)
      all[community_of_[node]].members.push_back(node);
    for (const WeightedTie& tie : ties_) {
      Community& a = all[community_of_[tie.a]];
      if (community_of_[tie.a] == community_of_[tie.b]) {
        ++a.ties;
        a.weight += tie.weight;
        ++report_.accounts[tie.a].inside;
        ++report_.accounts[tie.b].inside;
      } else {
        ++a.ties_out;
        ++all[community_of_[tie.b]].ties_out;
      }
    }
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      Community& community = all[i];
      if (community.members.size() < options_.min_size) {
        ++report_.small;
        continue;
      }
      community.component = report_.accounts[community.members.front()].component;
      community.density = Density(community.members.size(), community.ties);
      community.stability = std::min(1.0, stability.of_community[i]);
      report_.communities.push_back(std::move(community));
    }
    std::ranges::sort(report_.communities, [](const Community& x, const Community& y) {
      if (x.members.size() != y.members.size()) return x.members.size() > y.members.size();
      return x.members.front() < y.members.front();
    });
  }

  void MarkCore() {
    for (std::uint32_t i = 0; i < report_.communities.size(); ++i) {
      Community& community = report_.communities[i];
      for (const std::uint32_t node : community.members) {
        AccountPlace& place = report_.accounts[node];
        place.community = i + 1;
        place.core = 2 * std::size_t{place.inside} >= community.members.size() - 1;
        community.core += place.core;
      }
    }
  }

  void TakeApart() {
    std::vector<double> centrality;
    for (const AccountPlace& place : report_.accounts) centrality.push_back(place.centrality);
    report_.dismantled = Dismantle(nodes_, ties_, centrality);
    for (const std::uint32_t node : report_.dismantled->core)
      report_.accounts[node].dense_core = true;
  }

  std::uint32_t nodes_;
  std::span<const WeightedTie> ties_;
  const CommunityOptions& options_;
  std::vector<WeightedTie> scaled_;
  Graph graph_;
  std::vector<std::uint32_t> community_of_;
  CommunityReport report_;
};

}  // namespace

CommunityReport FindCommunities(std::uint32_t nodes, std::span<const WeightedTie> ties,
                                const CommunityOptions& options) {
  return Reporter(nodes, ties, options).Make();
}

}  // namespace evenhand::coordination
