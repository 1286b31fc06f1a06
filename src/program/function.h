#pragma once

// A function that rules can call: one row, with its signature, cost and effect.
//
// The rows live in functions/ (one file per subject); the few that steer evaluation itself
// (JsonData, Rule, WhenRules, Import, Require, labels, pattern matching) are lowered by name to
// operations of the program, and have no `call`.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/time.h"
#include "codec/json_document.h"
#include "model/event.h"
#include "program/facts.h"
#include "program/value.h"
#include "sml/checker.h"
#include "sml/function_spec.h"

namespace evenhand::program {

// Where randomness comes from; injected, so that a run can be repeated.
class Random {
 public:
  virtual ~Random() = default;
  virtual std::uint64_t Next() = 0;  // uniform over 64 bits
};

// What one call sees. Everything borrows for the length of the event.
class CallContext {
 public:
  Arena& arena;
  const model::Event& event;
  Facts& facts;
  Random& random;
  TimeUs now;               // the wall clock, read once per event
  const void* prepared;     // what the row's `prepare` made for this call, or null
  std::string_view target;  // the name of the assignment that holds the call; empty for none
  std::span<const std::string> extra_names;  // names of the arguments beyond the declared ones

  // ERR: counted and reported with this message. The text is copied when someone listens.
  Value Err(std::string_view message) {
    error_ = message;
    return Value::Failed(Failure::kError);
  }
  // XF: the function could not answer, and that is normal.
  static Value Absent() { return Value::Failed(Failure::kExpected); }

  Value Str(std::string_view text) { return Value::Str(arena.Copy(text)); }
  // A field of the event's data by top-level key; missing when there is none.
  codec::Json Data(std::string_view key) const { return event.data.Field(key); }
  // The same as text; empty when it is missing or none.
  std::string_view DataText(std::string_view key) const {
    const codec::Json value = Data(key);
    return value.kind() == codec::JsonKind::kString ? value.AsString() : std::string_view();
  }
  // Says something beside the result. The text lives as long as the event.
  virtual void Log(std::string_view line) = 0;
  // An integer of any size; a plain one when it fits 64 bits.
  virtual Value Integer(BigInt value) = 0;

  std::string_view error() const { return error_; }  // of the last Err

 protected:
  CallContext(Arena& a, const model::Event& e, Facts& f, Random& r, TimeUs n)
      : arena(a), event(e), facts(f), random(r), now(n), prepared(nullptr) {}
  ~CallContext() = default;

 private:
  std::string_view error_;
};

// Which of several equal calls may be evaluated as one, and when.
enum class Purity : std::uint8_t {
  kPure,    // same arguments, same event: same result; may be shared and left out
  kReads,   // reads facts: may be shared and left out
  kEffect,  // must run once per call written, in source order (counters, caches, log, random)
};

// How dear a call is, for planning: per call, or per byte of its text.
enum class Cost : std::uint8_t { kConstant, kLinear, kHeavy };

// What a call's arguments are known to be while compiling: parallel to the signature's parameters;
// null where the argument is not known before the event. Those of constant parameters always are.
using Constants = std::span<const sml::Constant* const>;

// The texts of the phrase lists of the rulebook: `lists/<name>.yaml`.
class Lists {
 public:
  virtual ~Lists() = default;
  // The file's text, or null when there is no such list.
  virtual const std::string* Find(std::string_view name) const = 0;
};

struct FunctionRow {
  sml::FunctionSpec spec = {};
  Purity purity = Purity::kPure;
  Cost cost = Cost::kConstant;
  bool can_error = false;    // may end in ERR even when its arguments are good
  bool can_fail = false;     // may end in XF
  bool uses_target = false;  // looks at the name of its assignment, so calls under two names differ
  // JSON paths of what the call takes from the event by itself, beside its arguments.
  std::span<const std::string_view> reads = {};

  // Builds what every call with these constants needs (a compiled pattern, a parsed list), once per
  // call in the rulebook. Constant arguments were checked by spec.check before.
  std::shared_ptr<const void> (*prepare)(Constants constants, const Lists& lists) = nullptr;

  // Arguments in the order of the signature; a left-out one holds its default. A failed argument
  // arrives as none when its type admits none; otherwise the call is not made.
  Value (*call)(CallContext& context, std::span<const Value> arguments) = nullptr;

  // Functions that emit an effect: the class name that reports show ("BanUserEffect") and the key
  // under which `call`'s result is listed in the output ("ban_user" for "__ban_user"). A none
  // result is not listed.
  std::string_view effect_class = {};
  std::string_view effect_feature = {};
};

}  // namespace evenhand::program
