#include "text/phrase.h"

#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

struct Case {
  const char* name;
  const char* pattern;
  const char* text;
  const char* wanted;  // the match as written; null for none
  PhraseOptions options = {};
};

class Phrases : public testing::TestWithParam<Case> {};

TEST_P(Phrases, Match) {
  const Case& c = GetParam();
  const auto phrase = Phrase::Parse(c.pattern, c.options);
  ASSERT_TRUE(phrase.has_value()) << phrase.error().message;
  Words words(c.text);
  const auto match = phrase->Find(words);
  ASSERT_EQ(match.has_value(), c.wanted != nullptr);
  if (match) {
    EXPECT_EQ(match->origin.In(c.text), c.wanted);
  }
  PhraseSet set;
  set.Add(*phrase);
  EXPECT_EQ(set.FindAll(words).size(), match ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Phrases,
    testing::Values(
        Case{"words_in_order", "down with", "Down, with the tyrant", "Down, with"},
        Case{"whole_words_only", "kill", "skilled killing", nullptr},
        Case{"other_letters_of_one_word", "کتاب ها", "كِتاب ها", "كِتاب ها"},
        Case{"hashtag", "مرگ بر", "#مَرگ_بر_دیکتاتور", "مَرگ_بر"},
        Case{"text_with_joint_two_words", "مرگ بر", "مرگ‌بر دیکتاتور",
             "مرگ‌بر"},
        Case{"joint_written_joined", "می~خواهم", "من میخواهم", "میخواهم"},
        Case{"joint_written_with_zwnj", "می~خواهم", "من می‌خواهم", "می‌خواهم"},
        Case{"joint_written_apart", "می~خواهم", "من می خواهم", "می خواهم"},
        Case{"zwnj_in_the_pattern_is_a_joint", "می‌خواهم", "من می خواهم", "می خواهم"},
        Case{"prefix_for_articles",
             "الموت ل",
             "الموت للديكتاتور!",
             "الموت للديكتاتور",
             {.prefix = true}},
        Case{"without_prefix", "الموت ل", "الموت للديكتاتور", nullptr},
        Case{"prefix_alone", "دیکتاتور", "دیکتاتورها", "دیکتاتورها", {.prefix = true}},
        Case{"gap_filled", "free crypto", "free your crypto", "free your crypto", {.gap = 1}},
        Case{"gap_too_wide", "free crypto", "free all your crypto", nullptr, {.gap = 1}},
        Case{"gap_takes_the_nearest", "a b c", "a a x b a b c", "a b c", {.gap = 1}},
        Case{"exact_keeps_marks", "él", "el gobierno", nullptr, {.exact = true}},
        Case{"exact_finds_the_later_one", "él", "el que él vio", "él", {.exact = true}},
        Case{"exact_ignores_case", "ÉL", "él", "él", {.exact = true}},
        Case{"exact_letters", "آن", "ان آن", "آن", {.exact = true}},
        Case{"leet", "free money", "fr33 m0ney", "fr33 m0ney", {.view = View::kUnleet}},
        Case{"finglish", "marg bar", "Maarg baar hame", "Maarg baar", {.view = View::kFinglish}},
        Case{"squeezed", "scam", "sccaaam!", "sccaaam", {.view = View::kSqueezed}},
        Case{"compact", "airdrop", "a-i-r d.r.o.p", "a-i-r d.r.o.p", {.view = View::kCompact}},
        Case{"compact_persian",
             "جایزه رایگان",
             "ج ا ی ز ه رایگان شد",
             "ج ا ی ز ه رایگان",
             {.view = View::kCompact}}),
    [](const auto& row) { return row.param.name; });

struct BadCase {
  const char* name;
  std::string pattern;
  PhraseOptions options;
  const char* message;
};

class BadPhrases : public testing::TestWithParam<BadCase> {};

TEST_P(BadPhrases, AreRefused) {
  const auto phrase = Phrase::Parse(GetParam().pattern, GetParam().options);
  ASSERT_FALSE(phrase.has_value());
  EXPECT_EQ(phrase.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, BadPhrases,
    testing::Values(BadCase{"no_word", "…!", {}, "a phrase needs at least one letter or digit"},
                    BadCase{"half_a_joint", "می~", {}, "a joint (~) needs a word on both sides"},
                    BadCase{"joints", "a~b~c~d~e~f~g~h", {}, "a phrase may have at most 6 joints"},
                    BadCase{"words",
                            [] {
                              std::string many;
                              for (int i = 0; i < 33; ++i) many += "a ";
                              return many;
                            }(),
                            {},
                            "a phrase may have at most 32 words"},
                    BadCase{"gap", "a b", {.gap = 17}, "gap may be at most 16"},
                    BadCase{"view",
                            "a b",
                            {.view = View::kRaw},
                            "a phrase is looked for in view K2, EL, EF, ES or EC"},
                    BadCase{"short_compact",
                            "a b c",
                            {.view = View::kCompact},
                            "view EC needs a phrase of 6 letters or more"},
                    BadCase{"compact_gap",
                            "airdrop",
                            {.gap = 1, .view = View::kCompact},
                            "view EC knows no words: leave out gap and prefix"},
                    BadCase{"exact_evasion",
                            "airdrop",
                            {.exact = true, .view = View::kUnleet},
                            "exact cannot go with an evasion view, which is for other spellings"}),
    [](const auto& row) { return row.param.name; });

TEST(PhraseSet, FindsEachPhraseOnceInItsOrder) {
  PhraseSet set;
  for (const char* pattern : {"b c", "a b", "x", "می~خواهم"}) set.Add(*Phrase::Parse(pattern));
  set.Add(*Phrase::Parse("c", {.prefix = true}));
  Words words("a b c می‌خواهم a b");
  std::vector<std::size_t> found;
  for (const auto& f : set.FindAll(words)) found.push_back(f.phrase);
  EXPECT_EQ(found, (std::vector<std::size_t>{0, 1, 3, 4}));
}

}  // namespace
}  // namespace evenhand::text
