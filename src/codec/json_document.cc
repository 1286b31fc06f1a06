#include "codec/json_document.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "codec/json_string.h"
#include "codec/json_write.h"

namespace evenhand::codec {
namespace {

using internal::SlowField;
using internal::SlowNode;
namespace od = simdjson::ondemand;

// Reads one value with all its parts into the arena.
class SlowReader {
 public:
  SlowReader(Arena* arena, const char* end) : arena_(arena), end_(end) {}

  // False when the text is not JSON after all.
  bool Read(od::value value, std::size_t depth, SlowNode* out) {
    if (depth > kMaxJsonDepth) return false;
    const std::string_view token = value.raw_json_token();
    if (token.empty()) return false;
    switch (token.front()) {
      case '{':
        return ReadObject(value, depth, out);
      case '[':
        return ReadArray(value, depth, out);
      case '"': {
        od::raw_json_string raw;
        if (value.get_raw_json_string().get(raw) != simdjson::SUCCESS) return false;
        out->kind = JsonKind::kString;
        return UnescapeJsonString(raw.raw(), end_, arena_, &out->text);
      }
      default:
        return ReadScalar(token, out);
    }
  }

  static bool ReadScalar(std::string_view token, SlowNode* out);

 private:
  bool ReadObject(od::value value, std::size_t depth, SlowNode* out) {
    od::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    std::vector<SlowField> fields;
    for (auto item : object) {
      od::field field;
      if (std::move(item).get(field) != simdjson::SUCCESS) return false;
      SlowField read;
      if (!UnescapeJsonString(field.key().raw(), end_, arena_, &read.key)) return false;
      if (!Read(field.value(), depth + 1, &read.value)) return false;
      fields.push_back(read);
    }
    out->kind = JsonKind::kObject;
    const std::span<SlowField> kept = arena_->Array<SlowField>(fields.size());
    std::copy(fields.begin(), fields.end(), kept.begin());
    out->fields = kept;
    return true;
  }

  bool ReadArray(od::value value, std::size_t depth, SlowNode* out) {
    od::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return false;
    std::vector<SlowNode> items;
    for (auto item : array) {
      od::value next;
      if (std::move(item).get(next) != simdjson::SUCCESS) return false;
      SlowNode node;
      if (!Read(next, depth + 1, &node)) return false;
      items.push_back(node);
    }
    out->kind = JsonKind::kArray;
    const std::span<SlowNode> kept = arena_->Array<SlowNode>(items.size());
    std::copy(items.begin(), items.end(), kept.begin());
    out->items = kept;
    return true;
  }

