#include "program/paths.h"

#include <algorithm>
#include <cstring>
#include <deque>

#include "base/check.h"
#include "base/utf8.h"

namespace evenhand::program {
namespace {

using codec::Json;
using codec::JsonKind;
using codec::JsonPath;
using codec::JsonPathKind;

// A path as the steps of a trie; false when it is not of the plain form.
bool PlainSteps(const JsonPath& path, std::vector<const JsonPath*>* steps) {
  switch (path.kind) {
    case JsonPathKind::kRoot:
      return steps->empty();
    case JsonPathKind::kChild:
      return PlainSteps(path.operands[0], steps) && PlainSteps(path.operands[1], steps);
    case JsonPathKind::kFields:
      steps->push_back(&path);
      return path.fields.size() == 1 && !path.any_field();
    case JsonPathKind::kIndex:
      steps->push_back(&path);
      return path.index >= 0;
    default:
      return false;
  }
}

// The code point number `index` of a text, from its end if negative; empty when past the end.
std::string_view CharacterAt(std::string_view text, std::int64_t index) {
  const auto length = static_cast<std::int64_t>(CountCodePoints(text));
  if (index < 0) index += length;
  if (index < 0 || index >= length) return {};
  const std::size_t from = OffsetOf(text, static_cast<std::size_t>(index));
  std::size_t to = from;
  DecodeNext(text, &to);
  return text.substr(from, to - from);
}

struct Match {
  Json json;
  std::string_view character;  // when `is_character`
  bool is_character = false;
  const Match* parent = nullptr;
  std::string_view text() const { return is_character ? character : json.AsString(); }
  JsonKind kind() const { return is_character ? JsonKind::kString : json.kind(); }
};

// Finds all matches of any path, as jsonpath-rw does, with the work bounded.
class Finder {
 public:
  Finder(Json root, std::size_t max_steps) : steps_left_(max_steps) { root_.json = root; }

  using Matches = std::vector<const Match*>;
  const Match* root() const { return &root_; }
  std::string_view why() const { return why_; }
  bool failed() const { return !why_.empty(); }

  void Find(const JsonPath& path, const Match* at, Matches* out) {
    if (!TakeStep()) return;
    switch (path.kind) {
      case JsonPathKind::kRoot:
        out->push_back(&root_);
        break;
      case JsonPathKind::kThis:
        out->push_back(at);
        break;
      case JsonPathKind::kParent:
        if (at->parent == nullptr) return Error("the root has no parent");
        out->push_back(at->parent);
        break;
      case JsonPathKind::kFields:
        FindFields(path, at, out);
        break;
      case JsonPathKind::kIndex:
        FindIndex(path.index, at, out);
        break;
      case JsonPathKind::kSlice:
        FindSlice(path, at, out);
        break;
      case JsonPathKind::kChild: {
        Matches left;
        Find(path.operands[0], at, &left);
        for (const Match* m : left) Find(path.operands[1], m, out);
        break;
      }
      case JsonPathKind::kDescendants: {
        Matches left;
        Find(path.operands[0], at, &left);
        for (const Match* m : left) FindBelow(path.operands[1], m, out);
        break;
      }
      case JsonPathKind::kWhere: {
        Matches left;
        Find(path.operands[0], at, &left);
        for (const Match* m : left) {
          Matches inner;
          Find(path.operands[1], m, &inner);
          if (!inner.empty()) out->push_back(m);
        }
        break;
      }
      case JsonPathKind::kUnion:
        Find(path.operands[0], at, out);
        Find(path.operands[1], at, out);
        break;
      case JsonPathKind::kIntersect:
        Error("`&` cannot be evaluated");
        break;
    }
  }

 private:
  void Error(std::string_view why) {
    if (why_.empty()) why_ = why;
  }

  // False, with an error, when the work has come to its bound.
  bool TakeStep() {
    if (steps_left_ == 0) Error("the path visits too many values");
    if (failed()) return false;
    --steps_left_;
    return true;
  }

