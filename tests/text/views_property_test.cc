// What holds of every text, with the folding written a second time: step by step over the whole
// text, straight from docs/text.md.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "text/fold_table.h"
#include "text/normalizers.h"
#include "text/views.h"

namespace evenhand::text {
namespace {

// Characters that meet in ways worth trying: letters of five scripts, marks of all of them,
// joiners, forms, digits, spaces.
char32_t Pick(std::uint32_t seed) {
  static constexpr std::pair<char32_t, char32_t> kBlocks[] = {
      {0x0020, 0x007E}, {0x00A0, 0x024F}, {0x0300, 0x036F}, {0x0400, 0x052F},   {0x0600, 0x06FF},
      {0x0600, 0x06FF}, {0x0900, 0x09FF}, {0x0E00, 0x0E7F}, {0x1000, 0x109F},   {0x1100, 0x11FF},
      {0x1E00, 0x1FFF}, {0x2000, 0x206F}, {0x20A0, 0x218F}, {0x3000, 0x30FF},   {0xAC00, 0xAC7F},
      {0xFB00, 0xFDFF}, {0xFE00, 0xFEFF}, {0xFF00, 0xFFEF}, {0x1D400, 0x1D4FF}, {0x1F600, 0x1F64F},
      {0x0640, 0x0655}, {0x2028, 0x202F},
  };
  const auto& [first, last] = kBlocks[seed % std::size(kBlocks)];
  return first + (seed / static_cast<std::uint32_t>(std::size(kBlocks))) % (last - first + 1);
}

std::string MakeText(const std::vector<std::uint32_t>& seeds) {
  std::string text;
  for (const std::uint32_t seed : seeds) AppendUtf8(Pick(seed), &text);
  return text;
}

std::vector<std::uint32_t> AnySeeds() {
  // Full width at every size: only the length grows.
  const auto seed = rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0u, 1u << 20));
  return *rc::gen::container<std::vector<std::uint32_t>>(seed);
}

std::string CollapseSpace(const icu::UnicodeString& text) {
  icu::UnicodeString collapsed;
  bool space = true;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    const bool is_space = u_isUWhiteSpace(c);
    if (!is_space || !space) collapsed.append(is_space ? UChar32{' '} : c);
    space = is_space;
  }
  if (collapsed.endsWith(u" ", 1)) collapsed.truncate(collapsed.length() - 1);
  std::string utf8;
  return collapsed.toUTF8String(utf8);
}

std::string SlowCasefold(const std::string& text) {
  return CollapseSpace(Normalize(Casefold(), icu::UnicodeString::fromUTF8(text)));
}

std::string SlowKey(const std::string& written, bool wide) {
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(written);
  if (wide) text.findAndReplace(icu::UnicodeString(u'\u200C'), icu::UnicodeString(u' '));
  text = Normalize(Decompose(), Normalize(Casefold(), text));
  icu::UnicodeString kept;
  char32_t base = 0;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(text.char32At(i));
    if (c == kTatweel || (IsCombining(c) && DropsMark(base, c))) continue;
    if ((U_GET_GC_MASK(text.char32At(i)) & U_GC_M_MASK) == 0) base = c;
    kept.append(static_cast<UChar32>(FoldLetter(c)));
  }
  return CollapseSpace(Normalize(Compose(), kept));
}

RC_GTEST_PROP(Fold, AgreesWithTheSlowTwin, ()) {
  const std::string text = MakeText(AnySeeds());
  RC_ASSERT(Key(View::kCasefold, text) == SlowCasefold(text));
  RC_ASSERT(Key(View::kKey, text) == SlowKey(text, false));
  RC_ASSERT(Key(View::kKeyWide, text) == SlowKey(text, true));
}

RC_GTEST_PROP(Fold, TwiceIsOnce, ()) {
  const std::string key = Key(View::kKey, MakeText(AnySeeds()));
  RC_ASSERT(Key(View::kKey, key) == key);
}

RC_GTEST_PROP(Origins, GoForwardWithinTheInput, ()) {
  const std::string text = MakeText(AnySeeds());
  for (const View view : {View::kRaw, View::kCasefold, View::kKey, View::kKeyWide, View::kUnleet,
                          View::kFinglish, View::kSqueezed, View::kCompact}) {
    Range last;
    for (const KeyChar& c : MakeView(view, text).chars) {
      RC_ASSERT(c.origin.begin < c.origin.end && c.origin.end <= text.size());
      RC_ASSERT(c.origin.begin >= last.begin && c.origin.end >= last.end);
      RC_ASSERT(IsWellFormed(c.origin.In(text), false));
      last = c.origin;
    }
  }
}

RC_GTEST_PROP(Origins, HighlightedWordsGiveTheMatchBack, ()) {
  const std::string text = MakeText(AnySeeds());
  const KeyText key = MakeView(View::kKey, text);
  const std::vector<Token> tokens = Tokens(key);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::size_t last = std::min(i + i % 3, tokens.size() - 1);
    const auto match =
        std::span(key.chars).subspan(tokens[i].begin, tokens[last].end - tokens[i].begin);
    // A match that begins or ends inside a character ("½") shows all of that character.
    const auto cut = [&](std::uint32_t at) {
      return at > 0 && at < key.chars.size() &&
             key.chars[at - 1].origin.end > key.chars[at].origin.begin;
    };
    if (cut(tokens[i].begin) || cut(tokens[last].end)) continue;
    RC_ASSERT(Key(View::kKey, OriginOf(match).In(text)) == Utf8(match));
  }
}

TEST(Fold, StaysLinearOnHostileText) {
  const auto repeat = [](std::string_view part, std::size_t times) {
    std::string text = "e";
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
  };
  // Marks of alternating classes cost a quadratic sort when they are sorted all together.
  const std::string zalgo = Key(View::kKey, repeat("\u0316\u0323\u0301\u0338", 100'000));
  EXPECT_LE(CountCodePoints(zalgo), 33u);
  EXPECT_EQ(Key(View::kKey, zalgo), zalgo);
  for (const char* part :
       {"\u200B", "\u0640", "\u09BE", "\u1161", "\u20DD", "\u102E\u1161", " \u0301"}) {
    const std::string text = repeat(part, 200'000);
    EXPECT_LE(MakeView(View::kKey, text).chars.size(), 400'001u);
    EXPECT_LE(MakeView(View::kKey, "ا" + text).chars.size(), 400'002u);
  }
}

}  // namespace
}  // namespace evenhand::text
