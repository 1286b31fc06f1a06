#include "base/name_table.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/check.h"

namespace evenhand {
namespace {

std::uint64_t HashOf(std::string_view name) { return std::hash<std::string_view>{}(name); }

std::uint32_t TagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

}  // namespace

std::uint32_t NameTable::Number(std::string_view name) {
  const std::uint64_t hash = HashOf(name);
  std::size_t at = Probe(name, hash);
  if (slots_[at].number != kNone) return slots_[at].number;
  EVENHAND_CHECK(size() < kNone - 1);
  if (2 * (size() + 1) > slots_.size()) {
    Grow();
    at = Probe(name, hash);
  }
  const auto number = static_cast<std::uint32_t>(size());
  slots_[at] = {TagOf(hash), number};
  bytes_.append(name);
  starts_.push_back(bytes_.size());
  return number;
}

std::uint32_t NameTable::Find(std::string_view name) const {
  return slots_[Probe(name, HashOf(name))].number;
}

// Where the name stands, or the empty slot where it would.
std::size_t NameTable::Probe(std::string_view name, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.number == kNone || (slot.tag == TagOf(hash) && Name(slot.number) == name)) return at;
  }
}

void NameTable::Grow() {
  slots_.assign(slots_.size() * 2, {});
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < size(); ++number) {
    const std::uint64_t hash = HashOf(Name(number));
    std::size_t at = hash & mask;
    while (slots_[at].number != kNone) at = (at + 1) & mask;
    slots_[at] = {TagOf(hash), number};
  }
}

std::vector<std::uint32_t> NameTable::Ranks() const {
  std::vector<std::uint32_t> sorted(size());
  std::iota(sorted.begin(), sorted.end(), 0U);
  std::ranges::sort(sorted, {}, [this](std::uint32_t number) { return Name(number); });
  std::vector<std::uint32_t> ranks(size());
  for (std::uint32_t rank = 0; rank < sorted.size(); ++rank) ranks[sorted[rank]] = rank;
  return ranks;
}

}  // namespace evenhand
