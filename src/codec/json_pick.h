#pragma once

// A few fields out of a JSON object text, without reading the rest.
//
// What is skipped is not validated beyond its brackets and its UTF-8; whoever reads it in full
// (codec/json_document.h) finds what is wrong there. Of equal keys the last one wins, as in Python.
//
// Errors: kInvalidArgument with the reason when the text is not one JSON object.
// Cost:   one structural pass; nothing is allocated once the buffers have grown.
// Thread: one owner.

#include <simdjson.h>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"

namespace evenhand::codec {

class JsonPicker {
 public:
  using Path = std::vector<std::string>;

  // Paths of object keys. No path may be the beginning of another.
  explicit JsonPicker(const std::vector<Path>& paths);

  // `text` is followed by at least kJsonPadding readable bytes. Slice i is the JSON text of the
  // value at path i, without blanks around it, inside `text`; empty when there is none. Valid until
  // the next Pick.
  Result<std::span<const std::string_view>> Pick(std::string_view text);

 private:
  struct Node {
    std::string key;
    std::size_t slot = 0;        // leaf: index of its slice
    std::vector<Node> children;  // inner node: keys below
  };

  simdjson::error_code Walk(simdjson::ondemand::object object, const std::vector<Node>& nodes);
  simdjson::error_code Take(simdjson::ondemand::value value, const Node& node);
  void Forget(const Node& node);

  std::vector<Node> roots_;
  std::vector<std::string_view> slices_;
  simdjson::ondemand::parser parser_;
};

// What a JSON text slice is, by its first byte.
inline bool IsJsonString(std::string_view slice) { return slice.starts_with('"'); }
inline bool IsJsonObject(std::string_view slice) { return slice.starts_with('{'); }
inline bool IsJsonArray(std::string_view slice) { return slice.starts_with('['); }

// The content of a JSON string slice: inside the slice when it has no escapes, else in the arena.
// False when the slice is not a well-formed string.
bool JsonStringValue(std::string_view slice, Arena* arena, std::string_view* out);

}  // namespace evenhand::codec
