#pragma once

// What a person sends back: an appeal, an order to delete, or what is wrong with an entry of the
// register of limits on access, as text that anyone can type.
//
//   EVENHAND APPEAL 1              EVENHAND COMPLY 1            EVENHAND CHALLENGE 1
//   Decision: 41-7f3a-9c02         Decision: 41-7f3a-9c02       Entry: r-IR-twitter-3
//   Code: 7K4MQ-2XD9H-…            Code: 3WZ0A-…                Source: https://…
//   Cut off: IR                    Item: at://…                 Name: …
//   Answer: page | bundle          Language: fa                 Language: fa
//   New facts: …
//   Not mine: 1, 3                                              What is wrong with it, up to
//   Language: fa                                                2,000 characters.
//
//   Why it is wrong, up to 4,000 characters.
//
// "Not mine:" has the numbers of texts that came with the same code and are not from whoever writes
// now (reach.md 7.3); such a letter needs no words. A challenge has a line "Source:" for each page
// that shows it, and a name only where it is wished (2.8).
// "Language:" is the one in which the receipt is said too; without it that of the labels, where
// they are not English. "Cut off:" has two days, a state, or any other word for "yes, I do not
// remember when". Labels and what follows "Answer:" in five languages (carry/letter_words.h), in
// any order, blank lines anywhere; the words begin at the first line without a label.
//
// Errors: kInvalidArgument naming the line that is missing or cannot be. Texts over
// kMostLetterBytes are
//         refused. What is refused loses nothing: the person has the text still.
// Cost:   linear.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "carry/letter_words.h"

namespace evenhand::carry {

inline constexpr std::size_t kMostWords = 4'000;  // characters
inline constexpr std::size_t kMostFacts = 500;    // characters
inline constexpr std::size_t kMostLetterBytes = 32'768;
inline constexpr std::size_t kMostNotMine = 50;
inline constexpr std::size_t kMostClaim = 2'000;  // characters of a challenge
inline constexpr std::size_t kMostSources = 32;   // of a challenge

enum class LetterKind : std::uint8_t { kAppeal, kComply, kChallenge };

struct CutOffClaim {
  std::string place = {};  // a state; else empty
  std::optional<std::pair<std::chrono::sys_days, std::chrono::sys_days>> days =
      {};  // [first, second)
};

struct Letter {
  LetterKind kind = LetterKind::kAppeal;
  std::string decision = {};
  std::string code = {};  // 25 letters (carry/code.h)
  std::optional<CutOffClaim> cut_off = {};
  AnswerBy answer = AnswerBy::kBoth;
  std::string new_facts = {};  // which a second appeal names; one line
  std::string item = {};       // of a comply letter
  std::string language = {};   // BCP 47, lower case; empty: not known
  std::string words = {};      // of an appeal or a challenge: NFC, without blanks around them
  std::vector<std::int64_t> not_mine = {};  // ascending, each once
  // of a challenge
  std::string entry = {};
  std::vector<std::string> sources = {};
  std::string name = {};  // empty: not wished
};

// Whether a text is meant to be a letter, whatever is wrong with it.
bool IsLetter(std::string_view text);
Result<Letter> ReadLetter(std::string_view text);
// In which language whoever wrote `text` is to be told why it could not be read: that of its line
// "Language:", or of its labels; empty where it has neither.
std::string LanguageOfLetter(std::string_view text);
std::string WriteLetter(const Letter& letter);
// A letter that its author completes by hand, in the words of `letter.language`: with the lines
// that may be left as they are, and room for the words.
std::string WriteForm(const Letter& letter);

// "Cut off:" as it is typed; nothing for "no" and for nothing.
std::optional<CutOffClaim> ReadCutOff(std::string_view typed);

// "Not mine:" as it is typed: the numbers in it, in order, each once; empty for "no" and for
// nothing. Errors: kInvalidArgument for a text without numbers, or with more than kMostNotMine.
Result<std::vector<std::int64_t>> ReadNotMine(std::string_view typed);
// "1, 3".
std::string WriteNotMine(const std::vector<std::int64_t>& numbers);

// NFC without blanks around it; control characters but tab and line feed are gone.
std::string PlainWords(std::string_view words);
// What makes an appeal the same one by any way and however often: hexadecimal SHA-256 of its words,
// or, where it names new facts, of words NUL facts.
std::string WordsHash(const Letter& letter);

}  // namespace evenhand::carry
