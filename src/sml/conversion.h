#pragma once

// Python statements to SML statements: what the language keeps, and one error for the rest.

#include <cstdint>
#include <optional>
#include <vector>

#include "sml/ast.h"
#include "sml/diagnostic.h"
#include "sml/parser.h"
#include "sml/python_tree.h"

namespace evenhand::sml {

// Converts the statements of one file in order. After the first error it does nothing more.
class Converter {
 public:
  Converter(std::uint32_t file, std::uint32_t* next_id, const ParseOptions& options)
      : file_(file), next_id_(next_id), options_(options) {}

  void Add(Node statement, Tree* tree);
  const std::optional<Diagnostic>& error() const { return error_; }
  const std::vector<Diagnostic>& warnings() const { return warnings_; }

 private:
  enum class Context : std::uint8_t { kLoad, kStore };

  bool failed() const { return error_.has_value(); }
  Span SpanOf(Position at) const { return {.file = file_, .line = at.line, .column = at.column}; }
  void Refuse(Span at, std::string kind, std::string message, std::string hint = {});
  void Warn(Span at, std::string kind, std::string message);
  void RefuseClass(const Node& node);
  void Expected(std::string_view wanted, const Expr& got, std::string hint = {});

  void Assignment(Node node, Tree* tree);
  void AnnotatedAssignment(Node node, Tree* tree);
  void CallStatement(Node node, Tree* tree);
  bool Target(const Node& node, std::string_view hint, Statement* statement);

  Expr Make(ExprKind kind, const Node& node);
  Expr Convert(Node& node, Context context = Context::kLoad);
  Expr Constant(Node& node);
  Expr FormatString(Node& node);
  Expr Call(Node& node);
  Expr Operation(Node& node, ExprKind kind, std::string_view what);
  Expr Compare(Node& node);

  Annotation Annotate(const Node& node, Position statement);
  Annotation AnnotateSubscript(const Node& node, Position statement);
  Annotation AnnotateBar(const Node& node, Position statement);

  std::uint32_t file_;
  std::uint32_t* next_id_;
  ParseOptions options_;
  std::optional<Diagnostic> error_;
  std::vector<Diagnostic> warnings_;
};

}  // namespace evenhand::sml
