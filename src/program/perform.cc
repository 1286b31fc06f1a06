// What each operation does. Failure semantics: docs/language.md, failures.

#include <algorithm>
#include <optional>

#include "model/label_rules.h"
#include "program/coercion.h"
#include "program/evaluator.h"
#include "program/operators.h"

namespace evenhand::program {
namespace {

constexpr Value kPropagated = Value::Failed(Failure::kPropagated);

// What `==` and the left of `in` see of a failed operand.
Value NoneIfFailed(Value v) { return v.failed() ? Value::None() : v; }

}  // namespace

Value Evaluator::Err(std::string_view message) {
  message_ = message;
  return Value::Failed(Failure::kError);
}

// Stands beside what it calls for each operation, which is thus part of it.
Value Evaluator::Compute(OpIndex index) {
  const Op& op = program_->ops[index];
  if (op.deep) return ComputeDeep(index);
  if (++steps_ > options_.max_steps || work_.arena.exhausted()) [[unlikely]] {
    return Value::Failed(Failure::kPropagated);
  }
  const Value value = Perform(op, index);
  values_[index] = value;
  epochs_[index] = epoch_;
  return value;
}

Value Evaluator::Perform(const Op& op, OpIndex index) {
  message_ = {};
  const Value value = PerformOp(op, index);
  if (value.failed() && value.failure() == Failure::kError) messages_[index] = message_;
  return value;
}

Value Evaluator::PerformOp(const Op& op, OpIndex index) {
  switch (op.code) {
    case OpCode::kConst:
      return program_->constants[op.data];
    case OpCode::kPath:
      return PerformPath(op);
    case OpCode::kEntity: {
      const Value id = Input(op, 0);
      return id.failed() ? kPropagated : PerformEntity(program_->names[op.data], id);
    }
    case OpCode::kUnlisted:
      return Err("`rules_any` and `then` must be list literals");
    case OpCode::kActionId:
      return Value::Int(event_->id);
    case OpCode::kActionName:
      return Value::Str(event_->name);
    case OpCode::kUnwrap: {
      const Value v = Input(op, 0);
      return v.failed() ? kPropagated : Unwrap(v, work_.arena);
    }
    case OpCode::kArithmetic:
    case OpCode::kOrdered:
      return PerformBinary(op);
    case OpCode::kEqual:
      return Value::Bool(Equal(NoneIfFailed(Input(op, 0)), NoneIfFailed(Input(op, 1))));
    case OpCode::kNotEqual:
      return Value::Bool(!Equal(NoneIfFailed(Input(op, 0)), NoneIfFailed(Input(op, 1))));
    case OpCode::kIn:
    case OpCode::kNotIn:
      return PerformIn(op);
    case OpCode::kAnd:
    case OpCode::kOr: {
      // What is not asked here is still counted: Evaluator::CountErrors asks all that may err.
      bool result = op.code == OpCode::kAnd;
      for (std::size_t i = 0; i < op.input_count; ++i) {
        if (Truthy(Input(op, i)) != result) return Value::Bool(!result);
      }
      return Value::Bool(result);
    }
    case OpCode::kNot: {
      const Value v = Input(op, 0);
      return v.failed() ? kPropagated : Value::Bool(!Truthy(v));
    }
    case OpCode::kNegate: {
      const Value v = Input(op, 0);
      std::string_view why;
      const Value result = v.failed() ? kPropagated : Negate(v, work_, &why);
      return why.empty() ? result : Err(why);
    }
    case OpCode::kList:
      return PerformList(op);
    case OpCode::kFormat:
      return PerformFormat(op);
    case OpCode::kCall:
      return PerformCall(op);
    case OpCode::kPattern:
      return PerformPattern(op);
    case OpCode::kRule:
    case OpCode::kRuleOfList:
      return PerformRule(op);
    case OpCode::kLabels:
      return PerformLabels(op, index);
    case OpCode::kHasLabel:
      return PerformHasLabel(op);
    case OpCode::kResolveOptional:
      return PerformResolveOptional(op);
    case OpCode::kVerdict:
      return PerformVerdict(op, index);
    case OpCode::kLabelEffect:
      return PerformLabelEffect(op, index);
    case OpCode::kPluginEffect:
      return PerformPluginEffect(op, index);
  }
  return kPropagated;
}

Value Evaluator::PerformBinary(const Op& op) {
  const Value left = Input(op, 0);
  const Value right = Input(op, 1);
  if (left.failed() || right.failed()) return kPropagated;
  if (op.code == OpCode::kOrdered && left.tag() == Tag::kInt && right.tag() == Tag::kInt) {
    return Value::Bool(OrderedInts(op.symbol, left.AsInt(), right.AsInt()));
  }
  std::string_view why;
  const Value result = op.code == OpCode::kOrdered
                           ? Ordered(op.symbol, left, right, &why)
                           : Arithmetic(op.symbol, left, right, work_, &why);
  return why.empty() ? result : Err(why);
}

Value Evaluator::PerformIn(const Op& op) {
  const Value right = Input(op, 1);
  if (right.failed()) return kPropagated;
  std::string_view why;
  const Value result = Contains(NoneIfFailed(Input(op, 0)), right, &why);
  if (!why.empty()) return Err(why);
  return Value::Bool(result.AsBool() == (op.code == OpCode::kIn));
}

Value Evaluator::PerformPath(const Op& op) {
  const PathOp& path = program_->paths[op.data];
  if (path.plain && path.entity_type.empty() && op.input_count == 0) {
    const Found& found = (path.secret ? secret_found_ : found_)[path.slot];
    if (Holds(path.as_is, found.kind)) return FromScalar(found.kind, found.json);
  }
  return PerformAnyPath(op, path);
}

Value Evaluator::PerformAnyPath(const Op& op, const PathOp& path) {
  bool required = path.required;
  bool coerce = path.coerce;
  if (op.input_count == 2) {
    const Value flags[] = {Input(op, 0), Input(op, 1)};
    if (flags[0].failed() || flags[1].failed()) return kPropagated;
    required = Truthy(flags[0]);
    coerce = coerce && Truthy(flags[1]);
  }
  const std::vector<Found>& plain = path.secret ? secret_found_ : found_;
  const Found found = path.plain ? plain[path.slot] : FindElsewhere(path);
  Value value;
  switch (found.state) {
    case Found::State::kMissing:
      if (path.admits_none) return Value::None();
      return Value::Failed(required ? Failure::kError : Failure::kExpected);
    case Found::State::kError:
      return Value::Failed(Failure::kError);
    case Found::State::kCharacter:
      value = FromText(path.type, found.character, coerce, work_);
      break;
    case Found::State::kFound:
      if (!required && !path.admits_none && found.kind == codec::JsonKind::kNull) {
        return Value::Failed(Failure::kExpected);
      }
      value = FromJson(path.type, found.json, coerce, work_);
      break;
  }
  return path.entity_type.empty() ? value : PerformEntity(path.entity_type, value);
}

Value Evaluator::PerformEntity(std::string_view type, Value id) {
  if (id.failed()) return id;
  if (id.tag() != Tag::kStr && id.tag() != Tag::kInt && id.tag() != Tag::kBig) {
    return Err("the id of an entity must be a text or an integer");
  }
  return Value::Entity(work_.arena.New<EntityValue>(type, id));
}

Value Evaluator::PerformList(const Op& op) {
  const std::span<Value> items = work_.arena.Array<Value>(op.input_count);
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i] = Input(op, i);
    if (items[i].failed()) return kPropagated;
  }
  return Value::List(items);
}

