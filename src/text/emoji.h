#pragma once

// Emoji in a text.

#include <cstddef>
#include <string_view>

namespace evenhand::text {

// The length in bytes of the run of emoji at `at`; 0 when none begins there. A run holds everything
// up to the next character that is no emoji: modifiers, joiners, variation selectors, flags
// included. Cost: O(length of the run).
std::size_t EmojiRunAt(std::string_view text, std::size_t at);

}  // namespace evenhand::text
