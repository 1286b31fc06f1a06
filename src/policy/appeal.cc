#include "policy/appeal.h"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::policy {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::array<std::string_view, 12> kStates = {
    "filed",     "assigned",        "asked",    "upheld",         "overturned",         "modified",
    "withdrawn", "lapsed_for_user", "referred", "outside_upheld", "outside_overturned", "done"};

using S = AppealState;
constexpr std::pair<S, S> kMoves[] = {
    {S::kFiled, S::kAssigned},
    {S::kAssigned, S::kAsked},
    {S::kAsked, S::kAssigned},
    {S::kAssigned, S::kUpheld},
    {S::kAssigned, S::kOverturned},
    {S::kAssigned, S::kModified},
    {S::kFiled, S::kWithdrawn},
    {S::kAssigned, S::kWithdrawn},
    {S::kAsked, S::kWithdrawn},
    {S::kFiled, S::kLapsedForUser},
    {S::kAssigned, S::kLapsedForUser},
    {S::kAsked, S::kLapsedForUser},
    {S::kLapsedForUser, S::kUpheld},
    {S::kLapsedForUser, S::kOverturned},
    {S::kLapsedForUser, S::kModified},
    {S::kUpheld, S::kReferred},
    {S::kModified, S::kReferred},
    {S::kReferred, S::kOutsideUpheld},
    {S::kReferred, S::kOutsideOverturned},
    {S::kOutsideUpheld, S::kDone},
    {S::kOutsideOverturned, S::kDone},
};

constexpr days kStatedDays{60}, kStatedWindow{365};

struct Interval {
  Time from, to;
};

// The union of intervals, in order.
std::vector<Interval> Merge(std::vector<Interval> intervals) {
  std::ranges::sort(intervals, {}, &Interval::from);
  std::vector<Interval> merged;
  for (const Interval& next : intervals) {
    if (next.to <= next.from) continue;
    if (!merged.empty() && next.from <= merged.back().to) {
      merged.back().to = std::max(merged.back().to, next.to);
    } else {
      merged.push_back(next);
    }
  }
  return merged;
}

// What of `intervals` (a union) lies outside `holes` (a union).
std::vector<Interval> Outside(const std::vector<Interval>& intervals,
                              const std::vector<Interval>& holes) {
  std::vector<Interval> left;
  for (Interval part : intervals) {
    for (const Interval& hole : holes) {
      if (hole.to <= part.from || hole.from >= part.to) continue;
      if (hole.from > part.from) left.push_back({part.from, hole.from});
      part.from = hole.to;
      if (part.from >= part.to) break;
    }
    if (part.from < part.to) left.push_back(part);
  }
  return left;
}

// How much of `counted` lies in [from, to).
Seconds Overlap(const std::vector<Interval>& counted, Time from, Time to) {
  Seconds sum{0};
  for (const Interval& part : counted) {
    const Time begin = std::max(part.from, from), end = std::min(part.to, to);
    if (begin < end) sum += end - begin;
  }
  return sum;
}

// The stated times that count: from the first on, never more than 60 days in any 365.
std::vector<Interval> Bounded(const std::vector<Interval>& stated) {
  std::vector<Interval> counted;
  for (const Interval& part : stated) {
    for (Time at = part.from; at < part.to;) {
      const Seconds room = Seconds(kStatedDays) - Overlap(counted, at - kStatedWindow, at);
      if (room > Seconds{0}) {
        const Time end = std::min(part.to, at + room);
        counted.push_back({at, end});
        at = end;
        continue;
      }
      // Full: what fell out of the window makes the same room again.
      const auto oldest = std::ranges::find_if(
          counted, [&](const Interval& c) { return c.to + kStatedWindow > at; });
      const Time begin = std::max(at, oldest->from + kStatedWindow);
      const Time end = std::min(part.to, oldest->to + kStatedWindow);
      if (begin < end) counted.push_back({begin, end});
      at = std::max(end, begin);
    }
  }
  return counted;
}

