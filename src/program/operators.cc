#include "program/operators.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace evenhand::program {
namespace {

using sml::Op;

// Results with more bits than this are refused rather than made: 1 << (1 << 40) must not take
// memory.
constexpr std::uint64_t kMaxIntegerBits = 1 << 20;

constexpr std::string_view kTooLarge = "the integer would be too large";

Value Err(std::string_view* why, std::string_view reason) {
  *why = reason;
  return Value::Failed(Failure::kError);
}

bool IsInteger(Value v) {
  return v.tag() == Tag::kInt || v.tag() == Tag::kBig || v.tag() == Tag::kBool;
}

BigInt ToBig(Value v) { return v.tag() == Tag::kBig ? v.AsBig() : BigInt(v.AsInt()); }

std::uint64_t BitLength(const BigInt& v) {
  return v == 0 ? 0 : std::uint64_t{boost::multiprecision::msb(boost::multiprecision::abs(v))} + 1;
}

// The nearest double (ties to even); empty when beyond the largest.
std::optional<double> ToDouble(const BigInt& v) {
  const std::uint64_t bits = BitLength(v);
  if (bits <= 63) return static_cast<double>(static_cast<std::int64_t>(v));
  if (bits > 1024) return std::nullopt;
  // Keep 64 bits and note whether anything was lost below them: then one rounding is exact.
  const std::uint64_t drop = bits - 64;
  const BigInt magnitude = boost::multiprecision::abs(v);
  std::uint64_t top = static_cast<std::uint64_t>(magnitude >> drop);
  if ((BigInt(top) << drop) != magnitude) top |= 1;
  const double value = std::ldexp(static_cast<double>(top), static_cast<int>(drop));
  if (std::isinf(value)) return std::nullopt;
  return v < 0 ? -value : value;
}

std::optional<double> ToDouble(Value v) {
  switch (v.tag()) {
    case Tag::kFloat:
      return v.AsFloat();
    case Tag::kBig:
      return ToDouble(v.AsBig());
    default:
      return static_cast<double>(v.AsInt());
  }
}

// Integer over integer, rounded once.
std::optional<double> TrueDivide(const BigInt& a, const BigInt& b) {
  // Scale so that the quotient has at least 65 bits, and fold the rest into its lowest bit.
  const std::int64_t shift =
      66 + static_cast<std::int64_t>(BitLength(b)) - static_cast<std::int64_t>(BitLength(a));
  BigInt n = boost::multiprecision::abs(a);
  BigInt d = boost::multiprecision::abs(b);
  if (shift > 0) n <<= static_cast<unsigned>(shift);
  if (shift < 0) d <<= static_cast<unsigned>(-shift);
  BigInt quotient;
  BigInt rest;
  boost::multiprecision::divide_qr(n, d, quotient, rest);
  const std::uint64_t drop = BitLength(quotient) - 64;
  std::uint64_t top = static_cast<std::uint64_t>(BigInt(quotient >> drop));
  if (rest != 0 || (BigInt(top) << drop) != quotient) top |= 1;
  const std::int64_t exponent = static_cast<std::int64_t>(drop) - shift;
  if (exponent > 2000) return std::nullopt;
  const double value = std::ldexp(static_cast<double>(top),
                                  static_cast<int>(std::max<std::int64_t>(exponent, -3000)));
  if (std::isinf(value)) return std::nullopt;
  return (a < 0) != (b < 0) ? -value : value;
}

BigInt FloorDivide(const BigInt& a, const BigInt& b, BigInt* rest) {
  BigInt quotient;
  boost::multiprecision::divide_qr(a, b, quotient, *rest);
  if (*rest != 0 && (*rest < 0) != (b < 0)) {
    quotient -= 1;
    *rest += b;
  }
  return quotient;
}

double FloatModulo(double a, double b) {
  double rest = std::fmod(a, b);
  if (rest != 0) {
    if ((b < 0) != (rest < 0)) rest += b;
  } else {
    rest = std::copysign(0.0, b);
  }
  return rest;
}

double FloatFloorDivide(double a, double b) {
  const double rest = std::fmod(a, b);
  double quotient = (a - rest) / b;
  if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1;
  if (quotient == 0) return std::copysign(0.0, a / b);
  double floored = std::floor(quotient);
  if (quotient - floored > 0.5) floored += 1;
  return floored;
}

Value FloatPower(double base, double exponent, std::string_view* why) {
  if (base == 0 && exponent < 0) return Err(why, "0.0 cannot be raised to a negative power");
  if (base < 0 && std::isfinite(base) && std::isfinite(exponent) &&
      exponent != std::floor(exponent)) {
    return Err(why, "a negative number has no real fractional power");
  }
  const double value = std::pow(base, exponent);
  if (std::isinf(value) && std::isfinite(base) && std::isfinite(exponent)) {
    return Err(why, "the result is too large for a float");
  }
  return Value::Float(value);
}

Value FloatArithmetic(Op op, double a, double b, std::string_view* why) {
  switch (op) {
    case Op::kAdd:
      return Value::Float(a + b);
    case Op::kSubtract:
      return Value::Float(a - b);
    case Op::kMultiply:
      return Value::Float(a * b);
    case Op::kDivide:
      return b == 0 ? Value::Int(0) : Value::Float(a / b);
    case Op::kFloorDivide:
      return b == 0 ? Value::Int(0) : Value::Float(FloatFloorDivide(a, b));
    case Op::kModulo:
      return b == 0 ? Value::Int(0) : Value::Float(FloatModulo(a, b));
    case Op::kPower:
      return FloatPower(a, b, why);
    default:
      return Err(why, "this operator works on integers only");
  }
}

Value IntegerPower(const BigInt& base, const BigInt& exponent, Workspace& work,
                   std::string_view* why) {
  if (exponent < 0) {
    const auto b = ToDouble(base);
    const auto e = ToDouble(exponent);
    if (!b || !e) return Err(why, "the integer is too large for a float");
    return FloatPower(*b, *e, why);
  }
  const BigInt magnitude = boost::multiprecision::abs(base);
  if (magnitude <= 1) {
    if (exponent == 0) return Value::Int(1);
    const bool odd = static_cast<unsigned>(exponent & 1) != 0;
    return Value::Int(base >= 0 || odd ? static_cast<std::int64_t>(base) : 1);
  }
  if (exponent > kMaxIntegerBits ||
      BitLength(base) * static_cast<std::uint64_t>(exponent) > kMaxIntegerBits) {
    return Err(why, kTooLarge);
  }
  return work.Integer(boost::multiprecision::pow(base, static_cast<unsigned>(exponent)));
}

Value Shift(Op op, const BigInt& a, const BigInt& by, Workspace& work, std::string_view* why) {
  if (by < 0) return Err(why, "negative shift count");
  if (op == Op::kShiftRight) {
    if (by >= BitLength(a)) return Value::Int(a < 0 ? -1 : 0);
    const unsigned n = static_cast<unsigned>(by);
    // Rounds towards minus infinity, as a shift of two's complement does.
    BigInt rest;
    return work.Integer(FloorDivide(a, BigInt(1) << n, &rest));
  }
  if (a == 0) return Value::Int(0);
  if (by > kMaxIntegerBits || BitLength(a) + static_cast<std::uint64_t>(by) > kMaxIntegerBits) {
    return Err(why, kTooLarge);
  }
  return work.Integer(a << static_cast<unsigned>(by));
}

Value BigArithmetic(Op op, const BigInt& a, const BigInt& b, Workspace& work,
                    std::string_view* why) {
  BigInt rest;
  switch (op) {
    case Op::kAdd:
      return work.Integer(a + b);
    case Op::kSubtract:
      return work.Integer(a - b);
    case Op::kMultiply:
      if (BitLength(a) + BitLength(b) > kMaxIntegerBits) return Err(why, kTooLarge);
      return work.Integer(a * b);
    case Op::kDivide: {
      if (b == 0) return Value::Int(0);
      if (a == 0) return Value::Float(b < 0 ? -0.0 : 0.0);
      const auto quotient = TrueDivide(a, b);
      return quotient ? Value::Float(*quotient)
                      : Err(why, "the result of the division is too large for a float");
    }
    case Op::kFloorDivide:
      return b == 0 ? Value::Int(0) : work.Integer(FloorDivide(a, b, &rest));
    case Op::kModulo:
      if (b == 0) return Value::Int(0);
      FloorDivide(a, b, &rest);
      return work.Integer(rest);
    case Op::kPower:
      return IntegerPower(a, b, work, why);
    case Op::kShiftLeft:
    case Op::kShiftRight:
      return Shift(op, a, b, work, why);
    case Op::kBitOr:
      return work.Integer(a | b);
    case Op::kBitXor:
      return work.Integer(a ^ b);
    case Op::kBitAnd:
      return work.Integer(a & b);
    default:
      return Err(why, "unknown operator");
  }
}

// The common case, without big integers; empty when they are needed.
std::optional<Value> SmallArithmetic(Op op, std::int64_t a, std::int64_t b) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  std::int64_t result = 0;
  switch (op) {
    case Op::kAdd:
      if (!__builtin_add_overflow(a, b, &result)) return Value::Int(result);
      break;
    case Op::kSubtract:
      if (!__builtin_sub_overflow(a, b, &result)) return Value::Int(result);
      break;
    case Op::kMultiply:
      if (!__builtin_mul_overflow(a, b, &result)) return Value::Int(result);
      break;
    case Op::kDivide:
      if (b == 0) return Value::Int(0);
      if (std::max(a, b) <= kExact && std::min(a, b) >= -kExact) {
        return Value::Float(static_cast<double>(a) / static_cast<double>(b));
      }
      break;
    case Op::kFloorDivide:
      if (b == 0) return Value::Int(0);
      if (b != -1) return Value::Int(a / b - ((a % b != 0) && ((a < 0) != (b < 0))));
      break;
    case Op::kModulo: {
      if (b == 0) return Value::Int(0);
      if (b == -1) return Value::Int(0);
      const std::int64_t rest = a % b;
      return Value::Int(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest);
    }
    case Op::kShiftRight:
      if (b >= 0) return Value::Int(a >> std::min<std::int64_t>(b, 63));
      break;
    case Op::kBitOr:
      return Value::Int(a | b);
    case Op::kBitXor:
      return Value::Int(a ^ b);
    case Op::kBitAnd:
      return Value::Int(a & b);
    default:
      break;
  }
  return std::nullopt;
}

