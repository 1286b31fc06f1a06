#pragma once

// The entries of a timeline that have others within their window, side by side.
//
// In most archives half of all entries have nobody near. The others lie so close here that a walk
// over windows reads little memory, and a window is a stretch of numbers.
//
// Cost: two looks at each entry of the timeline; 16 bytes for each that is near another, and 16
// for its window.

#include <cstdint>
#include <vector>

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
  Near(const Pairs& pairs, std::vector<Window>* windows);

  std::size_t size() const { return rank.size(); }

  // By entry, in the timeline's order.
  std::vector<std::uint32_t> rank;
  std::vector<std::uint32_t> account;
  std::vector<std::uint32_t> time;      // milliseconds, without the upper half
  std::vector<std::uint32_t> position;  // in the timeline
  std::vector<std::uint8_t> is_plain;   // is a pair with each of another account that is near

 private:
  // The entries of an object, from the place `next` on; where the next object's go.
  std::uint32_t AddObject(const Pairs& pairs, std::uint32_t object, std::uint32_t next,
                          std::vector<Window>* windows);
};

}  // namespace evenhand::coordination
