#include "coordination/leiden.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "coordination/level_graph.h"

namespace evenhand::coordination {
namespace {

// Gains below this part of the weight of all ties are rounding.
constexpr double kRounding = 1e-13;
constexpr int kMostRounds = 100;

std::vector<std::uint32_t> EachAlone(std::uint32_t nodes) {
  std::vector<std::uint32_t> alone(nodes);
  std::iota(alone.begin(), alone.end(), 0U);
  return alone;
}

double WeightOf(const Graph& graph) {
  double all = 0;
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    for (const Neighbour& other : graph.Of(node)) all += other.node >= node ? other.weight : 0;
  return all;
}

LevelGraph BottomLevel(const Graph& graph, const LeidenOptions& options) {
  LevelGraph level{
      .graph = graph, .size = std::vector<double>(graph.size(), 1), .rate = options.resolution};
  if (options.quality == Quality::kCpm) return level;
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    level.size[node] = 0;
    for (const Neighbour& other : graph.Of(node))
      level.size[node] += other.weight * (other.node == node ? 2 : 1);
  }
  const double all = WeightOf(graph);
  level.rate = all > 0 ? options.resolution / (2 * all) : 0;
  return level;
}

// Moves nodes, one at a time, to the community that gains most by them; a node is looked at again
// when a neighbour has left for another community than its own.
class Mover {
 public:
  Mover(const LevelGraph& level, std::vector<std::uint32_t>* community_of, double least_gain)
      : level_(level),
        of_(*community_of),
        least_gain_(least_gain),
        weights_(level.nodes()),
        size_(level.nodes(), 0),
        members_(level.nodes(), 0),
        waits_(level.nodes(), true) {
    for (std::uint32_t node = 0; node < level.nodes(); ++node) {
      size_[of_[node]] += level.size[node];
      ++members_[of_[node]];
    }
    for (std::uint32_t community = level.nodes(); community > 0; --community)
      if (members_[community - 1] == 0) empty_.push_back(community - 1);
  }

  void Run(Dice* dice) {
    std::vector<std::uint32_t> queue = EachAlone(level_.nodes());
    dice->Shuffle(queue);
    // A ring: no node waits twice.
    for (std::size_t first = 0, waiting = queue.size(); waiting > 0;
         first = (first + 1) % queue.size()) {
      const std::uint32_t node = queue[first];
      --waiting;
      waits_[node] = false;
      if (!Move(node)) continue;
      for (const Neighbour& other : level_.graph.Of(node)) {
        if (waits_[other.node] || of_[other.node] == of_[node]) continue;
        waits_[other.node] = true;
        queue[(first + 1 + waiting++) % queue.size()] = other.node;
      }
    }
  }

 private:
  bool Move(std::uint32_t node) {
    const std::uint32_t home = of_[node];
    const double own = level_.size[node];
    weights_.Gather(level_.graph, node, of_, [](std::uint32_t) { return true; });
    const double stay = weights_[home] - level_.rate * own * (size_[home] - own);
    double best = stay;
    std::uint32_t to = home;
    for (const std::uint32_t community : weights_.found()) {
      const double there = weights_[community] - level_.rate * own * size_[community];
      if (community == home || there <= best + least_gain_) continue;
      best = there;
      to = community;
    }
    if (members_[home] > 1 && best + least_gain_ < 0)
      to = empty_.back();  // alone is better than with anybody
    if (to == home) return false;
    if (members_[to] == 0) empty_.pop_back();
    if (--members_[home] == 0) empty_.push_back(home);
    ++members_[to];
    size_[home] -= own;
    size_[to] += own;
    of_[node] = to;
    return true;
  }

  const LevelGraph& level_;
  std::vector<std::uint32_t>& of_;
  double least_gain_;
  GroupWeights weights_;
  std::vector<double> size_;            // by community
  std::vector<std::uint32_t> members_;  // likewise
  std::vector<std::uint32_t> empty_;    // communities
  std::vector<bool> waits_;
};

// Splits each community into parts that hang together well: nodes that are alone join a part of
// their community, by chance, the better ones more often. Chance is what keeps a bad move of one
// level from being kept for ever.
class Refiner {
 public:
  Refiner(const LevelGraph& level, const std::vector<std::uint32_t>& community_of,
          double randomness, double least_gain)
      : level_(level),
        community_of_(community_of),
        randomness_(randomness),
        least_gain_(least_gain),
        part_of_(EachAlone(level.nodes())),
        weights_(level.nodes()),
        size_(level.size),
        members_(level.nodes(), 1),
        outward_(level.nodes(), 0),
        community_size_(level.nodes(), 0) {
    for (std::uint32_t node = 0; node < level.nodes(); ++node) {
      community_size_[community_of[node]] += level.size[node];
      for (const Neighbour& other : level.graph.Of(node))
        if (other.node != node && community_of[other.node] == community_of[node])
          outward_[node] += other.weight;
    }
  }