Value Evaluator::PerformFormat(const Op& op) {
  const FormatOp& format = program_->formats[op.data];
  for (std::size_t i = 0; i < op.input_count; ++i) {
    if (Input(op, i).failed()) return kPropagated;
  }
  ArenaText text(work_.arena);
  text.Append(format.literals[0]);
  for (std::size_t i = 0; i < op.input_count; ++i) {
    const Value field = Input(op, i);
    AppendPythonStr(field.tag() == Tag::kEntity ? field.AsEntity().id : field, &text);
    text.Append(format.literals[i + 1]);
  }
  return Value::Str(text.text());
}

// The arguments of a call; empty when it is not to be made (then *instead says what it gives).
std::optional<std::span<const Value>> Evaluator::Arguments(const Op& op, const CallOp& call,
                                                           Value* instead) {
  const std::span<Value> arguments = work_.arena.Array<Value>(op.input_count);
  bool none = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    arguments[i] = Input(op, i);
    if (arguments[i].failed()) {
      if (!call.admits_none[i]) {
        *instead = kPropagated;
        return std::nullopt;
      }
      arguments[i] = Value::None();
    }
    none |= arguments[i].is_none() && !call.admits_none[i];
  }
  if (none) {
    *instead = Err("an argument is none");
    return std::nullopt;
  }
  return arguments;
}

