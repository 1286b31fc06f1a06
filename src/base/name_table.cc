#include "base/name_table.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/check.h"
#include "base/parallel_sort.h"

namespace evenhand {
namespace {

// Names that are on their way from memory together.
constexpr std::size_t kTogether = 32;

// The first eight bytes as a number that compares as they do; zeros where there are fewer.
std::uint64_t HeadOf(std::string_view name) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof head; ++i)
    head = head << 8 | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0U);
  return head;
}

std::uint32_t TagOf(std::string_view name) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(name) >> 32);
}

}  // namespace

std::uint32_t NameTable::Number(std::string_view name) {
  Reserve(size() + 1);
  return NumberOf(name, TagOf(name));
}

void NameTable::Numbers(std::span<const std::string_view> names, std::vector<std::uint32_t>* out) {
  std::array<std::uint32_t, kTogether> tags;
  while (!names.empty()) {
    const auto some = names.first(std::min(kTogether, names.size()));
    Reserve(size() + some.size());
    for (std::size_t i = 0; i < some.size(); ++i) PrefetchHome(tags[i] = TagOf(some[i]));
    for (std::size_t i = 0; i < some.size(); ++i) PrefetchName(tags[i]);
    for (std::size_t i = 0; i < some.size(); ++i) out->push_back(NumberOf(some[i], tags[i]));
    names = names.subspan(some.size());
  }
}

std::uint32_t NameTable::Find(std::string_view name) const {
  return slots_[Probe(name, TagOf(name))].number;
}

std::vector<std::uint32_t> NameTable::FindAll(const NameTable& names) const {
  std::vector<std::uint32_t> found(names.size());
  std::array<std::uint32_t, kTogether> tags;
  for (std::size_t first = 0; first < names.size(); first += kTogether) {
    const std::size_t some = std::min(kTogether, names.size() - first);
    const auto name = [&](std::size_t i) {
      return names.Name(static_cast<std::uint32_t>(first + i));
    };
    for (std::size_t i = 0; i < some; ++i) PrefetchHome(tags[i] = TagOf(name(i)));
    for (std::size_t i = 0; i < some; ++i) PrefetchName(tags[i]);
    for (std::size_t i = 0; i < some; ++i)
      found[first + i] = slots_[Probe(name(i), tags[i])].number;
  }
  return found;
}

// There is room.
std::uint32_t NameTable::NumberOf(std::string_view name, std::uint32_t tag) {
  const std::size_t at = Probe(name, tag);
  if (slots_[at].number != kNone) return slots_[at].number;
  EVENHAND_CHECK(size() < kNone - 1);
  const auto number = static_cast<std::uint32_t>(size());
  slots_[at] = {tag, number};
  bytes_.append(name);
  starts_.push_back(bytes_.size());
  ++size_;
  return number;
}

void NameTable::ForgetNames() {
  const std::size_t size = size_;
  *this = {};
  size_ = size;
}

// Where the name stands, or the empty slot where it would.
std::size_t NameTable::Probe(std::string_view name, std::uint32_t tag) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = Home(tag);; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.number == kNone || (slot.tag == tag && Name(slot.number) == name)) return at;
  }
}

void NameTable::PrefetchHome(std::uint32_t tag) const { __builtin_prefetch(&slots_[Home(tag)]); }

void NameTable::PrefetchName(std::uint32_t tag) const {
  const Slot& slot = slots_[Home(tag)];
  if (slot.number == kNone || slot.tag != tag) return;
  __builtin_prefetch(bytes_.data() + starts_[slot.number]);
}

// Room for so many names: at most half of the slots are taken.
void NameTable::Reserve(std::size_t names) {
  if (2 * names <= slots_.size()) return;
  std::vector<Slot> smaller(slots_.size() * 2);
  smaller.swap(slots_);
  ++bits_;
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : smaller) {
    if (slot.number == kNone) continue;
    std::size_t at = Home(slot.tag);
    while (slots_[at].number != kNone) at = (at + 1) & mask;
    slots_[at] = slot;
  }
  Reserve(names);
}

std::vector<std::uint32_t> NameTable::Ranks(unsigned threads) const {
  // Most names are told apart by their first bytes, which are at hand.
  struct Headed {
    std::uint64_t head;
    std::uint32_t number;
  };
  std::vector<Headed> sorted(size());
  for (std::uint32_t number = 0; number < sorted.size(); ++number)
    sorted[number] = {HeadOf(Name(number)), number};
  SortInParallel(threads, &sorted, [this](const Headed& x, const Headed& y) {
    return x.head != y.head ? x.head < y.head : Name(x.number) < Name(y.number);
  });
  std::vector<std::uint32_t> ranks(size());
  for (std::uint32_t rank = 0; rank < sorted.size(); ++rank) ranks[sorted[rank].number] = rank;
  return ranks;
}

}  // namespace evenhand
