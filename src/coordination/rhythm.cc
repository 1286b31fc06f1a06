#include "coordination/rhythm.h"

#include <algorithm>
#include <cmath>

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

std::size_t HourOf(std::int64_t time_ms) {
  const std::int64_t of_day = time_ms % (24 * kHourMs);
  return static_cast<std::size_t>((of_day < 0 ? of_day + 24 * kHourMs : of_day) / kHourMs);
}

std::size_t PauseBinOf(std::int64_t pause_ms) {
  const auto past = std::ranges::upper_bound(kPauseBinStarts, pause_ms, {},
                                             [](std::int64_t s) { return s * 1000; });
  return static_cast<std::size_t>(past - kPauseBinStarts.begin());
}

struct Entropy {
  double bits = 0;
  double normalised = 0;
};

Entropy EntropyOf(std::span<const std::uint32_t> counts) {
  double all = 0;
  double occupied = 0;
  for (const std::uint32_t count : counts) {
    all += count;
    occupied += count > 0;
  }
  if (all == 0) return {};
  Entropy entropy;
  for (const std::uint32_t count : counts)
    if (count > 0) entropy.bits -= count / all * std::log2(count / all);
  const double corrected = entropy.bits + (occupied - 1) / (2 * all * std::log(2.0));
  const double most = std::log2(std::min(all, static_cast<double>(counts.size())));
  if (all >= 2 && counts.size() >= 2) entropy.normalised = std::clamp(corrected / most, 0.0, 1.0);
  return entropy;
}

}  // namespace

void RhythmCounter::Post(std::int64_t time_ms) {
  ++hours_[HourOf(time_ms)];
  if (posts_ > 0) {
    const std::int64_t pause_ms = time_ms - last_ms_;
    ++pauses_[PauseBinOf(pause_ms)];
    const double pause = static_cast<double>(pause_ms) / 1000;
    const double from_old = pause - mean_;
    mean_ += from_old / static_cast<double>(posts_);
    squares_ += from_old * (pause - mean_);
  }
  ++posts_;
  last_ms_ = time_ms;
}

Rhythm RhythmCounter::Result(const RhythmOptions& options) const {
  Rhythm rhythm{.hours = hours_, .pauses = pauses_, .mean_pause_s = mean_};
  const Entropy hour = EntropyOf(hours_);
  const Entropy pause = EntropyOf(pauses_);
  rhythm.hour_entropy = hour.bits;
  rhythm.pause_entropy = pause.bits;
  rhythm.hour_entropy_normalised = hour.normalised;
  rhythm.pause_entropy_normalised = pause.normalised;
  if (posts_ > 1) rhythm.deviation_s = std::sqrt(squares_ / static_cast<double>(posts_ - 1));
  if (mean_ > 0) rhythm.variation = rhythm.deviation_s / mean_;
  rhythm.around_the_clock = hour.normalised >= options.least_hour_entropy;
  rhythm.same_pauses = pause.normalised <= options.most_pause_entropy;
  rhythm.regular = rhythm.variation <= options.most_variation;
  return rhythm;
}

Rhythm RhythmOf(std::span<const std::int64_t> times_ms, const RhythmOptions& options) {
  RhythmCounter counter;
  for (const std::int64_t time_ms : times_ms) counter.Post(time_ms);
  return counter.Result(options);
}

}  // namespace evenhand::coordination
