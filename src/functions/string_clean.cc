#include "functions/string_clean.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/ascii_spelling.h"
#include "text/case_map.h"
#include "text/char_class.h"
#include "text/char_set.h"
#include "text/homoglyphs.h"

namespace evenhand::functions {
namespace {

constexpr char32_t kFirstRegionalIndicator = 0x1F1E6;
constexpr char32_t kLastRegionalIndicator = 0x1F1FF;

bool IsEmoji(char32_t c) {
  return (c >= 0x1F600 && c <= 0x1F64F) || (c >= 0x1F300 && c <= 0x1F5FF) ||
         (c >= 0x1F680 && c <= 0x1F6FF) || (c >= 0x1F1E0 && c <= 0x1F1FF);
}

template <class Visit>
void EachCodePoint(std::string_view s, Visit visit) {
  for (std::size_t at = 0; at < s.size();) visit(DecodeNext(s, &at));
}

template <class Map>
std::string MapEach(std::string_view s, Map map) {
  std::string result;
  result.reserve(s.size());
  EachCodePoint(s, [&](char32_t c) { AppendUtf8(map(c), &result); });
  return result;
}

template <class Drop>
std::string Without(std::string_view s, Drop drop) {
  std::string result;
  result.reserve(s.size());
  EachCodePoint(s, [&](char32_t c) {
    if (!drop(c)) AppendUtf8(c, &result);
  });
  return result;
}

// Each run of characters that `belongs` accepts becomes one space.
template <class Belongs>
std::string RunsToSpace(std::string_view s, Belongs belongs) {
  std::string result;
  result.reserve(s.size());
  bool in_run = false;
  EachCodePoint(s, [&](char32_t c) {
    const bool inside = belongs(c);
    if (!inside) {
      AppendUtf8(c, &result);
    } else if (!in_run) {
      result += ' ';
    }
    in_run = inside;
  });
  return result;
}

std::string RegionalIndicatorsToLetters(std::string_view s) {
  return MapEach(s, [](char32_t c) {
    return c >= kFirstRegionalIndicator && c <= kLastRegionalIndicator
               ? c - kFirstRegionalIndicator + 'a'
               : c;
  });
}

// "|7" to "17".
std::string PipesToOnes(std::string_view s) {
  std::string result;
  result.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = DecodeNext(s, &at);
    std::size_t after = at;
    const bool digit_follows = at < s.size() && text::IsDecimalDigit(DecodeNext(s, &after));
    AppendUtf8(c == '|' && digit_follows ? U'1' : c, &result);
  }
  return result;
}

// The characters that make a 3 beside them an e: from A to z in ASCII order, which takes in six
// signs, and what equals one of them when case is ignored.
bool IsBesideThree(char32_t c) {
  static const text::CharSet set = text::IgnoringCase(text::CharSet::Between('A', 'z'), {});
  return set.Has(c);
}

// Threes with a neighbour on either side become e. A neighbour on the right is used up: it counts
// for no other run.
std::string ThreesToEs(std::string_view s) {
  std::string result;
  result.reserve(s.size());
  bool beside = false;  // the last character may still count as a left neighbour
  for (std::size_t at = 0; at < s.size();) {
    if (s[at] != '3') {
      const char32_t c = DecodeNext(s, &at);
      AppendUtf8(c, &result);
      beside = IsBesideThree(c);
      continue;
    }
    const std::size_t run = std::min(s.find_first_not_of('3', at), s.size()) - at;
    at += run;
    std::size_t after = at;
    const char32_t right = at < s.size() ? DecodeNext(s, &after) : U' ';
    const bool right_beside = IsBesideThree(right);
    result.append(run, beside || right_beside ? 'e' : '3');
    if (right_beside) {
      AppendUtf8(right, &result);
      at = after;
    }
    beside = false;
  }
  return result;
}

std::string WithoutDisguises(std::string_view s) {
  // The information sign in its text form is the one look-alike of two characters.
  constexpr char32_t kInformation = 0x2139;
  constexpr char32_t kTextForm = 0xFE0E;
  std::string result;
  result.reserve(s.size());
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = DecodeNext(s, &at);
    std::size_t after = at;
    if (c == kInformation && at < s.size() && DecodeNext(s, &after) == kTextForm) at = after;
    AppendUtf8(text::WithoutDisguise(c), &result);
  }
  return result;
}

// When normalising changes the number of characters, each is normalised alone and only the first of
// what it becomes is kept.
std::string NormalizedInPlace(std::string_view s, NormalForm form) {
  std::string normal = text::Normalize(s, form);
  if (CountCodePoints(normal) == CountCodePoints(s)) return normal;
  return MapEach(s, [form](char32_t c) { return text::FirstOfNormal(c, form); });
}

std::string MapCase(std::string_view s, char* (*mapping)(std::string_view, char*)) {
  std::string result(s.size() * text::kCaseGrowth, '\0');
  result.resize(static_cast<std::size_t>(mapping(s, result.data()) - result.data()));
  return result;
}

}  // namespace

std::optional<std::string> CleanString(std::string_view dirty, const CleanOptions& options) {
  if (dirty.size() > kMaxCleanBytes) return std::nullopt;
  std::string s(dirty);
  if (options.remove_emoji) {
    if (options.homoglyph) s = RegionalIndicatorsToLetters(s);
    s = RunsToSpace(s, &IsEmoji);
  }
  if (options.space) s = RunsToSpace(s, &text::IsSpace);
  if (options.l33t) s = ThreesToEs(PipesToOnes(s));
  if (options.homoglyph) s = WithoutDisguises(s);
  if (options.unicode_normalize) s = NormalizedInPlace(s, options.form);
  if (options.unidecode) s = text::SpelledInAscii(s);
  if (options.upper && !options.lower) s = MapCase(s, &text::ToUpper);
  if (options.lower) s = MapCase(s, &text::ToLower);
  if (options.remove_space) s = Without(s, &text::IsSpace);
  if (options.remove_punctuation) s = Without(s, &text::IsPunctuationOrSymbol);
  return s;
}

}  // namespace evenhand::functions
