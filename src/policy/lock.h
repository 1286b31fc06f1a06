#pragma once

// A lock that waits for deletion (policy.md 7.2 to 7.5).
//
//   waiting   the item is hidden and the account read-only until the author deletes the item
//   timing    the fixed time that begins at deletion
//   lifted    the platform missed its deadline to answer an appeal: free until it answers
//   open      over
//
// Being cut off never lengthens a punishment, so outages do not appear here.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "policy/time.h"

namespace evenhand::policy {

enum class LockPhaseKind : std::uint8_t { kWaiting, kTiming, kLifted, kOpen };
std::string_view Name(LockPhaseKind kind);

struct LockPhase {
  LockPhaseKind kind = LockPhaseKind::kOpen;
  Time from = {};
  std::optional<Time> until = {};  // none: still so
  bool operator==(const LockPhase&) const = default;
};

enum class ItemState : std::uint8_t { kHidden, kDeleted, kShown };
std::string_view Name(ItemState state);

// What happened to one lock. A lock without a duty to delete begins to run at once.
struct LockHistory {
  Time imposed = {};
  Period then = {};
  bool until_deleted = true;
  std::optional<Time> deleted = {};
  std::optional<Time> appealed = {};
  std::optional<Time> answered = {};
  bool overturned = false;  // the answer
};

// The phases in order, none of them empty, the last one without an end.
std::vector<LockPhase> LockPhases(const LockHistory& history);
// The item after everything that happened.
ItemState ItemAfter(const LockHistory& history);
// When the platform must have answered an appeal against a lock of this length (policy.md 13).
Time LockAppealDue(Time filed, const Period& then);

}  // namespace evenhand::policy
