#include "coordination/tail_probability.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numeric>

namespace evenhand::coordination {
namespace {

namespace policies = boost::math::policies;

// What goes wrong is in the number returned.
using Quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                               policies::pole_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kNever = -std::numeric_limits<double>::infinity();
// A term that no longer changes a sum.
constexpr double kNegligible = 1e-18;

bool IsChance(double value) { return value >= 0 && value <= 1; }

double LogGamma(double x) { return boost::math::lgamma(x, Quiet()); }

double LogChoose(double n, double k) {
  return LogGamma(n + 1) - LogGamma(k + 1) - LogGamma(n - k + 1);
}

double LogBeta(double a, double b) { return LogGamma(a) + LogGamma(b) - LogGamma(a + b); }

enum class Terms : std::uint8_t { kRiseAndFall, kAnyhow };

// log of first * (1 + r(0) + r(0) r(1) + ...), where ratio(i) takes the i-th term to the next.
template <class Ratio>
double LogSum(double log_first, std::uint64_t more_terms, Terms terms, Ratio ratio) {
  double sum = 1;
  double term = 1;
  double scale = 0;  // so that terms which grow stay within a double
  for (std::uint64_t i = 0; i < more_terms; ++i) {
    const double step = ratio(static_cast<double>(i));
    term *= step;
    sum += term;
    if (terms == Terms::kRiseAndFall && step < 1 && term < kNegligible * sum) break;
    if (sum > 1e250) {
      scale += std::log(sum);
      term /= sum;
      sum = 1;
    }
  }
  return log_first + scale + std::log(sum);
}

// How many of some independent events happened, up to a count beyond which they are no longer told
// apart.
//
// seen_[j] is the probability of j, divided by unit^j so that the rare counts are no smaller than
// the common ones; seen_[most] is that of so many or more. All sums are of positive terms, so
// nothing cancels.
class Happened {
 public:
  Happened(std::uint64_t most, double mean)
      : most_(most),
        log_unit_(std::min(
            0.0, std::log(mean) + 1 - std::log(static_cast<double>(std::min(most, kMostScaled))))),
        seen_(most + 1, 0.0) {
    seen_[0] = 1;
  }

  void Add(const LikeEvents& events) {
    if (events.times > most_ && events.chance < 1) {
      AddMany(events);
    } else {
      for (std::uint32_t time = 0; time < events.times; ++time) AddOne(events.chance);
    }
  }

  double LogAll() const {
    return std::min(0.0, std::log(seen_[most_]) + static_cast<double>(most_) * log_unit_);
  }

 private:
  static constexpr std::uint64_t kMostScaled = 1500;

  void AddOne(double chance) {
    const double up = chance * std::exp(-log_unit_);
    seen_[most_] += seen_[most_ - 1] * up;
    for (std::uint64_t j = most_ - 1; j > 0; --j)
      seen_[j] = seen_[j] * (1 - chance) + seen_[j - 1] * up;
    seen_[0] *= 1 - chance;
  }

  // More events of one chance than are told apart: their binomial at once.
  void AddMany(const LikeEvents& events) {
    const double n = events.times;
    const double odds = events.chance / (1 - events.chance);
    const double unit = std::exp(log_unit_);
    const double log_none = n * std::log1p(-events.chance);
    constexpr double kLeastLog = -700;  // of a double
    std::vector<double> exactly(most_ + 1);
    for (std::uint64_t i = 0; i <= most_; ++i) {
      const auto at = static_cast<double>(i);
      if (i > 0 && log_none > kLeastLog) {
        exactly[i] = exactly[i - 1] * (n - at + 1) / at * odds / unit;
      } else {
        exactly[i] = std::exp(LogChoose(n, at) + at * std::log(odds) + log_none - at * log_unit_);
      }
    }
    std::vector<double> or_more(most_ + 1);
    const auto most = static_cast<double>(most_);
    or_more[most_] =
        exactly[most_] *
        std::exp(LogSum(0, events.times - most_, Terms::kRiseAndFall,
                        [&](double more) { return (n - most - more) / (most + more + 1) * odds; }));
    for (std::uint64_t i = most_; i > 0; --i) or_more[i - 1] = exactly[i - 1] + or_more[i] * unit;
    std::vector<double> next(most_ + 1, 0.0);
    next[most_] = seen_[most_];
    for (std::uint64_t j = 0; j < most_; ++j) {
      next[most_] += seen_[j] * or_more[most_ - j];
      for (std::uint64_t i = 0; i <= j; ++i) next[j] += seen_[j - i] * exactly[i];
    }
    seen_ = std::move(next);
  }

