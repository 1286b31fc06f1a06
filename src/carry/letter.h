#pragma once

// What a person sends back: an appeal, or an order to delete, as text that anyone can type.
//
//   EVENHAND APPEAL 1                        EVENHAND COMPLY 1
//   Decision: 41-7f3a-9c02                   Decision: 41-7f3a-9c02
//   Code: 7K4MQ-2XD9H-…                      Code: 3WZ0A-…
//   Cut off: IR                              Item: at://…
//   Answer: page | bundle                    Language: fa
//   New facts: …
//   Language: fa
//
//   Why it is wrong, up to 4,000 characters.
//
// "Language:" is the one in which the receipt is said too; without it that of the labels, where
// they are not English. "Cut off:" has two days, a state, or any other word for "yes, I do not
// remember when". Labels in five languages, in any order, blank lines anywhere; the words begin at
// the first line without a label.
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

#include "base/result.h"

namespace evenhand::carry {

inline constexpr std::size_t kMostWords = 4'000;  // characters
inline constexpr std::size_t kMostFacts = 500;    // characters
inline constexpr std::size_t kMostLetterBytes = 32'768;

enum class LetterKind : std::uint8_t { kAppeal, kComply };
enum class AnswerBy : std::uint8_t { kBoth, kPage, kBundle };

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
  std::string words = {};      // of an appeal: NFC, without blanks around them
};

// Whether a text is meant to be a letter, whatever is wrong with it.
bool IsLetter(std::string_view text);
Result<Letter> ReadLetter(std::string_view text);
std::string WriteLetter(const Letter& letter);

// "Cut off:" as it is typed; nothing for "no" and for nothing.
std::optional<CutOffClaim> ReadCutOff(std::string_view typed);

// NFC without blanks around it; control characters but tab and line feed are gone.
std::string PlainWords(std::string_view words);
// What makes an appeal the same one by any way and however often: hexadecimal SHA-256 of its words,
// or, where it names new facts, of words NUL facts.
std::string WordsHash(const Letter& letter);

}  // namespace evenhand::carry
