#pragma once

// Where in a list of numbers those of some size are.
//
// Which are is as by chance, so nothing branches on it: each place is written, and the next takes
// it where the number is too small. Four at a time where the processor can.

#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace evenhand::coordination {

// So many places after the last that is found are written to.
constexpr std::size_t kFindAtLeastRoom = 4;

// Places in [first, last) of numbers that are `least` or more, from `found` on; the end of them.
// Numbers and `least` are less than 2^31.
inline std::uint32_t* FindAtLeast(const std::uint32_t* numbers, std::uint32_t first,
                                  std::uint32_t last, std::uint32_t least, std::uint32_t* found) {
  std::uint32_t at = first;
#ifdef __SSE2__
  // By which of four numbers are large enough: their places among the four.
  alignas(16) static constexpr std::uint32_t kPlaces[16][4] = {
      {0, 0, 0, 0}, {0, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {2, 0, 0, 0}, {0, 2, 0, 0},
      {1, 2, 0, 0}, {0, 1, 2, 0}, {3, 0, 0, 0}, {0, 3, 0, 0}, {1, 3, 0, 0}, {0, 1, 3, 0},
      {2, 3, 0, 0}, {0, 2, 3, 0}, {1, 2, 3, 0}, {0, 1, 2, 3}};
  static constexpr std::uint8_t kCount[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
  const __m128i less = _mm_set1_epi32(static_cast<int>(least) - 1);
  for (; last - at >= 4; at += 4) {
    const __m128i four = _mm_loadu_si128(reinterpret_cast<const __m128i*>(numbers + at));
    const auto large =
        static_cast<unsigned>(_mm_movemask_ps(_mm_castsi128_ps(_mm_cmpgt_epi32(four, less))));
    const __m128i places = _mm_load_si128(reinterpret_cast<const __m128i*>(kPlaces[large]));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(found),
                     _mm_add_epi32(_mm_set1_epi32(static_cast<int>(at)), places));
    found += kCount[large];
  }
#endif
  for (; at < last; ++at) {
    *found = at;
    found += numbers[at] >= least;
  }
  return found;
}

}  // namespace evenhand::coordination
