#include "program/evaluator.h"

#include <algorithm>

#include "base/check.h"
#include "program/coercion.h"
#include "program/context.h"
#include "program/operators.h"

namespace evenhand::program {

Evaluator::Evaluator(std::shared_ptr<const Program> program, EvaluatorOptions options)
    : program_(std::move(program)), options_(options), work_(options.max_event_bytes) {
  const std::size_t n = program_->ops.size();
  values_.resize(n);
  ForgetValues();
  labels_.resize(n);
  messages_.resize(n);
  found_.resize(program_->data_paths.size());
  secret_found_.resize(program_->secret_paths.size());
  groups_.resize(program_->groups.size());
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    groups_[g].marks.resize(program_->groups[g].specs.size());
    groups_[g].scratch =
        std::make_unique<text::PatternSet::Scratch>(program_->groups[g].set->MakeScratch());
  }
  file_epochs_.resize(program_->files.size());
  state_epochs_.resize(program_->files.size());
  roots_.resize(program_->roots.size());
}

Evaluator::~Evaluator() = default;

const Outcome& Evaluator::Evaluate(const model::Event& event, Facts& facts, TimeUs now,
                                   Random& random) {
  work_.Reset();
  if (++epoch_ == kAlways) {
    // The counter went round: no old mark may look like a new one.
    ForgetValues();
    std::fill(roots_.begin(), roots_.end(), RootState{});
    std::fill(file_epochs_.begin(), file_epochs_.end(), 0);
    std::fill(state_epochs_.begin(), state_epochs_.end(), 0);
    for (GroupState& group : groups_) {
      group.epoch = 0;
      std::fill(group.marks.begin(), group.marks.end(), GroupState::Mark{});
    }
    epoch_ = 1;
  }
  steps_ = 0;
  event_ = &event;
  facts_ = &facts;
  facts_may_fail_ = facts.may_fail();
  now_ = now;
  context_.emplace(work_, event, facts, random, now, &outcome_.log);
  outcome_.dropped = false;
  outcome_.sample_rate = 100;
  outcome_.limit = {};
  outcome_.error_count = 0;
  outcome_.errors.clear();
  outcome_.effects.clear();
  outcome_.files.clear();
  outcome_.log.clear();
  if (Sampled(event, random)) {
    outcome_.dropped = true;
    return outcome_;
  }
  ReadData(event);
  RunFiles();
  CountErrors();
  FireRules();
  StopIfOverLimit();
  return outcome_;
}

void Evaluator::ForgetValues() {
  epochs_.assign(program_->ops.size(), 0);
  for (OpIndex i = 0; i < program_->ops.size(); ++i) {
    const Op& op = program_->ops[i];
    if (op.code != OpCode::kConst) continue;
    values_[i] = program_->constants[op.data];
    epochs_[i] = kAlways;
  }
}

// A rate of 10 keeps one event in ten; the peer's 1.1 drops one in ten, though its 0 drops all.
bool Evaluator::Sampled(const model::Event& event, Random& random) {
  const sml::Config& config = program_->checked->config;
  for (const auto& [name, rate] : config.sample_rates) {
    if (name != event.name) continue;
    outcome_.sample_rate = rate;
    if (rate >= 100) return false;
    if (rate <= 0) return true;
    const bool below = random.Next() % 100 < static_cast<std::uint64_t>(rate);
    return config.osprey_1_1 ? below : !below;
  }
  return false;
}

void Evaluator::ReadData(const model::Event& event) {
  program_->data_paths.Find(event.data, &found_);
  if (program_->secret_paths.size() == 0) return;
  secret_ = event.secret.missing() ? codec::EmptyJsonObject() : event.secret;
  program_->secret_paths.Find(secret_, &secret_found_);
}

void Evaluator::RunFiles() {
  Activate(program_->main_file);
  for (std::size_t i = 0; i < outcome_.files.size(); ++i) {
    if (program_->has_state_calls) RunState(outcome_.files[i]);
    for (const Activation& activation : program_->files[outcome_.files[i]].activations) {
      RunActivation(activation);
    }
  }
}

// Calls that read and write state run in an order that no value can change: a file's imports first,
// then its own as written. Whatever else asks for them, lazily or not, finds them done.
void Evaluator::RunState(std::uint32_t number) {
  if (std::exchange(state_epochs_[number], epoch_) == epoch_) return;
  const File& file = program_->files[number];
  for (const std::uint32_t import : file.imports) RunState(import);
  for (const OpIndex call : file.state_calls) ValueOf(call);
}

void Evaluator::Activate(std::uint32_t file) {
  if (std::exchange(file_epochs_[file], epoch_) != epoch_) outcome_.files.push_back(file);
}

