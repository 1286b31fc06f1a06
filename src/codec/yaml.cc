#include "codec/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <sstream>
#include <unordered_map>

namespace evenhand::codec {
namespace {

template <std::size_t n>
bool IsOneOf(std::string_view text, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 5> kNulls = {"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 9> kTrue = {"yes",  "Yes", "YES", "true", "True",
                                                   "TRUE", "on",  "On",  "ON"};
constexpr std::array<std::string_view, 9> kFalse = {"no",    "No",  "NO",  "false", "False",
                                                    "FALSE", "off", "Off", "OFF"};

// Digits of one base, `_` between them skipped; none when another character is found.
std::optional<double> Digits(std::string_view text, int base) {
  double value = 0;
  bool any = false;
  for (const char c : text) {
    if (c == '_') continue;
    int digit = 0;
    if (std::from_chars(&c, &c + 1, digit, base).ec != std::errc{}) return std::nullopt;
    value = value * base + digit;
    any = true;
  }
  if (!any) return std::nullopt;
  return value;
}

std::optional<double> UnsignedInt(std::string_view text) {
  if (text.starts_with("0x")) return Digits(text.substr(2), 16);
  if (text.starts_with("0b")) return Digits(text.substr(2), 2);
  if (text.size() > 1 && text[0] == '0') return Digits(text.substr(1), 8);
  if (text.empty() || text[0] == '_') return std::nullopt;
  return Digits(text, 10);
}

// Needs a point and, in an exponent, a sign: `1e3` is text in YAML 1.1.
std::optional<double> UnsignedFloat(std::string_view text) {
  if (text == ".inf" || text == ".Inf" || text == ".INF") return HUGE_VAL;
  if (text.find('.') == std::string_view::npos || text == ".") return std::nullopt;
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    const std::string_view sign = text.substr(exponent + 1, 1);
    if (sign != "+" && sign != "-") return std::nullopt;
  }
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

void TypePlainScalar(YamlNode* node) {
  if (IsOneOf(node->text, kNulls)) {
    node->kind = YamlKind::kNull;
    return;
  }
  if (IsOneOf(node->text, kTrue) || IsOneOf(node->text, kFalse)) {
    node->kind = YamlKind::kBool;
    node->boolean = IsOneOf(node->text, kTrue);
    return;
  }
  std::string_view digits = node->text;
  double sign = 1;
  if (digits[0] == '+' || digits[0] == '-') {
    sign = digits[0] == '-' ? -1 : 1;
    digits.remove_prefix(1);
  }
  if (const auto whole = UnsignedInt(digits)) {
    node->kind = YamlKind::kInt;
    node->number = sign * *whole;
  } else if (const auto real = UnsignedFloat(digits)) {
    node->kind = YamlKind::kFloat;
    node->number = sign * *real;
  } else if (node->text == ".nan" || node->text == ".NaN" || node->text == ".NAN") {
    node->kind = YamlKind::kFloat;
    node->number = std::numeric_limits<double>::quiet_NaN();
  } else {
    node->kind = YamlKind::kStr;
  }
}

// Builds the tree from the parser's events. Refusals are thrown as the parser's own exception,
// which carries a place, and caught in ReadYaml.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(std::uint32_t source) : source_(source) {}

  YamlPointer root() const { return root_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Finish(mark, NewNode(mark, YamlKind::kNull), anchor, 1);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      throw YAML::ParserException(mark, "an alias may not stand inside what it names");
    }
    Finish(mark, found->second.node, YAML::NullAnchor, found->second.size);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = NewNode(mark, YamlKind::kStr);
    node->text = value;
    if (tag == "?") {
      TypePlainScalar(node.get());
    } else if (tag != "!" && tag != "tag:yaml.org,2002:str") {
      throw YAML::ParserException(mark, "tags are not supported: " + tag);
    }
    Finish(mark, std::move(node), anchor, 1);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(mark, YamlKind::kList, anchor);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(mark, YamlKind::kMap, anchor);
  }
  void OnMapEnd() override { Close(); }

 private:
  struct Sized {
    YamlPointer node;
    std::size_t size;  // nodes, aliases written out
  };
  struct OpenNode {
    std::shared_ptr<YamlNode> node;
    YAML::anchor_t anchor;
    YAML::Mark mark;
    std::size_t size = 1;
    YamlPointer key;  // of a map: waits for its value
    std::unordered_map<std::string, std::size_t> index;
    std::vector<YamlPointer> merged;
  };

