#pragma once

// The rhythm of an account: does it post around the clock, and do its pauses repeat?
//
// People sleep, and pause for seconds or for days; a schedule does neither. But weather stations,
// transit notices and queued newsletters look the same and harm nobody: a finding to look at, never
// a verdict.
//   entropy       of the histogram, in bits
//   normalised    after Miller and Madow's correction for small samples, by the most it could be,
//   log2(min(count, bins)),
//                 and kept in [0, 1]
//   variation     population standard deviation of the pauses over their mean; 0 where the mean is
//   0
// Source: docs/coordination.md, "Rhythm", after osprey-sidecars (Apache-2.0), whose recorded
// numbers it gives. Cost: one pass, 300 bytes an account.

#include <array>
#include <cstdint>
#include <span>

namespace evenhand::coordination {

inline constexpr std::size_t kPauseBins = 7;
// Where each but the first begins: seconds.
inline constexpr std::array<std::int64_t, kPauseBins - 1> kPauseBinStarts = {60,   300,   900,
                                                                             3600, 14400, 86400};

struct RhythmOptions {
  double least_hour_entropy = 0.85;  // normalised: around the clock
  double most_pause_entropy = 0.53;  // normalised: the same few pauses
  double most_variation = 0.5;       // regular
};

struct Rhythm {
  std::array<std::uint32_t, 24> hours = {};  // UTC
  std::array<std::uint32_t, kPauseBins> pauses = {};
  double hour_entropy = 0, pause_entropy = 0;
  double hour_entropy_normalised = 0, pause_entropy_normalised = 0;
  double mean_pause_s = 0, deviation_s = 0, variation = 0;
  bool around_the_clock = false;
  bool same_pauses = false;
  bool regular = false;
  bool bot_like() const { return around_the_clock && (same_pauses || regular); }
};

// The posts of one account, one after another, in order of time. An account with fewer than 10 in a
// week says nothing yet; that is for the caller to leave out.
class RhythmCounter {
 public:
  void Post(std::int64_t time_ms);
  std::uint64_t posts() const { return posts_; }
  Rhythm Result(const RhythmOptions& options = {}) const;

 private:
  std::uint64_t posts_ = 0;
  std::int64_t last_ms_ = 0;
  std::array<std::uint32_t, 24> hours_ = {};
  std::array<std::uint32_t, kPauseBins> pauses_ = {};
  // Welford's sums over the pauses, in seconds.
  double mean_ = 0;
  double squares_ = 0;
};

// `times_ms` in ascending order.
Rhythm RhythmOf(std::span<const std::int64_t> times_ms, const RhythmOptions& options = {});

}  // namespace evenhand::coordination
