#pragma once

// At most how often each of many numbers occurs, without keeping them: those that share a place are
// counted together, so a number that seems to occur once does. Made to be filled anew for one
// account after another.
//
// Cost: 16 to 32 bytes a number, which stay in the processor's cache where a table would
// not.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenhand::coordination {

class MostOften {
 public:
  // Forgets what was counted, and counts number(record) of all that an account has met
  // (by_quieter.h), which fetches the records.
  template <class Meetings, class Number>
  void Count(const Meetings& meetings, const Number& number) {
    const std::size_t places = std::bit_ceil(16 * meetings.pairs() + 16);
    shift_ = 64 - std::countr_zero(places);
    if (counts_.size() < places) counts_.resize(places);
    std::fill_n(counts_.begin(), places, std::uint8_t{0});
    // Kept at hand: bytes that are written could be anybody's.
    std::uint8_t* const counts = counts_.data();
    const int shift = shift_;
    meetings.ForEachFirst([=](const auto&, const auto& records) {
      for (const auto& record : records) {
        std::uint8_t& count = counts[Place(number(record), shift)];
        count = static_cast<std::uint8_t>(count + (count != kMost));
      }
    });
  }

  bool IsMoreThanOnce(std::uint32_t number) const { return counts_[Place(number, shift_)] > 1; }

  // 2^32 - 1 where it may be as often as one likes.
  std::uint32_t Of(std::uint32_t number) const {
    const std::uint8_t count = counts_[Place(number, shift_)];
    return count == kMost ? 0xFFFFFFFF : count;
  }

 private:
  static constexpr std::uint8_t kMost = 0xFF;  // or more
  static std::size_t Place(std::uint32_t number, int shift) {
    return (number * 0x9E3779B97F4A7C15ULL) >> shift;
  }

  std::vector<std::uint8_t> counts_;
  int shift_ = 0;
};

}  // namespace evenhand::coordination