void Evaluator::RunActivation(const Activation& activation) {
  if (activation.condition != kNoOp) {
    const Value condition = ValueOf(activation.condition);
    if (condition.failed() || !Truthy(condition)) return;
  }
  for (const std::uint32_t file : activation.files) Activate(file);
  if (activation.path == kNoOp) return;
  const Value path = ValueOf(activation.path);
  if (path.tag() != Tag::kStr) return;
  const auto file = program_->file_by_path.find(path.AsStr());
  if (file != program_->file_by_path.end()) Activate(file->second);
}

void Evaluator::CountErrors() {
  for (const std::uint32_t file : outcome_.files) {
    const File& f = program_->files[file];
    for (const PathCheck& check : f.path_checks) CheckPath(check);
    for (const MustRun& must : f.must_run) CountError(must);
    for (const MustRunIfNone& check : f.none_checks) {
      if (!ValueOf(check.input).is_none()) continue;
      for (const MustRun& must : check.then) CountError(must);
    }
    if (!facts_may_fail_) continue;
    for (const MustRun& must : f.label_tests) CountError(must);
  }
}

void Evaluator::CountError(const MustRun& must) {
  const Value value = ValueOf(must.op);
  if (!value.failed() || value.failure() != Failure::kError) return;
  outcome_.error_count += must.count;
  outcome_.errors.push_back({must.op, must.count, messages_[must.op]});
}

// A value of the right kind, or a rightly absent one, needs no evaluation to be no error.
void Evaluator::CheckPath(const PathCheck& check) {
  const Found& found = found_[check.slot];
  const bool absent = found.state == Found::State::kMissing;
  const bool right = absent ? check.may_be_absent : Holds(check.as_is, found.kind);
  if (!right) CountError(check.path);
  if (check.when_none.empty()) return;
  if (found.state == Found::State::kFound && found.kind != codec::JsonKind::kNull) return;
  if (!ValueOf(check.path.op).is_none()) return;
  for (const MustRun& must : check.when_none) CountError(must);
}

void Evaluator::FireRules() {
  for (const std::uint32_t file : outcome_.files) {
    const File& f = program_->files[file];
    if (f.unguarded.size() == f.when_rules.size()) {
      for (const std::uint32_t when : f.unguarded) {
        if (MayHold(program_->when_rules[when].needs)) Fire(when);
      }
    } else {
      FireGuarded(file);
    }
  }
}

// Guarded and unguarded together, in source order.
void Evaluator::FireGuarded(std::uint32_t number) {
  const File& file = program_->files[number];
  awake_.clear();
  for (const std::uint32_t when : file.unguarded) {
    if (MayHold(program_->when_rules[when].needs)) awake_.push_back(when);
  }
  for (const std::uint32_t g : file.groups) {
    if (!MatchGroup(g)) continue;
    for (const auto* patterns : {&groups_[g].hits, &groups_[g].maybe}) {
      for (const std::uint32_t pattern : *patterns) {
        for (const Wake& wake : program_->groups[g].WakesOf(pattern)) {
          if (wake.file == number && MayHold(wake.needs)) awake_.push_back(wake.when_rules);
        }
      }
    }
  }
  std::sort(awake_.begin(), awake_.end());
  awake_.erase(std::unique(awake_.begin(), awake_.end()), awake_.end());
  for (const std::uint32_t when : awake_) Fire(when);
}

bool Evaluator::RootsHold(std::uint32_t number) {
  RootState& state = roots_[number];
  if (std::exchange(state.epoch, epoch_) != epoch_) {
    const std::vector<OpIndex>& roots = program_->roots[number];
    state.hold = std::none_of(roots.begin(), roots.end(),
                              [this](OpIndex root) { return ValueOf(root).failed(); });
  }
  return state.hold;
}

void Evaluator::Fire(std::uint32_t index) {
  const WhenRules& when = program_->when_rules[index];
  true_rules_.clear();
  for (const OpIndex rule : when.rules) {
    const Value value = ValueOf(rule);
    if (value.tag() == Tag::kRule && value.AsBool()) true_rules_.push_back(value.AsRule());
  }
  if (true_rules_.empty()) return;
  for (const OpIndex op : when.effects) {
    const Value value = ValueOf(op);
    if (value.tag() == Tag::kEffect) Emit(&value.AsEffect(), index, true_rules_);
  }
}

void Evaluator::Emit(EffectValue* effect, std::uint32_t when_rules,
                     std::span<const std::uint32_t> rules) {
  const auto wanted = static_cast<std::uint32_t>(effect->rule_count + rules.size());
  if (wanted > effect->rule_room) {
    const std::uint32_t room = std::max(wanted, effect->rule_room * 2);
    std::uint32_t* to = work_.arena.Array<std::uint32_t>(room).data();
    std::copy_n(effect->rules, effect->rule_count, to);
    effect->rules = to;
    effect->rule_room = room;
  }
  std::copy(rules.begin(), rules.end(), effect->rules + effect->rule_count);
  effect->rule_count = wanted;
  outcome_.effects.push_back({effect, when_rules});
}

