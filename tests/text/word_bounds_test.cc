#include "text/word_bounds.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <memory>
#include <string>

#include "base/utf8.h"

namespace evenhand::text {
namespace {

std::string Split(std::string_view text) {
  std::string split;
  std::size_t from = 0;
  for (const std::size_t bound : WordBounds(text)) {
    split += std::string(text.substr(from, bound - from)) + "|";
    from = bound;
  }
  return split;
}

struct Case {
  const char* name;
  const char* text;
  const char* split;
};

class WordBoundsOf : public testing::TestWithParam<Case> {};
TEST_P(WordBoundsOf, FollowTheStandard) { EXPECT_EQ(Split(GetParam().text), GetParam().split); }
INSTANTIATE_TEST_SUITE_P(
    Texts, WordBoundsOf,
    testing::Values(Case{"Empty", "", ""}, Case{"Words", "can't stop", "|can't| |stop|"},
                    Case{"Numbers", "3.14, 1,000 a.b", "|3.14|,| |1,000| |a.b|"},
                    Case{"SpacesTogether", "a   b", "|a|   |b|"},
                    Case{"Lines", "a\r\n\nb", "|a|\r\n|\n|b|"},
                    Case{"Colon", "a:b c: d", "|a:b| |c|:| |d|"},
                    Case{"Underscore", "a_1_ _", "|a_1_| |_|"},
                    Case{"Persian", "می\u200Cخواهم، نه", "|می\u200Cخواهم|،| |نه|"},
                    Case{"Marks", "e\u0301a", "|e\u0301a|"},
                    Case{"Hebrew", "צה\"ל ש' x\"y", "|צה\"ל| |ש'| |x|\"|y|"},
                    Case{"HanAlone", "自由人", "|自|由|人|"}, Case{"ThaiAlone", "คน", "|ค|น|"},
                    Case{"Katakana", "カメラ", "|カメラ|"}, Case{"Flags", "🇮🇷🇷🇺🇪", "|🇮🇷|🇷🇺|🇪|"},
                    Case{"Family", "👩\u200D👧!", "|👩\u200D👧|!|"}),
    [](const auto& test) { return test.param.name; });

// ICU's own iterator, which differs on purpose for : and @ and where it has dictionaries.
std::vector<std::uint32_t> IcuBounds(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> source(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status),
      &utext_close);
  const std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> words(
      ubrk_open(UBRK_WORD, "en", nullptr, 0, &status), &ubrk_close);
  ubrk_setUText(words.get(), source.get(), &status);
  EXPECT_TRUE(U_SUCCESS(status));
  std::vector<std::uint32_t> bounds;
  for (auto at = ubrk_first(words.get()); at != UBRK_DONE; at = ubrk_next(words.get())) {
    bounds.push_back(static_cast<std::uint32_t>(at));
  }
  if (text.empty()) bounds.clear();
  return bounds;
}

RC_GTEST_PROP(WordBounds, AreIcusWhereNothingIsTailored, ()) {
  const std::u32string alphabet =
      U"aZ9٣_ "
      U".,;'\"\u2019\n\r\u2028é\u0301\u064Bمیא\u05E9カァ\u200C\u200D\u00AD👩❤☺\u2640🏽🇮🇷!#$"
      U"\u2003\u00A0№́";
  const auto picks = *rc::gen::container<std::vector<std::size_t>>(
      rc::gen::inRange<std::size_t>(0, alphabet.size()));
  std::string text;
  for (const std::size_t pick : picks) AppendUtf8(alphabet[pick], &text);
  RC_ASSERT(WordBounds(text) == IcuBounds(text));
}

RC_GTEST_PROP(WordBounds, CoverAnyBytes, (const std::string& bytes)) {
  const auto bounds = WordBounds(bytes);
  RC_ASSERT(bounds.empty() == bytes.empty());
  for (std::size_t i = 1; i < bounds.size(); ++i) RC_ASSERT(bounds[i - 1] < bounds[i]);
  if (!bytes.empty()) RC_ASSERT(bounds.front() == 0U && bounds.back() == bytes.size());
}

}  // namespace
}  // namespace evenhand::text
