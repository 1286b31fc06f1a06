// Results of calls: used when there is one, annotated when only an annotation can say what it is.

#include <fmt/format.h>

#include "sml/check_state.h"

namespace evenhand::sml {
namespace {

bool HasResult(const Signature& signature) {
  return signature.dynamic_result || !signature.result.Is(TypeKind::kNone);
}

bool CheckUsed(CheckState* state, const CallSite& site) {
  static constexpr std::string_view kCheck = "ValidateCallRValue";
  const Catalog::Entry* function = state->Function(*site.call);
  if (!function) return true;
  const Statement& statement = *state->At(site.statement).statement;
  const bool used = !(site.is_direct && statement.is_call);
  const std::string& name = site.call->text;
  if (HasResult(function->signature) == used) return true;
  if (!used) {
    state->Error(kCheck, site.call->span, "unused-result",
                 "you must use the result of this function call",
                 fmt::format("assign it: `Foo = {}(...)`", name));
  } else if (site.is_direct) {
    state->Error(kCheck, site.call->span, "no-result",
                 "you cannot store the result of this function call because it has no return value",
                 fmt::format("write it as a statement of its own: `{}(...)`", name));
  } else {
    state->Error(kCheck, site.call->span, "no-result",
                 "you cannot use the result of this function call because it has no return value",
                 fmt::format("write it as a statement of its own: `{}(...)`", name));
  }
  return false;
}

bool CheckDynamic(CheckState* state, const CallSite& site) {
  static constexpr std::string_view kCheck = "ValidateDynamicCallsHaveAnnotatedRValue";
  const Catalog::Entry* function = state->Function(*site.call);
  if (!function || !function->signature.dynamic_result) return true;
  const Statement& statement = *state->At(site.statement).statement;
  const std::string& name = site.call->text;
  const Type& result = function->signature.result;
  const std::string_view example = result.Is(TypeKind::kEntity) ? "Entity[str]" : "str";
  if (!site.is_direct || statement.is_call) {
    state->Error(
        kCheck, site.call->span, "dynamic-result-annotation",
        fmt::format("`{}(...)` returns a dynamic result, and thus must be assigned to a "
                    "variable with a type annotation",
                    name),
        fmt::format("give it a line of its own: `Foo: {} = {}`", example, Print(*site.call)));
    return false;
  }
  if (!statement.annotation) {
    state->Error(kCheck, statement.span, "dynamic-result-annotation",
                 fmt::format("`{}(...)` returns a dynamic result, and the assignment must have a "
                             "type annotation",
                             name),
                 fmt::format("add a type annotation, like: `{}: {} = {}(...)`", statement.target,
                             example, name));
    return false;
  }
  const auto& annotation = state->annotations[site.statement];
  if (!annotation) {
    state->BadAnnotation(kCheck, annotation.error());
    return false;
  }
  if (Accepts(result, annotation->type)) return true;
  state->Error(kCheck, statement.annotation->span, "annotation-incompatible",
               "annotation is incompatible with generic return type",
               fmt::format("`{}(...)` returns an entity: write `{}: {} = ...`", name,
                           statement.target, example));
  return false;
}

}  // namespace

bool CheckResultsUsed(CheckState* state) {
  bool ok = true;
  for (const CallSite& site : state->calls) ok &= CheckUsed(state, site);
  return ok;
}

bool CheckDynamicResults(CheckState* state) {
  bool ok = true;
  for (const CallSite& site : state->calls) ok &= CheckDynamic(state, site);
  return ok;
}

}  // namespace evenhand::sml
