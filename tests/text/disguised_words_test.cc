#include "text/disguised_words.h"

#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

struct Case {
  const char* name;
  const char* word;
  const char* text;
  bool found;
  bool disguised = false;  // found when its plain spelling does not count
  DisguiseOptions options = {};
};

class DisguisedWord : public testing::TestWithParam<Case> {};

TEST_P(DisguisedWord, IsFoundInText) {
  const Case& c = GetParam();
  const std::vector<std::string> words = {c.word};
  const DisguisedWords matcher(words, c.options);
  Arena arena;
  EXPECT_EQ(matcher.First(c.text, false, arena).has_value(), c.found);
  EXPECT_EQ(matcher.First(c.text, true, arena).has_value(), c.disguised);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DisguisedWord,
    testing::Values(Case{"plain", "pill", "a pill a day", true},
                    Case{"any_case", "pill", "PILL", true},
                    Case{"word_in_any_case", "PiLL", "pill", true},
                    Case{"digit", "pill", "buy p1ll now", true, true},
                    Case{"cyrillic", "scope", "ѕсоре", true, true},
                    Case{"wide", "pill", "ｐｉｌｌ", true, true},
                    Case{"mathematical", "pill", "𝖕𝒾𝓁𝗅", true, true},
                    Case{"accents", "pill", "pïłl", true, true},
                    Case{"masked_vowel", "pill", "p*ll", true, true},
                    Case{"consonants_have_no_mask", "pill", "p*l*", false},
                    Case{"held_apart", "pill", "p.i.l.l", true, true},
                    Case{"held_far_apart", "pill", "p!!i__l,+l", true, true},
                    Case{"not_by_spaces", "pill", "p i l l", false},
                    Case{"not_by_other_letters", "pill", "pixll", false},
                    Case{"money", "cash", "get ca$h!", true, true},
                    Case{"begins_with_a_sign", "also", "@lso", true, true},
                    Case{"ends_with_a_sign", "pass", "pas$", true, true},
                    Case{"part_of_a_word", "pill", "caterpillar", false},
                    Case{"part_at_the_end", "pill", "spill", false},
                    Case{"part_allowed", "pill", "caterpillar", true, false, {.substrings = true}},
                    Case{"part_disguised", "pill", "caterp1llar", true, true, {.substrings = true}},
                    Case{"no_plural", "pill", "pills", false},
                    Case{"plural", "pill", "pills", true, false, {.plurals = true}},
                    Case{"plural_in_disguise", "pill", "pill5", true, true, {.plurals = true}},
                    Case{"singular_too", "pill", "pill", true, false, {.plurals = true}},
                    Case{"plain_beside_disguised", "pill", "a pill and a p1ll", true, true},
                    Case{"beside_punctuation", "pill", "(pill)", true},
                    Case{"underscore_is_of_a_word", "pill", "pill_", false},
                    Case{"persian", "قرص", "خرید قرص!", true},
                    Case{"persian_held_apart", "قرص", "ق.ر.ص", true, true},
                    Case{"persian_in_a_word", "قرص", "قرصها", false},
                    Case{"digits_are_themselves", "1337", "1337", true},
                    Case{"digits_have_no_letters", "1337", "leet", false},
                    Case{"several_words", "free money", "free  money, FR33 M0NEY", true, true},
                    Case{"empty_text", "pill", "", false},
                    Case{"empty_word", "", "anything", false}),
    [](const auto& c) { return c.param.name; });

TEST(DisguisedWords, GiveTheFirstOfTheListNotOfTheText) {
  const std::vector<std::string> words = {"beta", "alpha", "beta"};
  const DisguisedWords matcher(words, {});
  Arena arena;
  EXPECT_EQ(matcher.First("alpha b3ta", false, arena), 0u);
  EXPECT_EQ(matcher.First("alpha", false, arena), 1u);
  EXPECT_EQ(matcher.First("gamma", false, arena), std::nullopt);
}

// Many words share a block of 64 characters, and some lie across two: together they find what each
// finds alone.
TEST(DisguisedWords, DoNotRunIntoOneAnother) {
  std::vector<std::string> words;
  for (char c = 'a'; c <= 'z'; ++c) words.push_back(std::string("q") + c + "jk" + c + "w");
  Arena arena;
  for (const bool substrings : {false, true}) {
    const DisguiseOptions options{.substrings = substrings};
    const DisguisedWords together(words, options);
    for (const std::string& text : words) {
      std::optional<std::size_t> first;
      for (std::size_t i = 0; i < words.size() && !first; ++i) {
        const DisguisedWords alone(std::vector<std::string>{words[i]}, options);
        if (alone.First(text, false, arena)) first = i;
      }
      EXPECT_EQ(together.First("- " + text + " -", false, arena), first) << text;
    }
    EXPECT_EQ(together.First("w qaj", false, arena), std::nullopt);
  }
}

// The same by trying every way to read the text, one character after the other.
bool Naive(std::u32string_view text, std::size_t at, std::u32string_view word, std::size_t letter) {
  if (letter == word.size()) return true;
  if (at == text.size()) return false;
  const char32_t c = text[at], want = word[letter];
  const bool reads = c == want || (want >= 'a' && want <= 'z' &&
                                   (LettersReadAs(c) & LetterBit(static_cast<char>(want))) != 0);
  if (reads && Naive(text, at + 1, word, letter + 1)) return true;
  const bool separates = std::u32string_view(U",.+/|&%#!@_").find(c) != std::u32string_view::npos;
  return letter > 0 && separates && Naive(text, at + 1, word, letter);
}

TEST(DisguisedWords, AreFoundWhereTryingEverythingFindsThem) {
  constexpr std::string_view kAlphabet = "ab3@4.!x";
  std::uint64_t seed = 7;
  const auto next = [&](std::uint64_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 33) % below;
  };
  Arena arena;
  for (int round = 0; round < 3000; ++round) {
    std::string word, text;
    for (std::uint64_t i = 0; i < 1 + next(4); ++i) word += "abe"[next(3)];
    for (std::uint64_t i = 0; i < next(12); ++i) text += kAlphabet[next(kAlphabet.size())];
    const std::u32string wide_text(text.begin(), text.end()), wide_word(word.begin(), word.end());
    bool found = false;
    for (std::size_t at = 0; at < text.size(); ++at) found |= Naive(wide_text, at, wide_word, 0);
    const DisguisedWords matcher(std::vector<std::string>{word}, {.substrings = true});
    EXPECT_EQ(matcher.First(text, false, arena).has_value(), found) << word << " in " << text;
  }
}

}  // namespace
}  // namespace evenhand::text
