#include "base/float_repr.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/check.h"

namespace evenhand {
namespace {

// The digits of a decimal and where its point stands: 0.d1d2d3... * 10^point.
struct Digits {
  char text[20];
  int count = 0;
  int point = 0;
};

Digits ShortestDigits(double magnitude) {
  char scientific[40];
  const auto end = std::to_chars(scientific, scientific + sizeof(scientific), magnitude,
                                 std::chars_format::scientific)
                       .ptr;
  Digits digits;
  const char* at = scientific;
  for (; at < end && *at != 'e'; ++at) {
    if (*at != '.') digits.text[digits.count++] = *at;
  }
  int exponent = 0;
  std::from_chars(at + (at[1] == '+' ? 2 : 1), end, exponent);
  digits.point = exponent + 1;
  return digits;
}

}  // namespace

std::string_view FloatRepr(double value, std::span<char> room) {
  EVENHAND_CHECK(room.size() >= kFloatReprRoom);
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char* to = room.data();
  const auto put = [&](const char* from, int n) { to = std::copy_n(from, n, to); };
  const auto zeros = [&](int n) { to = std::fill_n(to, n, '0'); };
  if (std::signbit(value)) *to++ = '-';
  if (value == 0) {
    put("0.0", 3);
    return {room.data(), static_cast<std::size_t>(to - room.data())};
  }
  const Digits d = ShortestDigits(std::abs(value));
  // Python switches to an exponent outside 1e-4 <= |x| < 1e16.
  if (d.point > 16 || d.point < -3) {
    *to++ = d.text[0];
    if (d.count > 1) {
      *to++ = '.';
      put(d.text + 1, d.count - 1);
    }
    const int exponent = d.point - 1;
    *to++ = 'e';
    *to++ = exponent < 0 ? '-' : '+';
    if (std::abs(exponent) < 10) *to++ = '0';
    to = std::to_chars(to, room.data() + room.size(), std::abs(exponent)).ptr;
  } else if (d.point <= 0) {
    put("0.", 2);
    zeros(-d.point);
    put(d.text, d.count);
  } else if (d.count <= d.point) {
    put(d.text, d.count);
    zeros(d.point - d.count);
    put(".0", 2);
  } else {
    put(d.text, d.point);
    *to++ = '.';
    put(d.text + d.point, d.count - d.point);
  }
  return {room.data(), static_cast<std::size_t>(to - room.data())};
}

}  // namespace evenhand
