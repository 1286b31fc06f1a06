#pragma once

// A hash table made to be filled and emptied for one account after another: ranks of accounts met so far, each with its
// place in a list that the owner keeps.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace evenhand::coordination {

class RankPlaces {
 public:
  // The place of this rank; the number of ranks before it if it is new.
  std::uint32_t Of(std::uint32_t rank) {
    if (2 * (used_ + 1) > slots_.size()) Grow();
    std::size_t at = Start(rank);
    while (slots_[at].place != kNone && slots_[at].rank != rank) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].place == kNone) slots_[at] = {rank, used_++};
    return slots_[at].place;
  }

  // A table that grew for one busy account is not kept for the quiet ones after it.
  void Clear() {
    if (slots_.size() > 64 * (std::size_t{used_} + 16)) slots_.resize(std::bit_ceil(4 * (std::size_t{used_} + 16)));
    std::ranges::fill(slots_, Slot{});
    used_ = 0;
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t rank = 0;
    std::uint32_t place = kNone;
  };

  std::size_t Start(std::uint32_t rank) const {
    return (rank * 0x9E3779B97F4A7C15ULL) >> (64 - std::countr_zero(slots_.size()));
  }

  void Grow() {
    std::vector<Slot> old(std::max<std::size_t>(64, 2 * slots_.size()));
    std::swap(old, slots_);
    for (const Slot& slot : old) {
      if (slot.place == kNone) continue;
      std::size_t at = Start(slot.rank);
      while (slots_[at].place != kNone) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::uint32_t used_ = 0;
};

}  // namespace evenhand::coordination
