#pragma once

// At most how often each of many numbers occurs, without keeping them: those that share a place are
// counted together, so a number that seems to occur once does. Made to be filled anew for one
// account after another.
//
// Cost: four to eight bytes a number, which stay in the processor's cache where a table would not.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenhand::coordination {

class MostOften {
 public:
  void Restart(std::size_t numbers) {
    const std::size_t places = std::bit_ceil(4 * numbers + 16);
    mask_ = places - 1;
    if (counts_.size() < places) counts_.resize(places);
    std::fill_n(counts_.begin(), places, std::uint8_t{0});
  }

  void Add(std::uint32_t number) {
    std::uint8_t& count = counts_[Place(number)];
    count = static_cast<std::uint8_t>(count + (count != kMost));
  }

  // 2^32 - 1 where it may be as often as one likes.
  std::uint32_t Of(std::uint32_t number) const {
    const std::uint8_t count = counts_[Place(number)];
    return count == kMost ? 0xFFFFFFFF : count;
  }

 private:
  static constexpr std::uint8_t kMost = 0xFF;  // or more
  std::size_t Place(std::uint32_t number) const {
    return ((number * 0x9E3779B97F4A7C15ULL) >> 32) & mask_;
  }

  std::vector<std::uint8_t> counts_;
  std::size_t mask_ = 0;
};

}  // namespace evenhand::coordination
