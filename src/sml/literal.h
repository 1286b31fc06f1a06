#pragma once

// Python literals to values.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::sml {

// One string token, taken apart: the letters before the quotes and what stands between the quotes.
struct StringParts {
  bool raw = false;
  bool bytes = false;
  bool format = false;
  std::size_t body_offset = 0;  // of `body` in the token
  std::string_view body;
};
StringParts SplitString(std::string_view token);

// The text that `body` of a string stands for, in WTF-8: UTF-8 in which an escape may have put a
// lone surrogate, as Python strings may hold them. Errors: kInvalidArgument for an escape that
// names no character.
Result<std::string> DecodeString(std::string_view body, bool raw);

// A number that tokenised, by what it is.
struct NumberValue {
  enum class Kind : std::uint8_t { kInt, kFloat, kImaginary } kind = Kind::kInt;
  std::string digits;  // kInt: decimal, no leading zeros
  double real = 0;     // kFloat; infinite when too large, as in Python
};
// Errors: kLimit for an integer of more than 4300 decimal digits (CPython's limit).
Result<NumberValue> DecodeNumber(std::string_view token);

// Unicode normal form NFKC of valid UTF-8.
std::string ToNfkc(std::string_view name);

}  // namespace evenhand::sml
