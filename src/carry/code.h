#pragma once

// The code that stands in a statement of reasons: whoever holds it may appeal (or obey) that
// decision, and needs no name, account or address.
//
//   code := 24 letters of data and a check letter, in groups of five; Crockford's alphabet
//   data := first 120 bits of HMAC-SHA-256(key of the year, purpose NUL decision NUL issue)
//   check := sum of g^i * data[i] over GF(32), g^5 = g^2 + 1: it finds every wrong letter and every
//   two
//            that changed places
//
// Nothing is stored for a code. A new issue number makes the ones before it worthless.
//
// Errors: kInvalidArgument saying in which group something cannot be, or that a letter is wrong.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::carry {

enum class Purpose : std::uint8_t { kAppeal, kComply };
std::string_view Name(Purpose purpose);

// 25 letters, without hyphens. `key` is 32 bytes.
std::string MakeCode(std::string_view key, Purpose purpose, std::string_view decision,
                     std::int64_t issue);

// As people type it: any case; spaces, hyphens, line breaks and direction marks between; Persian
// and Arabic digits; O for 0, I and L for 1. The 25 letters as MakeCode writes them.
Result<std::string> ReadCode(std::string_view typed);

// What is wrong with a typed code, for those who say it in another language.
struct CodeFault {
  enum class Kind : std::uint8_t { kLetter, kLong, kShort, kCheck };
  Kind kind = Kind::kCheck;
  std::size_t group = 0;    // counted from 1; of kLetter and kShort
  std::size_t letters = 0;  // that were there before it ended; of kShort
};
// Nothing when it can be a code, which `code` gets then.
std::optional<CodeFault> FaultOfCode(std::string_view typed, std::string* code);

// "7K4MQ-2XD9H-TB3WZ-0A1BC-DEFGH"
std::string GroupedCode(std::string_view code);

// What `received.txt` holds for a code: 32 hexadecimal digits that only its holder can recognise.
std::string ReceivedMark(std::string_view code);

}  // namespace evenhand::carry
