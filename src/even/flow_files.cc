// Which files run, what decides it, and what decides their order.

#include "even/flow_builder.h"

namespace evenhand::even {

void FlowBuilder::FindActivations() {
  const std::size_t files = checked_.sources->files.size();
  activations_.resize(files);
  for (std::size_t s = 0; s < checked_.statements.size(); ++s) {
    const std::uint32_t file = checked_.statements[s].file;
    const Expr& value = checked_.statements[s].statement->value;
    if (value.kind != sml::ExprKind::kCall) continue;
    if (value.text == "Import") FindImport(file, CallOf(value));
    if (value.text == "Require") FindRequire(file, CallOf(value), statement_nodes_[s]);
  }
}

void FlowBuilder::FindImport(std::uint32_t file, const sml::CheckedCall& call) {
  for (const sml::Constant& path : ConstantArgument(call, "rules")->items) {
    const std::size_t to = checked_.sources->Find(path.text);
    if (to == sml::SourceSet::npos) continue;
    activations_[to].push_back({.from = file, .imports = true});
  }
}

void FlowBuilder::FindRequire(std::uint32_t file, const sml::CheckedCall& call, NodeId node) {
  const Expr& path = *Argument(call, "rule");
  const Expr* condition = Argument(call, "require_if");
  if (condition != nullptr && condition->kind == sml::ExprKind::kBool && condition->boolean) {
    condition = nullptr;
  }
  const bool always = condition == nullptr && path.kind == sml::ExprKind::kString;
  const Activation activation{.from = file, .imports = false, .because = always ? kNone : node};
  const KeyShape shape = ShapeOf(path);
  for (std::size_t to = 0; to < activations_.size(); ++to) {
    if (MayBeEqual(shape, KeyShape::Text(checked_.sources->files[to].path))) {
      activations_[to].push_back(activation);
    }
  }
}

// The files that main.sml starts, itself or through others.
template <class Counts>
std::vector<bool> FlowBuilder::StartedFromMain(Counts&& counts) const {
  std::vector<std::vector<std::uint32_t>> next(activations_.size());
  for (std::uint32_t to = 0; to < activations_.size(); ++to) {
    for (const Activation& activation : activations_[to]) {
      if (counts(activation)) next[activation.from].push_back(to);
    }
  }
  std::vector<bool> started(activations_.size());
  std::vector<std::uint32_t> queue{static_cast<std::uint32_t>(checked_.sources->Find("main.sml"))};
  started[queue[0]] = true;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (const std::uint32_t to : next[queue[i]]) {
      if (started[to]) continue;
      started[to] = true;
      queue.push_back(to);
    }
  }
  return started;
}

// State is read and written file by file, imports before those that import them. So what main.sml
// imports has its turn before anything else, whatever happens later.
void FlowBuilder::FindFilesThatRun() {
  may_run_ = StartedFromMain([](const Activation&) { return true; });
  always_runs_ = StartedFromMain([](const Activation& a) { return a.because == kNone; });
  comes_first_ = StartedFromMain([](const Activation& a) { return a.imports; });
}

void FlowBuilder::LinkFiles() {
  for (std::uint32_t to = 0; to < activations_.size(); ++to) {
    for (const Activation& activation : activations_[to]) {
      if (!may_run_[activation.from]) continue;
      std::vector<NodeId> changed;
      if (!always_runs_[to]) changed.push_back(file_nodes_[to]);
      if (!comes_first_[to]) changed.push_back(order_nodes_[to]);
      for (const NodeId node : changed) {
        Edge(file_nodes_[activation.from], node);
        if (activation.because != kNone) Edge(activation.because, node);
      }
      if (!comes_first_[to]) Edge(order_nodes_[activation.from], order_nodes_[to]);
    }
  }
}

}  // namespace evenhand::even