// False when the text has no value, or none that can be matched.
bool Evaluator::MatchGroup(std::uint32_t index) {
  GroupState& state = groups_[index];
  if (state.epoch == epoch_) return !state.text_failed;
  const PatternGroup& group = program_->groups[index];
  const Value text = ValueOf(group.text);
  state.epoch = epoch_;
  state.text_failed = text.tag() != Tag::kStr;
  if (state.text_failed) return false;
  group.set->Screen(text.AsStr(), *state.scratch, &state.hits, &state.maybe);
  const auto note = [&](const std::vector<std::uint32_t>& patterns, Match match) {
    for (const std::uint32_t pattern : patterns) state.marks[pattern] = {epoch_, match};
  };
  note(state.hits, Match::kYes);
  note(state.maybe, Match::kMaybe);
  return true;
}

// Whether a pattern matches the text of its group, which is there. Searches only when someone asks.
Evaluator::Match Evaluator::MatchOf(const PatternOp& pattern) {
  GroupState& state = groups_[pattern.group];
  GroupState::Mark& mark = state.marks[pattern.pattern];
  if (mark.epoch != epoch_) return Match::kNo;
  Match& match = mark.match;
  if (match != Match::kMaybe) return match;
  const PatternGroup& group = program_->groups[pattern.group];
  bool gave_up = false;
  const bool found = group.set->Search(pattern.pattern, ValueOf(group.text).AsStr(), &gave_up);
  return match = gave_up ? Match::kGaveUp : found ? Match::kYes : Match::kNo;
}

void Evaluator::StopIfOverLimit() {
  if (work_.arena.exhausted()) outcome_.limit = "the event took more memory than one event may";
  if (steps_ > options_.max_steps) outcome_.limit = "the event took more steps than one event may";
  if (!outcome_.limit.empty()) outcome_.effects.clear();
}

Value Evaluator::ExportedValueOf(OpIndex op) { return Unwrap(ValueOf(op), work_.arena); }

// The same with a stack of our own: a chain of a hundred thousand features must not use ours up.
Value Evaluator::ComputeDeep(OpIndex index) {
  const std::size_t bottom = stack_.size();
  stack_.push_back(index);
  while (stack_.size() > bottom) {
    const OpIndex top = stack_.back();
    const Op& op = program_->ops[top];
    OpIndex waiting = kNoOp;
    for (const OpIndex input : program_->InputsOf(op)) {
      if (input == kNoOp || Known(input)) continue;
      waiting = input;
      if (program_->ops[input].deep) break;
      ValueOf(input);
      waiting = kNoOp;
    }
    if (waiting != kNoOp) {
      stack_.push_back(waiting);
      continue;
    }
    stack_.pop_back();
    if (Known(top)) continue;
    const bool over = ++steps_ > options_.max_steps || work_.arena.exhausted();
    values_[top] = over ? Value::Failed(Failure::kPropagated) : Perform(op, top);
    epochs_[top] = epoch_;
  }
  return values_[index];
}

Found Evaluator::FindElsewhere(const PathOp& path) const {
  const PathTrie& trie = path.secret ? program_->secret_paths : program_->data_paths;
  return FindFirst(trie.path(path.slot), path.secret ? secret_ : event_->data);
}

Found Evaluator::FoundBy(OpIndex path_op) {
  const PathOp& path = program_->paths[program_->ops[path_op].data];
  return path.plain ? (path.secret ? secret_found_ : found_)[path.slot] : FindElsewhere(path);
}

std::string_view Evaluator::DescribeValue(Value v) {
  if (v.tag() == Tag::kStr) return v.AsStr();
  ArenaText text(work_.arena);
  AppendPythonStr(v, &text);
  return text.text();
}

std::string Evaluator::Explain(const EventError& error) {
  if (!error.message.empty()) return std::string(error.message);
  const Op& op = program_->ops[error.op];
  switch (op.code) {
    case OpCode::kPath: {
      const PathOp& path = program_->paths[op.data];
      const PathTrie& trie = path.secret ? program_->secret_paths : program_->data_paths;
      const std::string shown = "`" + codec::Print(trie.path(path.slot)) + "`";
      const Found found = FoundBy(error.op);
      if (found.state == Found::State::kMissing) return "missing JSON data at path " + shown;
      if (found.state == Found::State::kError)
        return "path " + shown + ": " + std::string(found.why);
      return "the value at path " + shown + " is not a " + sml::Display(path.type);
    }
    case OpCode::kLabels:
      return "the labels of the entity cannot be read";
    default:
      return "an error";
  }
}

}  // namespace evenhand::program
