#pragma once

// The state of one TraceFlow. Not for use outside this folder.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "even/flow.h"
#include "even/key_shape.h"

namespace evenhand::even {

// What a function does to state that outlasts the call.
enum class StateUse : std::uint8_t { kNone, kReads, kWrites, kBoth };

// What is kept where. Labels have nodes of their own.
struct StateFamily {
  std::string_view name;  // "counter"; empty: all state there is
  StateUse use = StateUse::kNone;
};

// The state that a function reads or writes, by its name, or else by what its row says.
StateFamily StateOf(const program::FunctionRow& row);

class FlowBuilder {
 public:
  FlowBuilder(const sml::Checked& checked, std::span<const program::FunctionRow* const> rows)
      : checked_(checked), rows_(rows) {}

  Flow Run();

 private:
  using Expr = sml::Expr;
  using Statement = sml::CheckedStatement;
  static constexpr NodeId kNone = static_cast<NodeId>(-1);

  NodeId Add(std::string what, std::optional<sml::Span> place = {});
  NodeId AddAction(std::string what);  // the one of this name
  void Edge(NodeId from, NodeId to) { flow_.nodes[from].to.push_back(to); }

  // files (flow_files.cc)
  struct Activation {
    std::uint32_t from = 0;
    bool imports = false;    // by Import, not by Require
    NodeId because = kNone;  // what decides; none: it does whenever its file runs
  };
  void FindActivations();
  void FindImport(std::uint32_t file, const sml::CheckedCall& call);
  void FindRequire(std::uint32_t file, const sml::CheckedCall& call, NodeId node);
  void FindFilesThatRun();
  void LinkFiles();
  template <class Counts>
  std::vector<bool> StartedFromMain(Counts&& counts) const;

  // expressions (flow.cc)
  void TraceStatement(std::uint32_t number);
  void Into(const Expr& expr, NodeId to);
  void IntoCall(const Expr& expr, NodeId to);
  void IntoRule(const Expr& expr, const sml::CheckedCall& call, NodeId to);
  void ArgumentsInto(const Expr& expr, NodeId to);
  void Read(std::string_view path, const Expr& at, NodeId to);
  void TraceHasLabel(const Expr& expr, const sml::CheckedCall& call, NodeId to);
  void TraceState(const Expr& expr, const sml::CheckedCall& call, StateFamily family, NodeId to);

  // effects (flow_effects.cc)
  void TraceWhenRules(const Expr& expr, const sml::CheckedCall& call, NodeId firing);
  NodeId EffectNode(const Expr& call);  // of a call that makes an effect, made when first met
  std::vector<const Expr*> EffectsIn(const Expr& expr) const;
  void Emit(const Expr& effect, NodeId emitted, sml::Span at);
  void EmitLabel(const Expr& effect, NodeId emitted, sml::Span at);
  void FindingInto(const Expr& call, NodeId node);
  void EmitAction(std::string name, NodeId emitted, sml::Span at);
  bool IsEffect(const Expr& call) const;

  // state (flow_state.cc)
  NodeId Label(const std::string& label, const std::string& type);
  void LinkLabels();
  void LinkKeys();
  void LinkAllState();

  // what is known without any event (flow_known.cc)
  const Expr* Argument(const sml::CheckedCall& call, std::string_view name) const;
  const sml::Constant* ConstantArgument(const sml::CheckedCall& call, std::string_view name) const;
  const sml::CheckedCall& CallOf(const Expr& call) const { return checked_.calls.at(call.id); }
  const Statement& DefinitionOf(const Expr& name) const {
    return checked_.statements[checked_.definition[name.id]];
  }
  std::optional<std::string> EntityTypeOf(const Expr* entity, int depth = 0) const;
  KeyShape ShapeOf(const Expr& text, int depth = 0);
  KeyShape ShapeOfName(const Expr& name, int depth);
  KeyShape ShapeOfFormat(const Expr& format, int depth);
  KeyShape ShapeOfKey(const sml::CheckedCall& call);
  KeyShape ShapeOfWindow(const Expr& seconds);
  bool NeverFails(const Expr& expr, int depth = 0);
  bool NameNeverFails(const Expr& name, int depth);
  bool CallNeverFails(const Expr& expr, int depth);

  const sml::Checked& checked_;
  std::span<const program::FunctionRow* const> rows_;
  Flow flow_;

  std::vector<NodeId> file_nodes_, order_nodes_;           // by file
  std::vector<std::vector<Activation>> activations_;       // by file that they start
  std::vector<bool> may_run_, always_runs_, comes_first_;  // by file
  std::vector<NodeId> statement_nodes_;

  std::map<std::string, NodeId> actions_;
  std::unordered_map<std::uint32_t, NodeId> effects_;  // by Expr::id

  // Where the type of the entity is not known: `changed_on_any` reaches the label on every type,
  // and `read_on_any` is reached from every type. `any` is the action.
  struct LabelNodes {
    std::map<std::string, NodeId> by_type;
    NodeId changed_on_any = kNone;
    NodeId any = kNone;
    NodeId read_on_any = kNone;
  };
  std::map<std::string, LabelNodes> labels_;
  // Calls that ask whether an entity has any label at all, by its type; empty: not known.
  std::vector<std::pair<NodeId, std::optional<std::string>>> any_label_;

  struct KeyNodes {
    NodeId written = kNone;
    NodeId read = kNone;
  };
  std::map<std::string_view, std::map<KeyShape, KeyNodes>> keys_;  // by family
  std::vector<NodeId> reads_all_, writes_all_;

  // By statement: what was found for its name.
  std::unordered_map<std::uint32_t, KeyShape> shapes_;
  std::unordered_map<std::uint32_t, bool> never_fails_;
};

}  // namespace evenhand::even
