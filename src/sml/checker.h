#pragma once

// Validates a source set: names, imports, calls, types, secrets, labels (docs/language.md).
// The result is everything that lowering needs; nothing is looked up by name again afterwards.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "sml/ast.h"
#include "sml/config.h"
#include "sml/diagnostic.h"
#include "sml/function_spec.h"
#include "sml/source_set.h"
#include "sml/type.h"

namespace evenhand::sml {

// The functions a rulebook may call. Built once, shared.
class Catalog {
 public:
  struct Entry {
    FunctionSpec spec;
    Signature signature;
  };
  // Ends the process on a bad signature: those are ours.
  explicit Catalog(std::span<const FunctionSpec* const> specs);

  const std::vector<Entry>& entries() const { return entries_; }
  static constexpr std::uint32_t npos = static_cast<std::uint32_t>(-1);
  std::uint32_t Find(std::string_view name) const;

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t> by_name_;
};

// One call, resolved. `arguments[i]` is the expression for parameter i (null: the default), then
// the extra arguments in the order written. `constants[i]` is set for constant parameters.
struct CheckedCall {
  std::uint32_t function = Catalog::npos;
  std::vector<const Expr*> arguments;
  std::vector<std::optional<Constant>> constants;
  std::vector<std::string> extra_names;
};

struct CheckedStatement {
  const Statement* statement = nullptr;
  std::uint32_t file = 0;
  Type type;                 // of the stored value (the annotation's, if any); None for calls
  bool exported = false;     // becomes a feature of the result
  bool secret_data = false;  // JsonData reads the event's secret data
};

struct Checked {
  std::shared_ptr<const SourceSet> sources;
  std::shared_ptr<const Catalog> catalog;
  Config config;
  std::vector<Tree> trees;                   // by file
  std::vector<std::uint32_t> file_order;     // imports before importers
  std::vector<CheckedStatement> statements;  // all files, in file then source order
  std::vector<std::uint32_t>
      first_statement;  // by file: index into `statements`; one extra at the end

  // Side tables by Expr::id.
  std::vector<Type> types;                // static type of each expression
  std::vector<bool> unwraps;              // this use takes the inner value of an entity/rule/...
  std::vector<std::uint32_t> definition;  // kName: index into `statements`
  std::unordered_map<std::uint32_t, CheckedCall> calls;
  std::uint32_t id_count = 0;
};

// Parses and validates everything. Null when there are errors; `diagnostics` holds errors and
// warnings either way.
std::unique_ptr<Checked> Check(std::shared_ptr<const SourceSet> sources,
                               std::shared_ptr<const Catalog> catalog, Diagnostics* diagnostics);

}  // namespace evenhand::sml
