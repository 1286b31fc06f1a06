// Which files run, what decides it, and what decides their order.

#include <algorithm>
#include <deque>

#include "even/flow_builder.h"

namespace evenhand::even {

void FlowBuilder::FindActivations() {
  const std::size_t files = checked_.sources->files.size();
  activations_.resize(files);
  activation_count_.resize(files);
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
    activations_[to].push_back(
        {.from = file, .position = activation_count_[file]++, .always = true});
  }
}

void FlowBuilder::FindRequire(std::uint32_t file, const sml::CheckedCall& call, NodeId node) {
  const Expr& path = *Argument(call, "rule");
  const Expr* condition = Argument(call, "require_if");
  if (condition != nullptr && condition->kind == sml::ExprKind::kBool && condition->boolean) {
    condition = nullptr;
  }
  Activation activation{.from = file,
                        .position = activation_count_[file]++,
                        .always = condition == nullptr && path.kind == sml::ExprKind::kString,
                        .because = kNone};
  if (!activation.always) activation.because = node;
  const KeyShape shape = ShapeOf(path);
  for (std::size_t to = 0; to < activations_.size(); ++to) {
    if (MayBeEqual(shape, KeyShape::Text(checked_.sources->files[to].path))) {
      activations_[to].push_back(activation);
    }
  }
}

void FlowBuilder::FindFilesThatRun() {
  const std::size_t files = activations_.size();
  may_run_.resize(files);
  always_runs_.resize(files);
  first_sure_.resize(files);
  // By file that starts others, in the order of their positions: (position, started).
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> all(files), sure(files);
  for (std::uint32_t to = 0; to < files; ++to) {
    for (const Activation& a : activations_[to]) {
      all[a.from].emplace_back(a.position, to);
      if (a.always) sure[a.from].emplace_back(a.position, to);
    }
  }
  const auto main = static_cast<std::uint32_t>(checked_.sources->Find("main.sml"));
  const auto walk = [&](auto& next, std::vector<bool>* reached, bool note) {
    std::deque<std::uint32_t> queue{main};
    (*reached)[main] = true;
    while (!queue.empty()) {
      const std::uint32_t from = queue.front();
      queue.pop_front();
      std::sort(next[from].begin(), next[from].end());
      for (const auto& [position, to] : next[from]) {
        if ((*reached)[to]) continue;
        (*reached)[to] = true;
        if (note) first_sure_[to] = Activation{.from = from, .position = position};
        queue.push_back(to);
      }
    }
  };
  walk(all, &may_run_, false);
  walk(sure, &always_runs_, true);
}

// Whether the file can come to its turn earlier (or later) by this activation. What main.sml itself is
// sure to start has its turn before anything that other files start.
bool FlowBuilder::CanChangeOrder(std::uint32_t file, const Activation& activation) const {
  const auto& sure = first_sure_[file];
  const auto main = static_cast<std::uint32_t>(checked_.sources->Find("main.sml"));
  if (file == main) return false;
  if (!sure || sure->from != main) return true;
  return activation.from == main && activation.position < sure->position;
}

void FlowBuilder::LinkFiles() {
  for (std::uint32_t to = 0; to < activations_.size(); ++to) {
    for (const Activation& activation : activations_[to]) {
      if (!may_run_[activation.from]) continue;
      std::vector<NodeId> changed;
      if (!always_runs_[to]) changed.push_back(file_nodes_[to]);
      if (CanChangeOrder(to, activation)) changed.push_back(order_nodes_[to]);
      for (const NodeId node : changed) {
        Edge(file_nodes_[activation.from], node);
        if (activation.because != kNone) Edge(activation.because, node);
      }
      if (CanChangeOrder(to, activation)) Edge(order_nodes_[activation.from], order_nodes_[to]);
    }
  }
}

}  // namespace evenhand::even
