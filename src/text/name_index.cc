#include "text/name_index.h"

#include <algorithm>
#include <map>

#include "text/key_text.h"
#include "text/skeleton.h"
#include "text/views.h"

namespace evenhand::text {
namespace {

constexpr std::size_t kMostCharacters = 128;
constexpr std::size_t kLeastForOneAway = 6;

// Characters; nothing for what is no name.
std::u32string Characters(const KeyText& key) {
  std::u32string characters;
  for (const KeyChar& c : key.chars) characters += c.code;
  return characters.size() <= kMostCharacters ? characters : std::u32string();
}

bool IsTooLong(std::string_view name) { return name.size() > 4 * kMostCharacters; }
std::u32string SkeletonOf(std::string_view name) {
  return Characters(MakeView(View::kRaw, Skeleton(name)));
}
std::u32string KeyOf(std::string_view name) { return Characters(MakeView(View::kKey, name)); }

std::u32string Without(const std::u32string& text, std::size_t at) {
  std::u32string shorter = text;
  shorter.erase(at, 1);
  return shorter;
}

// Whether they differ by one character put in, taken away or exchanged.
bool OneAway(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  if (a.size() == b.size()) return a.substr(at + 1) == b.substr(at + 1);
  return a.substr(at) == b.substr(at + 1);
}

}  // namespace

std::string_view NameOf(Likeness likeness) {
  switch (likeness) {
    case Likeness::kSame:
      return "same";
    case Likeness::kLooksAlike:
      return "looks_alike";
    case Likeness::kOneAway:
      return "one_away";
  }
  return "same";
}

void NameIndex::OneAwayIndex::Add(const std::u32string& key, std::uint32_t number) {
  keys_.resize(number + 1);
  keys_[number] = key;
  if (key.empty()) return;
  whole_[key].push_back(number);
  if (key.size() < kLeastForOneAway) return;
  for (std::size_t at = 0; at < key.size(); ++at) shorter_[Without(key, at)].push_back(number);
}

void NameIndex::OneAwayIndex::Look(
    const std::unordered_map<std::u32string, std::vector<std::uint32_t>>& index,
    const std::u32string& at, const std::u32string& key, std::vector<std::uint32_t>* found) const {
  const auto there = index.find(at);
  if (there == index.end()) return;
  for (const std::uint32_t number : there->second) {
    const std::u32string& other = keys_[number];
    if (std::max(other.size(), key.size()) >= kLeastForOneAway && OneAway(key, other))
      found->push_back(number);
  }
}

std::vector<std::uint32_t> NameIndex::OneAwayIndex::Find(const std::u32string& key) const {
  std::vector<std::uint32_t> found;
  if (key.size() + 1 < kLeastForOneAway) return found;
  Look(shorter_, key, key, &found);
  for (std::size_t at = 0; at < key.size(); ++at) {
    const std::u32string shorter = Without(key, at);
    Look(whole_, shorter, key, &found);
    Look(shorter_, shorter, key, &found);
  }
  return found;
}

std::uint32_t NameIndex::Add(std::string_view name) {
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.push_back({.name = std::string(name), .casefold = Key(View::kCasefold, name)});
  if (IsTooLong(name)) return number;
  const std::u32string skeleton = SkeletonOf(name);
  if (!skeleton.empty()) by_skeleton_[skeleton].push_back(number);
  skeletons_.Add(skeleton, number);
  keys_.Add(KeyOf(name), number);
  return number;
}

std::vector<NameIndex::Like> NameIndex::Find(std::string_view name) const {
  if (IsTooLong(name)) return {};
  const std::u32string skeleton = SkeletonOf(name);
  std::map<std::uint32_t, Likeness> found;
  if (const auto at = by_skeleton_.find(skeleton); at != by_skeleton_.end()) {
    const std::string casefold = Key(View::kCasefold, name);
    for (const std::uint32_t number : at->second) {
      if (names_[number].casefold == casefold) {
        found.emplace(number, Likeness::kSame);
      } else if (LooksLike(name, names_[number].name)) {
        found.emplace(number, Likeness::kLooksAlike);
      }
    }
  }
  for (const std::uint32_t number : skeletons_.Find(skeleton))
    found.emplace(number, Likeness::kOneAway);
  for (const std::uint32_t number : keys_.Find(KeyOf(name)))
    found.emplace(number, Likeness::kOneAway);
  std::vector<Like> likes;
  for (const auto& [number, likeness] : found) likes.push_back({number, likeness});
  return likes;
}

}  // namespace evenhand::text