Value Repeat(std::string_view text, Value count, Workspace& work, std::string_view* why) {
  if (count.tag() == Tag::kBig) {
    if (count.AsBig() < 0 || text.empty()) return Value::Str("");
    return Err(why, "the text would pass the memory limit of an event");
  }
  if (count.AsInt() <= 0 || text.empty()) return Value::Str("");
  const auto times = static_cast<std::uint64_t>(count.AsInt());
  if (times > 0xffffffffu / text.size() || !work.arena.CanTake(times * text.size())) {
    return Err(why, "the text would pass the memory limit of an event");
  }
  const std::span<char> room = work.arena.Array<char>(times * text.size());
  for (std::size_t at = 0; at < room.size(); at += text.size()) {
    std::copy(text.begin(), text.end(), room.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return Value::Str({room.data(), room.size()});
}

Value Concatenate(std::string_view a, std::string_view b, Workspace& work, std::string_view* why) {
  if (a.size() + b.size() > 0xffffffffu || !work.arena.CanTake(a.size() + b.size())) {
    return Err(why, "the text would pass the memory limit of an event");
  }
  ArenaText text(work.arena);
  text.Append(a);
  text.Append(b);
  return Value::Str(text.text());
}

// An integer against a float, exactly: -1, 0, 1, or 2 for NaN.
int CompareIntegerFloat(Value integer, double d) {
  if (std::isnan(d)) return 2;
  if (std::isinf(d)) return d > 0 ? -1 : 1;
  if (integer.tag() != Tag::kBig) {
    constexpr double kLimit = 9223372036854775808.0;  // 2^63
    if (d >= kLimit) return -1;
    if (d < -kLimit) return 1;
    const auto whole = static_cast<std::int64_t>(d);
    const std::int64_t i = integer.AsInt();
    if (i != whole) return i < whole ? -1 : 1;
    const double fraction = d - static_cast<double>(whole);
    return fraction > 0 ? -1 : fraction < 0 ? 1 : 0;
  }
  int exponent = 0;
  const double mantissa = std::frexp(d, &exponent);
  if (exponent < 63) return integer.AsBig() < 0 ? -1 : 1;
  BigInt whole = static_cast<std::int64_t>(std::ldexp(mantissa, 62));
  whole <<= static_cast<unsigned>(exponent - 62);
  return integer.AsBig().compare(whole) < 0 ? -1 : integer.AsBig() == whole ? 0 : 1;
}

bool EqualLists(std::span<const Value> a, std::span<const Value> b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), &Equal);
}

}  // namespace

