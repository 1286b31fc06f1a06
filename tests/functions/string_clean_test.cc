#include "functions/string_clean.h"

#include <gtest/gtest.h>

namespace evenhand::functions {
namespace {

constexpr CleanOptions kNothing = {.space = false, .homoglyph = false, .unicode_normalize = false};

CleanOptions Only(bool CleanOptions::*step) {
  CleanOptions options = kNothing;
  options.*step = true;
  return options;
}

struct Case {
  const char* name;
  CleanOptions options;
  std::string_view from;
  std::string_view to;
};

constexpr std::string_view kDressedUp = "Fr33  \u24D2r\u00FDpt\u00F8 🚀 |\u2139\uFE0E\uFB01";

class StringClean : public testing::TestWithParam<Case> {};

TEST_P(StringClean, TakesTheDisguiseOff) {
  const Case& c = GetParam();
  EXPECT_EQ(*CleanString(c.from, c.options), c.to);
}

INSTANTIATE_TEST_SUITE_P(
    Steps, StringClean,
    testing::Values(
        // The rules language's own reference results.
        Case{"defaults", {}, kDressedUp, "Fr33 crýptø 🚀 lif"},
        Case{"everything",
             {.l33t = true, .lower = true, .remove_space = true, .remove_punctuation = true},
             kDressedUp,
             "freecrýptølif"},
        Case{"emoji_only",
             {.remove_emoji = true, .space = false, .homoglyph = false, .unicode_normalize = false},
             kDressedUp,
             "Fr33  \u24D2rýptø   |\u2139\uFE0E\uFB01"},
        Case{"nothing", kNothing, "  ⓒ3🚀", "  ⓒ3🚀"},
        Case{"space", Only(&CleanOptions::space), "\u00a0a\t\u3000b\x1c", " a b "},
        Case{"flags_become_letters", {.remove_emoji = true}, "🇮🇷 🚀🚀", "ir "},
        Case{"flags_are_emoji", {.remove_emoji = true, .homoglyph = false}, "a🇮🇷b", "a b"},
        Case{"l33t_pipe", Only(&CleanOptions::l33t), "|7 |x |۳ ||1", "17 |x 1۳ |11"},
        Case{"l33t_three", Only(&CleanOptions::l33t), "33 l33t 3a3 a3 3_ 3🚀",
             "33 leet ea3 ae e_ 3🚀"},
        Case{"l33t_right_is_used_up", Only(&CleanOptions::l33t), "3a3b3 33x33", "eaeb3 eex33"},
        Case{"homoglyphs", Only(&CleanOptions::homoglyph), "$𝐀ВЯ🅰", "sabra"},
        Case{"digits_are_no_homoglyphs", Only(&CleanOptions::homoglyph), "𝟎①1", "𝟎①1"},
        Case{"normalize", Only(&CleanOptions::unicode_normalize), "ｆｕｌｌ ①", "full 1"},
        Case{"normalize_keeps_first", Only(&CleanOptions::unicode_normalize), "ﬁ é½", "f é1"},
        Case{"normalize_combining",
             {.space = false, .homoglyph = false},
             "e\u0301x",
             "e\u0301x"},  // composing changes the length, so each stands alone
        Case{"nfd", {.form = NormalForm::kNfd, .space = false, .homoglyph = false}, "éa", "ea"},
        Case{"unidecode", Only(&CleanOptions::unidecode), "Κνωσός سلام 北京 é🚀",
             "Knosos slm BeiJing e:rocket:"},
        Case{"upper", Only(&CleanOptions::upper), "straße", "STRASSE"},
        Case{"lower_wins", {.upper = true, .lower = true}, "AbC", "abc"},
        Case{"remove_space", Only(&CleanOptions::remove_space), " a\u2003b\n", "ab"},
        Case{"remove_punctuation", Only(&CleanOptions::remove_punctuation), "a-b،c€d_e+f",
             "abcdef"}),
    [](const auto& test) { return test.param.name; });

TEST(StringCleanLimit, RefusesHugeTexts) {
  EXPECT_FALSE(CleanString(std::string(kMaxCleanBytes + 1, 'x'), {}).has_value());
}

}  // namespace
}  // namespace evenhand::functions