  Arena* arena_;
  const char* end_;  // of the whole text
};

// Whether `digits` is -?(0|[1-9][0-9]*), and, when a fraction or exponent follows, well formed too.
bool IsNumber(std::string_view text, bool* is_integer) {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t from = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - from;
  };
  const bool zero = i < text.size() && text[i] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  *is_integer = true;
  if (i < text.size() && text[i] == '.') {
    ++i;
    *is_integer = false;
    if (digits() == 0) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    *is_integer = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

// A double as Python reads it: too large is infinite, too small is zero.
double ToDouble(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  (void)end;
  if (error != std::errc::result_out_of_range) return value;
  return std::strtod(std::string(text).c_str(), nullptr);
}

bool SlowReader::ReadScalar(std::string_view token, SlowNode* out) {
  while (!token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' ||
                            token.back() == '\t' || token.back() == '\0')) {
    token.remove_suffix(1);
  }
  const auto real = [&](double value) {
    out->kind = JsonKind::kDouble;
    out->real = value;
    return true;
  };
  if (token == "null") return out->kind = JsonKind::kNull, true;
  if (token == "true" || token == "false") {
    out->kind = JsonKind::kBool;
    out->boolean = token == "true";
    return true;
  }
  if (token == "NaN") return real(std::numeric_limits<double>::quiet_NaN());
  if (token == "Infinity") return real(std::numeric_limits<double>::infinity());
  if (token == "-Infinity") return real(-std::numeric_limits<double>::infinity());
  bool is_integer = false;
  if (!IsNumber(token, &is_integer)) return false;
  if (!is_integer) return real(ToDouble(token));
  const auto [end, error] =
      std::from_chars(token.data(), token.data() + token.size(), out->integer);
  (void)end;
  out->kind = error == std::errc() ? JsonKind::kInt : JsonKind::kBig;
  out->text = token;
  return true;
}

Error NotJson(simdjson::error_code code) {
  const ErrorCode kind = code == simdjson::DEPTH_ERROR || code == simdjson::CAPACITY
                             ? ErrorCode::kLimit
                             : ErrorCode::kInvalidArgument;
  return Error{kind, std::string("not JSON: ") + simdjson::error_message(code)};
}

}  // namespace

const SlowNode internal::kMissingNode = [] {
  SlowNode node;
  node.kind = JsonKind::kMissing;
  return node;
}();

std::string_view Json::digits(std::span<char> room) const {
  if (slow_ != nullptr) return slow_->text;
  const auto [end, error] =
      std::to_chars(room.data(), room.data() + room.size(), fast_.get_uint64().value_unsafe());
  (void)error;
  return {room.data(), static_cast<std::size_t>(end - room.data())};
}

std::size_t Json::size() const {
  if (kind() == JsonKind::kArray) {
    std::size_t n = 0;
    EachItem([&](Json) { return ++n, true; });
    return n;
  }
  return Members().size();
}

std::vector<Json::Member> Json::Members() const {
  std::vector<Member> members;
  std::unordered_map<std::string_view, std::size_t> place;
  EachField([&](std::string_view key, Json value) {
    const auto [at, fresh] = place.emplace(key, members.size());
    if (fresh) {
      members.emplace_back(key, value);
    } else {
      members[at->second].second = value;
    }
  });
  return members;
}

Json Json::Field(std::string_view key) const {
  Json found;
  EachField([&](std::string_view k, Json value) {
    if (k == key) found = value;
  });
  return found;
}

Json Json::Item(std::size_t index) const {
  Json found;
  EachItem([&](Json item) {
    if (index-- > 0) return true;
    found = item;
    return false;
  });
  return found;
}

Json EmptyJsonObject() {
  static const SlowNode kEmpty = [] {
    SlowNode node;
    node.kind = JsonKind::kObject;
    return node;
  }();
  return Json(&kEmpty);
}

void AppendJson(const Json& value, std::string* out) {
  switch (value.kind()) {
    case JsonKind::kMissing:
    case JsonKind::kNull:
      out->append("null");
      break;
    case JsonKind::kBool:
      out->append(value.AsBool() ? "true" : "false");
      break;
    case JsonKind::kInt:
      out->append(std::to_string(value.AsInt()));
      break;
    case JsonKind::kBig: {
      char room[20];
      out->append(value.digits(room));
      break;
    }
    case JsonKind::kDouble:
      AppendJsonDouble(value.AsDouble(), out);
      break;
    case JsonKind::kString:
      AppendJsonString(value.AsString(), out);
      break;
    case JsonKind::kArray: {
      out->push_back('[');
      bool first = true;
      value.EachItem([&](Json item) {
        if (!std::exchange(first, false)) out->append(", ");
        AppendJson(item, out);
        return true;
      });
      out->push_back(']');
      break;
    }
    case JsonKind::kObject: {
      out->push_back('{');
      bool first = true;
      for (const auto& [key, member] : value.Members()) {
        if (!std::exchange(first, false)) out->append(", ");
        AppendJsonString(key, out);
        out->append(": ");
        AppendJson(member, out);
      }
      out->push_back('}');
      break;
    }
  }
}

struct JsonDocument::Slow {
  od::parser parser;
  Arena nodes{std::size_t{1} << 30};
};

JsonDocument::JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Result<Json> JsonDocument::Parse(std::string_view text) {
  simdjson::dom::element root;
  if (text.size() + 64 > parser_.capacity() || parser_.max_depth() != kMaxJsonDepth) {
    // Room is made in whole steps, so that a steady stream soon stops asking for more.
    const std::size_t room = std::max<std::size_t>(text.size() * 2, std::size_t{1} << 16);
    if (const auto code = parser_.allocate(room, kMaxJsonDepth); code != simdjson::SUCCESS) {
      return tl::unexpected(NotJson(code));
    }
  }
  const simdjson::error_code code = parser_.parse(text.data(), text.size(), false).get(root);
  if (code == simdjson::SUCCESS) return Json(root);
  // Whatever Python would still read is rare; anything else fails again below.
  if (code == simdjson::NUMBER_ERROR || code == simdjson::STRING_ERROR ||
      code == simdjson::TAPE_ERROR) {
    return ParseSlowly(text);
  }
  return tl::unexpected(NotJson(code));
}

Result<Json> JsonDocument::ParseCopy(std::string_view text) {
  copy_.assign(text);
  copy_.append(kJsonPadding, '\0');
  return Parse(std::string_view(copy_).substr(0, text.size()));
}

Result<Json> JsonDocument::ParseSlowly(std::string_view text) {
  if (slow_ == nullptr) slow_ = std::make_unique<Slow>();
  slow_->nodes.Reset();
  SlowNode* root = slow_->nodes.New<SlowNode>();
  od::document document;
  const simdjson::padded_string_view padded(text, text.size() + kJsonPadding);
  if (const auto code = slow_->parser.iterate(padded).get(document); code != simdjson::SUCCESS) {
    return tl::unexpected(NotJson(code));
  }
  SlowReader reader(&slow_->nodes, text.data() + text.size());
  od::value value;
  bool good = false;
  if (document.get_value().get(value) == simdjson::SUCCESS) {
    good = reader.Read(value, 0, root) &&
           document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  } else {
    // A scalar alone: the text is the token.
    const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    good = SlowReader::ReadScalar(text.substr(start), root);
  }
  if (!good) return Fail(ErrorCode::kInvalidArgument, "not JSON: malformed value");
  return Json(root);
}

}  // namespace evenhand::codec
