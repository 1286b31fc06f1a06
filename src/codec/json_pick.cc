#include "codec/json_pick.h"

#include <algorithm>

#include "base/check.h"
#include "codec/json_string.h"

namespace evenhand::codec {
namespace {

namespace od = simdjson::ondemand;
using simdjson::error_code;

std::string_view TrimRight(std::string_view token) {
  const std::size_t last = token.find_last_not_of(std::string_view(" \t\r\n\0", 5));
  return token.substr(0, last + 1);
}

// The text of a value, and past it.
error_code RawText(od::value value, std::string_view* out) {
  std::string_view text = value.raw_json_token();
  if (IsJsonObject(text)) {
    od::object object;
    if (const error_code e = value.get_object().get(object)) return e;
    if (const error_code e = object.raw_json().get(text)) return e;
  } else if (IsJsonArray(text)) {
    od::array array;
    if (const error_code e = value.get_array().get(array)) return e;
    if (const error_code e = array.raw_json().get(text)) return e;
  }
  *out = TrimRight(text);
  return simdjson::SUCCESS;
}

}  // namespace

JsonPicker::JsonPicker(const std::vector<Path>& paths) : slices_(paths.size()) {
  for (std::size_t slot = 0; slot < paths.size(); ++slot) {
    std::vector<Node>* level = &roots_;
    Node* node = nullptr;
    for (const std::string& key : paths[slot]) {
      const auto known =
          std::find_if(level->begin(), level->end(), [&](const Node& n) { return n.key == key; });
      node = known != level->end() ? &*known : &level->emplace_back(Node{key, slot, {}});
      level = &node->children;
    }
    EVENHAND_CHECK(node != nullptr && node->slot == slot && node->children.empty());
  }
}

Result<std::span<const std::string_view>> JsonPicker::Pick(std::string_view text) {
  std::fill(slices_.begin(), slices_.end(), std::string_view());
  const auto failed = [](error_code code) {
    return Fail(ErrorCode::kInvalidArgument,
                std::string("not a JSON object: ") + simdjson::error_message(code));
  };
  od::document document;
  od::object object;
  const simdjson::padded_string_view padded(text, text.size() + simdjson::SIMDJSON_PADDING);
  if (const error_code e = parser_.iterate(padded).get(document)) return failed(e);
  if (const error_code e = document.get_object().get(object)) return failed(e);
  if (const error_code e = Walk(object, roots_)) return failed(e);
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    return Fail(ErrorCode::kInvalidArgument, "more text follows the JSON object");
  }
  return std::span<const std::string_view>(slices_);
}

error_code JsonPicker::Walk(od::object object, const std::vector<Node>& nodes) {
  for (auto item : object) {
    od::field field;
    if (const error_code e = std::move(item).get(field)) return e;
    std::string_view key;
    // A key that is not valid Unicode is none of ours.
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) continue;
    const auto node =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& n) { return n.key == key; });
    if (node == nodes.end()) continue;
    if (const error_code e = Take(field.value(), *node)) return e;
  }
  return simdjson::SUCCESS;
}

error_code JsonPicker::Take(od::value value, const Node& node) {
  if (node.children.empty()) return RawText(value, &slices_[node.slot]);
  for (const Node& child : node.children) Forget(child);
  if (!IsJsonObject(value.raw_json_token())) return simdjson::SUCCESS;
  od::object object;
  if (const error_code e = value.get_object().get(object)) return e;
  return Walk(object, node.children);
}

void JsonPicker::Forget(const Node& node) {
  if (node.children.empty()) slices_[node.slot] = {};
  for (const Node& child : node.children) Forget(child);
}

bool JsonStringValue(std::string_view slice, Arena* arena, std::string_view* out) {
  if (slice.size() < 2 || !slice.starts_with('"') || !slice.ends_with('"')) return false;
  const std::string_view inside = slice.substr(1, slice.size() - 2);
  const bool plain = std::none_of(inside.begin(), inside.end(), [](char c) {
    return c == '\\' || c == '"' || static_cast<unsigned char>(c) < 0x20;
  });
  if (plain) {
    *out = inside;
    return true;
  }
  return UnescapeJsonString(slice.data() + 1, slice.data() + slice.size(), arena, out);
}

}  // namespace evenhand::codec
