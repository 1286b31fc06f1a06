// Effects: who fires them, and which actions they are.

#include "even/flow_builder.h"

namespace evenhand::even {
bool FlowBuilder::IsEffect(const Expr& call) const {
  const program::FunctionRow& row = *rows_[CallOf(call).function];
  return call.text == "LabelAdd" || call.text == "LabelRemove" || call.text == "DeclareVerdict" ||
         !row.effect_class.empty();
}

NodeId FlowBuilder::EffectNode(const Expr& call) {
  const auto found = effects_.find(call.id);
  if (found != effects_.end()) return found->second;
  const NodeId node = Add(call.text, call.span);
  effects_.emplace(call.id, node);
  for (const std::string_view path : rows_[CallOf(call).function]->reads) Read(path, call, node);
  if (call.text == "Finding") {
    FindingInto(call, node);
  } else {
    ArgumentsInto(call, node);
  }
  return node;
}

// The words are quoted to their author and decide nothing; an optional argument that fails is left
// out.
void FlowBuilder::FindingInto(const Expr& call, NodeId node) {
  const sml::CheckedCall& checked = CallOf(call);
  const Expr* words = Argument(checked, "words");
  const Expr* language = Argument(checked, "language");
  for (const Expr& argument : call.items) {
    if (&argument != words && &argument != language) Into(argument, node);
  }
}

// The calls that can have made the effects of an expression, through names.
std::vector<const sml::Expr*> FlowBuilder::EffectsIn(const Expr& expr) const {
  std::vector<const Expr*> found;
  std::set<const Statement*> seen;
  std::vector<const Expr*> waiting{&expr};
  while (!waiting.empty()) {
    const Expr& next = *waiting.back();
    waiting.pop_back();
    if (next.kind == sml::ExprKind::kName) {
      const Statement& definition = DefinitionOf(next);
      if (seen.insert(&definition).second) waiting.push_back(&definition.statement->value);
    } else if (next.kind == sml::ExprKind::kCall && IsEffect(next)) {
      found.push_back(&next);
    } else {
      for (const Expr& item : next.items) waiting.push_back(&item);
    }
  }
  return found;
}

void FlowBuilder::EmitAction(std::string name, NodeId emitted, sml::Span at) {
  const NodeId action = AddAction(std::move(name));
  Edge(emitted, action);
  flow_.sites.push_back({action, at});
}

void FlowBuilder::EmitLabel(const Expr& effect, NodeId emitted, sml::Span at) {
  const sml::CheckedCall& call = CallOf(effect);
  const std::string& label = ConstantArgument(call, "label")->text;
  NodeId action = kNone;
  if (const auto type = EntityTypeOf(Argument(call, "entity"))) {
    action = Label(label, *type);
    Edge(emitted, action);
  } else {
    LabelNodes& nodes = labels_[label];
    if (nodes.any == kNone) {
      nodes.changed_on_any = Add("");
      nodes.any = Add("label " + label + " on any entity");
      Edge(nodes.changed_on_any, nodes.any);
    }
    action = nodes.any;
    Edge(emitted, nodes.changed_on_any);
  }
  flow_.nodes[action].is_action = true;
  flow_.sites.push_back({action, at});
}

// Effects with one place in the result can stand in each other's way: they are one action.
void FlowBuilder::Emit(const Expr& effect, NodeId emitted, sml::Span at) {
  if (effect.text == "LabelAdd" || effect.text == "LabelRemove") {
    return EmitLabel(effect, emitted, at);
  }
  const sml::CheckedCall& call = CallOf(effect);
  if (effect.text == "Finding") {
    // Each clause is decided for itself.
    return EmitAction("finding " + ConstantArgument(call, "clause")->text, emitted, at);
  }
  if (effect.text != "DeclareVerdict") {
    const std::string feature(rows_[call.function]->effect_feature);
    return EmitAction("effect " + feature, emitted, at);
  }
  const Expr& verdict = *Argument(call, "verdict");
  const KeyShape shape = ShapeOf(verdict);
  EmitAction("verdict " + (shape.whole ? shape.prefix : sml::Print(verdict)), emitted, at);
}

void FlowBuilder::TraceWhenRules(const Expr& expr, const sml::CheckedCall& call, NodeId firing) {
  Edge(file_nodes_[expr.span.file], firing);
  const Expr* then = Argument(call, "then");
  for (const Expr& argument : expr.items) {
    if (&argument != then) Into(argument, firing);
  }
  const bool listed = then->kind == sml::ExprKind::kList;
  const std::span<const Expr> items =
      listed ? std::span<const Expr>(then->items) : std::span<const Expr>(then, 1);
  for (const Expr& item : items) {
    const NodeId emitted = Add("");
    Edge(firing, emitted);
    Into(item, emitted);
    const std::vector<const Expr*> effects = EffectsIn(item);
    for (const Expr* effect : effects) Emit(*effect, emitted, expr.span);
    if (effects.empty()) EmitAction("effect " + sml::Print(item), emitted, expr.span);
  }
}

}  // namespace evenhand::even
