#include "coordination/calibrate.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "coordination/chance.h"
#include "coordination/chance_model.h"

namespace evenhand::coordination {
namespace {

constexpr double kBusy = 0.1;
constexpr double kSmall = 0.01;

// Where distributions are compared: close together near 0, where decisions are made.
const std::vector<double>& Grid() {
  static const std::vector<double> grid = [] {
    std::vector<double> points;
    for (int i = 0; i < 60; ++i) points.push_back(std::pow(10.0, -8 + i / 10.0));
    for (int i = 2; i <= 199; ++i) points.push_back(i / 200.0);
    std::ranges::sort(points);
    return points;
  }();
  return grid;
}

// How often p <= x.
class Distribution {
 public:
  void Add(const PInterval& p, double times) {
    const std::vector<double>& grid = Grid();
    // Everything below has none of it, everything above all: a difference of sums for the latter.
    auto at = static_cast<std::size_t>(std::ranges::lower_bound(grid, p.above) - grid.begin());
    for (; at < grid.size() && grid[at] < p.at_least; ++at)
      part_[at] += times * (grid[at] - p.above) / (p.at_least - p.above);
    if (at < grid.size()) whole_[at] += times;
    if (p.at_least <= kSmall) small_ += times;
    all_ += times;
  }

  Fit Of() const {
    Fit fit{.pairs = all_};
    if (!(all_ > 0)) return fit;
    double whole = 0;
    for (std::size_t i = 0; i < Grid().size(); ++i) {
      whole += whole_[i];
      const double off = (whole + part_[i]) / all_ - Grid()[i];
      if (std::fabs(off) <= fit.ks) continue;
      fit.ks = std::fabs(off);
      fit.conservative = off < 0;
    }
    fit.too_small = small_ / all_ / kSmall;
    return fit;
  }

 private:
  std::vector<double> part_ = std::vector<double>(Grid().size(), 0);
  std::vector<double> whole_ = std::vector<double>(Grid().size(), 0);  // from there on
  double all_ = 0;
  double small_ = 0;
};

class Calibrator {
 public:
  Calibrator(const CalibrateOptions& options, std::optional<Permutation> null) : options_(options) {
    result_.null = null;
  }

  // `shifts`: of accounts by number, where pairs with the same one do not count.
  void Look(const model::Shares& shares, std::uint64_t seed, const DayShifts* shifts) {
    const Pairs pairs(shares, {.window_ms = options_.window_ms,
                               .min_participation = 1,
                               .max_neighbours = options_.max_neighbours});
    const ByRank by_rank(pairs.timeline());
    const ChanceModel model(pairs, by_rank, options_.false_discovery_rate, options_.threads);
    const std::vector<std::uint32_t>& accounts = pairs.timeline().accounts;
    const Counts counts = [&](std::uint32_t a, std::uint32_t b) {
      return shifts == nullptr ||
             shifts->of_account[accounts[a]] != shifts->of_account[accounts[b]];
    };
    LookAtChoice(model, counts, shifts == nullptr ? 1 : 1 - 1 / static_cast<double>(shifts->days));
    LookAtTiming(pairs.timeline(), model, counts, seed);
    double smallest = 1;
    for (const Together& tie : model.together()) {
      if (tie.objects < 2 || !counts(tie.a, tie.b)) continue;
      const double choice = model.Choice(tie.a, tie.b, tie.objects).at_least;
      if (choice < smallest)
        smallest =
            std::min(smallest, std::max(choice, model.Timing(tie.a, tie.b, tie.objects).at_least));
    }
    result_.smallest_p = std::min(result_.smallest_p, smallest);
    result_.largest_smallest_p = std::max(result_.largest_smallest_p, smallest);
    const ChanceResult found = TestTies(
        pairs, by_rank,
        {.false_discovery_rate = options_.false_discovery_rate, .threads = options_.threads});
    const auto ties =
        std::ranges::count_if(found.ties, [&](const Tie& tie) { return counts(tie.a, tie.b); });
    result_.ties += static_cast<std::uint64_t>(ties);
    result_.with_ties += ties > 0;
    result_.tests = found.account_pairs;
    ++result_.permutations;
  }

