// Which assignments become features of the result, and what secrets keep from becoming one.

#include <algorithm>

#include "sml/check_state.h"

namespace evenhand::sml {
namespace {

bool IsLiteral(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kString:
    case ExprKind::kInt:
    case ExprKind::kFloat:
    case ExprKind::kBool:
    case ExprKind::kNone:
    case ExprKind::kList:
      return true;
    default:
      return false;
  }
}

// A list counts by its own items alone: one of lists is constant, whatever those hold.
bool IsConstant(const Expr& expr) {
  return IsLiteral(expr) && std::all_of(expr.items.begin(), expr.items.end(), IsLiteral);
}

}  // namespace

bool CanLeave(const CheckState& state, std::uint32_t file, const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kName: {
      const std::uint32_t found = state.Lookup(file, expr.text);
      if (found == kNoStatement || !state.At(found).statement->annotation) return true;
      const auto& annotation = state.annotations[found];
      return !annotation || !annotation->secret;
    }
    case ExprKind::kCall:
    case ExprKind::kList:
    case ExprKind::kFormatString:
      return std::all_of(expr.items.begin(), expr.items.end(),
                         [&](const Expr& item) { return CanLeave(state, file, item); });
    default:
      return true;  // operators count as making something new
  }
}

void DecideExports(CheckState* state) {
  for (std::size_t i = 0; i < state->out.statements.size(); ++i) {
    CheckedStatement& one = state->out.statements[i];
    const Statement& statement = *one.statement;
    if (statement.is_call) continue;
    AnnotatedType annotation;
    if (statement.annotation && state->annotations[i]) annotation = *state->annotations[i];
    if (annotation.extract_literal) {
      one.exported = true;
    } else {
      one.exported = !statement.is_local() && !IsConstant(statement.value) &&
                     (annotation.extract_secret || state->can_leave[i]);
    }
    one.secret_data = statement.value.kind == ExprKind::kCall &&
                      statement.value.text == "JsonData" &&
                      (annotation.secret || annotation.extract_secret);
  }
}

}  // namespace evenhand::sml
