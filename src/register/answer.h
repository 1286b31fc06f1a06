#pragma once

// What the register answers for a day (reach.md 2.7).
//
//   yes    in force, by what is known
//   maybe  the day lies in what is imprecise, or the last sighting is too old, or it is contested
//   no     otherwise; which is not openness
//
// With two origins behind an entry its last sighting holds for kFreshWithTwo days, with one for
// kFreshWithOne. A lapse is no. Of several entries of one state, service and kind the strongest
// answers.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "register/entry.h"

namespace evenhand::access {

inline constexpr Days kFreshWithTwo{365};
inline constexpr Days kFreshWithOne{30};

enum class Certainty : std::uint8_t { kNo, kMaybe, kYes };
enum class Doubt : std::uint8_t { kNone, kImprecise, kStale, kContested };
std::string_view Name(Certainty certainty);
std::string_view Name(Doubt doubt);

struct Answer {
  Certainty certainty = Certainty::kNo;
  Doubt doubt = Doubt::kNone;  // of a maybe
  bool operator==(const Answer&) const = default;
};

Answer AnswerOn(const Entry& entry, Day day);

struct AnswerRow {
  Answer answer = {};
  const Entry* entry = nullptr;  // the one that answers; lives as long as its register
};

struct Question {
  Day day = {};
  std::string state = {};    // empty: all
  std::string service = {};  // empty: all
  std::string region = {};   // entries of this region too; those of the whole state always
};

// The rows that are yes or maybe, by state, service and kind.
std::vector<AnswerRow> AnswersOn(const std::vector<Entry>& entries, const Question& question);

}  // namespace evenhand::access
