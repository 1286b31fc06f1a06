#pragma once

// Every character by an ASCII spelling of its sound or shape: AnyAscii 0.3.3, whose tables are
// fetched when the project is configured (cmake/any_ascii.cmake) and are not part of the
// repository.

#include <string>
#include <string_view>

namespace evenhand::text {

// Empty for a character without a spelling. Lives as long as the program.
std::string_view AsciiSpelling(char32_t c);

// The text with each character replaced by its spelling; ASCII stays.
std::string SpelledInAscii(std::string_view text);

}  // namespace evenhand::text
