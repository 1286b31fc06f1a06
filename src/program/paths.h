#pragma once

// What the paths of a rulebook find in one event.
//
// Plain paths ($.a.b[0]) form one trie and are all found in a single walk over the event. Every
// other path of the dialect (wildcards, descendants, unions, ...) is found on demand by FindFirst.
// Semantics: docs/language.md, paths; the edges (index into a text, into an object, ...) follow
// jsonpath-rw.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_document.h"
#include "codec/json_path.h"

namespace evenhand::program {

// The first thing that a path found.
struct Found {
  enum class State : std::uint8_t {
    kMissing,
    kFound,      // `json`
    kCharacter,  // `character`: an index into a text
    kError,      // the path cannot be followed here (TypeError, KeyError, IndexError); `why`
  };
  State state = State::kMissing;
  codec::JsonKind kind = codec::JsonKind::kMissing;  // of `json` when kFound
  codec::Json json;
  std::string_view character;
  std::string_view why;
};

// Any path, by walking its tree. May allocate. Work is bounded: beyond `max_steps` values visited
// and steps of the path taken the state is kError.
Found FindFirst(const codec::JsonPath& path, codec::Json root, std::size_t max_steps = 1'000'000);

// The plain paths of a rulebook.
class PathTrie {
 public:
  // Number of the path. Equal paths given twice are two numbers.
  std::uint32_t Add(const codec::JsonPath& path);
  std::size_t size() const { return paths_.size(); }
  const codec::JsonPath& path(std::uint32_t slot) const { return paths_[slot].path; }

  // Fills found[slot] for every plain path; a path that is not plain is left to FindFirst
  // (`is_plain`). `found` holds size() entries.
  bool is_plain(std::uint32_t slot) const { return paths_[slot].plain; }
  void Find(codec::Json root, std::vector<Found>* found) const;

 private:
  // A child reached by a member name, in the node's hash table.
  struct Entry {
    std::string_view key;        // in keys_
    std::uint32_t child = 0;     // 0: an empty place (the root is nobody's child)
    std::uint32_t slot = kMany;  // the one path that ends here, when no other does or goes on
  };
  static constexpr std::uint32_t kMany = 0xffffffff;
  struct Node {
    std::vector<std::uint32_t> by_key;
    std::vector<std::uint32_t> by_index;  // children reached by an index
    std::vector<Entry> table;             // by_key; its size is a power of two
    std::string_view key;
    std::size_t index = 0;
    std::vector<std::uint32_t> slots;  // paths that end here
    std::vector<std::uint32_t> below;  // all paths that pass through or end here
    bool is_leaf() const { return by_key.empty() && by_index.empty(); }
  };
  struct Path {
    codec::JsonPath path;
    bool plain = false;
  };

  void NoteSlots(const std::vector<const codec::JsonPath*>& steps);
  std::uint32_t MakeChild(std::uint32_t node, const codec::JsonPath& step);
  std::uint32_t MakeNamedChild(std::uint32_t node, const std::string& key);
  static Entry& PlaceOf(Node* node, std::string_view key);  // of its entry, or an empty one
  void Grow(Node* node);
  struct Walk {
    codec::Json root;
    std::vector<Found>& found;
  };
  static void Take(std::uint32_t slot, codec::Json value, Walk& walk) {
    walk.found[slot].state = Found::State::kFound;
    walk.found[slot].kind = value.kind();
    walk.found[slot].json = value;
  }
  void Visit(const Node& node, codec::Json value, Walk& walk) const;
  void VisitMembers(const Node& node, codec::Json value, Walk& walk) const;
  void VisitItems(const Node& node, codec::Json value, codec::JsonKind kind, Walk& walk) const;

  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::deque<std::string> keys_;  // stay where they are
  std::vector<Path> paths_;
};

}  // namespace evenhand::program
