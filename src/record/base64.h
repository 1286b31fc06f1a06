#pragma once

// Base64 in the one form that notes and proofs allow: the standard alphabet, with padding.

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::record {

std::string ToBase64(std::string_view bytes);

// The bytes; nothing unless `text` is exactly what ToBase64 makes of them (so no spaces, no missing
// padding, no stray bits at the end).
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace evenhand::record
