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
  // Kept at hand by those who write while they ask: what they write could be anybody's.
  class Counts {
   public:
    Counts(std::uint8_t* counts, int shift) : counts_(counts), shift_(shift) {}

    bool IsMoreThanOnce(std::uint32_t number) const { return At(number) > 1; }

    // 2^32 - 1 where it may be as often as one likes.
    std::uint32_t Of(std::uint32_t number) const {
      const std::uint8_t count = At(number);
      return count == kMost ? 0xFFFFFFFF : static_cast<std::uint32_t>(std::bit_width(count));
    }

    void Add(std::uint32_t number) const {
      std::uint8_t& count = At(number);
      count = static_cast<std::uint8_t>(2 * count + 1);
    }

   private:
    static constexpr std::uint8_t kMost = 0xFF;  // eight or more

    std::uint8_t& At(std::uint32_t number) const {
      return counts_[(number * 0x9E3779B97F4A7C15ULL) >> shift_];
    }

    std::uint8_t* counts_;  // n as n bits
    int shift_;
  };

  // Forgets what was counted, and counts number(record) of all that an account has met
  // (by_quieter.h), which fetches the records.
  template <class Meetings, class Number>
  Counts Count(const Meetings& meetings, const Number& number) {
    const std::size_t places = std::bit_ceil(16 * meetings.pairs() + 16);
    if (counts_.size() < places) counts_.resize(places);
    std::fill_n(counts_.begin(), places, std::uint8_t{0});
    const Counts counts(counts_.data(), 64 - std::countr_zero(places));
    meetings.ForEachFirst([=](const auto&, const auto& records) {
      for (const auto& record : records) counts.Add(number(record));
    });
    return counts;
  }

 private:
  std::vector<std::uint8_t> counts_;
};

}  // namespace evenhand::coordination
