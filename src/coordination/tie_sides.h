#pragma once

// How many posts either side of a tie has in its pairs, where each entry has a post of its own.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenhand::coordination {

// Made to be used for one tie after another.
class TieSides {
 public:
  // Counts different entries. Those that are the same come one after another; which do is as by
  // chance, so nothing branches on it.
  class Side {
   public:
    explicit Side(std::uint32_t first) : last_(~first) {}

    void Add(std::uint32_t entry, bool is_older) {
      const bool is_another = entry != last_;
      last_ = entry;
      was_older_ &= !is_another;
      was_newer_ &= !is_another;
      all += is_another;
      older += is_older & !was_older_;
      newer += !is_older & !was_newer_;
      was_older_ |= is_older;
      was_newer_ |= !is_older;
    }

    std::uint32_t all = 0;
    std::uint32_t older = 0, newer = 0;  // in some pair; may be both

   private:
    std::uint32_t last_;
    bool was_older_ = false, was_newer_ = false;
  };

  struct Both {
    Side own, other;
  };

  // Of the pairs that an account has with another (by_other.h): records with `own_entry` and
  // `other_entry`, in order of the former.
  template <class ByOther>
  Both Count(const ByOther& by_other, const typename ByOther::Other& other) {
    Side own(by_other.Last(other).own_entry);
    others_.resize(other.pairs);
    std::uint64_t* next = others_.data();
    by_other.ForEach(other, [&](const auto& record) {
      const bool own_is_older = record.own_entry < record.other_entry;
      own.Add(record.own_entry, own_is_older);
      *next++ = std::uint64_t{record.other_entry} << 1 | !own_is_older;
    });
    return {own, CountOthers()};
  }

 private:
  Side CountOthers() {
    std::ranges::sort(others_);
    Side side(static_cast<std::uint32_t>(others_.front() >> 1));
    for (const std::uint64_t one : others_)
      side.Add(static_cast<std::uint32_t>(one >> 1), (one & 1) != 0);
    return side;
  }

  std::vector<std::uint64_t> others_;  // entries, and whether they are the older of the pair
};

}  // namespace evenhand::coordination
