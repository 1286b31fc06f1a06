#pragma once

// A rulebook compiled to a flat list of operations over the static dependency graph.
//
// Every operation has a slot of the same number; its inputs have smaller numbers. Equal operations
// are one. Nothing here changes after Lower: a Program is shared by all evaluators
// (program/evaluator.h).

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "program/coercion.h"
#include "program/function.h"
#include "program/paths.h"
#include "program/value.h"
#include "program/workspace.h"
#include "sml/checker.h"
#include "text/pattern_set.h"

namespace evenhand::program {

using OpIndex = std::uint32_t;
inline constexpr OpIndex kNoOp = static_cast<OpIndex>(-1);

enum class OpCode : std::uint8_t {
  kConst,   // data: constants
  kPath,    // data: paths; inputs: [required, coerce] when they are not constants
  kEntity,  // data: names (the type); inputs: id
  kActionId,
  kActionName,
  kUnwrap,      // inputs: wrapper
  kArithmetic,  // symbol; inputs: left, right
  kEqual,       // inputs: left, right
  kNotEqual,
  kOrdered,  // symbol
  kIn,
  kNotIn,
  kAnd,  // inputs: two or more
  kOr,
  kNot,
  kNegate,
  kList,             // inputs: items
  kFormat,           // data: formats; inputs: fields
  kCall,             // data: calls; inputs: arguments
  kPattern,          // data: patterns; inputs: text
  kRule,             // data: rules; inputs: conditions
  kRuleOfList,       // data: rules; inputs: one list of conditions
  kLabels,           // inputs: entity; reads the facts once per entity
  kHasLabel,         // data: label_tests; inputs: labels, manual, age, error_on_empty
  kResolveOptional,  // data: 1 when an absent value is an ERR; inputs: value, default
  kVerdict,          // inputs: verdict
  kLabelEffect,      // data: label_effects; inputs: entity, delay, apply_if, expires
  kPluginEffect,     // data: calls; inputs: arguments
  kUnlisted,         // a WhenRules whose lists are not written in place: an ERR, always
};

struct Op {
  OpCode code = OpCode::kConst;
  sml::Op symbol = sml::Op::kNoOp;
  bool deep = false;  // its inputs nest too deeply for plain recursion
  bool may_be_none = false;
  std::uint32_t data = 0;
  std::uint32_t first_input = 0;  // into Program::inputs; kNoOp stands for an input not given
  std::uint32_t input_count = 0;
  const sml::Expr* source = nullptr;  // the first expression that made it; null for our own
};

struct PathOp {
  std::uint32_t slot = 0;  // into Program::data_paths or, when `secret`, secret_paths
  bool secret = false;
  bool plain = false;    // found by the one walk over the event
  bool required = true;  // when the op has no inputs
  bool coerce = true;
  bool admits_none = false;
  ScalarKinds as_is = 0;    // what is taken as it stands
  sml::Type type;           // what to read; for an entity the type of its id
  std::string entity_type;  // not empty: EntityJson
};

struct FormatOp {
  std::vector<std::string> literals;  // one more than there are fields
};

struct CallOp {
  const FunctionRow* row = nullptr;
  std::shared_ptr<const void> prepared;
  std::string target;
  std::vector<std::string> extra_names;
  std::vector<bool> admits_none;  // by input: a failed or absent value arrives as none
};

struct PatternOp {
  std::uint32_t group = 0;
  std::uint32_t pattern = 0;  // number inside the group's set
};

// A number of the event against a number of the rulebook.
struct Comparison {
  std::uint32_t slot =
      kNoOp;  // into Program::data_paths, of a plain path; kNoOp: nothing to compare
  sml::Op symbol = sml::Op::kNoOp;
  std::int64_t number = 0;  // what stands on the right
};

// A WhenRules that a pattern wakes, with what decides whether it is worth a look.
struct Wake {
  std::uint32_t when_rules = 0;
  std::uint32_t file = 0;
  Comparison needs;
};

// All conditions on one text, matched together.
struct PatternGroup {
  OpIndex text = kNoOp;
  std::vector<text::PatternSpec> specs;
  std::vector<Wake> wakes;                // WhenRules that may fire on a hit, by pattern
  std::vector<std::uint32_t> first_wake;  // by pattern, and one more: where its wakes begin
  bool has_guards = false;
  std::optional<text::PatternSet> set;  // always there once lowered