  std::shared_ptr<YamlNode> NewNode(const YAML::Mark& mark, YamlKind kind) {
    auto node = std::make_shared<YamlNode>();
    node->kind = kind;
    node->source = source_;
    node->line = static_cast<std::uint32_t>(mark.line + 1);
    node->column = static_cast<std::uint32_t>(mark.column);
    return node;
  }

  void Open(const YAML::Mark& mark, YamlKind kind, YAML::anchor_t anchor) {
    if (open_.size() >= kMaxYamlDepth) throw YAML::ParserException(mark, "nested too deeply");
    open_.push_back({.node = NewNode(mark, kind),
                     .anchor = anchor,
                     .mark = mark,
                     .key = nullptr,
                     .index = {},
                     .merged = {}});
  }

  void Close() {
    OpenNode closed = std::move(open_.back());
    open_.pop_back();
    for (const YamlPointer& other : closed.merged) Merge(&closed, *other);
    Finish(closed.mark, closed.node, closed.anchor, closed.size);
  }

  void Finish(const YAML::Mark& mark, YamlPointer node, YAML::anchor_t anchor, std::size_t size) {
    if (anchor != YAML::NullAnchor) anchors_[anchor] = {node, size};
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    OpenNode& parent = open_.back();
    parent.size += size;
    if (parent.size > kMaxYamlNodes) throw YAML::ParserException(mark, "too many values");
    if (parent.node->kind == YamlKind::kList) {
      parent.node->items.push_back(std::move(node));
    } else if (!parent.key) {
      if (node->kind == YamlKind::kList || node->kind == YamlKind::kMap) {
        throw YAML::ParserException(mark, "a key must be a scalar");
      }
      parent.key = std::move(node);
    } else {
      AddMember(&parent, std::exchange(parent.key, nullptr), std::move(node));
    }
  }

  void AddMember(OpenNode* map, YamlPointer key, YamlPointer value) {
    if (key->text == "<<") {
      if (value->kind == YamlKind::kList) {
        map->merged.insert(map->merged.end(), value->items.begin(), value->items.end());
      } else {
        map->merged.push_back(std::move(value));
      }
      return;
    }
    auto& members = map->node->members;
    const auto [at, fresh] = map->index.emplace(key->text, members.size());
    if (fresh) {
      members.emplace_back(std::move(key), std::move(value));
    } else {
      members[at->second] = {std::move(key), std::move(value)};
    }
  }

  void Merge(OpenNode* map, const YamlNode& other) {
    if (other.kind != YamlKind::kMap) {
      throw YAML::ParserException(map->mark, "`<<` needs a map");
    }
    for (const auto& member : other.members) {
      if (map->index.emplace(member.first->text, map->node->members.size()).second) {
        map->node->members.push_back(member);
      }
    }
  }

  std::uint32_t source_;
  YamlPointer root_;
  std::vector<OpenNode> open_;
  std::unordered_map<YAML::anchor_t, Sized> anchors_;
};

}  // namespace

const std::pair<YamlPointer, YamlPointer>* YamlNode::Find(std::string_view key) const {
  for (const auto& member : members) {
    if (member.first->text == key) return &member;
  }
  return nullptr;
}

tl::expected<YamlPointer, YamlError> ReadYaml(std::string_view text, std::uint32_t source) {
  if (text.size() > kMaxYamlBytes) {
    return tl::unexpected(YamlError{.message = "the file is larger than 4 MB"});
  }
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder(source);
    parser.HandleNextDocument(builder);
    YamlPointer root = builder.root();
    if (TreeBuilder second(source); parser.HandleNextDocument(second)) {
      return tl::unexpected(YamlError{.message = "the file holds more than one document"});
    }
    if (!root) root = std::make_shared<YamlNode>(YamlNode{.source = source});
    return root;
  } catch (const YAML::Exception& e) {
    return tl::unexpected(
        YamlError{.line = static_cast<std::uint32_t>(std::max(e.mark.line, 0) + 1),
                  .column = static_cast<std::uint32_t>(std::max(e.mark.column, 0)),
                  .message = e.msg});
  }
}

}  // namespace evenhand::codec