Value Evaluator::PerformCall(const Op& op) {
  const CallOp& call = program_->calls[op.data];
  Value instead;
  const auto arguments = Arguments(op, call, &instead);
  if (!arguments) return instead;
  context_->prepared = call.prepared.get();
  context_->target = call.target;
  context_->extra_names = call.extra_names;
  const Value result = call.row->call(*context_, *arguments);
  if (result.failed() && result.failure() == Failure::kError) message_ = context_->error();
  return result;
}

Value Evaluator::PerformPattern(const Op& op) {
  const Value text = Input(op, 0);
  if (text.failed()) return kPropagated;
  if (text.tag() != Tag::kStr) return Err("the text to match is none");
  const PatternOp& pattern = program_->patterns[op.data];
  MatchGroup(pattern.group);
  const Match match = MatchOf(pattern);
  if (match == Match::kGaveUp) return Err("the pattern took more steps on this text than it may");
  return Value::Bool(match == Match::kYes);
}

Value Evaluator::PerformRule(const Op& op) {
  const Rule& rule = program_->rules[op.data];
  if (rule.roots != kNoOp && !facts_may_fail_ && RootsHold(rule.roots)) {
    // It cannot fail, so the first condition that is false decides.
    bool holds = MayHold(rule.needs);
    for (std::size_t i = 0; holds && i < op.input_count; ++i) holds = Truthy(Input(op, i));
    return Value::Rule(op.data, holds);
  }
  bool holds = true;
  bool failed = false;
  if (op.code == OpCode::kRuleOfList) {
    const Value conditions = Input(op, 0);
    if (conditions.failed()) return kPropagated;
    if (conditions.tag() != Tag::kList) return Err("the conditions of a rule are none");
    for (const Value item : conditions.AsList()) holds &= Truthy(item);
  } else {
    for (std::size_t i = 0; i < op.input_count; ++i) {
      const Value item = Input(op, i);
      failed |= item.failed();
      holds &= Truthy(item);
    }
  }
  for (const auto& [name, field] : rule.fields) {
    if (failed) break;
    failed = ValueOf(field).failed();
  }
  return failed ? kPropagated : Value::Rule(op.data, holds);
}

model::EntityRef Evaluator::Reference(const EntityValue& entity) {
  ArenaText id(work_.arena);
  if (entity.id.tag() == Tag::kStr) return {entity.type, entity.id.AsStr()};
  AppendPythonStr(entity.id, &id);
  return {entity.type, id.text()};
}

Value Evaluator::PerformLabels(const Op& op, OpIndex index) {
  const Value entity = Input(op, 0);
  if (entity.tag() != Tag::kEntity) return kPropagated;
  const auto labels = facts_->Labels(Reference(entity.AsEntity()));
  if (!labels) return Err("the labels of the entity cannot be read");
  labels_[index] = *labels;
  return Value::Bool(*labels != nullptr);
}

