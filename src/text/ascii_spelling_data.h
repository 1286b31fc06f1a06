#pragma once

// The tables behind text/ascii_spelling.h; the .cc is made by cmake/any_ascii.cmake.

#include <cstdint>
#include <span>
#include <string_view>

namespace evenhand::text {

struct AsciiSpellingBlock {
  std::uint32_t number;        // the code points from number * 256
  std::string_view spellings;  // one per code point, with tabs between; those left out are empty
};

std::span<const AsciiSpellingBlock> AsciiSpellingBlocks();

}  // namespace evenhand::text
