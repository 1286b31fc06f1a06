#include "coordination/split.h"

#include <algorithm>
#include <random>
#include <unordered_set>

#include "coordination/leiden.h"

namespace evenhand::coordination {
namespace {

std::uint64_t KeyOf(std::uint32_t a, std::uint32_t b) {
  return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

LeidenOptions Modularity(std::uint64_t seed) {
  return {.quality = Quality::kModularity, .resolution = 1, .seed = seed};
}

// Ties inside each part and between each two, of all that could be.
class Densities {
 public:
  Densities(std::span<const WeightedTie> ties, std::span<const std::uint32_t> part_of,
            std::uint32_t parts)
      : parts_(parts), size_(parts, 0), ties_(std::size_t{parts} * parts, 0) {
    for (const std::uint32_t part : part_of) ++size_[part];
    for (const WeightedTie& tie : ties) {
      const auto [low, high] = std::minmax(part_of[tie.a], part_of[tie.b]);
      ++ties_[std::size_t{low} * parts_ + high];
    }
  }
  double Size(std::uint32_t part) const { return size_[part]; }
  double Inside(std::uint32_t part) const {
    return ties_[std::size_t{part} * parts_ + part] / (size_[part] * (size_[part] - 1) / 2);
  }
  double Between(std::uint32_t low, std::uint32_t high) const {
    return ties_[std::size_t{low} * parts_ + high] / (size_[low] * size_[high]);
  }

 private:
  std::uint32_t parts_;
  std::vector<double> size_;
  std::vector<double> ties_;
};

bool AreApart(std::span<const WeightedTie> ties, std::span<const std::uint32_t> part_of,
              std::uint32_t parts, const SplitOptions& options) {
  const Densities densities(ties, part_of, parts);
  for (std::uint32_t part = 0; part < parts; ++part)
    if (densities.Size(part) < options.least_size) return false;
  for (std::uint32_t low = 0; low < parts; ++low) {
    for (std::uint32_t high = low + 1; high < parts; ++high) {
      const double thinner = std::min(densities.Inside(low), densities.Inside(high));
      if (densities.Between(low, high) > options.most_between * thinner) return false;
    }
  }
  return true;
}

bool AreSignificant(std::uint32_t nodes, std::span<const WeightedTie> ties, double quality,
                    const SplitOptions& options) {
  for (std::uint32_t i = 0; i < options.random_networks; ++i) {
    const Graph random(nodes, Rewired(ties, options.seed + i));
    if (Leiden(random, Modularity(options.seed)).quality >= quality) return false;
  }
  return true;
}

// One step: the parts, or none where they do not stand.
std::vector<std::uint32_t> Parts(std::uint32_t nodes, std::span<const WeightedTie> ties,
                                 const SplitOptions& options) {
  if (nodes < 2 * options.least_size) return {};
  const Graph graph(nodes, ties);
  const Stability stability = StabilityOf(graph, Modularity(options.seed));
  const Communities& found = stability.communities;
  const bool stable = stability.of_all >= options.least_stability &&
                      std::ranges::all_of(stability.of_community,
                                          [&](double of) { return of >= options.least_stability; });
  if (found.count < 2 || !stable || !AreApart(ties, found.community_of, found.count, options))
    return {};
  if (!AreSignificant(nodes, ties, found.quality, options)) return {};
  return found.community_of;
}

}  // namespace

std::vector<WeightedTie> Rewired(std::span<const WeightedTie> ties, std::uint64_t seed) {
  std::vector<WeightedTie> dealt(ties.begin(), ties.end());
  if (dealt.size() < 2) return dealt;
  std::unordered_set<std::uint64_t> there;
  for (const WeightedTie& tie : dealt) there.insert(KeyOf(tie.a, tie.b));
  std::mt19937_64 bits(seed);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(bits() % limit); };
  for (std::size_t step = 0; step < 10 * dealt.size(); ++step) {
    WeightedTie& x = dealt[below(dealt.size())];
    WeightedTie& y = dealt[below(dealt.size())];
    std::uint32_t to_x = y.b;
    std::uint32_t to_y = x.b;
    std::uint32_t from_y = y.a;
    if (bits() & 1) std::swap(to_x, from_y);  // either end may be exchanged
    if (x.a == to_x || from_y == to_y || there.contains(KeyOf(x.a, to_x)) ||
        there.contains(KeyOf(from_y, to_y)))
      continue;
    if (KeyOf(x.a, to_x) == KeyOf(from_y, to_y)) continue;
    there.erase(KeyOf(x.a, x.b));
    there.erase(KeyOf(y.a, y.b));
    x.b = to_x;
    y.a = from_y;
    y.b = to_y;
    there.insert(KeyOf(x.a, x.b));
    there.insert(KeyOf(y.a, y.b));
  }
  return dealt;
}

std::vector<std::uint32_t> SplitNetwork(std::uint32_t nodes, std::span<const WeightedTie> ties,
                                        const SplitOptions& options) {
  std::vector<std::uint32_t> part_of(nodes, 0);
  std::vector<std::vector<std::uint32_t>> open;  // parts that have not been looked at
  std::uint32_t parts = 1;
  open.emplace_back(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) open.back()[node] = node;
  std::vector<std::uint32_t> local(nodes, 0);
  while (!open.empty()) {
    const std::vector<std::uint32_t> members = std::move(open.back());
    open.pop_back();
    for (std::uint32_t i = 0; i < members.size(); ++i) local[members[i]] = i;
    const std::uint32_t own = part_of[members.front()];
    std::vector<WeightedTie> inside;
    for (const WeightedTie& tie : ties)
      if (tie.a != tie.b && part_of[tie.a] == own && part_of[tie.b] == own)
        inside.push_back({local[tie.a], local[tie.b]});
    const std::vector<std::uint32_t> found =
        Parts(static_cast<std::uint32_t>(members.size()), inside, options);
    if (found.empty()) continue;
    for (std::vector<std::uint32_t>& part : Members(found)) {
      for (std::uint32_t& node : part) {
        node = members[node];
        part_of[node] = parts;
      }
      ++parts;
      open.push_back(std::move(part));
    }
  }
  std::vector<std::uint32_t> number(parts, 0xFFFFFFFF);
  std::uint32_t next = 0;
  for (std::uint32_t& part : part_of) {
    if (number[part] == 0xFFFFFFFF) number[part] = next++;
    part = number[part];
  }
  return part_of;
}

}  // namespace evenhand::coordination
