#include "text/views.h"

#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

struct Case {
  const char* name;
  View view;
  const char* input;
  const char* wanted;
};

class Views : public testing::TestWithParam<Case> {};

TEST_P(Views, Give) { EXPECT_EQ(Key(GetParam().view, GetParam().input), GetParam().wanted); }

INSTANTIATE_TEST_SUITE_P(
    Rows, Views,
    testing::Values(Case{"one_spelling_of_a_name", View::kKey, "خامنه‌اي", "خامنهای"},
                    Case{"joint_as_space", View::kKeyWide, "می‌خواهم", "می خواهم"},
                    Case{"tatweel_between_letter_and_mark", View::kKey, "مـَـرگ", "مرگ"},
                    Case{"vowels_on_a_letter_that_composes", View::kKey, "آَن", "ان"},
                    Case{"leading_mark_has_no_letter", View::kKey, "\u0301abc", "abc"},
                    Case{"mark_on_a_digit", View::kKey, "۱\u0651۲", "12"},
                    Case{"slashed_equals", View::kKey, "a ≠ b", "a = b"},
                    Case{"tilde_stays_acute_goes", View::kKey, "Ñandú", "ñandu"},
                    Case{"mark_after_a_joiner", View::kKey, "e\u200D\u0301", "e"},
                    Case{"mark_after_tatweel_rests_on_the_letter", View::kKey, "eـ\u0301", "e"},
                    Case{"short_i_decomposed", View::kKey, "краи\u0306", "край"},
                    Case{"stress_on_any_cyrillic", View::kKey, "ќ", "к"},
                    Case{"devanagari_keeps_its_signs", View::kKey, "हिंदी", "हिंदी"},
                    Case{"bengali_signs_join", View::kKey, "কো", "কো"},
                    Case{"hangul_jamo_join", View::kKey, "\u1112\u1161\u11ab", "한"},
                    Case{"thai_keeps_its_signs", View::kKey, "ที่นี่", "ที่นี่"},
                    Case{"emoji_loses_selectors_only", View::kKey, "❤️👍🏽", "❤👍🏽"},
                    Case{"only_space", View::kKey, " \t\u00a0\n", ""},
                    Case{"empty", View::kKey, "", ""},
                    Case{"casefold_keeps_marks", View::kCasefold, "ÉTÉ İ", "été i̇"},
                    Case{"casefold_keeps_letters", View::kCasefold, "كتاب", "كتاب"},
                    Case{"raw_mends_bytes", View::kRaw, "a\xE2\x82z\xFF", "a\uFFFDz\uFFFD"},
                    Case{"truncated_four_bytes_are_one", View::kKey, "\xF0\x9F\x98", "\uFFFD"},
                    Case{"overlong_is_two", View::kKey, "\xC0\xAF", "\uFFFD\uFFFD"},
                    Case{"lone_surrogate_is_one", View::kKey, "x\xED\xA0\xBDy", "x\uFFFDy"},
                    Case{"leet_needs_a_latin_letter", View::kUnleet, "123 m4rg", "123 marg"},
                    Case{"leet_signs_stand_inside", View::kUnleet, "b$$y a!", "bssy a!"},
                    Case{"leet_leaves_persian_alone", View::kUnleet, "سال 1401", "سال 1401"},
                    Case{"finglish_one_spelling", View::kFinglish, "Zendeh bâd Āzādi",
                         "zendeh bad āzādi"},
                    Case{"squeeze_is_of_any_character", View::kSqueezed, "نهههه!!", "نه!"},
                    Case{"compact_drops_all_between", View::kCompact, "f.r-e e  نان", "freeنان"}),
    [](const auto& row) { return row.param.name; });

TEST(Views, HaveNames) {
  for (const char* name : {"RAW", "K1", "K2", "K2w", "EL", "EF", "ES", "EC"}) {
    ASSERT_TRUE(ParseView(name).has_value()) << name;
    EXPECT_EQ(NameOf(*ParseView(name)), name);
  }
  EXPECT_FALSE(ParseView("k2").has_value());
}

TEST(Views, FlagIllFormedText) {
  EXPECT_FALSE(MakeView(View::kKey, "درست \uFFFD").ill_formed);
  EXPECT_TRUE(MakeView(View::kKey, "\xD8").ill_formed);
  EXPECT_TRUE(MakeView(View::kRaw, "\xED\xB0\x80").ill_formed);
}

TEST(WordsOf, AreRunsOfLettersMarksAndDigits) {
  EXPECT_EQ(WordsOf(View::kKey, "#مرگ_بر_دیکتاتور ۲۰۲۲!"),
            (std::vector<std::string>{"مرگ", "بر", "دیکتاتور", "2022"}));
  EXPECT_EQ(WordsOf(View::kKeyWide, "خانه‌اش"), (std::vector<std::string>{"خانه", "اش"}));
  EXPECT_TRUE(WordsOf(View::kKey, " … 😀").empty());
}

struct OriginCase {
  const char* name;
  View view;
  const char* input;
  const char* word;    // a word of the view
  const char* wanted;  // what it came from
};

class Origins : public testing::TestWithParam<OriginCase> {};

TEST_P(Origins, ShowTheMatchAsWritten) {
  const OriginCase& c = GetParam();
  const KeyText key = MakeView(c.view, c.input);
  for (const Token& token : Tokens(key)) {
    if (Utf8(token.In(key)) != c.word) continue;
    EXPECT_EQ(OriginOf(token.In(key)).In(c.input), c.wanted);
    return;
  }
  FAIL() << "no word " << c.word;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Origins,
    testing::Values(
        OriginCase{"tatweel_inside", View::kKey, "مرگ بـــر او", "بر", "بـــر"},
        OriginCase{"vowels_after", View::kKey, "مَرگ بَرِ او", "بر", "بَرِ"},
        OriginCase{"hidden_inside", View::kKey, "you ki\u200Bll me", "kill", "ki\u200Bll"},
        OriginCase{"hidden_first", View::kKey, "\u202Babc d", "abc", "\u202Babc"},
        OriginCase{"spaces_are_not_taken", View::kKey, "  \u200Eabc  d", "abc", "\u200Eabc"},
        OriginCase{"ligature", View::kKey, "on ﬁre!", "fire", "ﬁre"},
        OriginCase{"decomposed", View::kKey, "un an\u0303o", "año", "an\u0303o"},
        OriginCase{"one_sign_many_letters", View::kKey, "(ﷲ)", "الله", "ﷲ"},
        OriginCase{"finglish", View::kFinglish, "Khaamene'i.", "xamenei", "Khaamene'i"},
        OriginCase{"squeezed", View::kSqueezed, "مرررگ بر", "مرگ", "مرررگ"},
        OriginCase{"spaced_out", View::kCompact, "(م ر گ)", "مرگ", "م ر گ"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace evenhand::text
