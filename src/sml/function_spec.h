#pragma once

// What the checker knows of a function that rules can call.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sml/ast.h"
#include "sml/config.h"
#include "sml/diagnostic.h"
#include "sml/type.h"

namespace evenhand::sml {

// A compile-time constant argument, after resolution through one name and folding of a minus.
struct Constant {
  ExprKind kind = ExprKind::kNone;  // kString kInt kFloat kBool kNone kList
  bool boolean = false;
  double real = 0;
  std::string text;  // kString: WTF-8; kInt: decimal digits, may start with '-'
  std::vector<Constant> items;
  Span span;  // of the literal

  bool FitsInt64(std::int64_t* out) const;  // kInt only
};

// One call seen by its function's own check. Everything borrows from the checker.
class CallCheck {
 public:
  virtual ~CallCheck() = default;
  virtual const Expr& call() const = 0;
  // The statement that holds the call; `is_direct` when the call is its whole value.
  virtual const Statement& statement() const = 0;
  virtual bool is_direct() const = 0;
  // As written; null when the argument was left out.
  virtual const Expr* Argument(std::string_view name) const = 0;
  // The value of a constant parameter (its default when left out); null when it did not resolve.
  virtual const Constant* ConstantOf(std::string_view name) const = 0;
  // The assignment that a name refers to (any file for globals), or null.
  virtual const Statement* Definition(const Expr& name) const = 0;
  virtual const Config& config() const = 0;
  virtual const SourceSet& sources() const = 0;
  virtual void Error(Span at, std::string kind, std::string message, std::string hint = {}) = 0;
  virtual void Warn(Span at, std::string kind, std::string message, std::string hint = {}) = 0;

  // The commonest error: failed to validate argument `a` for `F(...)`, hint "error: reason".
  void BadArgument(std::string_view name, std::string_view reason);
};

struct FunctionSpec {
  std::string name = {};
  std::string category = {};   // "String", "Datetime", ...; may be empty
  std::string signature = {};  // the text that ParseSignature reads
  std::string doc = {};        // what it does, in full sentences, Markdown
  // Parameter notes for the reference, by parameter name.
  std::vector<std::pair<std::string, std::string>> notes = {};
  // Extra checks of a call whose arguments are known and present; null for none.
  void (*check)(CallCheck&) = nullptr;
};

// "did you mean": the closest of `candidates` within edit distance 3, case-insensitively; empty
// when none, or when `name` has 3 characters or fewer.
std::string CloseName(std::string_view name, std::span<const std::string> candidates);

}  // namespace evenhand::sml