  const Match* Make(Json json, const Match* parent) {
    TakeStep();
    return &pool_.emplace_back(Match{.json = json, .character = {}, .parent = parent});
  }

  void FindFields(const JsonPath& path, const Match* at, Matches* out) {
    if (at->kind() != JsonKind::kObject) return;
    if (path.any_field()) {
      for (const auto& [key, value] : at->json.Members()) {
        if (failed()) return;
        out->push_back(Make(value, at));
      }
      return;
    }
    for (const std::string& name : path.fields) {
      const Json value = at->json.Field(name);
      if (!value.missing()) out->push_back(Make(value, at));
    }
  }

  // Nothing is in an empty or false value; a number or `true` cannot be asked.
  void FindIndex(std::int64_t index, const Match* at, Matches* out) {
    switch (at->kind()) {
      case JsonKind::kString:
        return FindCharacter(index, at, out);
      case JsonKind::kArray:
        break;
      case JsonKind::kObject:
        if (at->json.size() == 0 || static_cast<std::int64_t>(at->json.size()) <= index) return;
        return Error("an object has no item of that number");
      case JsonKind::kMissing:
      case JsonKind::kNull:
        return;
      case JsonKind::kBool:
        if (!at->json.AsBool()) return;
        return Error("this value has no items to index");
      case JsonKind::kInt:
        if (at->json.AsInt() == 0) return;
        return Error("this value has no items to index");
      case JsonKind::kDouble:
        if (at->json.AsDouble() == 0) return;
        return Error("this value has no items to index");
      case JsonKind::kBig:
        return Error("this value has no items to index");
    }
    const std::int64_t size = static_cast<std::int64_t>(at->json.size());
    if (size == 0 || size <= index) return;
    if (index < -size) return Error("list index out of range");
    const std::int64_t place = index < 0 ? index + size : index;
    out->push_back(Make(at->json.Item(static_cast<std::size_t>(place)), at));
  }

  void FindCharacter(std::int64_t index, const Match* at, Matches* out) {
    const std::string_view character = CharacterAt(at->text(), index);
    if (!character.empty()) {
      pool_.push_back({.json = {}, .character = character, .is_character = true, .parent = at});
      out->push_back(&pool_.back());
    } else if (index < 0 && !at->text().empty()) {
      Error("string index out of range");
    }
  }

  void FindSlice(const JsonPath& path, const Match* at, Matches* out) {
    const JsonKind kind = at->kind();
    if (kind == JsonKind::kNull || kind == JsonKind::kDouble)
      return Error("this value has no items");
    if (kind != JsonKind::kArray) {
      // A single value counts as a list of itself.
      if (SliceHolds(path, 0, 1)) out->push_back(at);
      return;
    }
    const std::int64_t size = static_cast<std::int64_t>(at->json.size());
    std::int64_t i = 0;
    at->json.EachItem([&](Json item) {
      if (SliceHolds(path, i++, size)) out->push_back(Make(item, at));
      return !failed();
    });
  }

  static bool SliceHolds(const JsonPath& path, std::int64_t i, std::int64_t size) {
    const auto clip = [&](std::int64_t bound) { return bound < 0 ? bound + size : bound; };
    return (!path.start || i >= clip(*path.start)) && (!path.end || i < clip(*path.end));
  }

  void FindBelow(const JsonPath& path, const Match* at, Matches* out) {
    if (failed()) return;
    Find(path, at, out);
    const JsonKind kind = at->kind();
    if (kind == JsonKind::kArray) {
      at->json.EachItem([&](Json item) {
        FindBelow(path, Make(item, at), out);
        return !failed();
      });
    } else if (kind == JsonKind::kObject) {
      at->json.EachField([&](std::string_view, Json value) {
        if (!failed()) FindBelow(path, Make(value, at), out);
      });
    }
  }

