#pragma once

// Names as small numbers: each distinct byte string gets the next number, from 0, in the order of first
// appearance. The bytes are kept once, one after another.
//
// Cost: about 16 bytes a name beside its bytes; one probe a lookup.
// Limits: 2^32 - 2 names; more is a broken promise, so check size() where input is unbounded.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand {

class NameTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // The number of this name; a new one if it was not there.
  std::uint32_t Number(std::string_view name);

  // The number of this name, or kNone.
  std::uint32_t Find(std::string_view name) const;

  // Valid until the next new name.
  std::string_view Name(std::uint32_t number) const {
    return std::string_view(bytes_).substr(starts_[number], starts_[number + 1] - starts_[number]);
  }

  std::size_t size() const { return starts_.size() - 1; }

  // For each number, its place among all names in bytewise order.
  std::vector<std::uint32_t> Ranks() const;

 private:
  struct Slot {
    std::uint32_t tag = 0;  // upper half of the hash, so that most misses need not look at the bytes
    std::uint32_t number = kNone;
  };

  std::size_t Probe(std::string_view name, std::uint64_t hash) const;
  void Grow();

  std::string bytes_;
  std::vector<std::uint64_t> starts_ = {0};
  std::vector<Slot> slots_ = std::vector<Slot>(16);
};

}  // namespace evenhand
