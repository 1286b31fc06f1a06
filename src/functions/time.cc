// Durations, time buckets, chance, and ParseInt.

#include <cmath>
#include <cstdlib>
#include <variant>

#include "codec/iso8601.h"
#include "functions/free_form_date.h"
#include "functions/registry.h"
#include "text/python_text.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::FunctionRow;
using program::Purity;
using program::Tag;
using program::Value;
using Arguments = std::span<const Value>;

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kLeastGranularity = 3600;

// A number for comparison with a bound; ints beyond 64 bits lose their last digits.
double Approximate(const sml::Constant& constant) {
  return constant.kind == sml::ExprKind::kFloat ? constant.real
                                                : std::strtod(constant.text.c_str(), nullptr);
}

bool Less(const sml::Constant& a, const sml::Constant& b) {
  if (a.kind != sml::ExprKind::kInt || b.kind != sml::ExprKind::kInt)
    return Approximate(a) < Approximate(b);
  return BigInt(a.text) < BigInt(b.text);
}

void CheckGranularity(sml::CallCheck& check) {
  const sml::Constant* seconds = check.ConstantOf("granularity_seconds");
  if (seconds == nullptr || Approximate(*seconds) >= kLeastGranularity) return;
  check.Error(seconds->span, "bad-value", "invalid `granularity_seconds`",
              "granularity_seconds can not be less than 3600 (1 hour)");
}

void CheckPercentage(sml::CallCheck& check) {
  const sml::Constant* percentage = check.ConstantOf("percentage");
  if (percentage == nullptr) return;
  const double value = Approximate(*percentage);
  const char* hint = value == 0               ? "this will always be `False`"
                     : value == 1             ? "this will always be `True`"
                     : value < 0 || value > 1 ? "this must be between 0.0 and 1.0"
                                              : nullptr;
  if (hint != nullptr) check.Error(percentage->span, "bad-value", "invalid `percentage`", hint);
}

void CheckRange(sml::CallCheck& check) {
  const sml::Constant* start = check.ConstantOf("start");
  const sml::Constant* end = check.ConstantOf("end");
  if (start == nullptr || end == nullptr) return;
  if (!Less(*start, *end))
    check.Error(start->span, "bad-value", "invalid `start`",
                "the `start` value must be less than the `end` value");
}

BigInt Wide(const Value& value) {
  return value.tag() == Tag::kBig ? value.AsBig() : BigInt(value.AsInt());
}

// The largest multiple of `granularity` that is not above `value`.
Value FloorTo(CallContext& context, const Value& value, const Value& granularity) {
  if (value.tag() == Tag::kBig || granularity.tag() == Tag::kBig) {
    const BigInt step = Wide(granularity);
    BigInt rest = Wide(value) % step;
    if (rest < 0) rest += step;
    return context.Integer(Wide(value) - rest);
  }
  const __int128 step = granularity.AsInt();
  __int128 rest = value.AsInt() % step;
  if (rest < 0) rest += step;
  const __int128 floor = value.AsInt() - rest;
  if (floor < INT64_MIN) return context.Integer(BigInt(floor));
  return Value::Int(static_cast<std::int64_t>(floor));
}

// Weeks, days, hours, minutes, seconds.
Value CallTimeDelta(CallContext& context, Arguments arguments) {
  constexpr std::int64_t kSeconds[] = {604'800, 86'400, 3600, 60, 1};
  __int128 us = 0;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].tag() != Tag::kInt) return context.Err("the duration is too long");
    us += __int128{arguments[i].AsInt()} * kSeconds[i] * kSecondUs;
  }
  if (us < INT64_MIN || us > INT64_MAX) return context.Err("the duration is too long");
  return Value::Delta(static_cast<std::int64_t>(us));
}

Value CallTimeSince(CallContext& context, Arguments arguments) {
  const auto then = ParseFreeFormDate(arguments[0].AsStr(), Count(context.now));
  if (!then) return context.Err("the timestamp is not a date");
  return Value::Delta(std::max<std::int64_t>(context.event.time.face_us() - *then, 0));
}

// So old that no rule takes it for new.
constexpr std::int64_t kUnknownAge = 999'999'999;

Value CallTimestampAge(CallContext& context, Arguments arguments) {
  const auto then = codec::ParseIso8601(arguments[0].AsStr());
  if (!then) return Value::Int(kUnknownAge);
  return Value::Float(static_cast<double>(Count(context.now) - Count(then->utc)) / kSecondUs);
}

Value CallGetTimedeltaBucket(CallContext& context, Arguments arguments) {
  const double seconds = static_cast<double>(arguments[0].AsDelta()) / kSecondUs;
  return FloorTo(context, Value::Int(static_cast<std::int64_t>(seconds)), arguments[1]);
}

Value CallGetTimestampBucket(CallContext& context, Arguments arguments) {
  return FloorTo(context, arguments[0], arguments[1]);
}

Value CallGetSnowflakeBucket(CallContext& context, Arguments arguments) {
  if (arguments[0].tag() == Tag::kInt)
    return FloorTo(context, Value::Int((arguments[0].AsInt() >> 22) / 1000), arguments[1]);
  // Beyond 64 bits the peer's division is one of doubles.
  const double seconds = BigInt(arguments[0].AsBig() >> 22).convert_to<double>() / 1000;
  if (!std::isfinite(seconds)) return context.Err("the snowflake is too large");
  return FloorTo(context, context.Integer(BigInt(std::trunc(seconds))), arguments[1]);
}

