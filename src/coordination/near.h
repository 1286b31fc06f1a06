#pragma once

// The entries of a timeline that have others within their window, side by side.
//
// In most archives half of all entries have nobody near. The others lie so close here that a walk
// over windows reads little memory, and a window is a stretch of numbers.
//
// Cost: a look or two at each entry of the timeline; 17 bytes for each that is near another, and 16
// for its window.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "coordination/pairs.h"

namespace evenhand::coordination {

struct Near {
  // An entry, and those that are near it, itself among them: [first, last).
  struct Window {
    std::uint32_t entry;
    std::uint32_t first, last;
    std::uint32_t object;
  };

  // Gives the windows of all entries, in the timeline's order.
  Near(const Pairs& pairs, std::unique_ptr<Window[]>* windows);

  std::size_t size = 0;
  std::uint32_t longest = 0;  // window

  // By entry, in the timeline's order. So many numbers after the last may be read, and tell
  // nothing.
  static constexpr std::size_t kPast = 3;
  std::unique_ptr<std::uint32_t[]> rank;
  std::unique_ptr<std::uint32_t[]> account;
  std::unique_ptr<std::uint32_t[]> time;      // milliseconds, without the upper half
  std::unique_ptr<std::uint32_t[]> position;  // in the timeline
  std::unique_ptr<std::uint8_t[]> is_plain;   // is a pair with each of another account that is near

 private:
  void AddObject(const Pairs& pairs, std::uint32_t object, Window* windows);
};

}  // namespace evenhand::coordination