  std::span<const Wake> WakesOf(std::uint32_t pattern) const {
    return {wakes.data() + first_wake[pattern], wakes.data() + first_wake[pattern + 1]};
  }
};

struct Rule {
  std::string name;
  std::string description;  // a template with {Name} fields
  OpIndex op = kNoOp;
  std::uint32_t file = 0;
  std::vector<std::pair<std::string, OpIndex>> fields;  // of the description, by name
  std::uint32_t roots = kNoOp;  // into Program::roots; kNoOp: it may fail for other reasons too
  Comparison needs;             // it is not true when this is false
};

struct LabelTest {
  std::string label;
  bool wants_added = true;
};

struct LabelEffectOp {
  std::string label;
  bool adds = true;
};

struct WhenRules {
  std::uint32_t file = 0;
  Comparison needs;      // it cannot fire when this is false
  bool guarded = false;  // cannot fire unless a pattern of its guard hits
  std::vector<OpIndex> rules;
  std::vector<OpIndex> effects;
  std::vector<std::string> rule_names;  // "<unknown>" when not written as a name
  const sml::Expr* source = nullptr;
};

// Which files follow when a file runs.
struct Activation {
  std::vector<std::uint32_t> files;  // of an Import, or of a Require with a fixed path
  OpIndex path = kNoOp;              // of a Require with an f-string
  OpIndex condition = kNoOp;
};

struct MustRun {
  OpIndex op = kNoOp;
  std::uint32_t count = 1;  // how many expressions of the file it stands for: one ERR each
};

// Operations that end in ERR exactly when their common input is none.
struct MustRunIfNone {
  OpIndex input = kNoOp;
  std::vector<MustRun> then;
};

// A plain path that may end in ERR, and operations that do exactly when what it finds is none.
struct PathCheck {
  std::uint32_t slot = 0;  // into Program::data_paths
  ScalarKinds as_is = 0;   // kinds that are no error
  bool may_be_absent = false;
  MustRun path;
  std::vector<MustRun> when_none;
};

struct Feature {
  std::string name;
  OpIndex op = kNoOp;
  std::uint32_t file = 0;
  std::string_view key = {};     // `, "name": ` as JSON, in Program::feature_keys
  std::uint32_t shared = kNoOp;  // number of its operation among those that several features show
  std::uint32_t slot =
      kNoOp;              // into Program::data_paths, when all it does is to show what is there
  ScalarKinds as_is = 0;  // kinds that it shows as they stand
};

struct File {
  std::string path;
  std::vector<Activation> activations;
  std::vector<std::uint32_t> imports;
  std::vector<OpIndex> state_calls;  // calls that must run in the order written (Purity::kEffect)
  std::vector<PathCheck> path_checks;
  std::vector<MustRun> must_run;  // others that may end in ERR, or have an effect of their own
  std::vector<MustRunIfNone> none_checks;
  std::vector<MustRun> label_tests;  // kLabels ops and how many tests rest on each
  std::vector<std::uint32_t> when_rules;
  std::vector<std::uint32_t> unguarded;  // the when_rules that no pattern guards
  std::vector<std::uint32_t> groups;     // pattern groups that guard something here
  std::uint32_t first_feature = 0;
  std::uint32_t feature_count = 0;
};

struct Program {
  std::shared_ptr<const sml::Checked> checked;
  std::string hash;  // of the rulebook
  std::vector<Op> ops;
  std::vector<OpIndex> inputs;
  std::vector<Value> constants;
  std::vector<PathOp> paths;
  std::vector<FormatOp> formats;
  std::vector<CallOp> calls;
  std::vector<std::string> names;
  std::vector<PatternOp> patterns;
  std::vector<PatternGroup> groups;
  std::vector<Rule> rules;
  std::vector<std::vector<OpIndex>> roots;  // a rule fails only when one of its roots does
  std::vector<LabelTest> label_tests;
  std::vector<LabelEffectOp> label_effects;
  std::vector<WhenRules> when_rules;
  std::vector<File> files;  // as in the source set
  std::vector<Feature> features;
  std::string feature_keys;           // GatheredText::kPadding bytes longer than they are
  std::uint32_t shared_features = 0;  // operations that several features show
  std::unordered_map<std::string_view, std::uint32_t> file_by_path;
  PathTrie data_paths;
  PathTrie secret_paths;
  std::uint32_t main_file = 0;
  bool stateful = false;  // reads or writes labels, counters or caches
  bool has_state_calls = false;
  std::unique_ptr<Workspace> constant_room;

  std::span<const OpIndex> InputsOf(const Op& op) const {
    return {inputs.data() + op.first_input, op.input_count};
  }
};

// The place of an operation, "file:line:column", for people; empty when it has none.
std::string PlaceOf(const Program& program, OpIndex op);

}  // namespace evenhand::program