  std::vector<std::uint32_t> Run(Dice* dice) {
    std::vector<std::uint32_t> order = EachAlone(level_.nodes());
    dice->Shuffle(order);
    for (const std::uint32_t node : order)
      if (members_[part_of_[node]] == 1 && HangsTogether(part_of_[node], node)) Join(node, dice);
    return std::move(part_of_);
  }

 private:
  // Whether a part is tied to the rest of its community as strongly as the quality asks.
  bool HangsTogether(std::uint32_t part, std::uint32_t node) const {
    const double rest = community_size_[community_of_[node]] - size_[part];
    return outward_[part] + least_gain_ >= level_.rate * size_[part] * rest;
  }

  void Join(std::uint32_t node, Dice* dice) {
    const std::uint32_t community = community_of_[node];
    weights_.Gather(level_.graph, node, part_of_,
                    [&](std::uint32_t other) { return community_of_[other] == community; });
    choices_.clear();
    choices_.push_back({part_of_[node], 0});
    double best = 0;
    for (const std::uint32_t part : weights_.found()) {
      const double gain = weights_[part] - level_.rate * level_.size[node] * size_[part];
      if (gain < 0 || !HangsTogether(part, node)) continue;
      choices_.push_back({part, gain});
      best = std::max(best, gain);
    }
    const std::uint32_t to = Choose(best, dice);
    const std::uint32_t from = part_of_[node];
    if (to == from) return;
    part_of_[node] = to;
    size_[to] += level_.size[node];
    ++members_[to];
    members_[from] = 0;
    outward_[to] += outward_[from] - 2 * weights_[to];
  }

  std::uint32_t Choose(double best, Dice* dice) const {
    double all = 0;
    for (const Choice& choice : choices_) all += std::exp((choice.gain - best) / randomness_);
    double left = dice->Part() * all;
    for (const Choice& choice : choices_) {
      left -= std::exp((choice.gain - best) / randomness_);
      if (left < 0) return choice.part;
    }
    return choices_.back().part;
  }

  struct Choice {
    std::uint32_t part;
    double gain;
  };

  const LevelGraph& level_;
  const std::vector<std::uint32_t>& community_of_;
  double randomness_;
  double least_gain_;
  std::vector<std::uint32_t> part_of_;
  GroupWeights weights_;
  std::vector<double> size_;            // by part
  std::vector<std::uint32_t> members_;  // likewise
  std::vector<double> outward_;         // of a part, to the rest of its community
  std::vector<double> community_size_;
  std::vector<Choice> choices_;
};

class Algorithm {
 public:
  Algorithm(const Graph& graph, const LeidenOptions& options)
      : bottom_(BottomLevel(graph, options)), dice_(options.seed) {
    const double all = WeightOf(graph);
    std::size_t ends = 0;
    for (std::uint32_t node = 0; node < graph.size(); ++node) ends += graph.Of(node).size();
    least_gain_ = kRounding * all;
    randomness_ = options.randomness * (ends > 0 ? 2 * all / static_cast<double>(ends) : 1);
    if (!(randomness_ > 0)) randomness_ = 1;
  }

  std::vector<std::uint32_t> Run() {
    std::vector<std::uint32_t> communities = EachAlone(bottom_.nodes());
    double quality = PlainQuality(bottom_, communities);
    for (int round = 0; round < kMostRounds; ++round) {
      std::vector<std::uint32_t> next = communities;
      Round(&next);
      SplitDisconnected(&next);
      const double better = PlainQuality(bottom_, next);
      // One round may undo by chance what the last one found.
      if (better <= quality + least_gain_) break;
      quality = better;
      communities = std::move(next);
    }
    return communities;
  }

 private:
  // From the bottom up, until no level changes any more.
  void Round(std::vector<std::uint32_t>* communities) {
    LevelGraph level = bottom_;
    std::vector<std::uint32_t> of_level = *communities;  // community of each node of the level
    std::vector<std::uint32_t> node_of =
        EachAlone(level.nodes());  // node of the level of each account
    for (;;) {
      Mover(level, &of_level, least_gain_).Run(&dice_);
      for (std::size_t account = 0; account < node_of.size(); ++account)
        (*communities)[account] = of_level[node_of[account]];
      std::vector<std::uint32_t> communities_of_level = of_level;
      if (Renumber(&communities_of_level) == level.nodes()) break;  // each node alone
      std::vector<std::uint32_t> parts =
          Refiner(level, of_level, randomness_, least_gain_).Run(&dice_);
      std::uint32_t count = Renumber(&parts);
      if (count ==
          level.nodes()) {  // nothing hangs together by chance: go on with whole communities
        parts = communities_of_level;
        count = *std::ranges::max_element(parts) + 1;
      }
      std::vector<std::uint32_t> next(count);
      for (std::uint32_t node = 0; node < level.nodes(); ++node) next[parts[node]] = of_level[node];
      Renumber(&next);
      for (std::uint32_t& node : node_of) node = parts[node];
      level = Aggregate(level, parts, count);
      of_level = std::move(next);
    }
  }

