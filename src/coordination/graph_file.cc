#include "coordination/graph_file.h"

#include <fmt/format.h>

#include "coordination/graph_text.h"

namespace evenhand::coordination {
namespace {

// Of a tie: objects together, mean seconds between the posts, and the smallest q.
struct TieFigures {
  explicit TieFigures(const FoundTie& tie) : objects(tie.acts.size()) {
    std::int64_t sum_ms = 0;
    for (const JointAct& act : tie.acts) sum_ms += std::abs(act.time_a_ms - act.time_b_ms);
    if (objects > 0)
      mean_delay_s = static_cast<double>(sum_ms) / 1000 / static_cast<double>(objects);
    for (const TieEvidence& evidence : tie.evidence) q = std::min(q, evidence.q);
  }
  std::size_t objects;
  double mean_delay_s = 0;
  double q = 1;
};

struct Node {
  std::size_t network;  // from 1
  const Member* member;
};

// The networks as rows; what it makes borrows from both.
struct Rows {
  explicit Rows(const Detection& all) : detection(all) {
    for (std::size_t n = 0; n < detection.networks.size(); ++n) {
      for (const Member& member : detection.networks[n].members) nodes.push_back({n + 1, &member});
      for (const std::size_t i : detection.networks[n].ties) {
        ties.push_back(&detection.ties[i]);
        figures.emplace_back(detection.ties[i]);
      }
    }
  }

  GraphTable Table() const {
    using Type = GraphColumn::Type;
    const auto account = [this](std::size_t node) { return nodes[node].member->standing.account; };
    return {
        .nodes = nodes.size(),
        .id = account,
        .label = [this,
                  account](std::size_t node) { return detection.accounts.Name(account(node)); },
        .node_columns = {{"network", Type::kWhole,
                          [this](std::size_t i) { return fmt::to_string(nodes[i].network); }},
                         {"core", Type::kBool,
                          [this](std::size_t i) { return fmt::to_string(nodes[i].member->core); }}},
        .edges = ties.size(),
        .ends = [this](std::size_t i) { return std::pair(ties[i]->a, ties[i]->b); },
        .weight = [this](std::size_t i) { return fmt::to_string(figures[i].objects); },
        .edge_columns = {{"avg_time_delta", Type::kReal,
                          [this](std::size_t i) {
                            return fmt::to_string(figures[i].mean_delay_s);
                          }},
                         {"q", Type::kReal,
                          [this](std::size_t i) { return fmt::to_string(figures[i].q); }}}};
  }

  const Detection& detection;
  std::vector<Node> nodes;
  std::vector<const FoundTie*> ties;
  std::vector<TieFigures> figures;
};

}  // namespace

std::string GraphMl(const Detection& detection) { return GraphMlText(Rows(detection).Table()); }
std::string Gexf(const Detection& detection) { return GexfText(Rows(detection).Table()); }

}  // namespace evenhand::coordination
