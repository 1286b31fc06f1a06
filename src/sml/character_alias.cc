#include "sml/character_alias.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace evenhand::sml {
namespace {

struct Alias {
  std::string_view name;
  char32_t code;
};

// The aliases of invisible characters, which are the ones that rules spell by name: ICU knows
// character names and corrections, but neither control codes nor abbreviations.
constexpr auto kAliases = std::to_array<Alias>({
    {"NULL", 0x00},
    {"NUL", 0x00},
    {"BACKSPACE", 0x08},
    {"BS", 0x08},
    {"TAB", 0x09},
    {"HT", 0x09},
    {"CHARACTER TABULATION", 0x09},
    {"HORIZONTAL TABULATION", 0x09},
    {"LINE FEED", 0x0A},
    {"LF", 0x0A},
    {"NEW LINE", 0x0A},
    {"NL", 0x0A},
    {"END OF LINE", 0x0A},
    {"EOL", 0x0A},
    {"LINE TABULATION", 0x0B},
    {"VERTICAL TABULATION", 0x0B},
    {"VT", 0x0B},
    {"FORM FEED", 0x0C},
    {"FF", 0x0C},
    {"CARRIAGE RETURN", 0x0D},
    {"CR", 0x0D},
    {"ALERT", 0x07},
    {"BEL", 0x07},
    {"ESCAPE", 0x1B},
    {"ESC", 0x1B},
    {"SPACE", 0x20},
    {"SP", 0x20},
    {"DELETE", 0x7F},
    {"DEL", 0x7F},
    {"NEXT LINE", 0x85},
    {"NEL", 0x85},
    {"NBSP", 0xA0},
    {"SHY", 0xAD},
    {"CGJ", 0x34F},
    {"ALM", 0x61C},
    {"MVS", 0x180E},
    {"ZWSP", 0x200B},
    {"ZWNJ", 0x200C},
    {"ZWJ", 0x200D},
    {"LRM", 0x200E},
    {"RLM", 0x200F},
    {"LRE", 0x202A},
    {"RLE", 0x202B},
    {"PDF", 0x202C},
    {"LRO", 0x202D},
    {"RLO", 0x202E},
    {"NNBSP", 0x202F},
    {"MMSP", 0x205F},
    {"WJ", 0x2060},
    {"LRI", 0x2066},
    {"RLI", 0x2067},
    {"FSI", 0x2068},
    {"PDI", 0x2069},
    {"BOM", 0xFEFF},
    {"BYTE ORDER MARK", 0xFEFF},
    {"ZWNBSP", 0xFEFF},
    {"VS15", 0xFE0E},
    {"VS16", 0xFE0F},
});

}  // namespace

std::optional<char32_t> CharacterByName(const std::string& name) {
  for (const UCharNameChoice choice : {U_UNICODE_CHAR_NAME, U_CHAR_NAME_ALIAS}) {
    UErrorCode status = U_ZERO_ERROR;
    const UChar32 code = u_charFromName(choice, name.c_str(), &status);
    if (U_SUCCESS(status)) return static_cast<char32_t>(code);
  }
  std::string upper = name;
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  const auto* found = std::find_if(kAliases.begin(), kAliases.end(),
                                   [&](const Alias& alias) { return alias.name == upper; });
  if (found == kAliases.end()) return std::nullopt;
  return found->code;
}

}  // namespace evenhand::sml