  Match root_;
  std::deque<Match> pool_;
  std::size_t steps_left_;
  std::string_view why_;
};

void Forget(Found* found) {
  found->state = Found::State::kMissing;
  found->kind = JsonKind::kMissing;
}

// Rests on the length and both ends. Numbered keys, which differ in their last digits, are far
// apart.
std::size_t KeyHash(std::string_view key) {
  if (key.empty()) return 0;
  std::uint32_t head = 0, tail = 0;
  if (key.size() >= sizeof(head)) {
    std::memcpy(&head, key.data(), sizeof(head));
    std::memcpy(&tail, key.data() + key.size() - sizeof(tail), sizeof(tail));
  } else {
    const auto byte = [&](std::size_t at) {
      return std::uint32_t{static_cast<unsigned char>(key[at])};
    };
    head = byte(0) | byte(key.size() / 2) << 8;
    tail = static_cast<unsigned char>(key.back());
  }
  const std::uint64_t ends = (std::uint64_t{tail} << 32 | head) + key.size();
  return static_cast<std::size_t>((ends * 0x9e3779b97f4a7c15u) >> 40);
}

template <class Word>
bool SameWords(const char* a, const char* b, std::size_t size) {
  Word heads[2], tails[2];
  std::memcpy(&heads[0], a, sizeof(Word));
  std::memcpy(&heads[1], b, sizeof(Word));
  std::memcpy(&tails[0], a + size - sizeof(Word), sizeof(Word));
  std::memcpy(&tails[1], b + size - sizeof(Word), sizeof(Word));
  return heads[0] == heads[1] && tails[0] == tails[1];
}

// Keys are short: most are equal when their two ends are.
bool SameKey(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() >= 8) {
    return SameWords<std::uint64_t>(a.data(), b.data(), a.size()) && (a.size() <= 16 || a == b);
  }
  if (a.size() >= 4) return SameWords<std::uint32_t>(a.data(), b.data(), a.size());
  return std::equal(a.begin(), a.end(), b.begin());
}

}  // namespace

Found FindFirst(const JsonPath& path, Json root, std::size_t max_steps) {
  Finder finder(root, max_steps);
  Finder::Matches matches;
  finder.Find(path, finder.root(), &matches);
  Found found;
  if (finder.failed()) {
    found.state = Found::State::kError;
    found.why = finder.why();
  } else if (!matches.empty()) {
    const Match& first = *matches.front();
    found.state = first.is_character ? Found::State::kCharacter : Found::State::kFound;
    if (!first.is_character) found.kind = first.json.kind();
    found.json = first.json;
    found.character = first.character;
  }
  return found;
}

std::uint32_t PathTrie::Add(const JsonPath& path) {
  const auto slot = static_cast<std::uint32_t>(paths_.size());
  std::vector<const JsonPath*> steps;
  const bool plain = PlainSteps(path, &steps);
  paths_.push_back({path, plain});
  if (!plain) return slot;
  std::uint32_t node = 0;
  for (const JsonPath* step : steps) {
    nodes_[node].below.push_back(slot);
    node = MakeChild(node, *step);
  }
  nodes_[node].below.push_back(slot);
  nodes_[node].slots.push_back(slot);
  NoteSlots(steps);
  return slot;
}

// Brings the entries along a path up to date.
void PathTrie::NoteSlots(const std::vector<const JsonPath*>& steps) {
  std::uint32_t node = 0;
  for (const JsonPath* step : steps) {
    const std::uint32_t child = MakeChild(node, *step);
    if (step->kind == JsonPathKind::kFields) {
      const Node& end = nodes_[child];
      const bool one = end.is_leaf() && end.slots.size() == 1;
      PlaceOf(&nodes_[node], step->fields[0]).slot = one ? end.slots[0] : kMany;
    }
    node = child;
  }
}

