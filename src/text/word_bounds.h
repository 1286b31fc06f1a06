#pragma once

// Where words begin and end by Unicode's default rules (UAX #29, without dictionaries: each Han or
// Thai character stands alone), as many tools split text.
//
//   in:  any bytes; one that belongs to no character counts as U+FFFD
//   out: byte offsets, ascending; 0 and text.size() are among them unless the text is empty
//
// Cost: O(n). Source: UAX #29, rules WB1 to WB999, with ICU's properties of characters.

#include <cstdint>
#include <string_view>
#include <vector>

namespace evenhand::text {

std::vector<std::uint32_t> WordBounds(std::string_view text);

// The spaces that the rules keep together (Word_Break=WSegSpace): neither tabs nor ends of lines,
// nor what is not to be broken at.
bool IsSegmentSpace(char32_t c);

}  // namespace evenhand::text
