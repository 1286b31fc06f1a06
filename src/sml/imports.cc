// Imports: which file brings in which, without going round in circles.

#include <algorithm>

#include "sml/check_state.h"

namespace evenhand::sml {
namespace {

// Edges of the import graph, by importing file, in the order written.
using Graph = std::vector<std::vector<ImportEdge>>;

Graph ReadGraph(CheckState* state) {
  Checked& out = state->out;
  Graph graph(out.trees.size());
  for (const CallSite& site : state->calls) {
    if (site.call->text != "Import") continue;
    const CheckedCall& call = out.calls.at(site.call->id);
    std::vector<ImportEdge>& edges = state->imports[site.call->id];
    for (const Constant& path : call.constants.at(0)->items) {
      const std::size_t file = out.sources->Find(path.text);
      edges.push_back({.file = static_cast<std::uint32_t>(file), .span = path.span});
    }
    auto& of_file = graph[state->At(site.statement).file];
    of_file.insert(of_file.end(), edges.begin(), edges.end());
  }
  return graph;
}

// Depth-first order with the imported before the importer, on a stack of our own: a chain of
// imports may be as long as there are files.
class Walk {
 public:
  explicit Walk(const Graph& graph) : graph_(graph), colour_(graph.size(), Colour::kWhite) {}

  // False at the first circle; it is then in cycle().
  bool Run() {
    for (std::uint32_t file = 0; file < graph_.size(); ++file) {
      if (colour_[file] == Colour::kWhite && !From(file)) return false;
    }
    return true;
  }

  std::vector<std::uint32_t> TakeOrder() { return std::move(order_); }

  // The texts that make the circle, beginning with the one that stands first.
  std::vector<Span> cycle() const {
    std::vector<Span> spans;
    for (const Step& step : stack_) {
      if (spans.empty() && step.file != closing_) continue;
      spans.push_back(graph_[step.file][step.next - 1].span);
    }
    std::rotate(spans.begin(), std::min_element(spans.begin(), spans.end()), spans.end());
    return spans;
  }

 private:
  enum class Colour : std::uint8_t { kWhite, kGrey, kBlack };
  struct Step {
    std::uint32_t file;
    std::size_t next;
  };

  bool From(std::uint32_t start) {
    Enter(start);
    while (!stack_.empty()) {
      Step& step = stack_.back();
      if (step.next == graph_[step.file].size()) {
        colour_[step.file] = Colour::kBlack;
        order_.push_back(step.file);
        stack_.pop_back();
        continue;
      }
      const std::uint32_t other = graph_[step.file][step.next++].file;
      if (colour_[other] == Colour::kGrey) {
        closing_ = other;
        return false;
      }
      if (colour_[other] == Colour::kWhite) Enter(other);
    }
    return true;
  }

  void Enter(std::uint32_t file) {
    colour_[file] = Colour::kGrey;
    stack_.push_back({.file = file, .next = 0});
  }

  const Graph& graph_;
  std::vector<Colour> colour_;
  std::vector<Step> stack_;
  std::vector<std::uint32_t> order_;
  std::uint32_t closing_ = 0;
};

}  // namespace

bool CheckImportCycles(CheckState* state) {
  const Graph graph = ReadGraph(state);
  Walk walk(graph);
  if (walk.Run()) {
    state->out.file_order = walk.TakeOrder();
    return true;
  }
  const std::vector<Span> spans = walk.cycle();
  std::vector<Diagnostic::Note> notes;
  for (std::size_t i = 1; i < spans.size(); ++i) {
    notes.push_back({.message = "the import chain goes on here", .span = spans[i], .hint = {}});
  }
  state->Error("ImportsMustNotHaveCycles", spans[0], "import-cycle", "import cycle detected here",
               "this import results in a cyclic dependency", std::move(notes));
  return false;
}

}  // namespace evenhand::sml
