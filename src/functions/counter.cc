// What outlasts an event: counters over a time window, and values kept for a while.
//
// Reads and writes run once per call written, in the order written, so that a rulebook decides
// whether it counts before or after it looks. "Now" is the time of the event.

#include <cmath>
#include <optional>
#include <variant>

#include "functions/registry.h"
#include "program/coercion.h"
#include "program/operators.h"
#include "program/workspace.h"
#include "text/python_text.h"

namespace evenhand::functions {
namespace {

using program::ArenaText;
using program::CallContext;
using program::FunctionRow;
using program::Purity;
using program::Tag;
using program::Value;
using Arguments = std::span<const Value>;

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kLongest = std::int64_t{100} * 366 * 86'400 * kSecondUs;

bool All(const Value& conditions) {
  for (const Value& item : conditions.AsList()) {
    if (!program::Truthy(item)) return false;
  }
  return true;
}

// A number of seconds; empty for what is none, or longer than kLongest either way.
std::optional<std::int64_t> Microseconds(const Value& seconds) {
  double s = 0;
  if (seconds.tag() == Tag::kFloat) {
    s = seconds.AsFloat();
  } else if (seconds.tag() == Tag::kInt) {
    s = static_cast<double>(seconds.AsInt());
  } else {
    return std::nullopt;
  }
  const double us = s * static_cast<double>(kSecondUs);
  if (!(std::fabs(us) <= static_cast<double>(kLongest))) return std::nullopt;
  return std::llround(us);
}

// Wide windows are counted in coarse buckets, so that none has more than a few thousand (for a
// month).
std::int64_t BucketOf(std::int64_t window_us) {
  constexpr std::int64_t kMinute = 60 * kSecondUs;
  if (window_us <= 5 * kMinute) return kSecondUs;
  if (window_us <= 60 * kMinute) return 10 * kSecondUs;
  if (window_us <= 24 * 60 * kMinute) return kMinute;
  return 10 * kMinute;
}

Value Count(CallContext& context, const Value& key, const Value& seconds, std::int64_t by,
            const Value& longest) {
  const auto window = Microseconds(seconds);
  const auto limit = longest.is_none() ? window : Microseconds(longest);
  if (!window || *window < 0 || !limit) {
    return context.Err("a window is a number of seconds, not below 0 and at most a century");
  }
  const std::int64_t bucket = BucketOf(*window);
  const std::int64_t most = longest.is_none() ? 2 * *window : std::min(*limit, 2 * *window);
  const std::int64_t keep = std::max(*window + bucket, most);
  const auto sum = context.facts.Window(key.AsStr(), bucket, *window, by, keep);
  return Value::Int(sum.value_or(0));
}

Value CallIncrementWindow(CallContext& context, Arguments arguments) {
  if (!All(arguments[2])) return Value::Int(0);
  return Count(context, arguments[0], arguments[1], 1, arguments[3]);
}

Value CallGetWindowCount(CallContext& context, Arguments arguments) {
  if (!All(arguments[2])) return Value::Int(0);
  return Count(context, arguments[0], arguments[1], 0, Value::None());
}

// The text under `key`, in the arena; empty when there is none or the cache cannot be read.
std::optional<std::string_view> Cached(CallContext& context, const Value& key) {
  const auto found = context.facts.CacheGet(key.AsStr());
  if (!found || !*found) return std::nullopt;
  return context.arena.Copy(**found);  // a later CacheSet of this event may move it
}

Value CallCacheGetStr(CallContext& context, Arguments arguments) {
  if (!All(arguments[1])) return arguments[2];
  const auto text = Cached(context, arguments[0]);
  return text ? Value::Str(*text) : arguments[2];
}

Value CallCacheGetInt(CallContext& context, Arguments arguments) {
  if (!All(arguments[1])) return arguments[2];
  const auto text = Cached(context, arguments[0]);
  if (!text) return arguments[2];
  text::ParsedInt parsed = text::ParseInt(*text);
  if (const auto* small = std::get_if<std::int64_t>(&parsed)) return Value::Int(*small);
  if (auto* big = std::get_if<BigInt>(&parsed)) return context.Integer(std::move(*big));
  return arguments[2];
}

Value CallCacheGetFloat(CallContext& context, Arguments arguments) {
  if (!All(arguments[1])) return arguments[2];
  const auto text = Cached(context, arguments[0]);
  const auto number = text ? text::ParseFloat(*text) : std::nullopt;
  return number ? Value::Float(*number) : arguments[2];
}

Value CallCacheSet(CallContext& context, Arguments arguments) {
  if (!All(arguments[2])) return Value::None();
  auto ttl = Microseconds(arguments[3]);
  if (!ttl) return context.Err("`ttl_seconds` is a number of seconds, at most a century");
  if (*ttl == 0) ttl = kLongest;  // 0 is "for good"
  ArenaText text(context.arena);
  program::AppendPythonStr(arguments[1], &text);
  if (!context.facts.CacheSet(arguments[0].AsStr(), text.text(), *ttl)) return Value::None();
  return Value::None();
}

const std::vector<std::pair<std::string, std::string>> kGetNotes = {
    {"key", "what it was kept under; text, whole numbers and floats share one set of keys"},
    {"when_all", "unless all of these are true, the default is given"},
    {"default", "given when there is nothing, its time is over, or it is no such value"}};

const std::vector<std::pair<std::string, std::string>> kSetNotes = {
    {"key", "what to keep it under, usually an f-string with the id of someone"},
    {"value", "what to keep; replaces what was there"},
    {"when_all", "unless all of these are true, nothing is done"},
    {"ttl_seconds", "how long it is kept; 0 is for good, below 0 forgets it"}};

FunctionRow GetRow(std::string name, std::string signature, std::string what,
                   Value (*call)(CallContext&, Arguments)) {
  return {.spec = {.name = std::move(name),
                   .category = "Counters and caches",
                   .signature = std::move(signature),
                   .doc = "The " + what +
                          " that a rule kept under this key, by an earlier event or "
                          "further up in this one.",
                   .notes = kGetNotes},
          .purity = Purity::kEffect,
          .call = call};
}

FunctionRow SetRow(std::string name, std::string signature, std::string what) {
  return {.spec = {.name = std::move(name),
                   .category = "Counters and caches",
                   .signature = std::move(signature),
                   .doc = "Keeps the " + what +
                          " under the key, for later events and for calls "
                          "further down.",
                   .notes = kSetNotes},
          .purity = Purity::kEffect,
          .can_error = true,
          .call = &CallCacheSet};
}

const FunctionRow kRows[] = {
    GetRow("CacheGetStr", "(key: str, when_all: List[bool], default: str = '') -> str", "text",
           &CallCacheGetStr),
    GetRow("CacheGetInt", "(key: str, when_all: List[bool], default: int = 0) -> int",
           "whole number", &CallCacheGetInt),
    GetRow("CacheGetFloat", "(key: str, when_all: List[bool], default: float = 0.0) -> float",
           "number", &CallCacheGetFloat),
    SetRow("CacheSetStr",
           "(key: str, value: str, when_all: List[bool], ttl_seconds: float = 86400) -> None",
           "text"),
    SetRow("CacheSetInt",
           "(key: str, value: int, when_all: List[bool], ttl_seconds: float = 86400) -> None",
           "whole number"),
    SetRow("CacheSetFloat",
           "(key: str, value: float, when_all: List[bool], ttl_seconds: float = 86400) -> None",
           "number"),
    {.spec = {.name = "IncrementWindow",
              .category = "Counters and caches",
              .signature = "(key: str, window_seconds: float, when_all: List[bool], "
                           "max_ttl_seconds: Optional[float] = None) -> int",
              .doc =
                  "Counts this event under the key, and gives how many were counted within the "
                  "window up to now, this one included. Time goes in steps of 1 s (windows up to "
                  "5 minutes), 10 s (an hour), 1 minute (a day) or 10 minutes.",
              .notes = {{"key", "what is counted, usually an f-string with the id of someone"},
                        {"window_seconds",
                         "how far back to count; each width is a counter of its own"},
                        {"when_all",
                         "unless all of these are true, nothing is counted and the result "
                         "is 0"},
                        {"max_ttl_seconds",
                         "how long a count is kept: at least the window, at most "
                         "twice as long, which is the default"}}},
     .purity = Purity::kEffect,
     .can_error = true,
     .call = &CallIncrementWindow},
    {.spec = {.name = "GetWindowCount",
              .category = "Counters and caches",
              .signature = "(key: str, window_seconds: float, when_all: List[bool]) -> int",
              .doc = "What `IncrementWindow` with the same key and window would give, without "
                     "counting.",
              .notes = {{"key", "what is counted"},
                        {"window_seconds", "how far back to count, as in `IncrementWindow`"},
                        {"when_all", "unless all of these are true, the result is 0"}}},
     .purity = Purity::kEffect,
     .can_error = true,
     .call = &CallGetWindowCount},
};

}  // namespace

std::span<const FunctionRow> CounterFunctions() { return kRows; }

}  // namespace evenhand::functions
