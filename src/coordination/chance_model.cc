#include "coordination/chance_model.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "coordination/tail_probability.h"

namespace evenhand::coordination {
namespace {

// As in chance.cc, which says why.
constexpr double kPriorPairs = 20;
constexpr double kSuspectFactor = 5;
constexpr unsigned kMostRounds = 8;

double AllPairs(double accounts) { return accounts * (accounts - 1) / 2; }

template <class Visit>
void ForEachObject(std::span<const Own> owned, Visit visit) {
  for (std::size_t i = 0; i < owned.size(); ++i)
    if (i == 0 || owned[i].object != owned[i - 1].object) visit(owned[i].object);
}

double Towards(double prior, double together, double all) { return (together + kPriorPairs * prior) / (all + kPriorPairs); }

}  // namespace

ChanceModel::ChanceModel(const Pairs& pairs, const ByRank& by_rank, double false_discovery_rate, unsigned threads)
    : pairs_(pairs),
      by_rank_(by_rank),
      companions_(FindCompanions(pairs, 1, threads)),
      distinct_(by_rank.accounts(), 0),
      accounts_on_(pairs.timeline().objects(), 0) {
  double active = 0;
  for (std::uint32_t rank = 0; rank < distinct_.size(); ++rank) {
    ForEachObject(by_rank.Of(rank), [&](std::uint32_t object) {
      ++distinct_[rank];
      ++accounts_on_[object];
    });
    active += distinct_[rank] > 0;
  }
  const double suspect_rate = std::min(1.0, kSuspectFactor * false_discovery_rate);
  std::vector<bool> suspects(distinct_.size(), false);
  SetNull(suspects, By::kArchive);
  for (unsigned round = 0; round < kMostRounds; ++round) {
    std::vector<bool> found = Suspects(suspect_rate, AllPairs(active));
    if (round > 0 && found == suspects) break;
    suspects = std::move(found);
    SetNull(suspects, By::kClass);
  }
  SetNull(suspects, By::kObject);
  suspects_ = static_cast<std::size_t>(std::ranges::count(suspects, true));
}

void ChanceModel::SetNull(const std::vector<bool>& ignored, By by) {
  std::vector<std::uint32_t> counted = accounts_on_;
  double links = 0;
  bool any = false;
  for (std::uint32_t rank = 0; rank < distinct_.size(); ++rank) {
    if (ignored[rank]) {
      any = true;
      ForEachObject(by_rank_.Of(rank), [&](std::uint32_t object) { --counted[object]; });
    } else {
      links += distinct_[rank];
    }
  }
  std::vector<std::uint64_t> pairs_on = companions_.pairs_on;
  if (any) {
    const std::vector<std::uint64_t> of_ignored = PairsWith(pairs_, by_rank_, ignored);
    for (std::size_t object = 0; object < pairs_on.size(); ++object) pairs_on[object] -= of_ignored[object];
  }
  const auto class_of = [&](std::size_t object) { return static_cast<std::size_t>(std::bit_width(accounts_on_[object])); };
  double sum = 0;
  double all = 0;
  std::vector<double> class_sum(40, 0), class_all(40, 0);
  for (std::size_t object = 0; object < counted.size(); ++object) {
    const auto together = static_cast<double>(pairs_on[object]);
    sum += together;
    all += AllPairs(counted[object]);
    class_sum[class_of(object)] += together;
    class_all[class_of(object)] += AllPairs(counted[object]);
  }
  links_ = links;
  pairs_together_ = sum;
  const double of_archive = (sum + 1) / (all + 2);
  pace_.assign(counted.size(), of_archive);
  if (by == By::kArchive) return;
  for (std::size_t object = 0; object < counted.size(); ++object) {
    const double of_class = Towards(of_archive, class_sum[class_of(object)], class_all[class_of(object)]);
    pace_[object] = of_class;
    if (by == By::kObject)
      pace_[object] = std::max(of_class, Towards(of_class, static_cast<double>(pairs_on[object]), AllPairs(counted[object])));
  }
}

std::vector<bool> ChanceModel::Suspects(double rate, double tests) const {
  std::vector<double> p;
  std::vector<const Together*> tested;
  for (const Together& tie : companions_.ties) {
    if (tie.objects < 2) continue;
    double worse = Choice(tie.a, tie.b, tie.objects).at_least;
    worse = worse > rate ? 1 : std::max(worse, Timing(tie.a, tie.b, tie.objects).at_least);
    p.push_back(worse);
    tested.push_back(&tie);
  }
  const std::vector<double> q = FalseDiscoveryRates(p, tests);
  std::vector<bool> found(distinct_.size(), false);
  for (std::size_t i = 0; i < q.size(); ++i)
    if (q[i] <= rate) found[tested[i]->a] = found[tested[i]->b] = true;
  return found;
}

PInterval ChanceModel::Choice(std::uint32_t a, std::uint32_t b, std::uint32_t together) const {
  const double expected = ExpectedByChoice(distinct_[a], distinct_[b]);
  if (!(expected > 0)) return {.above = 0, .at_least = together == 0 ? 1.0 : 0.0};
  return {.above = PoissonTail(std::uint64_t{together} + 1, expected), .at_least = PoissonTail(together, expected)};
}

std::vector<double> ChanceModel::CommonPaces(std::uint32_t a, std::uint32_t b) const {
  std::vector<double> paces;
  const std::span<const Own> y = by_rank_.Of(b);
  std::size_t j = 0;
  ForEachObject(by_rank_.Of(a), [&](std::uint32_t object) {
    while (j < y.size() && y[j].object < object) ++j;
    if (j < y.size() && y[j].object == object) paces.push_back(pace_[object]);
  });
  return paces;
}

PInterval ChanceModel::Timing(std::uint32_t a, std::uint32_t b, std::uint32_t together) const {
  std::vector<LikeEvents> events;
  for (const double pace : CommonPaces(a, b)) events.push_back({.chance = pace});
  return {.above = together >= events.size() ? 0 : std::exp(LogPoissonBinomialTail(std::uint64_t{together} + 1, events)),
          .at_least = std::exp(LogPoissonBinomialTail(together, events))};
}

ChanceModel::Met ChanceModel::MetOn(std::uint32_t a, std::uint32_t b) const {
  const std::span<const Own> x = by_rank_.Of(a);
  const std::span<const Own> y = by_rank_.Of(b);
  const auto close = [&](std::uint32_t p, std::uint32_t r) {
    const auto [older, newer] = std::minmax(p, r);
    return pairs_.AreNear(older, newer) && pairs_.Together(older, newer);
  };
  Met met;
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i].object != y[j].object) {
      ++(x[i].object < y[j].object ? i : j);
      continue;
    }
    const std::uint32_t object = x[i].object;
    bool together = false;
    const std::size_t first = j;
    const std::size_t first_x = i;
    for (; i < x.size() && x[i].object == object; ++i)
      for (j = first; j < y.size() && y[j].object == object; ++j) together = together || close(x[i].position, y[j].position);
    ++met.common;
    met.ways += static_cast<double>(i - first_x) * static_cast<double>(j - first);
    met.together += together;
  }
  return met;
}

}  // namespace evenhand::coordination
