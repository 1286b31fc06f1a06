#include "policy/lock.h"

#include <algorithm>

namespace evenhand::policy {
namespace {

using std::chrono::hours;

struct Bounds {
  std::optional<Time> timing, end, lifted, back;
};

// The moments at which the phase may change; "lifted" lies between the deadline and the answer.
Bounds BoundsOf(const LockHistory& h) {
  Bounds b;
  b.timing = h.until_deleted ? h.deleted : std::optional(h.imposed);
  if (b.timing) b.end = After(*b.timing, h.then);
  if (h.answered && h.overturned) b.end = b.end ? std::min(*b.end, *h.answered) : *h.answered;
  if (h.appealed && (!b.end || *h.appealed < *b.end)) {
    const Time due = LockAppealDue(*h.appealed, h.then);
    if (!h.answered || *h.answered > due) {
      b.lifted = due;
      b.back = h.answered;
    }
  }
  return b;
}

LockPhaseKind PhaseAt(const Bounds& b, Time at) {
  if (b.end && at >= *b.end) return LockPhaseKind::kOpen;
  if (b.lifted && at >= *b.lifted && (!b.back || at < *b.back)) return LockPhaseKind::kLifted;
  if (b.timing && at >= *b.timing) return LockPhaseKind::kTiming;
  return LockPhaseKind::kWaiting;
}

}  // namespace

std::string_view Name(LockPhaseKind kind) {
  switch (kind) {
    case LockPhaseKind::kWaiting:
      return "waiting";
    case LockPhaseKind::kTiming:
      return "timing";
    case LockPhaseKind::kLifted:
      return "lifted";
    case LockPhaseKind::kOpen:
      return "open";
  }
  return "";
}

std::string_view Name(ItemState state) {
  switch (state) {
    case ItemState::kHidden:
      return "hidden";
    case ItemState::kDeleted:
      return "deleted";
    case ItemState::kShown:
      return "shown";
  }
  return "";
}

Time LockAppealDue(Time filed, const Period& then) {
  const bool is_short = !IsShorter({.seconds = hours(12)}, then);
  return filed + (is_short ? hours(24) : hours(72));
}

std::vector<LockPhase> LockPhases(const LockHistory& history) {
  const Bounds bounds = BoundsOf(history);
  std::vector<Time> moments = {history.imposed};
  for (const auto& moment : {bounds.timing, bounds.end, bounds.lifted, bounds.back}) {
    if (moment && *moment > history.imposed) moments.push_back(*moment);
  }
  std::ranges::sort(moments);
  std::vector<LockPhase> phases;
  for (const Time moment : moments) {
    const LockPhaseKind kind = PhaseAt(bounds, moment);
    if (!phases.empty() && phases.back().kind == kind) continue;
    if (!phases.empty()) phases.back().until = moment;
    phases.push_back({kind, moment, std::nullopt});
  }
  return phases;
}

ItemState ItemAfter(const LockHistory& history) {
  // What was given back may be deleted afterwards, of the author's own will.
  const bool is_given_back = history.answered && history.overturned;
  if (history.deleted && (!is_given_back || *history.deleted > *history.answered))
    return ItemState::kDeleted;
  return is_given_back ? ItemState::kShown : ItemState::kHidden;
}

}  // namespace evenhand::policy
