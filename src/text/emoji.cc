#include "text/emoji.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace evenhand::text {
namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kEmojiStyle = 0xFE0F;

// Signs that are shown as text unless asked otherwise and stand in every keyboard row (#, 0, ©, ™)
// are none; arrows, weather and hearts are.
bool IsEmoji(char32_t c) {
  if (c < 0x2190) return false;
  const auto code = static_cast<UChar32>(c);
  return u_hasBinaryProperty(code, UCHAR_EXTENDED_PICTOGRAPHIC) ||
         u_hasBinaryProperty(code, UCHAR_EMOJI_PRESENTATION) ||
         u_hasBinaryProperty(code, UCHAR_EMOJI_MODIFIER) ||
         u_hasBinaryProperty(code, UCHAR_REGIONAL_INDICATOR);
}

// What continues a run but begins none: styles, and the letters inside a flag of a region.
bool Continues(char32_t c) { return c == kEmojiStyle || (c >= 0xE0020 && c <= 0xE007F); }

}  // namespace

std::size_t EmojiRunAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (std::size_t next = at; next < text.size();) {
    const char32_t c = DecodeNext(text, &next);
    if (IsEmoji(c) || (end > at && Continues(c))) {
      end = next;
    } else if (c != kJoiner || end == at) {
      break;  // a joiner belongs to the run only when an emoji follows
    }
  }
  return end - at;
}

}  // namespace evenhand::text
