#pragma once

// The syntax tree of SML (docs/language.md, grammar). Immutable once parsed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::sml {

// A place in the source set. Columns count UTF-8 bytes from 0; lines count from 1.
struct Span {
  std::uint32_t file = 0;  // index into SourceSet::files
  std::uint32_t line = 1;
  std::uint32_t column = 0;
  auto operator<=>(const Span&) const = default;
};

enum class ExprKind : std::uint8_t {
  kName,          // text: identifier, NFKC
  kString,        // text: WTF-8 (UTF-8 that may hold lone surrogates, as Python strings may)
  kInt,           // text: decimal digits, never signed
  kFloat,         // real
  kBool,          // boolean
  kNone,          //
  kList,          // items
  kFormatString,  // text: template with {Name} fields and doubled braces; items: the names in order
  kCall,          // text: function name; items: argument values; keywords: argument names
  kBinary,        // op; items: left, right
  kCompare,       // op; items: left, right
  kBoolean,       // op kAnd or kOr; items: two or more
  kUnary,         // op kNot or kNegate; items: operand
  kAttribute,     // text: attribute; items: the name (never validates)
};

enum class Op : std::uint8_t {
  kNoOp,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kFloorDivide,
  kModulo,
  kPower,
  kShiftLeft,
  kShiftRight,
  kBitOr,
  kBitXor,
  kBitAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kNotIn,
  kAnd,
  kOr,
  kNot,
  kNegate,
};

// "+", "not in", ...
std::string_view Spelling(Op op);

struct Expr {
  ExprKind kind = ExprKind::kNone;
  Op op = Op::kNoOp;
  bool boolean = false;
  Span span;
  std::uint32_t id = 0;  // dense over the whole source set: the key of every side table
  double real = 0;
  std::string text;
  std::vector<Expr> items;
  std::vector<std::string> keywords;  // kCall: parallel to items
};

// What stands after the colon of an assignment. `A | B` is already a Union (or, when the last
// alternative is None, an Optional).
struct Annotation {
  std::string name;                  // "str", "Optional", "None", ...
  std::vector<Annotation> variants;  // what stood in the brackets
  bool has_variants = false;
  Span span;
};

// `target: annotation = value`, or a bare call (then target is empty).
struct Statement {
  bool is_call = false;
  std::string target;
  std::uint32_t target_id = 0;  // an id like an Expr's, for the stored name
  Span span;                    // of the target, or of the call
  std::optional<Annotation> annotation;
  Expr value;

  bool is_local() const { return !target.empty() && target[0] == '_'; }
};

struct Tree {
  std::vector<Statement> statements;
};

// The source of an expression, on one line, in a canonical spelling.
std::string Print(const Expr& expr);

}  // namespace evenhand::sml