  // Which costs nothing: between parts without ties there is only what their sizes take away.
  void SplitDisconnected(std::vector<std::uint32_t>* communities) const {
    std::vector<WeightedTie> inside;
    for (std::uint32_t node = 0; node < bottom_.nodes(); ++node) {
      for (const Neighbour& other : bottom_.graph.Of(node))
        if (other.node > node && (*communities)[node] == (*communities)[other.node])
          inside.push_back({node, other.node});
    }
    *communities = Components(Graph(bottom_.nodes(), inside));
  }

  LevelGraph bottom_;
  Dice dice_;
  double least_gain_ = 0;
  double randomness_ = 1;
};

double Pairs(double n) { return n * (n - 1) / 2; }

// How many nodes each pair of groups, one of each partition, has in common.
std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> Overlaps(
    std::span<const std::uint32_t> one, std::span<const std::uint32_t> other) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> both;
  for (std::size_t node = 0; node < one.size(); ++node) ++both[{one[node], other[node]}];
  return both;
}

std::vector<double> BestJaccards(std::span<const std::uint32_t> one,
                                 std::span<const std::uint32_t> other, std::uint32_t count) {
  const auto members = Members(one);
  const auto of_other = Members(other);
  std::vector<double> best(count, 0);
  for (const auto& [groups, both] : Overlaps(one, other)) {
    const auto either =
        static_cast<double>(members[groups.first].size() + of_other[groups.second].size() - both);
    best[groups.first] = std::max(best[groups.first], both / either);
  }
  return best;
}

}  // namespace

Communities Leiden(const Graph& graph, const LeidenOptions& options) {
  Communities best;
  LeidenOptions one = options;
  for (std::uint32_t run = 0; run < std::max(options.runs, 1U); ++run, ++one.seed) {
    Communities found{.community_of = Algorithm(graph, one).Run()};
    found.count = Renumber(&found.community_of);
    found.quality = QualityOf(graph, found.community_of, options);
    if (run == 0 || found.quality > best.quality) best = std::move(found);
  }
  return best;
}

double QualityOf(const Graph& graph, std::span<const std::uint32_t> community_of,
                 const LeidenOptions& options) {
  const double plain = PlainQuality(BottomLevel(graph, options), community_of);
  // n^2 / 2 is n (n - 1) / 2 and a half for each account.
  if (options.quality == Quality::kCpm)
    return plain + options.resolution * static_cast<double>(graph.size()) / 2;
  const double all = WeightOf(graph);
  return all > 0 ? plain / all : 0;
}

double PairJaccard(std::span<const std::uint32_t> one, std::span<const std::uint32_t> other) {
  double both = 0;
  double either = 0;
  for (const auto& [groups, nodes] : Overlaps(one, other)) both += Pairs(nodes);
  for (const auto& partition : {Members(one), Members(other)})
    for (const auto& members : partition) either += Pairs(static_cast<double>(members.size()));
  either -= both;
  return either > 0 ? both / either : 1;
}

Stability StabilityOf(const Graph& graph, const LeidenOptions& options, std::uint32_t seeds) {
  Stability stability;
  std::vector<std::vector<std::uint32_t>> runs;
  LeidenOptions one = options;
  for (std::uint32_t run = 0; run < std::max(seeds, 1U);
       ++run, one.seed += std::max(options.runs, 1U)) {
    Communities found = Leiden(graph, one);
    runs.push_back(found.community_of);
    if (run == 0) stability.communities = std::move(found);
  }
  stability.of_community.assign(stability.communities.count, runs.size() > 1 ? 0 : 1);
  const auto others = static_cast<double>(runs.size() - 1);
  double pairs = 0;
  double sum = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (std::size_t j = i + 1; j < runs.size(); ++j, ++pairs) sum += PairJaccard(runs[i], runs[j]);
    if (i == 0) continue;
    const std::vector<double> best = BestJaccards(runs[0], runs[i], stability.communities.count);
    for (std::size_t c = 0; c < best.size(); ++c) stability.of_community[c] += best[c] / others;
  }
  if (pairs > 0) stability.of_all = sum / pairs;
  return stability;
}

}  // namespace evenhand::coordination
