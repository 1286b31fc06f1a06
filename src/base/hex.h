#pragma once

// Bytes as lower-case hexadecimal digits, and back.

#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand {

std::string Hex(std::string_view bytes);
void AppendHex(std::string_view bytes, std::string* out);
// Errors: kCorrupt for an odd number of digits, or something else than lower-case digits.
Result<std::string> Unhex(std::string_view text);

}  // namespace evenhand
