#pragma once

// The four normal forms of Unicode, over WTF-8. Lone surrogates pass through.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::text {

enum class NormalForm : std::uint8_t { kNfc, kNfd, kNfkc, kNfkd };

// "NFC", "NFD", "NFKC" or "NFKD"; empty for anything else.
std::optional<NormalForm> ParseNormalForm(std::string_view name);

// A code point may become as many as 18. Cost: O(n).
std::string Normalize(std::string_view text, NormalForm form);

// The first code point of what one becomes by itself.
char32_t FirstOfNormal(char32_t c, NormalForm form);

}  // namespace evenhand::text