bool IsNumber(Value v) { return IsInteger(v) || v.tag() == Tag::kFloat; }

int CompareNumbers(Value left, Value right) {
  const bool left_float = left.tag() == Tag::kFloat;
  const bool right_float = right.tag() == Tag::kFloat;
  if (left_float && right_float) {
    const double a = left.AsFloat();
    const double b = right.AsFloat();
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
  }
  if (right_float) return CompareIntegerFloat(left, right.AsFloat());
  if (left_float) {
    const int reversed = CompareIntegerFloat(right, left.AsFloat());
    return reversed == 2 ? 2 : -reversed;
  }
  if (left.tag() != Tag::kBig && right.tag() != Tag::kBig) {
    return left.AsInt() < right.AsInt() ? -1 : left.AsInt() > right.AsInt() ? 1 : 0;
  }
  const int order = ToBig(left).compare(ToBig(right));
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

Value Arithmetic(Op op, Value left, Value right, Workspace& work, std::string_view* why) {
  if (left.tag() == Tag::kInt && right.tag() == Tag::kInt) {
    if (const auto small = SmallArithmetic(op, left.AsInt(), right.AsInt())) return *small;
  }
  if (left.tag() == Tag::kStr && right.tag() == Tag::kStr && op == Op::kAdd) {
    return Concatenate(left.AsStr(), right.AsStr(), work, why);
  }
  if (op == Op::kMultiply && left.tag() == Tag::kStr && IsInteger(right)) {
    return Repeat(left.AsStr(), right, work, why);
  }
  if (op == Op::kMultiply && right.tag() == Tag::kStr && IsInteger(left)) {
    return Repeat(right.AsStr(), left, work, why);
  }
  if (!IsNumber(left) || !IsNumber(right)) return Err(why, "unsupported operand types");
  if (left.tag() == Tag::kFloat || right.tag() == Tag::kFloat) {
    const auto a = ToDouble(left);
    const auto b = ToDouble(right);
    if (!a || !b) return Err(why, "the integer is too large for a float");
    return FloatArithmetic(op, *a, *b, why);
  }
  return BigArithmetic(op, ToBig(left), ToBig(right), work, why);
}

bool Equal(Value left, Value right) {
  if (IsNumber(left) && IsNumber(right)) return CompareNumbers(left, right) == 0;
  if (left.tag() != right.tag()) return false;
  switch (left.tag()) {
    case Tag::kNone:
      return true;
    case Tag::kStr:
      return left.AsStr() == right.AsStr();
    case Tag::kList:
      return EqualLists(left.AsList(), right.AsList());
    case Tag::kEntity:
      return left.AsEntity().type == right.AsEntity().type &&
             Equal(left.AsEntity().id, right.AsEntity().id);
    case Tag::kRule:
      return left.AsRule() == right.AsRule() && left.AsBool() == right.AsBool();
    case Tag::kDelta:
      return left.AsDelta() == right.AsDelta();
    case Tag::kExperiment:
      return left.AsExperiment().name == right.AsExperiment().name;
    default:
      return false;
  }
}

Value Ordered(Op op, Value left, Value right, std::string_view* why) {
  if (left.is_none() || right.is_none()) return Value::Bool(false);
  if (!IsNumber(left) || !IsNumber(right)) return Err(why, "these values have no order");
  const int order = CompareNumbers(left, right);
  if (order == 2) return Value::Bool(false);
  switch (op) {
    case Op::kLess:
      return Value::Bool(order < 0);
    case Op::kLessEqual:
      return Value::Bool(order <= 0);
    case Op::kGreater:
      return Value::Bool(order > 0);
    default:
      return Value::Bool(order >= 0);
  }
}

Value Contains(Value left, Value right, std::string_view* why) {
  if (right.is_none()) return Value::Bool(left.is_none());
  if (right.tag() == Tag::kList) {
    const auto items = right.AsList();
    return Value::Bool(
        std::any_of(items.begin(), items.end(), [&](Value item) { return Equal(item, left); }));
  }
  if (left.is_none()) return Value::Bool(false);
  if (right.tag() != Tag::kStr || left.tag() != Tag::kStr) {
    return Err(why, "`in` needs a text or a list on its right");
  }
  return Value::Bool(right.AsStr().find(left.AsStr()) != std::string_view::npos);
}

Value Negate(Value operand, Workspace& work, std::string_view* why) {
  if (operand.tag() == Tag::kFloat) return Value::Float(-operand.AsFloat());
  if (!IsInteger(operand)) return Err(why, "bad operand for unary -");
  if (operand.tag() != Tag::kBig && operand.AsInt() != std::numeric_limits<std::int64_t>::min()) {
    return Value::Int(-operand.AsInt());
  }
  return work.Integer(-ToBig(operand));
}

bool Truthy(Value v) {
  switch (v.tag()) {
    case Tag::kFailed:
    case Tag::kNone:
      return false;
    case Tag::kBool:
    case Tag::kInt:
    case Tag::kRule:
    case Tag::kDelta:
      return v.AsInt() != 0;
    case Tag::kFloat:
      return v.AsFloat() != 0;
    case Tag::kStr:
      return !v.AsStr().empty();
    case Tag::kList:
      return !v.AsList().empty();
    default:
      return true;
  }
}

Value Unwrap(Value v, Arena& arena) {
  switch (v.tag()) {
    case Tag::kEntity:
      return v.AsEntity().id;
    case Tag::kRule:
      return Value::Bool(v.AsBool());
    case Tag::kDelta:
      return Value::Float(static_cast<double>(v.AsDelta()) / 1e6);
    case Tag::kExperiment: {
      const ExperimentValue& e = v.AsExperiment();
      const std::span<Value> items = arena.Array<Value>(7);
      char number[24];
      const auto text = [&](std::int64_t n) {
        const auto end = std::to_chars(number, number + sizeof(number), n).ptr;
        return arena.Copy({number, static_cast<std::size_t>(end - number)});
      };
      items[0] = Value::Str(e.name);
      items[1] = e.entity->id;
      items[2] = Value::Str(e.entity->type);
      items[3] = Value::Str(e.bucket);
      items[4] = Value::Str(text(e.index));
      items[5] = Value::Str(e.version);
      items[6] = Value::Str(e.revision);
      return Value::List(items);
    }
    default:
      return v;
  }
}

}  // namespace evenhand::program