  std::uint64_t most_;
  double log_unit_;
  std::vector<double> seen_;
};

}  // namespace

double PoissonTail(std::uint64_t at_least, double mean) {
  if (!(mean >= 0) || std::isinf(mean)) return kNone;
  if (at_least == 0) return 1;
  return mean == 0 ? 0 : boost::math::gamma_p(static_cast<double>(at_least), mean, Quiet());
}

double BinomialTail(std::uint64_t at_least, std::uint64_t trials, double chance) {
  if (!IsChance(chance)) return kNone;
  if (at_least == 0) return 1;
  if (at_least > trials) return 0;
  const auto k = static_cast<double>(at_least);
  return boost::math::ibeta(k, static_cast<double>(trials - at_least) + 1, chance, Quiet());
}

double NegativeBinomialTail(std::uint64_t at_least, double size, double chance) {
  if (!(size > 0) || std::isinf(size) || !IsChance(chance)) return kNone;
  if (at_least == 0) return 1;
  return boost::math::ibetac(size, static_cast<double>(at_least), chance, Quiet());
}

double BetaBinomialTail(std::uint64_t at_least, std::uint64_t trials, double alpha, double beta) {
  if (!(alpha > 0 && beta > 0) || std::isinf(alpha) || std::isinf(beta)) return kNone;
  if (at_least == 0) return 1;
  if (at_least > trials) return 0;
  const auto n = static_cast<double>(trials);
  const auto k = static_cast<double>(at_least);
  const double first = LogChoose(n, k) + LogBeta(k + alpha, n - k + beta) - LogBeta(alpha, beta);
  return std::exp(std::min(0.0, LogSum(first, trials - at_least, Terms::kAnyhow, [&](double i) {
                             const double at = k + i;
                             return (n - at) / (at + 1) * (at + alpha) / (n - at - 1 + beta);
                           })));
}

double LogHypergeometricTail(std::uint64_t at_least, std::uint64_t all, std::uint64_t a,
                             std::uint64_t b) {
  if (a > all || b > all) return kNone;
  const std::uint64_t least = a + b > all ? a + b - all : 0;  // have no choice but to be in common
  if (at_least <= least) return 0;
  const std::uint64_t most = std::min(a, b);
  if (at_least > most) return kNever;
  const auto n = static_cast<double>(all);
  const auto da = static_cast<double>(a);
  const auto db = static_cast<double>(b);
  const auto k = static_cast<double>(at_least);
  const double first = LogChoose(da, k) + LogChoose(n - da, db - k) - LogChoose(n, db);
  return std::min(0.0, LogSum(first, most - at_least, Terms::kRiseAndFall, [&](double i) {
                    const double at = k + i;
                    return (da - at) / (at + 1) * (db - at) / (n - da - db + at + 1);
                  }));
}

double LogPoissonBinomialTail(std::uint64_t at_least, std::span<const LikeEvents> events) {
  double mean = 0;
  std::uint64_t possible = 0;
  for (const LikeEvents& one : events) {
    if (!IsChance(one.chance)) return kNone;
    mean += one.chance * one.times;
    if (one.chance > 0) possible += one.times;
  }
  if (at_least == 0) return 0;
  if (at_least > possible) return kNever;
  Happened happened(at_least, mean);
  for (const LikeEvents& one : events)
    if (one.chance > 0) happened.Add(one);
  return happened.LogAll();
}

std::vector<double> FalseDiscoveryRates(std::span<const double> p, double tests) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  const double all = std::max(tests, static_cast<double>(p.size()));
  std::vector<double> q(p.size());
  double least = 1;
  for (std::size_t rank = p.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    least = std::min(least, p[i] * all / static_cast<double>(rank));
    q[i] = least;
  }
  return q;
}

}  // namespace evenhand::coordination
