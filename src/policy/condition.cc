#include "policy/condition.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace evenhand::policy {

namespace {

using Node = Condition::Node;
constexpr int kMaxDepth = 64;

const Fact kUnknown;

bool IsTrue(const Fact& fact) {
  if (const bool* b = std::get_if<bool>(&fact)) return *b;
  if (const std::int64_t* n = std::get_if<std::int64_t>(&fact)) return *n != 0;
  if (const std::string* s = std::get_if<std::string>(&fact)) return !s->empty();
  return false;
}

bool Compare(const Fact& left, Node::Order order, const Fact& right) {
  if (order == Node::Order::kEqual) return left == right;
  if (order == Node::Order::kNotEqual) return left != right;
  const auto* a = std::get_if<std::int64_t>(&left);
  const auto* b = std::get_if<std::int64_t>(&right);
  if (a == nullptr || b == nullptr) return false;
  switch (order) {
    case Node::Order::kLess:
      return *a < *b;
    case Node::Order::kLessEqual:
      return *a <= *b;
    case Node::Order::kGreater:
      return *a > *b;
    default:
      return *a >= *b;
  }
}

bool IsWordStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsWordPart(char c) { return IsWordStart(c) || (c >= '0' && c <= '9') || c == '.' || c == '-'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Node> Run() {
    EVENHAND_ASSIGN(Node node, Or(0));
    SkipSpace();
    if (at_ != text_.size()) return Expected("'and', 'or' or the end");
    return node;
  }

 private:
  tl::unexpected<Error> Expected(std::string_view what) const {
    const std::string_view rest = text_.substr(at_, 20);
    return Fail(ErrorCode::kInvalidArgument,
                rest.empty()
                    ? fmt::format("column {}: expected {}, and the text ends", at_ + 1, what)
                    : fmt::format("column {}: expected {}, not '{}'", at_ + 1, what, rest));
  }
  void SkipSpace() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool Take(std::string_view token) {
    SkipSpace();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  std::string_view PeekWord() {
    SkipSpace();
    std::size_t end = at_;
    if (end < text_.size() && IsWordStart(text_[end])) {
      while (end < text_.size() && IsWordPart(text_[end])) ++end;
    }
    return text_.substr(at_, end - at_);
  }
  bool TakeWord(std::string_view word) {
    if (PeekWord() != word) return false;
    at_ += word.size();
    return true;
  }

  Result<Node> Or(int depth) { return Joined(depth, "or", Node::Kind::kOr, &Parser::And); }
  Result<Node> And(int depth) { return Joined(depth, "and", Node::Kind::kAnd, &Parser::Not); }
  Result<Node> Joined(int depth, std::string_view word, Node::Kind kind,
                      Result<Node> (Parser::*part)(int)) {
    EVENHAND_ASSIGN(Node first, (this->*part)(depth));
    if (PeekWord() != word) return first;
    Node joined{.kind = kind};
    joined.parts.push_back(std::move(first));
    while (TakeWord(word)) {
      EVENHAND_ASSIGN(Node next, (this->*part)(depth));
      joined.parts.push_back(std::move(next));
    }
    return joined;
  }

  Result<Node> Not(int depth) {
    if (depth > kMaxDepth) {
      return Fail(ErrorCode::kLimit,
                  fmt::format("a condition is nested more than {} deep", kMaxDepth));
    }
    if (TakeWord("not")) {
      EVENHAND_ASSIGN(Node part, Not(depth + 1));
      Node node{.kind = Node::Kind::kNot};
      node.parts.push_back(std::move(part));
      return node;
    }
    if (Take("(")) {
      EVENHAND_ASSIGN(Node inside, Or(depth + 1));
      if (!Take(")")) return Expected("')'");
      return inside;
    }
    return Test();
  }

  Result<Node> Test() {
    const std::string_view name = PeekWord();
    if (name.empty() || name == "and" || name == "or" || name == "in") return Expected("a name");
    at_ += name.size();
    Node node{.name = std::string(name)};
    if (TakeWord("in")) {
      node.kind = Node::Kind::kIn;
      if (!Take("[")) return Expected("'['");
      do {
        EVENHAND_ASSIGN(Fact value, Value());
        node.values.push_back(std::move(value));
      } while (Take(","));
      if (!Take("]")) return Expected("',' or ']'");
      return node;
    }
    struct Sign {
      std::string_view text;
      Node::Order order;
    };
    constexpr Sign kSigns[] = {{"==", Node::Order::kEqual},     {"!=", Node::Order::kNotEqual},
                               {"<=", Node::Order::kLessEqual}, {">=", Node::Order::kGreaterEqual},
                               {"<", Node::Order::kLess},       {">", Node::Order::kGreater}};
    for (const Sign& sign : kSigns) {
      if (!Take(sign.text)) continue;
      node.kind = Node::Kind::kCompare;
      node.order = sign.order;
      EVENHAND_ASSIGN(Fact value, Value());
      node.values.push_back(std::move(value));
      break;
    }
    return node;
  }

  Result<Fact> Value() {
    if (const std::string_view word = PeekWord(); !word.empty()) {
      at_ += word.size();
      if (word == "none") return Fact{};
      if (word == "true") return Fact{true};
      if (word == "false") return Fact{false};
      return Fact{std::string(word)};
    }
    if (Take("\"")) {
      const std::size_t end = text_.find('"', at_);
      if (end == std::string_view::npos) return Expected("a closing '\"'");
      Fact value = std::string(text_.substr(at_, end - at_));
      at_ = end + 1;
      return value;
    }
    std::int64_t number = 0;
    const auto [end, error] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
    if (error != std::errc()) return Expected("a number, a word or a quoted text");
    at_ = static_cast<std::size_t>(end - text_.data());
    return Fact{number};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void CollectNames(const Node& node, std::vector<std::string>* names) {
  if (!node.name.empty() && std::ranges::find(*names, node.name) == names->end()) {
    names->push_back(node.name);
  }
  for (const Node& part : node.parts) CollectNames(part, names);
}

void CollectValues(const Node& node, std::string_view name, std::vector<Fact>* values) {
  if (node.name == name) values->insert(values->end(), node.values.begin(), node.values.end());
  for (const Node& part : node.parts) CollectValues(part, name, values);
}

}  // namespace

bool Condition::Node::Holds(const Facts& facts) const {
  const auto holds = [&](const Node& part) { return part.Holds(facts); };
  switch (kind) {
    case Kind::kAnd:
      return std::ranges::all_of(parts, holds);
    case Kind::kOr:
      return std::ranges::any_of(parts, holds);
    case Kind::kNot:
      return !parts.front().Holds(facts);
    case Kind::kTruth:
      return IsTrue(FactNamed(facts, name));
    case Kind::kCompare:
      return Compare(FactNamed(facts, name), order, values.front());
    case Kind::kIn:
      return std::ranges::find(values, FactNamed(facts, name)) != values.end();
  }
  return false;
}

const Fact& FactNamed(const Facts& facts, std::string_view name) {
  const auto found = facts.find(name);
  return found == facts.end() ? kUnknown : found->second;
}

std::string FormatFact(const Fact& fact) {
  if (const bool* b = std::get_if<bool>(&fact)) return *b ? "true" : "false";
  if (const std::int64_t* n = std::get_if<std::int64_t>(&fact)) return std::to_string(*n);
  if (const std::string* s = std::get_if<std::string>(&fact)) return *s;
  return "none";
}

Result<Condition> Condition::Parse(std::string_view text) {
  EVENHAND_ASSIGN(Node root, Parser(text).Run());
  Condition condition;
  condition.text_ = text;
  CollectNames(root, &condition.names_);
  condition.root_ = std::make_shared<const Node>(std::move(root));
  return condition;
}

bool Condition::Holds(const Facts& facts) const { return root_ == nullptr || root_->Holds(facts); }

std::vector<Fact> Condition::ValuesOf(std::string_view name) const {
  std::vector<Fact> values;
  if (root_ != nullptr) CollectValues(*root_, name, &values);
  return values;
}

namespace {

// Values of one name that any condition can tell apart: those compared with, both neighbours of
// each number, and what stands for everything else.
std::vector<Fact> TellingValues(const std::vector<Fact>& compared) {
  std::vector<Fact> values = {Fact{}, true, false, std::string("any other")};
  const auto add = [&](const Fact& value) {
    if (std::ranges::find(values, value) == values.end()) values.push_back(value);
  };
  for (const Fact& value : compared) {
    add(value);
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      if (*number > INT64_MIN) add(*number - 1);
      if (*number < INT64_MAX) add(*number + 1);
    }
  }
  return values;
}

}  // namespace

bool CanHold(const Condition& condition, const Condition* unless) {
  constexpr std::size_t kMaxCombinations = std::size_t{1} << 18;
  std::vector<std::pair<std::string, std::vector<Fact>>> choices;
  std::size_t combinations = 1;
  const auto collect = [&](const Condition& c) {
    for (const std::string& name : c.names()) {
      const auto same = [&](const auto& choice) { return choice.first == name; };
      if (std::ranges::any_of(choices, same)) continue;
      std::vector<Fact> compared = condition.ValuesOf(name);
      if (unless != nullptr)
        std::ranges::copy(unless->ValuesOf(name), std::back_inserter(compared));
      choices.emplace_back(name, TellingValues(compared));
      combinations = std::min(kMaxCombinations + 1, combinations * choices.back().second.size());
    }
  };
  collect(condition);
  if (unless != nullptr) collect(*unless);
  if (combinations > kMaxCombinations) return true;
  for (std::size_t n = 0; n < combinations; ++n) {
    Facts facts;
    std::size_t rest = n;
    for (const auto& [name, values] : choices) {
      facts[name] = values[rest % values.size()];
      rest /= values.size();
    }
    if (condition.Holds(facts) && (unless == nullptr || !unless->Holds(facts))) return true;
  }
  return false;
}

}  // namespace evenhand::policy
