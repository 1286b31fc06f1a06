#pragma once

// SplitMix64: the random numbers of published permutation tests. Small enough to be written again
// in any language from docs/parity.md, so that anyone can draw the same permutations.
//
// Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators".

#include <cstdint>

namespace evenhand {

class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  // A number from 0 to n - 1: the high half of a 128-bit product.
  std::uint64_t Below(std::uint64_t n) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((Wide{Next()} * n) >> 64);
  }

 private:
  std::uint64_t state_;
};

}  // namespace evenhand
