#include "text/disguise.h"

#include <unicode/uspoof.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "text/char_class.h"
#include "text/homoglyphs.h"
#include "text/normal_form.h"

namespace evenhand::text {
namespace {

struct Habit {
  char letter;
  std::u32string_view signs;
};

// What is written for a letter by habit rather than by shape.
constexpr Habit kHabits[] = {
    {'a', U"4@^"}, {'b', U"68"},     {'c', U"(<[{©¢ƈ"}, {'d', U")ɗ"},   {'e', U"3€є"},
    {'f', U"ƒſ"},  {'g', U"69&"},    {'h', U"#"},       {'i', U"1!|∫"}, {'j', U"ʝ"},
    {'k', U"<{["}, {'l', U"1!|∫"},   {'n', U"и"},       {'o', U"0°"},   {'q', U"9"},
    {'r', U"я"},   {'s', U"5$§2zʂ"}, {'t', U"7+†"},     {'u', U"vµ"},   {'v', U"u"},
    {'w', U"ω"},   {'x', U"×*%ҳ"},   {'y', U"¥ʎλ"},     {'z', U"2sʐ≥"},
};

// What masks a vowel.
constexpr std::string_view kVowels = "aeiou";
constexpr std::u32string_view kMasks = U"*_-x";

// No character that looks like a Latin letter lies beyond.
constexpr char32_t kEnd = 0x20000;

class Shapes {
 public:
  Shapes() {
    UErrorCode status = U_ZERO_ERROR;
    checker_ = uspoof_open(&status);
    EVENHAND_CHECK(U_SUCCESS(status));
  }
  Shapes(const Shapes&) = delete;
  Shapes& operator=(const Shapes&) = delete;
  ~Shapes() { uspoof_close(checker_); }

  // What all characters of one shape have in common; empty for what has none.
  std::string Of(char32_t c) const {
    std::string bytes;
    AppendUtf8(c, &bytes);
    char skeleton[32];
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t size =
        uspoof_getSkeletonUTF8(checker_, 0, bytes.data(), static_cast<std::int32_t>(bytes.size()),
                               skeleton, sizeof skeleton, &status);
    return U_SUCCESS(status) ? std::string(skeleton, static_cast<std::size_t>(size))
                             : std::string();
  }

 private:
  USpoofChecker* checker_;
};

std::string WithoutMarks(std::string_view text) {
  std::string bare;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (!IsNonspacingMark(c)) AppendUtf8(c, &bare);
  }
  return bare;
}

// The character without marks, styles and width; 0 when it is made of several.
char32_t Bare(char32_t c) {
  std::string bytes;
  AppendUtf8(c, &bytes);
  const std::string bare = WithoutMarks(Normalize(bytes, NormalForm::kNfkd));
  if (bare.empty()) return 0;
  std::size_t at = 0;
  const char32_t first = DecodeNext(bare, &at);
  return at == bare.size() ? first : 0;
}

class Table {
 public:
  Table() : letters_(kEnd) {
    const Shapes shapes;
    std::string lower[26], upper[26];
    for (char32_t i = 0; i < 26; ++i) {
      lower[i] = shapes.Of('a' + i);
      upper[i] = shapes.Of('A' + i);
    }
    for (char32_t c = '!'; c < kEnd; ++c) {
      if (IsSurrogate(c)) continue;
      const char32_t bare = Bare(c);
      if (bare == 0) continue;
      if (bare < 0x80) {
        AddLetter(c, bare);
        if (c != bare && bare >= '0' && bare <= '9') letters_[c] |= letters_[bare];
      }
      AddLetter(c, WithoutDisguise(c));
      const std::string shape = WithoutMarks(shapes.Of(bare));  // a stroke is one
      for (char32_t i = 0; i < 26; ++i) {
        if (shape == lower[i] || shape == upper[i]) letters_[c] |= Letters{1} << i;
      }
      if (c < 0x80) AddHabits(c);
    }
    for (const Habit& habit : kHabits) {
      for (const char32_t sign : habit.signs) letters_[sign] |= LetterBit(habit.letter);
    }
  }

  Letters Of(char32_t c) const { return c < kEnd ? letters_[c] : 0; }

 private:
  void AddLetter(char32_t c, char32_t letter) {
    const char32_t small = letter | 0x20;
    if (letter < 0x80 && small >= 'a' && small <= 'z') {
      letters_[c] |= LetterBit(static_cast<char>(small));
    }
  }

  // Before digits in other styles are reached, which take over what their plain one stands for.
  void AddHabits(char32_t c) {
    for (const Habit& habit : kHabits) {
      if (habit.signs.find(c) != habit.signs.npos) letters_[c] |= LetterBit(habit.letter);
    }
    if (kMasks.find(c) == kMasks.npos) return;
    for (const char vowel : kVowels) letters_[c] |= LetterBit(vowel);
  }

  std::vector<Letters> letters_;
};

}  // namespace

Letters LettersReadAs(char32_t c) {
  static const Table table;
  return table.Of(c);
}

}  // namespace evenhand::text
