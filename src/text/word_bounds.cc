#include "text/word_bounds.h"

#include <unicode/uchar.h>

#include <array>

#include "base/utf8.h"

namespace evenhand::text {
namespace {

using Class = std::uint8_t;  // a value of ICU's UWordBreakValues

Class ClassOf(char32_t c) {
  static const std::array<Class, 0x80> ascii = [] {
    std::array<Class, 0x80> classes;
    for (std::size_t code = 0; code < classes.size(); ++code) {
      classes[code] =
          static_cast<Class>(u_getIntPropertyValue(static_cast<UChar32>(code), UCHAR_WORD_BREAK));
    }
    return classes;
  }();
  if (c < ascii.size()) return ascii[c];
  return static_cast<Class>(u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_WORD_BREAK));
}

bool IsNewline(Class c) { return c == U_WB_CR || c == U_WB_LF || c == U_WB_NEWLINE; }
bool IsLetter(Class c) { return c == U_WB_ALETTER || c == U_WB_HEBREW_LETTER; }
// What belongs to the character before it (WB4).
bool IsAttached(Class c) { return c == U_WB_EXTEND || c == U_WB_FORMAT || c == U_WB_ZWJ; }
bool IsMidLetter(Class c) {
  return c == U_WB_MIDLETTER || c == U_WB_MIDNUMLET || c == U_WB_SINGLE_QUOTE;
}
bool IsMidNumber(Class c) {
  return c == U_WB_MIDNUM || c == U_WB_MIDNUMLET || c == U_WB_SINGLE_QUOTE;
}
bool IsWordLike(Class c) { return IsLetter(c) || c == U_WB_NUMERIC || c == U_WB_KATAKANA; }

struct Char {
  char32_t code;
  std::uint32_t at;
  Class kind;
};

std::vector<Char> CharsOf(std::string_view text) {
  std::vector<Char> chars;
  chars.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto start = static_cast<std::uint32_t>(at);
    const char32_t code = DecodeNext(text, &at);
    chars.push_back({code, start, ClassOf(code)});
  }
  return chars;
}

// Walks from character to character; what it remembers is what the rules ask of the text before.
class Walk {
 public:
  explicit Walk(const std::vector<Char>& chars) : chars_(chars) { Pass(0); }

  // Whether a boundary stands before character `i`. Asked of 1, 2, ... in turn.
  bool BreaksBefore(std::size_t i) {
    const bool breaks = Decide(i);
    Pass(i);
    return breaks;
  }

 private:
  bool Decide(std::size_t i) const {
    const Class before = chars_[i - 1].kind, here = chars_[i].kind;
    if (before == U_WB_CR && here == U_WB_LF) return false;                // WB3
    if (IsNewline(before) || IsNewline(here)) return true;                 // WB3a, b
    if (before == U_WB_ZWJ && IsPictograph(chars_[i].code)) return false;  // WB3c
    if (before == U_WB_WSEGSPACE && here == U_WB_WSEGSPACE) return false;  // WB3d
    if (IsAttached(here)) return false;                                    // WB4
    return !JoinsWord(here, i);
  }

  // WB5 to WB16, with attached characters left out of sight.
  bool JoinsWord(Class here, std::size_t i) const {
    if (IsLetter(last_)) {
      if (IsLetter(here) || here == U_WB_NUMERIC) return true;                    // WB5, 9
      if (IsMidLetter(here) && IsLetter(NextKind(i))) return true;                // WB6
      if (last_ == U_WB_HEBREW_LETTER && here == U_WB_SINGLE_QUOTE) return true;  // WB7a
      if (last_ == U_WB_HEBREW_LETTER && here == U_WB_DOUBLE_QUOTE &&
          NextKind(i) == U_WB_HEBREW_LETTER)
        return true;  // WB7b
    }
    if (IsLetter(last_but_one_) && IsMidLetter(last_) && IsLetter(here)) return true;  // WB7
    if (last_but_one_ == U_WB_HEBREW_LETTER && last_ == U_WB_DOUBLE_QUOTE &&
        here == U_WB_HEBREW_LETTER)
      return true;  // WB7c
    if (last_ == U_WB_NUMERIC) {
      if (here == U_WB_NUMERIC || IsLetter(here)) return true;            // WB8, 10
      if (IsMidNumber(here) && NextKind(i) == U_WB_NUMERIC) return true;  // WB12
    }
    if (last_but_one_ == U_WB_NUMERIC && IsMidNumber(last_) && here == U_WB_NUMERIC)
      return true;                                                                          // WB11
    if (last_ == U_WB_KATAKANA && here == U_WB_KATAKANA) return true;                       // WB13
    if (here == U_WB_EXTENDNUMLET) return IsWordLike(last_) || last_ == U_WB_EXTENDNUMLET;  // WB13a
    if (last_ == U_WB_EXTENDNUMLET) return IsWordLike(here);                                // WB13b
    return here == U_WB_REGIONAL_INDICATOR && flags_ % 2 == 1;  // WB15, 16
  }

  void Pass(std::size_t i) {
    const Class kind = chars_[i].kind;
    const bool attached = i > 0 && IsAttached(kind) && !IsNewline(chars_[i - 1].kind);
    if (attached) return;
    flags_ = kind == U_WB_REGIONAL_INDICATOR ? flags_ + 1 : 0;
    last_but_one_ = last_;
    last_ = kind;
  }

  Class NextKind(std::size_t i) const {
    for (++i; i < chars_.size(); ++i) {
      if (!IsAttached(chars_[i].kind)) return chars_[i].kind;
    }
    return U_WB_OTHER;
  }

  static bool IsPictograph(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
  }

  const std::vector<Char>& chars_;
  Class last_but_one_ = U_WB_OTHER;
  Class last_ = U_WB_OTHER;
  std::size_t flags_ = 0;  // regional indicators directly before
};

}  // namespace

bool IsSegmentSpace(char32_t c) { return ClassOf(c) == U_WB_WSEGSPACE; }

std::vector<std::uint32_t> WordBounds(std::string_view text) {
  std::vector<std::uint32_t> bounds;
  if (text.empty()) return bounds;
  const std::vector<Char> chars = CharsOf(text);
  Walk walk(chars);
  bounds.push_back(0);
  for (std::size_t i = 1; i < chars.size(); ++i) {
    if (walk.BreaksBefore(i)) bounds.push_back(chars[i].at);
  }
  bounds.push_back(static_cast<std::uint32_t>(text.size()));
  return bounds;
}

}  // namespace evenhand::text
