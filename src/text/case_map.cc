#include "text/case_map.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"

namespace evenhand::text {
namespace {

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kSmallSigma = 0x3C3;
constexpr char32_t kFinalSigma = 0x3C2;
constexpr char32_t kCapitalIWithDot = 0x130;
constexpr char32_t kCombiningDotAbove = 0x307;

char32_t SimpleLower(char32_t c) {
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}
char32_t SimpleUpper(char32_t c) {
  return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c)));
}

// A capital of more than one character: "ß" to "SS".
struct LongUpper {
  char32_t from;
  std::array<char32_t, 3> to;  // 0 after the last
};

// All of them, sorted: about a hundred.
std::vector<LongUpper> MakeLongUppers() {
  std::vector<LongUpper> all;
  for (char32_t c = 0x80; c < 0x10000; ++c) {
    if (IsSurrogate(c)) continue;
    const UChar from = static_cast<UChar>(c);
    UChar to[8];
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length = u_strToUpper(to, 8, &from, 1, "", &status);
    EVENHAND_CHECK(U_SUCCESS(status) && length <= 3);
    if (length < 2 || U16_IS_SURROGATE(to[0])) continue;
    LongUpper entry{c, {}};
    std::copy(to, to + length, entry.to.begin());
    all.push_back(entry);
  }
  return all;
}

const LongUpper* FindLongUpper(char32_t c) {
  static const std::vector<LongUpper> all = MakeLongUppers();
  const auto found = std::lower_bound(all.begin(), all.end(), c,
                                      [](const LongUpper& e, char32_t v) { return e.from < v; });
  return found != all.end() && found->from == c ? &*found : nullptr;
}

bool IsCased(char32_t c) { return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_CASED); }
bool IsCaseIgnorable(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_CASE_IGNORABLE);
}

// Whether the capital sigma at [start, end) closes a word: a letter before it and none after, not
// counting marks and apostrophes.
bool IsFinalSigma(std::string_view text, std::size_t start, std::size_t end) {
  bool letter_before = false;
  while (start > 0 && !letter_before) {
    const char32_t c = DecodePrevious(text, &start);
    if (IsCaseIgnorable(c)) continue;
    if (!IsCased(c)) return false;
    letter_before = true;
  }
  if (!letter_before) return false;
  while (end < text.size()) {
    const char32_t c = DecodeNext(text, &end);
    if (!IsCaseIgnorable(c)) return !IsCased(c);
  }
  return true;
}

}  // namespace

char* ToLower(std::string_view text, char* to) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = DecodeNext(text, &at);
    if (c < 0x80) {
      *to++ = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else if (c == kCapitalSigma) {
      to = EncodeUtf8(IsFinalSigma(text, start, at) ? kFinalSigma : kSmallSigma, to);
    } else if (c == kCapitalIWithDot) {
      to = EncodeUtf8(kCombiningDotAbove, EncodeUtf8('i', to));
    } else {
      to = EncodeUtf8(SimpleLower(c), to);
    }
  }
  return to;
}

char* ToUpper(std::string_view text, char* to) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (c < 0x80) {
      *to++ = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    } else if (const LongUpper* longer = FindLongUpper(c)) {
      for (const char32_t part : longer->to) {
        if (part != 0) to = EncodeUtf8(part, to);
      }
    } else {
      to = EncodeUtf8(SimpleUpper(c), to);
    }
  }
  return to;
}

char32_t FirstOfLower(char32_t c) { return c == kCapitalIWithDot ? U'i' : SimpleLower(c); }

char32_t FirstOfUpper(char32_t c) {
  const LongUpper* longer = FindLongUpper(c);
  return longer != nullptr ? longer->to[0] : SimpleUpper(c);
}

}  // namespace evenhand::text
