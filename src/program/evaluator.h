#pragma once

// One event through a program.
//
//   files    main.sml first, then what its Imports and Requires reach, each once
//   errors   every operation that may end in ERR is evaluated, because errors are counted
//   effects  each WhenRules that can fire is walked in source order and emits its effects
//   the rest (features, rules, audits) is evaluated when someone reads it
//
// Values are computed at most once per event and remembered in their slots; both the event's bytes
// and the Evaluator must outlive the reading. In steady state nothing is allocated.
//
// Limits: an event that takes more memory than `max_event_bytes` or more steps than `max_steps`
// ends with `Outcome::limit` set and no effects; the next event is not touched by it. Thread: one
// owner per Evaluator; the Program is shared.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_document.h"
#include "model/event.h"
#include "program/context.h"
#include "program/facts.h"
#include "program/function.h"
#include "program/operators.h"
#include "program/program.h"

namespace evenhand::program {

struct EvaluatorOptions {
  std::size_t max_event_bytes = std::size_t{64} << 20;
  std::uint64_t max_steps = 10'000'000;
};

// An ERR: which operation, how many expressions of the rulebook it stands for, and what it said.
struct EventError {
  OpIndex op = kNoOp;
  std::uint32_t count = 1;
  std::string_view message;  // empty: see Evaluator::Explain
};

struct Emitted {
  EffectValue* effect = nullptr;
  std::uint32_t when_rules = 0;  // which emitted it
};

struct Outcome {
  bool dropped = false;  // by the sampling of the rulebook's config
  int sample_rate = 100;
  std::string_view limit;  // not empty: the event passed a limit, which one
  std::uint64_t error_count = 0;
  std::vector<EventError> errors;
  std::vector<Emitted> effects;       // in order of emission; one effect may stand twice
  std::vector<std::uint32_t> files;   // that ran, in order
  std::vector<std::string_view> log;  // what rules said with Log, in order
};

class Evaluator {
 public:
  explicit Evaluator(std::shared_ptr<const Program> program, EvaluatorOptions options = {});
  ~Evaluator();

  // The outcome and everything reachable from it live until the next call.
  const Outcome& Evaluate(const model::Event& event, Facts& facts, TimeUs now, Random& random);

  const Program& program() const { return *program_; }
  const Outcome& outcome() const { return outcome_; }

  // The value of an operation for the current event.
  Value ValueOf(OpIndex op) { return Known(op) ? values_[op] : Compute(op); }
  // The same as an output shows it: entities, rules, durations and experiments converted.
  Value ExportedValueOf(OpIndex op);
  // Whether the operation has a value already.
  bool Known(OpIndex op) const { return epochs_[op] >= epoch_; }
  // What stands in for a field of a description: str(value), an entity as Type/id. Lives until the
  // next event.
  std::string_view DescribeValue(Value v);
  Arena& arena() { return work_.arena; }  // of the current event
  // What went wrong at an operation that ended in ERR, for people.
  std::string Explain(const EventError& error);
  const model::Event& event() const { return *event_; }
  // How stores name an entity.
  model::EntityRef Reference(const EntityValue& entity);
  // What stands at a plain path; where nothing does, its kind is kMissing.
  const Found& FoundAt(std::uint32_t slot) const { return found_[slot]; }
  // What the path of a kPath operation found.
  Found FoundBy(OpIndex path_op);

 private:
  // What is known of a pattern and the text of its group; kNo is not written down.
  enum class Match : std::uint8_t { kNo, kYes, kMaybe, kGaveUp };