Value CallRandomBool(CallContext& context, Arguments arguments) {
  const double draw = static_cast<double>(context.random.Next() >> 11) * 0x1p-53;
  return Value::Bool(draw < arguments[0].AsFloat());
}

Value CallRandomInt(CallContext& context, Arguments arguments) {
  const BigInt first = Wide(arguments[0]);
  const BigInt count = Wide(arguments[1]) - first + 1;
  // 64 bits more than the range has, so that no value is favoured by more than 2^-64.
  BigInt draw = 0;
  for (std::size_t bits = 0; bits < msb(count) + 65; bits += 64)
    draw = (draw << 64) + context.random.Next();
  return context.Integer(first + draw % count);
}

Value CallParseInt(CallContext& context, Arguments arguments) {
  text::ParsedInt parsed = text::ParseInt(arguments[0].AsStr());
  if (const auto* small = std::get_if<std::int64_t>(&parsed)) return Value::Int(*small);
  if (auto* big = std::get_if<BigInt>(&parsed)) return context.Integer(std::move(*big));
  return CallContext::Absent();
}

const FunctionRow kRows[] = {
    {.spec = {.name = "TimeDelta",
              .category = "Datetime",
              .signature = "(weeks: Const[int] = 0, days: Const[int] = 0, hours: Const[int] = 0, "
                           "minutes: Const[int] = 0, seconds: Const[int] = 0) -> TimeDeltaT",
              .doc = "A duration: the sum of its parts, any of which may be negative. Where a "
                     "number is wanted it counts as seconds. An error beyond 292,000 years."},
     .can_error = true,
     .call = &CallTimeDelta},
    {.spec = {.name = "TimeSince",
              .category = "Datetime",
              .signature = "(timestamp: str) -> TimeDeltaT",
              .doc = "How long before the event the timestamp lies; zero when it lies after. "
                     "Reads dates in nearly every spelling. Time zones are not applied, neither "
                     "the timestamp's nor the event's: `12:00-05:00` counts as 12:00. Missing "
                     "parts of the date are today's. An error when the text is not a date.",
              .notes = {{"timestamp", "`2025-03-01T11:00:00Z`, `March 1, 2025 9:30 AM`, ..."}}},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .call = &CallTimeSince},
    {.spec = {.name = "TimestampAge",
              .category = "Datetime",
              .signature = "(timestamp: str) -> float",
              .doc = "How many seconds ago the time was, counted from the time of the event. Of a "
                     "time to come it is below 0, of what is no time 999999999.",
              .notes = {{"timestamp",
                         "ISO 8601, such as `2025-03-01T12:00:00.123Z`; UTC unless it "
                         "says otherwise"}}},
     .call = &CallTimestampAge},
    {.spec = {.name = "GetTimedeltaBucket",
              .category = "Datetime",
              .signature = "(timedelta: TimeDeltaT, granularity_seconds: Const[int]) -> int",
              .doc = "The whole seconds of a duration, floored to a multiple of the granularity.",
              .notes = {{"granularity_seconds", "at least 3600"}},
              .check = &CheckGranularity},
     .call = &CallGetTimedeltaBucket},
    {.spec = {.name = "GetTimestampBucket",
              .category = "Datetime",
              .signature = "(timestamp: int, granularity_seconds: Const[int]) -> int",
              .doc = "A Unix time floored to a multiple of the granularity.",
              .notes = {{"timestamp", "seconds"}, {"granularity_seconds", "at least 3600"}},
              .check = &CheckGranularity},
     .call = &CallGetTimestampBucket},
    {.spec = {.name = "GetSnowflakeBucket",
              .category = "Datetime",
              .signature = "(snowflake: int, granularity_seconds: Const[int]) -> int",
              .doc = "The second in which a snowflake id was made, floored to a multiple of the "
                     "granularity. The id counts milliseconds since 1970 in the bits above the "
                     "lowest 22; add the epoch of your id service where it is another.",
              .notes = {{"granularity_seconds", "at least 3600"}},
              .check = &CheckGranularity},
     .can_error = true,
     .call = &CallGetSnowflakeBucket},
    {.spec = {.name = "RandomBool",
              .category = "Random",
              .signature = "(percentage: Const[float]) -> bool",
              .doc = "True by chance, drawn anew by every call.",
              .notes = {{"percentage", "the probability of true, above 0 and below 1"}},
              .check = &CheckPercentage},
     .purity = Purity::kEffect,
     .call = &CallRandomBool},
    {.spec = {.name = "RandomInt",
              .category = "Random",
              .signature = "(start: Const[int], end: Const[int]) -> int",
              .doc = "A number from `start` to `end`, both included, each as likely, drawn anew "
                     "by every call.",
              .notes = {{"start", "less than `end`"}},
              .check = &CheckRange},
     .purity = Purity::kEffect,
     .call = &CallRandomInt},
    {.spec = {.name = "ParseInt",
              .category = "Cast",
              .signature = "(s: str) -> int",
              .doc = "The whole number that the text shows: decimal digits of any script, a sign, "
                     "single underscores between digits, and white space around. No value when it "
                     "shows none, or has more than 4300 digits.",
              .notes = {{"s", "`12`, ` -1_000 `, `۱۲`"}}},
     .cost = program::Cost::kLinear,
     .can_fail = true,
     .call = &CallParseInt},
};

}  // namespace

std::span<const FunctionRow> TimeFunctions() { return kRows; }

}  // namespace evenhand::functions
