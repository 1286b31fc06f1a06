#include "coordination/chance_model.h"

#include <algorithm>
#include <cmath>

#include "coordination/chance.h"

namespace evenhand::coordination {
namespace {

// Ties on fewer objects are not looked for.
constexpr std::uint32_t kMinObjects = ChanceOptions().min_objects;

}  // namespace

ChanceModel::ChanceModel(const Pairs& pairs, const ByRank& by_rank, double false_discovery_rate,
                         unsigned threads)
    : pairs_(pairs),
      by_rank_(by_rank),
      together_(FindTogether(pairs, 1, threads)),
      null_(pairs, by_rank, false_discovery_rate, kMinObjects, threads) {}

PInterval ChanceModel::Choice(std::uint32_t a, std::uint32_t b, std::uint32_t together) const {
  const double expected = ExpectedByChoice(Distinct(a), Distinct(b));
  if (!(expected > 0)) return {.above = 0, .at_least = together == 0 ? 1.0 : 0.0};
  return {.above = PoissonTail(std::uint64_t{together} + 1, expected),
          .at_least = PoissonTail(together, expected)};
}

PInterval ChanceModel::Timing(std::uint32_t a, std::uint32_t b, std::uint32_t together) const {
  std::vector<LikeEvents> events;
  null_.CommonPaces(a, b, &events);
  return {.above = together >= events.size()
                       ? 0
                       : std::exp(LogPoissonBinomialTail(std::uint64_t{together} + 1, events)),
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
      for (j = first; j < y.size() && y[j].object == object; ++j)
        together = together || close(x[i].position, y[j].position);
    ++met.common;
    met.ways += static_cast<double>(i - first_x) * static_cast<double>(j - first);
    met.together += together;
  }
  return met;
}

}  // namespace evenhand::coordination
