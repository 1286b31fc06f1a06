// Any bytes as paths and a document: parsing and following them ends, one walk over the document
// finds what each path alone finds, and what a path prints parses to what prints the same.
//
// The input is one path a line, an empty line, and the document.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_document.h"
#include "codec/json_path.h"
#include "program/paths.h"

namespace {

using namespace evenhand;
using program::Found;

constexpr std::size_t kMaxSteps = 100'000;

void Require(bool condition) {
  if (!condition) std::abort();
}

std::string_view TakeLine(std::string_view* rest) {
  const std::size_t end = std::min(rest->find('\n'), rest->size());
  const std::string_view line = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return line;
}

// Printed paths are for people and leave out quotes, and bounds that are 0. Names and slices that
// lose nothing by that print as what they are.
bool PrintsInFull(const codec::JsonPath& path) {
  const auto is_bare = [](const std::string& name) {
    const auto parsed = codec::ParseJsonPath(name);
    return parsed && parsed->kind == codec::JsonPathKind::kFields && parsed->fields.size() == 1 &&
           parsed->fields[0] == name;
  };
  if (path.any_field() && path.fields.size() > 1) return false;
  if (path.kind == codec::JsonPathKind::kSlice && (path.start || path.end)) {
    return path.start.value_or(0) != 0 || path.end.value_or(0) != 0;
  }
  return std::all_of(path.fields.begin(), path.fields.end(), is_bare) &&
         std::all_of(path.operands.begin(), path.operands.end(), PrintsInFull);
}

void CheckPrinted(const codec::JsonPath& path) {
  const std::string printed = codec::Print(path);
  if (!PrintsInFull(path)) return;
  const auto again = codec::ParseJsonPath(printed);
  Require(again.has_value() && codec::Print(*again) == printed);
}

bool Same(const Found& a, const Found& b) {
  if (a.state != b.state || a.why != b.why) return false;
  if (a.state == Found::State::kCharacter) return a.character == b.character;
  if (a.state != Found::State::kFound) return true;
  std::string left, right;
  codec::AppendJson(a.json, &left);
  codec::AppendJson(b.json, &right);
  return left == right;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  program::PathTrie trie;
  while (!rest.empty()) {
    const std::string_view line = TakeLine(&rest);
    if (line.empty()) break;
    const auto path = codec::ParseJsonPath(line);
    if (path) {
      CheckPrinted(*path);
      trie.Add(*path);
    } else {
      Require(!path.error().message.empty());
    }
  }
  codec::JsonDocument document;
  const auto root = document.ParseCopy(rest);
  if (!root) return 0;
  std::vector<Found> found(trie.size());
  trie.Find(*root, &found);
  for (std::uint32_t slot = 0; slot < trie.size(); ++slot) {
    const Found alone = program::FindFirst(trie.path(slot), *root, kMaxSteps);
    Require((alone.state == Found::State::kError) == !alone.why.empty());
    if (trie.is_plain(slot)) Require(Same(found[slot], alone));
  }
  return 0;
}
