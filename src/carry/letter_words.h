#pragma once

// The words of a letter (carry/letter.h): its labels, and where the answer will be looked for, in
// English, Persian, Arabic, Russian and Spanish. Pages print them from here, so that what is
// printed is what is read.
//
// Cost: linear.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::carry {

enum class Label : std::uint8_t {
  kDecision,
  kCode,
  kCutOff,
  kAnswer,
  kNewFacts,
  kNotMine,
  kItem,
  kEntry,
  kSource,
  kName,
  kLanguage
};

enum class AnswerBy : std::uint8_t { kBoth, kPage, kBundle };

// As it is printed: "Cut off", "قطع بودم". A language without words of its own has English ones.
std::string_view LabelIn(std::string_view language, Label label);
std::string_view AnswerIn(std::string_view language, AnswerBy by);

struct TypedLabel {
  Label label;
  std::string_view language;
};
// What stands before a colon, as anyone may type it.
std::optional<TypedLabel> ReadLabel(std::string_view typed);

// Where the answer will be looked for: these words, those of the form that is served, or a sentence
// with them. Both where both are named, and where neither is.
AnswerBy ReadAnswer(std::string_view typed);

// As labels and values are compared: NFC, small letters, one form of each Persian and Arabic
// letter, nothing invisible, no blanks around it.
std::string PlainTyped(std::string_view typed);
// Characters that only turn or join, which messengers and keyboards put in.
bool IsInvisible(char32_t c);

}  // namespace evenhand::carry
