#pragma once

// What an expression evaluates to: a 16-byte tagged slot. Failure is a value, with its reason.
//
// Strings are WTF-8 (UTF-8 in which a lone surrogate may stand as its three bytes), because events
// may hold them and the language keeps them. Everything a Value points to lives in the event's
// bytes, in the event's arena, or in the program.

#include <cstdint>
#include <span>
#include <string_view>

#include "base/bigint.h"
#include "base/check.h"
#include "model/entity.h"

namespace evenhand::program {

enum class Tag : std::uint8_t {
  kFailed,
  kNone,
  kBool,
  kInt,
  kBig,  // an integer beyond 64 bits; never one that would fit
  kFloat,
  kStr,
  kList,
  kEntity,
  kRule,
  kDelta,  // microseconds, in the integer
  kExperiment,
  kEffect,
};

// Why there is no value.
enum class Failure : std::uint8_t {
  kPropagated,  // an input failed; silent
  kExpected,    // the function could not answer, and that is normal (XF); silent
  kError,       // counted and reported (ERR)
};

struct EntityValue;
struct ExperimentValue;
struct EffectValue;

class Value {
 public:
  constexpr Value() = default;  // none

  static constexpr Value None() { return {}; }
  static constexpr Value Failed(Failure why) {
    Value v(Tag::kFailed);
    v.failure_ = why;
    return v;
  }
  static constexpr Value Bool(bool b) {
    Value v(Tag::kBool);
    v.int_ = b;
    return v;
  }
  static constexpr Value Int(std::int64_t i) {
    Value v(Tag::kInt);
    v.int_ = i;
    return v;
  }
  static Value Big(const BigInt* big) {
    Value v(Tag::kBig);
    v.pointer_ = big;
    return v;
  }
  static constexpr Value Float(double d) {
    Value v(Tag::kFloat);
    v.float_ = d;
    return v;
  }
  static Value Str(std::string_view s) {
    EVENHAND_CHECK(s.size() <= 0xffffffffu);
    Value v(Tag::kStr);
    v.size_ = static_cast<std::uint32_t>(s.size());
    v.pointer_ = s.data();
    return v;
  }
  static Value List(std::span<const Value> items) {
    Value v(Tag::kList);
    v.size_ = static_cast<std::uint32_t>(items.size());
    v.pointer_ = items.data();
    return v;
  }
  static constexpr Value Delta(std::int64_t microseconds) {
    Value v(Tag::kDelta);
    v.int_ = microseconds;
    return v;
  }
  static Value Entity(const EntityValue* e) { return Pointer(Tag::kEntity, e); }
  // A rule's outcome; `rule` is its index in Program::rules.
  static constexpr Value Rule(std::uint32_t rule, bool holds) {
    Value v(Tag::kRule);
    v.size_ = rule;
    v.int_ = holds;
    return v;
  }
  static Value Experiment(const ExperimentValue* e) { return Pointer(Tag::kExperiment, e); }
  static Value Effect(EffectValue* e) { return Pointer(Tag::kEffect, e); }

  Tag tag() const { return tag_; }
  bool failed() const { return tag_ == Tag::kFailed; }
  bool is_none() const { return tag_ == Tag::kNone; }
  Failure failure() const { return failure_; }

  bool AsBool() const { return int_ != 0; }
  std::int64_t AsInt() const { return int_; }
  double AsFloat() const { return float_; }
  std::int64_t AsDelta() const { return int_; }
  const BigInt& AsBig() const { return *static_cast<const BigInt*>(pointer_); }
  std::string_view AsStr() const { return {static_cast<const char*>(pointer_), size_}; }
  std::span<const Value> AsList() const;
  const EntityValue& AsEntity() const { return *static_cast<const EntityValue*>(pointer_); }
  std::uint32_t AsRule() const { return size_; }  // and AsBool: whether it holds
  const ExperimentValue& AsExperiment() const {
    return *static_cast<const ExperimentValue*>(pointer_);
  }
  EffectValue& AsEffect() const { return *static_cast<EffectValue*>(const_cast<void*>(pointer_)); }

 private:
  constexpr explicit Value(Tag tag) : tag_(tag) {}
  static Value Pointer(Tag tag, const void* p) {
    Value v(tag);
    v.pointer_ = p;
    return v;
  }

  Tag tag_ = Tag::kNone;
  Failure failure_ = Failure::kPropagated;
  std::uint32_t size_ = 0;
  union {
    std::int64_t int_ = 0;
    double float_;
    const void* pointer_;
  };
};
static_assert(sizeof(Value) == 16);

inline std::span<const Value> Value::AsList() const {
  return {static_cast<const Value*>(pointer_), size_};
}

struct EntityValue {
  std::string_view type;
  Value id;  // kStr, kInt or kBig
};

struct ExperimentValue {
  std::string_view name;
  const EntityValue* entity;
  std::string_view bucket;  // empty when not in the experiment
  std::int64_t index;       // -1 when not in the experiment
  std::string_view version;
  std::string_view revision;
};

// An effect that a rulebook built; it acts only when a WhenRules emits it.
struct EffectValue {
  enum class Kind : std::uint8_t { kVerdict, kLabel, kPlugin };
  enum class ApplyIf : std::uint8_t {
    kNotGiven,
    kTrue,
    kFalse,       // the mutation is not applied
    kSuppressed,  // the rule failed; the mutation is not applied
  };
  Kind kind = Kind::kVerdict;
  ApplyIf apply_if = ApplyIf::kNotGiven;
  bool adds = true;         // kLabel: add or remove
  bool has_expiry = false;  // expires_us counts from the event's time
  bool has_delay = false;
  std::uint32_t op = 0;  // index into Program::ops
  std::uint32_t apply_rule = 0;
  std::int64_t expires_us = 0;
  std::int64_t delay_us = 0;
  const EntityValue* entity = nullptr;
  std::string_view label;
  Value payload;  // kVerdict: the verdict; kPlugin: the entry to list, or none
  // The rules that fired it, in the order they did; grows while WhenRules are walked.
  std::uint32_t* rules = nullptr;
  std::uint32_t rule_count = 0;
  std::uint32_t rule_room = 0;

  std::span<const std::uint32_t> fired_by() const { return {rules, rule_count}; }
};

}  // namespace evenhand::program
