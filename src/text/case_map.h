#pragma once

// Upper and lower case as Python's str does it: full Unicode mappings, the final sigma rule, no
// locale. Lone surrogates pass through unchanged.

#include <cstddef>
#include <string_view>

namespace evenhand::text {

// No result is longer than this many times its text.
inline constexpr std::size_t kCaseGrowth = 3;

// Writes the mapped text at `to`, which has room for kCaseGrowth * text.size() bytes; returns the
// end.
char* ToLower(std::string_view text, char* to);
char* ToUpper(std::string_view text, char* to);

// The first code point of the full mapping of one character: what `re` compares by.
char32_t FirstOfLower(char32_t c);
char32_t FirstOfUpper(char32_t c);

}  // namespace evenhand::text
