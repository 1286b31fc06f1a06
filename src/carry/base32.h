#pragma once

// Bytes as letters that survive any channel (RFC 4648, upper case, without padding), and the short
// line that two people compare over a telephone.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "record/digest.h"

namespace evenhand::carry {

std::string ToBase32(std::string_view bytes);
// The bytes; nothing unless `text` is exactly what ToBase32 makes of them.
std::optional<std::string> FromBase32(std::string_view text);

// "184227 QX7M2-6KDTA-…": the size of a record and the first 150 bits of its root.
std::string ShortRoot(std::uint64_t size, const record::Digest& root);

}  // namespace evenhand::carry
