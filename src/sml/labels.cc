// Labels that rules add and remove: known to the configuration, and valid for their entity.

#include <fmt/format.h>

#include <algorithm>

#include "sml/check_state.h"

namespace evenhand::sml {
namespace {

constexpr std::string_view kCheck = "ValidateLabels";

const Constant* ConstantOf(const CheckState& state, const CheckedCall& call,
                           std::string_view name) {
  const auto& parameters = state.out.catalog->entries()[call.function].signature.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name == name && call.constants[i]) return &*call.constants[i];
  }
  return nullptr;
}

const Expr* ArgumentOf(const CheckState& state, const CheckedCall& call, std::string_view name) {
  const auto& parameters = state.out.catalog->entries()[call.function].signature.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name == name) return call.arguments[i];
  }
  return nullptr;
}

// The entity type that a name stands for, through any number of names; null when only a run can
// tell.
const Constant* EntityType(const CheckState& state, std::uint32_t file, const Expr& name) {
  const Expr* expr = &name;
  // Names are assigned before they are read, so this ends; the bound is for broken rulebooks.
  for (std::size_t steps = 0; steps <= state.out.statements.size(); ++steps) {
    if (expr->kind == ExprKind::kCall) {
      if (expr->text != "Entity" && expr->text != "EntityJson") return nullptr;
      const auto call = state.out.calls.find(expr->id);
      return call == state.out.calls.end() ? nullptr : ConstantOf(state, call->second, "type");
    }
    if (expr->kind != ExprKind::kName) return nullptr;
    const std::uint32_t found = state.Lookup(file, expr->text);
    if (found == kNoStatement) return nullptr;
    file = state.At(found).file;
    expr = &state.At(found).statement->value;
  }
  return nullptr;
}

class LabelCheck {
 public:
  LabelCheck(CheckState* state, const CallSite& site)
      : state_(*state),
        file_(state->At(site.statement).file),
        call_(state->out.calls.at(site.call->id)) {}

  bool Run() {
    WarnPermanent();
    const Expr* entity = ArgumentOf(state_, call_, "entity");
    const Constant* name = ConstantOf(state_, call_, "label");
    if (!entity || !name) return true;
    const auto& labels = state_.out.config.labels;
    const auto label = labels.find(name->text);
    if (entity->kind != ExprKind::kName) {
      if (label == labels.end()) WarnUnknown(*name);
      return true;
    }
    if (label == labels.end()) return ReportUnknown(*name);
    const Constant* type = EntityType(state_, file_, *entity);
    if (!type) return true;
    const auto& valid = label->second.valid_for;
    if (std::find(valid.begin(), valid.end(), type->text) != valid.end()) return true;
    ReportType(*entity, *type, label->second);
    return false;
  }

 private:
  bool ReportUnknown(const Constant& name) {
    std::vector<Diagnostic::Note> notes;
    if (state_.out.config.labels_span) {
      notes.push_back({.message = "add the label to the config here",
                       .span = *state_.out.config.labels_span,
                       .hint = {}});
    }
    state_.Error(kCheck, name.span, "label-unknown", "unknown label", Hint(name), std::move(notes));
    return false;
  }

  // The peer looks no further when the entity is made on the spot, so such rulebooks run.
  void WarnUnknown(const Constant& name) {
    state_.Warn(kCheck, name.span, "label-unknown", "unknown label", Hint(name));
  }

  std::string Hint(const Constant& name) {
    std::vector<std::string> known;
    for (const auto& [label, _] : state_.out.config.labels) known.push_back(label);
    const std::string close = state_.Suggest(name.text, known);
    return fmt::format("there is no `{}` label in the config{}", name.text,
                       close.empty() ? "" : fmt::format(", did you mean `{}`?", close));
  }

  void ReportType(const Expr& entity, const Constant& type, const LabelConfig& label) {
    state_.Error(kCheck, entity.span, "label-entity-type",
                 "label is not valid for this entity type",
                 fmt::format("entity has type `{}`, this label is valid for {}", type.text,
                             label.valid_for.empty()
                                 ? "no entity type"
                                 : fmt::format("`{}`", fmt::join(label.valid_for, "`, `"))),
                 {{.message = "valid types for this label are set here",
                   .span = label.valid_for_span,
                   .hint = {}}});
  }

  // A duration that fails while an event is decided leaves the label without an end.
  void WarnPermanent() {
    const Expr* expiry = ArgumentOf(state_, call_, "expires_after");
    if (!expiry || expiry->kind == ExprKind::kNone) return;
    const Expr* value = expiry;
    if (expiry->kind == ExprKind::kName) {
      const std::uint32_t found = state_.Lookup(file_, expiry->text);
      if (found == kNoStatement) return;
      value = &state_.At(found).statement->value;
    }
    if (value->kind == ExprKind::kCall && value->text == "TimeDelta") return;
    state_.Warn(kCheck, expiry->span, "label-may-be-permanent",
                "if this duration cannot be computed, the label never expires",
                "a `TimeDelta(...)` always can");
  }

  CheckState& state_;
  std::uint32_t file_;
  const CheckedCall& call_;
};

// The assignment that a name leads to, through other names.
std::uint32_t Root(const CheckState& state, std::uint32_t file, const Expr& name) {
  std::uint32_t found = state.Lookup(file, name.text);
  for (std::size_t steps = 0; found != kNoStatement && steps < state.out.statements.size();
       ++steps) {
    const CheckedStatement& one = state.At(found);
    if (one.statement->value.kind != ExprKind::kName) break;
    const std::uint32_t next = state.Lookup(one.file, one.statement->value.text);
    if (next == kNoStatement) break;
    found = next;
  }
  return found;
}

// The peer asks its label service for all questions about one entity at once, and then takes the
// status of the first for all of them. (Its other path, which rule tests take, does not.)
void WarnMixedStatus(CheckState* state) {
  std::unordered_map<std::uint32_t, std::string_view> first;  // by assignment of the entity
  for (const CallSite& site : state->calls) {
    if (site.call->text != "HasLabel") continue;
    const CheckedCall& call = state->out.calls.at(site.call->id);
    const Expr* entity = ArgumentOf(*state, call, "entity");
    const Constant* status = ConstantOf(*state, call, "status");
    if (!entity || entity->kind != ExprKind::kName || !status) continue;
    const std::uint32_t root = Root(*state, state->At(site.statement).file, *entity);
    if (first.try_emplace(root, status->text).first->second == status->text) continue;
    state->WarnCompatibility(
        site.call->span,
        fmt::format("`{}` is asked for added and for removed labels", entity->text),
        "osprey-1.1 takes the status of the first question for all that it asks together");
  }
}

}  // namespace

bool CheckLabels(CheckState* state) {
  WarnMixedStatus(state);
  bool ok = true;
  for (const CallSite& site : state->calls) {
    if (site.call->text != "LabelAdd" && site.call->text != "LabelRemove") continue;
    ok &= LabelCheck(state, site).Run();
  }
  return ok;
}

}  // namespace evenhand::sml