std::uint32_t PathTrie::MakeChild(std::uint32_t node, const codec::JsonPath& step) {
  if (step.kind == JsonPathKind::kFields) return MakeNamedChild(node, step.fields[0]);
  const auto index = static_cast<std::size_t>(step.index);
  for (const std::uint32_t child : nodes_[node].by_index) {
    if (nodes_[child].index == index) return child;
  }
  const auto child = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back().index = index;
  nodes_[node].by_index.push_back(child);
  return child;
}

std::uint32_t PathTrie::MakeNamedChild(std::uint32_t node, const std::string& key) {
  if (nodes_[node].table.size() < (nodes_[node].by_key.size() + 1) * 3) Grow(&nodes_[node]);
  Entry& place = PlaceOf(&nodes_[node], key);
  if (place.child != 0) return place.child;
  const auto child = static_cast<std::uint32_t>(nodes_.size());
  place = {keys_.emplace_back(key), child, kMany};
  nodes_[node].by_key.push_back(child);
  const std::string_view stays = place.key;
  nodes_.emplace_back().key = stays;
  return child;
}

PathTrie::Entry& PathTrie::PlaceOf(Node* node, std::string_view key) {
  const std::size_t mask = node->table.size() - 1;
  std::size_t at = KeyHash(key) & mask;
  while (node->table[at].child != 0 && node->table[at].key != key) at = (at + 1) & mask;
  return node->table[at];
}

void PathTrie::Grow(Node* node) {
  const std::vector<Entry> old = std::move(node->table);
  node->table.assign(std::max<std::size_t>(8, old.size() * 2), {});
  for (const Entry& entry : old) {
    if (entry.child != 0) PlaceOf(node, entry.key) = entry;
  }
}

void PathTrie::Find(Json root, std::vector<Found>* found) const {
  EVENHAND_CHECK(found->size() == paths_.size());
  for (Found& f : *found) Forget(&f);
  Walk walk{root, *found};
  Visit(nodes_[0], root, walk);
}

void PathTrie::Visit(const Node& node, Json value, Walk& walk) const {
  for (const std::uint32_t slot : node.slots) Take(slot, value, walk);
  if (node.is_leaf()) return;
  const JsonKind kind = value.kind();
  if (!node.by_key.empty() && kind == JsonKind::kObject) VisitMembers(node, value, walk);
  if (!node.by_index.empty()) VisitItems(node, value, kind, walk);
}

void PathTrie::VisitMembers(const Node& node, Json value, Walk& walk) const {
  const std::size_t mask = node.table.size() - 1;
  value.EachField([&](std::string_view key, Json member) {
    std::size_t at = KeyHash(key) & mask;
    while (node.table[at].child != 0 && !SameKey(node.table[at].key, key)) at = (at + 1) & mask;
    const Entry& entry = node.table[at];
    if (entry.child == 0) return;
    if (entry.slot != kMany) return Take(entry.slot, member, walk);
    const Node& child = nodes_[entry.child];
    // Of equal keys the last one counts: forget what an earlier one held.
    for (const std::uint32_t slot : child.below) {
      Forget(&walk.found[slot]);
    }
    Visit(child, member, walk);
  });
}

void PathTrie::VisitItems(const Node& node, Json value, JsonKind kind, Walk& walk) const {
  if (kind == JsonKind::kArray) {
    std::size_t i = 0;
    std::size_t left = node.by_index.size();
    value.EachItem([&](Json item) {
      for (const std::uint32_t child : node.by_index) {
        if (nodes_[child].index != i) continue;
        Visit(nodes_[child], item, walk);
        --left;
      }
      ++i;
      return left > 0;
    });
    return;
  }
  if (kind == JsonKind::kNull) return;  // nothing is in it
  // An index into something else has rules of its own: rare, so each path is followed alone.
  for (const std::uint32_t child : node.by_index) {
    for (const std::uint32_t slot : nodes_[child].below) {
      walk.found[slot] = FindFirst(paths_[slot].path, walk.root);
    }
  }
}

}  // namespace evenhand::program
