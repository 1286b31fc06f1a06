#pragma once

// A hash table made to be filled and emptied for one account after another: ranks of accounts met
// so far, each with its place in a list that the owner keeps.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace evenhand::coordination {

class RankPlaces {
 public:
  // Empties it, with room for so many; more are taken too.
  void Restart(std::size_t most) {
    std::fill_n(slots_.begin(), used_ == 0 ? 0 : mask_ + 1, Slot{});
    used_ = 0;
    const std::size_t slots = std::bit_ceil(2 * most + 16);
    mask_ = slots - 1;
    if (slots_.size() < slots) slots_.resize(slots);
  }

  // The place of this rank; the number of ranks before it if it is new.
  std::uint32_t Of(std::uint32_t rank) {
    if (2 * (std::size_t{used_} + 1) > mask_ + 1) Grow();
    std::size_t at = Home(rank);
    while (slots_[at].place != kNone && slots_[at].rank != rank) at = (at + 1) & mask_;
    // Whether it is new is as by chance, so nothing branches on it.
    const std::uint32_t place = std::min(slots_[at].place, used_);
    slots_[at] = {rank, place};
    used_ += place == used_;
    return place;
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t rank = 0;
    std::uint32_t place = kNone;
  };

  // Multiplied so that neighbours lie apart, and taken from the middle, where all bits of the rank
  // tell.
  std::size_t Home(std::uint32_t rank) const {
    return ((rank * 0x9E3779B97F4A7C15ULL) >> 32) & mask_;
  }

  void Grow() {
    const std::vector<Slot> old(slots_.begin(),
                                slots_.begin() + static_cast<std::ptrdiff_t>(mask_ + 1));
    std::fill_n(slots_.begin(), mask_ + 1, Slot{});
    mask_ = 2 * mask_ + 1;
    if (slots_.size() <= mask_) slots_.resize(mask_ + 1);
    for (const Slot& slot : old) {
      if (slot.place == kNone) continue;
      std::size_t at = Home(slot.rank);
      while (slots_[at].place != kNone) at = (at + 1) & mask_;
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_ =
      std::vector<Slot>(16);  // the first mask_ + 1 are in use, the others empty
  std::size_t mask_ = 15;
  std::uint32_t used_ = 0;
};

}  // namespace evenhand::coordination
