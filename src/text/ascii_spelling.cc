#include "text/ascii_spelling.h"

#include <array>
#include <unordered_map>

#include "base/utf8.h"
#include "text/ascii_spelling_data.h"

namespace evenhand::text {
namespace {

// The spellings of 256 code points.
using Block = std::array<std::string_view, 256>;

Block SplitAtTabs(std::string_view spellings) {
  Block block;
  for (std::string_view& spelling : block) {
    const std::size_t tab = spellings.find('\t');
    spelling = spellings.substr(0, tab);
    if (tab == spellings.npos) break;
    spellings.remove_prefix(tab + 1);
  }
  return block;
}

std::unordered_map<char32_t, Block> MakeBlocks() {
  std::unordered_map<char32_t, Block> blocks;
  for (const AsciiSpellingBlock& data : AsciiSpellingBlocks())
    blocks.emplace(data.number, SplitAtTabs(data.spellings));
  return blocks;
}

}  // namespace

std::string_view AsciiSpelling(char32_t c) {
  static const std::unordered_map<char32_t, Block> blocks = MakeBlocks();
  const auto block = blocks.find(c >> 8);
  return block == blocks.end() ? std::string_view() : block->second[c & 0xFF];
}

std::string SpelledInAscii(std::string_view text) {
  std::string spelled;
  spelled.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (c < 0x80) {
      spelled += static_cast<char>(c);
    } else {
      spelled += AsciiSpelling(c);
    }
  }
  return spelled;
}

}  // namespace evenhand::text
