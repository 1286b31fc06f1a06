#pragma once

// Doubles as text: the shortest decimal that reads back the same, in the layout of Python's repr
// (`5.0`, `1e+16`, `1e-05`, `inf`, `nan`).

#include <span>
#include <string_view>

namespace evenhand {

inline constexpr std::size_t kFloatReprRoom = 40;

// Writes into `room` (at least kFloatReprRoom bytes) and returns what was written.
std::string_view FloatRepr(double value, std::span<char> room);

}  // namespace evenhand
