#include "record/key.h"

#include "base/utf8.h"

namespace evenhand::record {
namespace {

// Unicode's White_Space, and the control characters.
bool IsSpaceOrControl(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace

bool IsKeyName(std::string_view name) {
  if (name.empty() || !IsWellFormed(name, false)) return false;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = DecodeNext(name, &at);
    if (c == '+' || IsSpaceOrControl(c)) return false;
  }
  return true;
}

}  // namespace evenhand::record
