#include "text/char_class.h"

#include <unicode/uchar.h>

#include <vector>

#include "base/utf8.h"

namespace evenhand::text {
namespace {

// Python 3.11 knows the characters of Unicode 14.
bool IsKnown(char32_t c) {
  constexpr std::uint8_t kUnicodeVersion = 14;
  UVersionInfo version;
  u_charAge(static_cast<UChar32>(c), version);
  return version[0] <= kUnicodeVersion;
}

bool ComputeIsWord(char32_t c) {
  constexpr std::uint32_t kWordMask = U_GC_L_MASK | U_GC_N_MASK;
  return c == '_' || ((U_GET_GC_MASK(static_cast<UChar32>(c)) & kWordMask) != 0 && IsKnown(c));
}

// One bit per code point: 136 KiB, of which a text touches a few lines.
class WordTable {
 public:
  WordTable() : bits_((kMaxCodePoint + 1) / 64) {
    for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
      if (ComputeIsWord(c)) bits_[c / 64] |= std::uint64_t{1} << c % 64;
    }
  }
  bool Has(char32_t c) const { return c <= kMaxCodePoint && (bits_[c / 64] >> c % 64 & 1) != 0; }

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace

bool IsWordChar(char32_t c) {
  static const WordTable table;
  return table.Has(c);
}

bool IsDecimalDigit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER && IsKnown(c);
}

bool IsSpace(char32_t c) {
  if (c < 0x80) return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20);
  if (c == 0x85) return true;
  return u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR || c == 0x2028 || c == 0x2029;
}

bool IsPunctuationOrSymbol(char32_t c) {
  constexpr std::uint32_t kMask = U_GC_P_MASK | U_GC_S_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kMask) != 0 && (c < 0x80 || IsKnown(c));
}

bool IsNonspacingMark(char32_t c) {
  return c >= 0x300 && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK && IsKnown(c);
}

}  // namespace evenhand::text
