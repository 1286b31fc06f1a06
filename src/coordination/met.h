#pragma once

// Whom an entry has met: pairs as they are gathered, in as few bytes as can be, since each is
// written once and read twice.
//
// Which of a window's entries count is as by chance, so nothing branches on it: each is written,
// and the next takes its place where it does not. Four at a time where the processor can.

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "coordination/near.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace evenhand::coordination {

struct Met {
  std::uint32_t other;  // account, numbered as the caller likes
  std::uint32_t entry;
  std::uint32_t delta_ms;  // without the upper half

  static Met Of(std::uint32_t other, std::uint32_t, std::uint32_t entry, std::uint32_t delta_ms) {
    return {other, entry, delta_ms};
  }
  std::uint32_t Entry(std::uint32_t) const { return entry; }
};

// Where it matters whom alone.
struct MetWho {
  std::uint32_t other;

  static MetWho Of(std::uint32_t other, std::uint32_t, std::uint32_t, std::uint32_t) {
    return {other};
  }
};

// All of it, where windows are short.
struct MetNearby {
  std::uint32_t other;
  std::int16_t entries_on;  // from the own one
  std::uint16_t delta_ms;

  static bool Tells(std::int64_t window_ms, const Near& near) {
    return window_ms <= 0xFFFF && near.longest <= 0x7FFF;
  }

  static MetNearby Of(std::uint32_t other, std::uint32_t own, std::uint32_t entry,
                      std::uint32_t delta_ms) {
    return {other, static_cast<std::int16_t>(entry - own), static_cast<std::uint16_t>(delta_ms)};
  }
  std::uint32_t Entry(std::uint32_t own) const {
    return own + static_cast<std::uint32_t>(std::int32_t{entries_on});
  }
};

// Those of an entry's window who are of some rank at least.
class Meeting {
 public:
  // `numbers` are the accounts' by entry, with room as in `near`.
  Meeting(const Near& near, const std::uint32_t* numbers, std::uint32_t own)
      : ranks_(near.rank.get()), times_(near.time.get()), numbers_(numbers), own_(own) {}

  // Writes those of the entries [first, last), and once more after the last of them. The end of
  // what is written.
  template <class Met>
  Met* Take(std::uint32_t first, std::uint32_t last, std::uint32_t least_rank, Met* met) const {
#ifdef __SSE2__
    if constexpr (std::is_same_v<Met, MetNearby>) return TakeFours(first, last, least_rank, met);
#endif
    const std::uint32_t time = times_[own_];
    for (std::uint32_t at = first; at < last; ++at) {
      const std::uint32_t later = times_[at] - time;
      *met = Met::Of(numbers_[at], own_, at, at < own_ ? 0 - later : later);
      met += ranks_[at] >= least_rank;
    }
    return met;
  }

 private:
#ifdef __SSE2__
  static __m128i Four(const std::uint32_t* numbers) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(numbers));
  }
  static __m128i FourTimes(std::uint32_t number) {
    return _mm_set1_epi32(static_cast<int>(number));
  }

  static MetNearby* Put(__m128i two, unsigned which, MetNearby* met) {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(met), two);
    met += which & 1;
    _mm_storeh_pi(reinterpret_cast<__m64*>(met), _mm_castsi128_ps(two));
    return met + (which >> 1 & 1);
  }

  MetNearby* TakeFours(std::uint32_t first, std::uint32_t last, std::uint32_t least_rank,
                       MetNearby* met) const {
    const __m128i less = FourTimes(least_rank - 1);  // ranks are below 2^30
    const __m128i time = FourTimes(times_[own_]);
    __m128i entries_on = _mm_add_epi32(FourTimes(first - own_), _mm_setr_epi32(0, 1, 2, 3));
    for (std::uint32_t at = first; at < last; at += 4) {
      const unsigned all = last - at < 4 ? (1U << (last - at)) - 1 : 0xF;
      const unsigned which = all & static_cast<unsigned>(_mm_movemask_ps(
                                       _mm_castsi128_ps(_mm_cmpgt_epi32(Four(ranks_ + at), less))));
      const __m128i later = _mm_sub_epi32(Four(times_ + at), time);
      const __m128i sign = _mm_srai_epi32(later, 31);
      const __m128i delta = _mm_sub_epi32(_mm_xor_si128(later, sign), sign);
      const __m128i rest =
          _mm_or_si128(_mm_slli_epi32(delta, 16), _mm_and_si128(entries_on, FourTimes(0xFFFF)));
      entries_on = _mm_add_epi32(entries_on, FourTimes(4));
      const __m128i others = Four(numbers_ + at);
      met = Put(_mm_unpacklo_epi32(others, rest), which, met);
      met = Put(_mm_unpackhi_epi32(others, rest), which >> 2, met);
    }
    return met;
  }
#endif

  const std::uint32_t* ranks_;
  const std::uint32_t* times_;
  const std::uint32_t* numbers_;
  std::uint32_t own_;
};

}  // namespace evenhand::coordination
