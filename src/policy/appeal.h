#pragma once

// Appeals (policy.md section 13): who, until when, by whom decided, and what may come out.

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/action.h"
#include "policy/time.h"

namespace evenhand::policy {

// ---- the moves of one appeal

enum class AppealState : std::uint8_t {
  kFiled,
  kAssigned,
  kAsked,
  kUpheld,
  kOverturned,
  kModified,
  kWithdrawn,
  kLapsedForUser,
  kReferred,
  kOutsideUpheld,
  kOutsideOverturned,
  kDone,
};

std::string_view Name(AppealState state);
std::optional<AppealState> AppealStateNamed(std::string_view name);
bool MayMove(AppealState from, AppealState to);

// ---- how long there is to file

// A time in which the author was cut off.
struct CutOff {
  enum class Review : std::uint8_t { kNone, kAccepted, kRefused };
  Time from = {};
  Time to = {};
  bool stated = false;  // by the author; else from the register of outages, for the declared place
  Review review = Review::kNone;  // by a person, of a stated one
};

inline constexpr Period kFilingPeriod{.months = 6};

// The end of a period that the user has, in which the clock does not run while they were cut off.
// Stated times count up to 60 days in any 365; beyond that, after a person has accepted them. With
// `reviewed`, as if all of them had been (policy.md 7.5).
Time UserPeriodEnds(Time begins, const Period& period, std::span<const CutOff> cut_offs,
                    bool reviewed);
// Of the period to file: kFilingPeriod from notice.
Time FilingPeriodEnds(Time notice, std::span<const CutOff> cut_offs, bool reviewed);
// The stated times of which a part counts only after a review that has not been, in the order
// given.
std::vector<CutOff> AwaitingReview(std::span<const CutOff> cut_offs);

// ---- the platform's deadline

// When an appeal against `action` must be answered: 24 h for a lock of 12 h or less, 72 h for any
// account action, 14 days for items.
Time AnswerDue(const Action& action, Time filed);
// Whether a missed deadline lifts the action until the decision: locks and suspensions are lifted,
// items stay as they are.
bool IsLiftedWhenLate(const Action& action);
// An answer at the very moment is late: intervals are half-open.
inline bool IsLate(Time due, std::optional<Time> answered, Time now) {
  return answered.value_or(now) >= due;
}

// When an outside body should have answered: 90 days. It may take up to 180, and does not bind.
inline Time OutsideAnswerDue(Time referred) { return referred + std::chrono::days(90); }

// ---- the answer

// Not by anyone who was involved, and not by a machine alone.
bool MayDecide(std::string_view reviewer, const std::set<std::string, std::less<>>& involved);
// Nothing worse comes out of an appeal.
inline bool MayResult(const Action& original, const Action& proposed) {
  return !IsMilder(original, proposed);
}

enum class Standing : std::uint8_t { kAuthor, kReporter, kOther };
// The author against a decision that acts; against "no violation", the reporter.
bool MayAppeal(Standing who, bool violation_found);

// Why a decision cannot be appealed once more, after appeals that stand so; empty: it can. The
// first always; a second one when the first has its answer and there are new facts. A changed
// ground is a new decision, with an appeal of its own (policy.md 12.3).
std::string_view WhyNoFurtherAppeal(std::span<const AppealState> before, bool new_facts);

// One appeal a decision, and one more when new facts appear after it. A changed ground is a new
// decision, with an allowance of its own.
class AppealAllowance {
 public:
  // Whether an appeal may be filed now; then it is.
  bool File();
  void AddFacts();
  void ChangeGround() { *this = {}; }

 private:
  int filed_ = 0;
  bool new_facts_ = false;  // since the last appeal
};

}  // namespace evenhand::policy
