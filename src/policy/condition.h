#pragma once

// The small language in which clauses and exceptions say when they apply:
//
//   condition  := and-part ("or" and-part)*
//   and-part   := not-part ("and" not-part)*
//   not-part   := "not" not-part | "(" condition ")" | test
//   test       := name [("==" | "!=" | "<" | "<=" | ">" | ">=") value | "in" "[" value ("," value)*
//   "]"] value      := integer | word | "quoted text"
//
// `office != none and verified and followers > 100000`. A name alone is true when its fact is true,
// a number other than 0, or a text. `none` is the value of a fact that is not known: it equals only
// itself, and every order comparison with it is false. It has no loops and no arithmetic, so what
// can influence it is exactly the names in it.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace evenhand::policy {

// monostate is "none".
using Fact = std::variant<std::monostate, bool, std::int64_t, std::string>;
using Facts = std::map<std::string, Fact, std::less<>>;

const Fact& FactNamed(const Facts& facts, std::string_view name);
std::string FormatFact(const Fact& fact);

class Condition {
 public:
  // The condition that is always true.
  Condition() = default;
  // Errors: kInvalidArgument with the column (from 1) and what was expected there; kLimit when it
  // is nested more than 64 deep.
  static Result<Condition> Parse(std::string_view text);

  bool Holds(const Facts& facts) const;
  // Each name once, in the order in which they first stand.
  const std::vector<std::string>& names() const { return names_; }
  // The values that `name` is compared with.
  std::vector<Fact> ValuesOf(std::string_view name) const;
  const std::string& text() const { return text_; }

  struct Node;
  // For those who show it in words. Null: always true.
  const Node* root() const { return root_.get(); }

 private:
  std::string text_;
  std::vector<std::string> names_;
  std::shared_ptr<const Node> root_;  // null: always true
};

struct Condition::Node {
  enum class Kind : std::uint8_t { kAnd, kOr, kNot, kTruth, kCompare, kIn };
  enum class Order : std::uint8_t { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };
  Kind kind = Kind::kTruth;
  Order order = Order::kEqual;    // of kCompare
  std::string name = {};          // of a test
  std::vector<Fact> values = {};  // one for kCompare, one or more for kIn
  std::vector<Node> parts = {};   // two or more for kAnd and kOr, one for kNot

  bool Holds(const Facts& facts) const;
};

// Whether some facts make `condition` hold and `unless` (which may be null) not. Exact for up to
// 2^18 combinations of values that the two can tell apart; beyond that the answer is yes.
bool CanHold(const Condition& condition, const Condition* unless);

}  // namespace evenhand::policy
