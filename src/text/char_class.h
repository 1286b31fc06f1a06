#pragma once

// What kind of character a code point is, as Python's str and re see it (Unicode, not locale).
// Cost: O(1); the tables are built once, at first use.

#include <cstdint>

namespace evenhand::text {

bool IsWordChar(char32_t c);  // \w: a letter, a number of any kind, or _; combining marks are not
bool IsDecimalDigit(char32_t c);         // \d: general category Nd
bool IsSpace(char32_t c);                // \s and str.isspace
bool IsPunctuationOrSymbol(char32_t c);  // general categories P* and S*
bool IsNonspacingMark(char32_t c);       // general category Mn

}  // namespace evenhand::text