// What of the times counts: all of some, and of the others what the cap leaves.
struct Counting {
  Counting(std::span<const CutOff> cut_offs, bool reviewed) {
    std::vector<Interval> stated;
    for (const CutOff& cut : cut_offs) {
      const bool is_whole = !cut.stated || reviewed || cut.review == CutOff::Review::kAccepted;
      (is_whole ? whole : stated).push_back({cut.from, cut.to});
    }
    whole = Merge(std::move(whole));
    bounded = Bounded(Outside(Merge(std::move(stated)), whole));
  }

  std::vector<Interval> whole, bounded;
};

}  // namespace

std::string_view Name(AppealState state) { return kStates[static_cast<std::size_t>(state)]; }

std::optional<AppealState> AppealStateNamed(std::string_view name) {
  const auto* found = std::ranges::find(kStates, name);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<AppealState>(found - kStates.begin());
}

bool MayMove(AppealState from, AppealState to) {
  return std::ranges::find(kMoves, std::pair(from, to)) != std::end(kMoves);
}

Time UserPeriodEnds(Time begins, const Period& period, std::span<const CutOff> cut_offs,
                    bool reviewed) {
  Counting counting(cut_offs, reviewed);
  std::vector<Interval> stopped = std::move(counting.whole);
  stopped.insert(stopped.end(), counting.bounded.begin(), counting.bounded.end());
  Time end = After(begins, period);
  for (const Interval& part : Merge(std::move(stopped))) {
    if (part.from >= end) break;
    const Time from = std::max(part.from, begins);
    if (from < part.to) end += part.to - from;
  }
  return end;
}

Time FilingPeriodEnds(Time notice, std::span<const CutOff> cut_offs, bool reviewed) {
  return UserPeriodEnds(notice, kFilingPeriod, cut_offs, reviewed);
}

std::vector<CutOff> AwaitingReview(std::span<const CutOff> cut_offs) {
  const Counting counting(cut_offs, false);
  std::vector<CutOff> waiting;
  for (const CutOff& cut_off : cut_offs) {
    if (!cut_off.stated || cut_off.review != CutOff::Review::kNone) continue;
    Seconds all{0};
    for (const Interval& part : Outside({{cut_off.from, cut_off.to}}, counting.whole))
      all += part.to - part.from;
    if (Overlap(counting.bounded, cut_off.from, cut_off.to) < all) waiting.push_back(cut_off);
  }
  return waiting;
}

Time AnswerDue(const Action& action, Time filed) {
  if (!IsOnAccount(action.kind)) return filed + days(14);
  const bool is_short_lock = action.kind == ActionKind::kLock && action.period &&
                             !IsShorter({.seconds = hours(12)}, *action.period);
  return filed + (is_short_lock ? hours(24) : hours(72));
}

bool IsLiftedWhenLate(const Action& action) { return IsTimed(action.kind); }

bool MayDecide(std::string_view reviewer, const std::set<std::string, std::less<>>& involved) {
  return !reviewer.empty() && !involved.contains(reviewer) && !reviewer.starts_with("machine") &&
         !reviewer.starts_with("model");
}

bool MayAppeal(Standing who, bool violation_found) {
  return who == (violation_found ? Standing::kAuthor : Standing::kReporter);
}

std::string_view WhyNoFurtherAppeal(std::span<const AppealState> before, bool new_facts) {
  if (before.empty()) return "";
  if (before.size() > 1) return "it has been appealed twice";
  switch (before.front()) {
    case S::kUpheld:
    case S::kModified:
    case S::kWithdrawn:
    case S::kDone:
      return new_facts ? ""
                       : "it has been appealed once, and a second appeal says which facts are new";
    default:
      return new_facts ? "its appeal is still open: say there what is new"
                       : "it has been appealed once";
  }
}

bool AppealAllowance::File() {
  if (filed_ > 1 || (filed_ == 1 && !new_facts_)) return false;
  ++filed_;
  new_facts_ = false;
  return true;
}

void AppealAllowance::AddFacts() { new_facts_ = true; }

}  // namespace evenhand::policy
