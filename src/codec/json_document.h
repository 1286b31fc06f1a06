#pragma once

// One JSON text, parsed in full, read by handle.
//
// simdjson's DOM does the work. What Python's json accepts and simdjson does not (integers beyond
// 64 bits, NaN and Infinity, numbers beyond a double, lone surrogates in strings) is read by a
// second, slower way over simdjson's on-demand structure; readers see one kind of handle.
//
// Strings are WTF-8: UTF-8 in which a lone surrogate stands as its three bytes.
// Errors: kInvalidArgument with the reason when the text is not JSON; kLimit beyond kMaxJsonDepth.
// Cost: linear; nothing is allocated once the buffers have grown to the largest text seen.
// Thread: one owner per document.

#include <simdjson.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace evenhand::codec {

inline constexpr std::size_t kMaxJsonDepth = 1000;
inline constexpr std::size_t kJsonPadding = simdjson::SIMDJSON_PADDING;

enum class JsonKind : std::uint8_t {
  kMissing,
  kNull,
  kBool,
  kInt,
  kBig,  // an integer beyond int64; `digits()`
  kDouble,
  kString,
  kArray,
  kObject,
};

namespace internal {
struct SlowField;
struct SlowNode {
  JsonKind kind = JsonKind::kNull;
  bool boolean = false;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;  // string, or digits of a big integer
  std::span<const SlowNode> items;
  std::span<const SlowField> fields;
};
struct SlowField {
  std::string_view key;
  SlowNode value;
};
extern const SlowNode kMissingNode;
}  // namespace internal

// A value inside a JsonDocument; valid until its next Parse. 24 bytes, copied freely.
class Json {
 public:
  Json() : slow_(&internal::kMissingNode) {}
  explicit Json(simdjson::dom::element fast) : fast_(fast) {}
  explicit Json(const internal::SlowNode* slow) : slow_(slow) {}

  bool missing() const { return slow_ == &internal::kMissingNode; }
  JsonKind kind() const {
    if (slow_ != nullptr) return slow_->kind;
    switch (fast_.type()) {
      case simdjson::dom::element_type::STRING:
        return JsonKind::kString;
      case simdjson::dom::element_type::INT64:
        return JsonKind::kInt;
      case simdjson::dom::element_type::OBJECT:
        return JsonKind::kObject;
      case simdjson::dom::element_type::ARRAY:
        return JsonKind::kArray;
      case simdjson::dom::element_type::BOOL:
        return JsonKind::kBool;
      case simdjson::dom::element_type::DOUBLE:
        return JsonKind::kDouble;
      case simdjson::dom::element_type::UINT64:
        return JsonKind::kBig;
      case simdjson::dom::element_type::NULL_VALUE:
        return JsonKind::kNull;
    }
    return JsonKind::kMissing;
  }

  // Each wants the matching kind.
  bool AsBool() const { return slow_ ? slow_->boolean : fast_.get_bool().value_unsafe(); }
  std::int64_t AsInt() const { return slow_ ? slow_->integer : fast_.get_int64().value_unsafe(); }
  double AsDouble() const { return slow_ ? slow_->real : fast_.get_double().value_unsafe(); }
  std::string_view AsString() const {
    return slow_ ? slow_->text : fast_.get_string().value_unsafe();
  }
  // The decimal digits of a kBig, in `room` (at least 20 bytes) or in the document.
  std::string_view digits(std::span<char> room) const;

  // Calls visit(key, value) for each field in the order written, duplicates included.
  template <class Visit>
  void EachField(Visit&& visit) const {
    if (slow_ != nullptr) {
      for (const internal::SlowField& f : slow_->fields) visit(f.key, Json(&f.value));
      return;
    }
    for (const auto field : simdjson::dom::object(fast_.get_object().value_unsafe())) {
      visit(field.key, Json(field.value));
    }
  }
  // Calls visit(value) for each item until it returns false.
  template <class Visit>
  void EachItem(Visit&& visit) const {
    if (slow_ != nullptr) {
      for (const internal::SlowNode& n : slow_->items) {
        if (!visit(Json(&n))) return;
      }
      return;
    }
    for (const simdjson::dom::element item :
         simdjson::dom::array(fast_.get_array().value_unsafe())) {
      if (!visit(Json(item))) return;
    }
  }
  // An object as Python holds it: each name once, where it first stood, with its last value.
  using Member = std::pair<std::string_view, Json>;
  std::vector<Member> Members() const;
  std::size_t size() const;  // items of an array, fields of an object (duplicate keys count once)
  Json Field(std::string_view key) const;  // the last of that name; missing when none
  Json Item(std::size_t index) const;      // missing when past the end

 private:
  simdjson::dom::element fast_;
  const internal::SlowNode* slow_ = nullptr;
};

// {}
Json EmptyJsonObject();

// The value as JSON text.
void AppendJson(const Json& value, std::string* out);

class JsonDocument {
 public:
  JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  // Parses `text`, which is followed by at least kJsonPadding readable bytes.
  Result<Json> Parse(std::string_view text);
  // The same for a text without that room: copies it first.
  Result<Json> ParseCopy(std::string_view text);

 private:
  Result<Json> ParseSlowly(std::string_view text);

  struct Slow;
  simdjson::dom::parser parser_;
  std::unique_ptr<Slow> slow_;  // made when first needed
  std::string copy_;
};

}  // namespace evenhand::codec