Value Evaluator::PerformHasLabel(const Op& op) {
  const OpIndex labels_op = program_->inputs[op.first_input];
  const Value loaded = Input(op, 0);
  const auto optional = [&](std::size_t i) {
    return Given(op, i) ? NoneIfFailed(Input(op, i)) : Value::None();
  };
  const Value manual = optional(1);
  const Value age = optional(2);
  const Value error_on_empty = Given(op, 3) ? Input(op, 3) : Value::Bool(false);
  if (error_on_empty.failed()) return kPropagated;
  if (loaded.failed()) {
    return loaded.failure() == Failure::kError ? Err("the labels of the entity cannot be read")
                                               : kPropagated;
  }
  const model::EntityLabels* labels = labels_[labels_op];
  const LabelTest& test = program_->label_tests[op.data];
  const model::EntityRef entity = Reference(Input(program_->ops[labels_op], 0).AsEntity());
  facts_->NoteLabelTest(entity, Truthy(error_on_empty) ? std::string_view() : test.label);
  if (Truthy(error_on_empty) && (labels == nullptr || labels->empty())) {
    return Err("the entity has no labels");
  }
  return Value::Bool(model::Holds(
      labels,
      {.label = test.label,
       .wants_added = test.wants_added,
       .manual = manual.is_none() ? std::nullopt : std::optional(Truthy(manual)),
       .min_age_us = age.tag() == Tag::kDelta ? std::optional(age.AsDelta()) : std::nullopt},
      now_));
}

Value Evaluator::PerformResolveOptional(const Op& op) {
  const Value value = NoneIfFailed(Input(op, 0));
  if (!value.is_none()) return value;
  const Value fallback = Given(op, 1) ? NoneIfFailed(Input(op, 1)) : Value::None();
  if (!fallback.is_none()) return fallback;
  if (op.data != 0) return Err("the optional value is absent and has no default");
  return Value::Failed(Failure::kExpected);
}

Value Evaluator::PerformVerdict(const Op& op, OpIndex index) {
  const Value verdict = Input(op, 0);
  if (verdict.failed()) return kPropagated;
  EffectValue* effect = work_.arena.New<EffectValue>();
  effect->kind = EffectValue::Kind::kVerdict;
  effect->op = index;
  effect->payload = verdict;
  return Value::Effect(effect);
}

Value Evaluator::PerformLabelEffect(const Op& op, OpIndex index) {
  const Value entity = Input(op, 0);
  if (entity.failed()) return kPropagated;
  if (entity.tag() != Tag::kEntity) return Err("the entity of a label is none");
  const LabelEffectOp& spec = program_->label_effects[op.data];
  EffectValue* effect = work_.arena.New<EffectValue>();
  effect->kind = EffectValue::Kind::kLabel;
  effect->op = index;
  effect->entity = &entity.AsEntity();
  effect->label = spec.label;
  effect->adds = spec.adds;
  const auto duration = [&](std::size_t i, bool* given, std::int64_t* us) {
    const Value v = Given(op, i) ? Input(op, i) : Value::None();
    *given = v.tag() == Tag::kDelta;
    if (*given) *us = v.AsDelta();
  };
  duration(1, &effect->has_delay, &effect->delay_us);
  duration(3, &effect->has_expiry, &effect->expires_us);
  if (Given(op, 2)) {
    const Value condition = Input(op, 2);
    using ApplyIf = EffectValue::ApplyIf;
    effect->apply_if = condition.failed()    ? ApplyIf::kSuppressed
                       : condition.is_none() ? ApplyIf::kNotGiven
                       : condition.AsBool()  ? ApplyIf::kTrue
                                             : ApplyIf::kFalse;
    if (condition.tag() == Tag::kRule) effect->apply_rule = condition.AsRule();
  }
  return Value::Effect(effect);
}

Value Evaluator::PerformPluginEffect(const Op& op, OpIndex index) {
  const Value entry = PerformCall(op);
  if (entry.failed()) return entry;
  EffectValue* effect = work_.arena.New<EffectValue>();
  effect->kind = EffectValue::Kind::kPlugin;
  effect->op = index;
  effect->payload = entry;
  return Value::Effect(effect);
}

}  // namespace evenhand::program
