#pragma once

// The state of one lowering; lower.cc drives it. Not for use outside this folder.

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "program/program.h"

namespace evenhand::program {

class Lowering {
 public:
  Lowering(std::shared_ptr<const sml::Checked> checked, std::span<const FunctionRow* const> rows,
           const Lists& lists);

  // Lowers every file; the result has no pattern sets yet (lower.cc builds them).
  std::shared_ptr<Program> Run();

 private:
  using Expr = sml::Expr;

  // expressions (lowering.cc)
  OpIndex LowerExpr(const Expr& expr);   // with the unwrap this use wants
  OpIndex LowerPlain(const Expr& expr);  // without
  OpIndex LowerName(const Expr& expr);
  OpIndex LowerStatement(std::uint32_t statement);
  OpIndex LowerFormat(const Expr& expr);
  OpIndex LowerLiteral(const Expr& expr);

  // calls (lower_calls.cc)
  OpIndex LowerCall(const Expr& expr);
  std::optional<sml::Constant> KnownValue(OpIndex op) const;  // empty when it varies
  OpIndex LowerFunction(const Expr& expr, const sml::CheckedCall& call, const FunctionRow& row);
  OpIndex LowerJsonData(const Expr& expr, const sml::CheckedCall& call, bool entity);
  OpIndex LowerRule(const Expr& expr, const sml::CheckedCall& call);
  OpIndex LowerHasLabel(const Expr& expr, const sml::CheckedCall& call);
  OpIndex LowerLabelEffect(const Expr& expr, const sml::CheckedCall& call, bool adds);
  std::optional<OpIndex> LowerPattern(const Expr& expr, const sml::CheckedCall& call,
                                      const FunctionRow& row);
  void LowerWhenRules(const Expr& expr, const sml::CheckedCall& call);
  void LowerImport(const sml::CheckedCall& call);
  void LowerRequire(const sml::CheckedCall& call);
  OpIndex Argument(const sml::CheckedCall& call, std::string_view name);  // kNoOp when left out
  OpIndex ArgumentOrDefault(const sml::CheckedCall& call, std::size_t parameter);
  const sml::Constant* ConstantArgument(const sml::CheckedCall& call, std::string_view name);
  const Expr* Written(const sml::CheckedCall& call, std::string_view name) const;
  std::size_t ParameterOf(const sml::CheckedCall& call, std::string_view name) const;

  // operations (lowering.cc)
  OpIndex Emit(Op op, std::span<const OpIndex> inputs, const Expr* source, bool shared = true);
  OpIndex Constant(Value value, const Expr* source);
  OpIndex ConstantOf(const sml::Constant& constant);
  Value ConstantValue(const sml::Constant& constant);
  std::optional<Value> Fold(const Op& op, std::span<const OpIndex> inputs);
  bool MayBeNone(const Op& op) const;
  enum class Errs : std::uint8_t { kNever, kWhenNone, kPerhaps };  // kWhenNone: one input is none
  Errs CanErr(const Op& op) const;
  bool TouchesFacts(const Op& op) const;
  void Note(OpIndex op);  // counts what may fail, for the file being lowered
  std::uint32_t SlotOf(std::string_view path, bool secret);

  // what guards a condition (guards.cc): the patterns of which one must hit for it to be true
  struct Guard {
    bool known = false;
    std::vector<OpIndex> patterns;
  };
  Guard GuardOf(OpIndex op, int depth) const;
  void PlaceGuards();
  std::optional<Comparison> ComparisonIn(OpIndex op, int depth) const;
  bool AddRoots(OpIndex op, int depth, std::set<OpIndex>* roots) const;
  void PlaceRoots();
  void PlaceFeatures();
  void NumberSharedFeatures();
  void PlacePathChecks(File* file) const;

  std::shared_ptr<const sml::Checked> checked_;
  std::span<const FunctionRow* const> rows_;
  const Lists& lists_;
  std::shared_ptr<Program> program_;
  std::unordered_map<std::string, OpIndex> shared_;        // by the bytes of the operation
  std::unordered_map<std::string, std::uint32_t> slots_;   // by path text
  std::unordered_map<std::string, std::uint32_t> groups_;  // pattern number by group and text
  std::unordered_map<OpIndex, std::uint32_t> group_of_text_;
  std::vector<OpIndex> statement_ops_;
  std::vector<std::uint32_t> depths_;  // by op
  // By file: the position of an operation in must_run, or in the `then` of its none check.
  std::vector<std::unordered_map<OpIndex, std::size_t>> noted_;
  std::vector<std::unordered_map<OpIndex, std::size_t>>
      none_checks_;         // by file and input: position
  std::uint32_t file_ = 0;  // being lowered
  std::uint32_t statement_ = 0;
  std::unordered_map<std::string, std::shared_ptr<const void>> prepared_;
};

}  // namespace evenhand::program