  Value Compute(OpIndex index);
  Value ComputeDeep(OpIndex index);
  Value Perform(const Op& op, OpIndex index);
  Value PerformOp(const Op& op, OpIndex index);
  Value PerformBinary(const Op& op);
  Value PerformIn(const Op& op);
  Value PerformPath(const Op& op);
  Value PerformAnyPath(const Op& op, const PathOp& path);
  Found FindElsewhere(const PathOp& path) const;
  Value PerformEntity(std::string_view type, Value id);
  Value PerformList(const Op& op);
  Value PerformFormat(const Op& op);
  Value PerformCall(const Op& op);
  Value PerformPattern(const Op& op);
  Value PerformRule(const Op& op);
  Value PerformLabels(const Op& op, OpIndex index);
  Value PerformHasLabel(const Op& op);
  Value PerformResolveOptional(const Op& op);
  Value PerformVerdict(const Op& op, OpIndex index);
  Value PerformLabelEffect(const Op& op, OpIndex index);
  Value PerformPluginEffect(const Op& op, OpIndex index);
  std::optional<std::span<const Value>> Arguments(const Op& op, const CallOp& call, Value* instead);
  Value Err(std::string_view message);
  Value Input(const Op& op, std::size_t i) {
    const OpIndex index = program_->inputs[op.first_input + i];
    return Known(index) ? values_[index] : Compute(index);
  }
  bool Given(const Op& op, std::size_t i) const {
    return program_->inputs[op.first_input + i] != kNoOp;
  }

  void ForgetValues();
  bool Sampled(const model::Event& event, Random& random);
  void ReadData(const model::Event& event);
  void RunFiles();
  void RunState(std::uint32_t file);
  void Activate(std::uint32_t file);
  void RunActivation(const Activation& activation);
  void CountErrors();
  void CountError(const MustRun& must);
  void CheckPath(const PathCheck& check);
  void FireRules();
  void FireGuarded(std::uint32_t file);
  // False only when what rests on the comparison cannot be true.
  bool MayHold(const Comparison& needs) const {
    if (needs.slot == kNoOp) return true;
    const Found& found = found_[needs.slot];
    if (found.kind != codec::JsonKind::kInt) return true;
    return OrderedInts(needs.symbol, found.json.AsInt(), needs.number);
  }
  bool RootsHold(std::uint32_t roots);
  void Fire(std::uint32_t when_rules);
  void Emit(EffectValue* effect, std::uint32_t when_rules, std::span<const std::uint32_t> rules);
  bool MatchGroup(std::uint32_t group);
  Match MatchOf(const PatternOp& pattern);
  void StopIfOverLimit();

  std::shared_ptr<const Program> program_;
  EvaluatorOptions options_;
  Workspace work_;
  codec::Json secret_;
  std::vector<Found> found_;
  std::vector<Found> secret_found_;

  std::vector<Value> values_;          // by op
  std::vector<std::uint32_t> epochs_;  // by op: when its value was made; kAlways for constants
  std::uint32_t epoch_ = 0;
  std::uint64_t steps_ = 0;
  std::vector<const model::EntityLabels*> labels_;  // by op, for kLabels
  std::vector<std::string_view> messages_;          // by op, for ERR
  std::string_view message_;                        // of the ERR being made

  static constexpr std::uint32_t kAlways = 0xffffffff;

  struct GroupState {
    std::uint32_t epoch = 0;
    bool text_failed = false;
    std::vector<std::uint32_t> hits;   // patterns that match
    std::vector<std::uint32_t> maybe;  // and those that may
    struct Mark {
      std::uint32_t epoch = 0;
      Match match = Match::kNo;
    };
    std::vector<Mark> marks;  // by pattern
    std::unique_ptr<text::PatternSet::Scratch> scratch;
  };
  std::vector<GroupState> groups_;
  struct RootState {
    std::uint32_t epoch = 0;
    bool hold = false;
  };
  std::vector<RootState> roots_;
  std::vector<std::uint32_t> file_epochs_;
  std::vector<std::uint32_t> state_epochs_;  // by file: when its state calls ran
  std::vector<std::uint32_t> awake_;         // guarded WhenRules that may fire
  std::vector<std::uint32_t> true_rules_;
  std::vector<OpIndex> stack_;

  const model::Event* event_ = nullptr;
  Facts* facts_ = nullptr;
  bool facts_may_fail_ = true;
  TimeUs now_{};
  std::optional<EvaluationContext> context_;
  Outcome outcome_;
};

}  // namespace evenhand::program