  Calibration Take() {
    result_.choice = choice_.Of();
    result_.choice_busy = choice_busy_.Of();
    result_.timing = timing_.Of();
    return result_;
  }

 private:
  using Counts = std::function<bool(std::uint32_t a, std::uint32_t b)>;

  // All pairs: those that were together one by one, the others by their numbers of objects, of
  // which the part `counted` counts.
  void LookAtChoice(const ChanceModel& model, const Counts& counts, double counted) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> never;
    std::map<std::uint32_t, double> accounts;
    for (std::uint32_t rank = 0; rank < model.accounts(); ++rank)
      if (model.Distinct(rank) > 0) ++accounts[model.Distinct(rank)];
    for (auto x = accounts.begin(); x != accounts.end(); ++x) {
      never[{x->first, x->first}] = x->second * (x->second - 1) / 2;
      for (auto y = std::next(x); y != accounts.end(); ++y)
        never[{x->first, y->first}] = x->second * y->second;
    }
    for (const Together& tie : model.together()) {
      --never[std::minmax(model.Distinct(tie.a), model.Distinct(tie.b))];
      if (!counts(tie.a, tie.b)) continue;
      AddChoice(model.ExpectedByChoice(model.Distinct(tie.a), model.Distinct(tie.b)),
                model.Choice(tie.a, tie.b, tie.objects), 1);
    }
    for (const auto& [objects, pairs] : never) {
      const double expected = model.ExpectedByChoice(objects.first, objects.second);
      if (pairs > 0)
        AddChoice(expected, {.above = -std::expm1(-expected), .at_least = 1}, pairs * counted);
    }
  }

  void AddChoice(double expected, const PInterval& p, double times) {
    choice_.Add(p, times);
    if (expected >= kBusy) choice_busy_.Add(p, times);
  }

  // Pairs with common objects, by drawing two posts of one object; a pair counts less the more ways
  // there are to draw it.
  void LookAtTiming(const Timeline& timeline, const ChanceModel& model, const Counts& counts,
                    std::uint64_t seed) {
    std::vector<double> sums;
    std::vector<std::uint32_t> objects;
    for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
      const double entries = timeline.starts[object + 1] - timeline.starts[object];
      if (entries < 2) continue;
      objects.push_back(object);
      sums.push_back((sums.empty() ? 0 : sums.back()) + entries * entries);
    }
    if (objects.empty()) return;
    std::mt19937_64 bits(seed);
    const auto unit = [&] { return static_cast<double>(bits() >> 11) * 0x1.0p-53; };
    for (std::uint32_t i = 0; i < options_.sampled_pairs; ++i) {
      const auto at = std::ranges::upper_bound(sums, unit() * sums.back()) - sums.begin();
      const std::uint32_t object =
          objects[std::min(static_cast<std::size_t>(at), objects.size() - 1)];
      const std::uint32_t first = timeline.starts[object];
      const std::uint32_t entries = timeline.starts[object + 1] - first;
      const std::uint32_t x = timeline.entries[first + bits() % entries].rank;
      const std::uint32_t y = timeline.entries[first + bits() % entries].rank;
      if (x == y || !counts(x, y)) continue;
      const ChanceModel::Met met = model.MetOn(std::min(x, y), std::max(x, y));
      timing_.Add(model.Timing(std::min(x, y), std::max(x, y), met.together), 1 / met.ways);
    }
  }

  const CalibrateOptions& options_;
  Distribution choice_, choice_busy_, timing_;
  Calibration result_;
};

}  // namespace

Calibration Calibrate(const model::Shares& shares, std::optional<Permutation> null,
                      const CalibrateOptions& options, const OnPermutation& on_permutation) {
  Calibrator calibrator(options, null);
  const std::uint32_t permutations = null ? options.permutations : 1;
  for (std::uint32_t i = 0; i < permutations; ++i) {
    if (on_permutation) on_permutation(i);
    const std::uint64_t seed = options.seed * 1'000'003 + i;
    const DayShifts shifts = ShiftsOf(shares, seed);
    calibrator.Look(null ? Permuted(shares, *null, seed) : shares, seed,
                    null == Permutation::kDays ? &shifts : nullptr);
  }
  return calibrator.Take();
}

}  // namespace evenhand::coordination
