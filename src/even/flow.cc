#include "even/flow.h"

#include "base/check.h"
#include "even/flow_builder.h"

namespace evenhand::even {
namespace {

bool Is(const sml::Expr& call, std::string_view name) { return call.text == name; }

// A rule shows as "rule Late", another feature by its name, a call without one by its function.
std::string NameOf(const sml::Statement& statement) {
  const bool is_call = statement.value.kind == sml::ExprKind::kCall;
  if (statement.target.empty()) return statement.value.text;
  return is_call && Is(statement.value, "Rule") ? "rule " + statement.target : statement.target;
}

// What a rulebook may put in place of a list of results: a name of the result's own.
bool ReplacesResult(const sml::CheckedStatement& statement) {
  return statement.exported && statement.statement->target.starts_with("__");
}

}  // namespace

Flow TraceFlow(const sml::Checked& checked, std::span<const program::FunctionRow* const> rows) {
  return FlowBuilder(checked, rows).Run();
}

Flow FlowBuilder::Run() {
  const std::size_t files = checked_.sources->files.size();
  for (std::size_t f = 0; f < files; ++f) {
    const std::string& path = checked_.sources->files[f].path;
    file_nodes_.push_back(Add("whether " + path + " runs"));
    order_nodes_.push_back(Add("when " + path + " runs"));
  }
  for (const Statement& statement : checked_.statements) {
    statement_nodes_.push_back(Add(NameOf(*statement.statement), statement.statement->span));
  }
  FindActivations();
  FindFilesThatRun();
  for (std::uint32_t s = 0; s < checked_.statements.size(); ++s) TraceStatement(s);
  LinkFiles();
  LinkLabels();
  LinkKeys();
  LinkAllState();
  return std::move(flow_);
}

NodeId FlowBuilder::Add(std::string what, std::optional<sml::Span> place) {
  const auto id = static_cast<NodeId>(flow_.nodes.size());
  FlowNode node{.what = std::move(what), .has_place = place.has_value(), .place = {}};
  if (place) node.place = *place;
  flow_.nodes.push_back(std::move(node));
  return id;
}

NodeId FlowBuilder::AddAction(std::string what) {
  const auto found = actions_.find(what);
  if (found != actions_.end()) return found->second;
  const NodeId id = Add(what);
  flow_.nodes[id].is_action = true;
  actions_.emplace(std::move(what), id);
  return id;
}

void FlowBuilder::TraceStatement(std::uint32_t number) {
  const Statement& statement = checked_.statements[number];
  const Expr& value = statement.statement->value;
  const bool fires = value.kind == sml::ExprKind::kCall && Is(value, "WhenRules");
  if (fires && may_run_[statement.file]) {
    return TraceWhenRules(value, CallOf(value), statement_nodes_[number]);
  }
  Into(value, statement_nodes_[number]);
  if (!ReplacesResult(statement) || !may_run_[statement.file]) return;
  const NodeId action = AddAction("output " + statement.statement->target);
  flow_.sites.push_back({action, statement.statement->span});
  Edge(statement_nodes_[number], action);
  Edge(file_nodes_[statement.file], action);
}

// Everything that the expression rests on goes into `to`: its value and its failures alike.
void FlowBuilder::Into(const Expr& expr, NodeId to) {
  switch (expr.kind) {
    case sml::ExprKind::kName:
      return Edge(statement_nodes_[checked_.definition[expr.id]], to);
    case sml::ExprKind::kCall:
      return IntoCall(expr, to);
    default:
      for (const Expr& item : expr.items) Into(item, to);
  }
}

void FlowBuilder::ArgumentsInto(const Expr& expr, NodeId to) {
  for (const Expr& argument : expr.items) Into(argument, to);
}

void FlowBuilder::IntoCall(const Expr& expr, NodeId to) {
  const sml::CheckedCall& call = CallOf(expr);
  const program::FunctionRow& row = *rows_[call.function];
  if (Is(expr, "Import")) return;
  if (Is(expr, "Require")) return ArgumentsInto(expr, to);    // goes on in flow_files.cc
  if (Is(expr, "WhenRules")) return ArgumentsInto(expr, to);  // of a file that never runs
  if (Is(expr, "Rule")) return IntoRule(expr, call, to);
  if (Is(expr, "HasLabel")) return TraceHasLabel(expr, call, to);
  if (IsEffect(expr)) return Edge(EffectNode(expr), to);
  if (Is(expr, "JsonData") || Is(expr, "EntityJson")) {
    Read(ConstantArgument(call, "path")->text, expr, to);
  }
  for (const std::string_view path : row.reads) Read(path, expr, to);
  const StateFamily family = StateOf(row);
  if (family.use != StateUse::kNone) return TraceState(expr, call, family, to);
  // What is given nothing and says nothing of what it reads may have its answer from the event.
  const bool from_event =
      expr.items.empty() && row.call != nullptr && row.reads.empty() && call.arguments.empty();
  if (from_event) Read("$", expr, to);
  ArgumentsInto(expr, to);
}

// The description decides nothing but whether the rule fails.
void FlowBuilder::IntoRule(const Expr& expr, const sml::CheckedCall& call, NodeId to) {
  const Expr* description = Argument(call, "description");
  for (const Expr& argument : expr.items) {
    if (&argument != description) {
      Into(argument, to);
      continue;
    }
    for (const Expr& name : argument.items) {
      if (!NeverFails(name)) Into(name, to);
    }
  }
}

void FlowBuilder::Read(std::string_view path, const Expr& at, NodeId to) {
  auto parsed = codec::ParseJsonPath(path);
  EVENHAND_CHECK(parsed);  // the checker and the function rows have seen to it
  flow_.reads.push_back({std::string(path), *std::move(parsed), to, at.span});
}

void FlowBuilder::TraceHasLabel(const Expr& expr, const sml::CheckedCall& call, NodeId to) {
  const auto type = EntityTypeOf(Argument(call, "entity"));
  const NodeId node = Add("HasLabel", expr.span);
  ArgumentsInto(expr, node);
  Edge(node, to);
  if (type) {
    Edge(Label(ConstantArgument(call, "label")->text, *type), node);
  } else {
    LabelNodes& nodes = labels_[ConstantArgument(call, "label")->text];
    if (nodes.read_on_any == kNone) nodes.read_on_any = Add("");
    Edge(nodes.read_on_any, node);
  }
  if (Argument(call, "error_on_empty") != nullptr) any_label_.emplace_back(node, type);
}

void FlowBuilder::TraceState(const Expr& expr, const sml::CheckedCall& call, StateFamily family,
                             NodeId to) {
  const NodeId node = Add(expr.text, expr.span);
  ArgumentsInto(expr, node);
  Edge(node, to);
  const std::uint32_t file = expr.span.file;
  Edge(order_nodes_[file], node);
  const bool reads = family.use != StateUse::kWrites;
  const bool writes = family.use != StateUse::kReads && may_run_[file];
  if (writes) Edge(file_nodes_[file], node);
  if (family.name.empty()) {
    if (reads) reads_all_.push_back(node);
    if (writes) writes_all_.push_back(node);
    return;
  }
  const Expr* key = Argument(call, "key");
  KeyNodes& nodes = keys_[family.name][ShapeOfKey(call)];
  const std::string name =
      std::string(family.name) + (key == nullptr ? "" : " " + Display(ShapeOf(*key)));
  if (writes) {
    if (nodes.written == kNone) nodes.written = Add(name);
    Edge(node, nodes.written);
  }
  if (reads) {
    if (nodes.read == kNone) nodes.read = Add("");
    Edge(nodes.read, node);
  }
}

}  // namespace evenhand::even
