#pragma once

// Names as small numbers: each distinct byte string gets the next number, from 0, in the order of
// first appearance. The bytes are kept once, one after another.
//
// Cost: about 16 bytes a name beside its bytes; one probe a lookup.
// Limits: 2^32 - 2 names; more is a broken promise, so check size() where input is unbounded.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand {

class NameTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // The number of this name; a new one if it was not there.
  std::uint32_t Number(std::string_view name);

  // The same for many, appended to `out`: memory is asked for ahead of need, which is where the
  // time of large tables goes.
  void Numbers(std::span<const std::string_view> names, std::vector<std::uint32_t>* out);

  // The number of this name, or kNone.
  std::uint32_t Find(std::string_view name) const;

  // The same for every name of another table, by its number there.
  std::vector<std::uint32_t> FindAll(const NameTable& names) const;

  // Valid until the next new name.
  std::string_view Name(std::uint32_t number) const {
    return std::string_view(bytes_).substr(starts_[number], starts_[number + 1] - starts_[number]);
  }

  std::size_t size() const { return size_; }
  // Gives the memory back and keeps size(): for whoever goes on with the numbers alone. Nothing can
  // be looked up any more.
  void ForgetNames();

  // For each number, its place among all names in bytewise order; the same on any number of
  // threads.
  std::vector<std::uint32_t> Ranks(unsigned threads = 1) const;

 private:
  // A name's place follows from the front bits of its tag, so that a larger table is filled from
  // the smaller one front to back, without its names.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t number = kNone;
  };

  std::size_t Home(std::uint32_t tag) const {
    return bits_ <= 32 ? tag >> (32 - bits_) : std::size_t{tag} << (bits_ - 32);
  }
  std::size_t Probe(std::string_view name, std::uint32_t tag) const;
  std::uint32_t NumberOf(std::string_view name, std::uint32_t tag);
  void Reserve(std::size_t names);
  void PrefetchHome(std::uint32_t tag) const;
  void PrefetchName(std::uint32_t tag) const;

  std::string bytes_;
  std::size_t size_ = 0;
  std::vector<std::uint64_t> starts_ = {0};
  int bits_ = 4;  // of slots_.size()
  std::vector<Slot> slots_ = std::vector<Slot>(16);
};

}  // namespace evenhand
