#include "coordination/overdispersion.h"

#include <numeric>

#include "coordination/quantile.h"
#include "coordination/tail_probability.h"

namespace evenhand::coordination {
namespace {

struct Spread {
  double mean = 0;
  double variance = 0;
};

Spread SpreadOf(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  Spread spread{.mean = std::accumulate(values.begin(), values.end(), 0.0) / n};
  for (const double value : values)
    spread.variance += (value - spread.mean) * (value - spread.mean) / n;
  return spread;
}

}  // namespace

std::vector<double> PrecedingBuckets(std::span<const double> buckets, std::size_t at,
                                     std::size_t period, std::size_t most) {
  std::vector<double> past;
  while (past.size() < most && period > 0 && at >= period) {
    at -= period;
    if (at < buckets.size()) past.push_back(buckets[at]);
  }
  return past;
}

Baseline CountBaseline(std::span<const double> past, const Baseline& without_past) {
  if (past.empty()) return without_past;
  Baseline baseline{.mean = Quantile({past.begin(), past.end()}, 0.5)};
  const Spread spread = SpreadOf(past);
  if (spread.mean > 0 && spread.variance > spread.mean)
    baseline.variance = spread.variance / spread.mean * baseline.mean;
  return baseline;
}

Baseline DensityBaseline(std::span<const double> past, const Baseline& without_past) {
  if (past.empty()) return without_past;
  return {.mean = Quantile({past.begin(), past.end()}, 0.5), .variance = SpreadOf(past).variance};
}

double CountPValue(std::uint64_t observed, const Baseline& expected) {
  const double mean = expected.mean;
  if (!(mean > 0)) return 1;
  if (!expected.variance || !(*expected.variance > mean)) return PoissonTail(observed, mean);
  const double variance = *expected.variance;
  return NegativeBinomialTail(observed, mean * mean / (variance - mean), mean / variance);
}

double DensityPValue(std::uint64_t people, std::uint64_t shares, const Baseline& expected) {
  const double mean = expected.mean;
  if (shares == 0 || !(mean > 0)) return 1;
  if (static_cast<double>(people) / static_cast<double>(shares) <= mean) return 1;
  const double variance = expected.variance.value_or(0);
  const double certainty = variance > 0 ? mean * (1 - mean) / variance - 1 : 0;
  if (!(certainty > 0)) return BinomialTail(people, shares, mean);
  return BetaBinomialTail(people, shares, mean * certainty, (1 - mean) * certainty);
}

std::vector<Burst> FindBursts(std::span<const BurstInput> inputs, double level) {
  std::vector<double> volume;
  std::vector<double> density;
  for (const BurstInput& input : inputs) {
    volume.push_back(CountPValue(input.shares, input.expected_shares));
    density.push_back(DensityPValue(input.people, input.shares, input.expected_density));
  }
  const std::vector<double> volume_q = FalseDiscoveryRates(volume);
  const std::vector<double> density_q = FalseDiscoveryRates(density);
  std::vector<Burst> bursts;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    bursts.push_back({.volume_p = volume[i],
                      .density_p = density[i],
                      .volume_q = volume_q[i],
                      .density_q = density_q[i],
                      .unusual = volume_q[i] < level || density_q[i] < level});
  }
  return bursts;
}

}  // namespace evenhand::coordination
