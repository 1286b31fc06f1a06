#pragma once

// Labels as a record: questions about them, and how wishes to change them are merged (docs/labels.md).
// Pure functions; the clock is an argument.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "model/label.h"

namespace evenhand::model {

// What HasLabel asks.
struct LabelQuestion {
  std::string_view label = {};
  bool wants_added = true;                  // or removed
  std::optional<bool> manual = {};          // set by a person, by a rule, or (none) either
  std::optional<std::int64_t> min_age_us = {};
};

// Whether every reason has passed its time, as a reader sees it: no grace, and no reasons is expired.
bool IsExpired(const LabelReasons& reasons, TimeUs now);

// A label that is not there, or is expired, counts as removed and not manual.
bool Holds(const EntityLabels* labels, const LabelQuestion& question, TimeUs now);

enum class DropCause : std::uint8_t {
  kConflictingMutation,   // another mutation of the same request has a higher status
  kCannotOverrideManual,  // rules do not undo what a person set
  kInvalidLabelName,
  kInvalidEntityId,
};
std::string_view Name(DropCause cause);  // "CONFLICTING_MUTATION", ...

// What one request did to one entity.
struct LabelChanges {
  struct Dropped {
    std::size_t mutation;  // index into the request
    DropCause cause;
  };
  std::vector<std::string> added;
  std::vector<std::string> removed;
  std::vector<std::string> updated;
  std::vector<Dropped> dropped;
};

// Applies a request to the labels of the entity `id`. What has expired more than five seconds ago is
// replaced as a whole; otherwise reasons are merged, a known one keeping its first created_at.
LabelChanges ApplyMutations(std::string_view id, std::span<const LabelMutation> request, TimeUs now,
                            EntityLabels* labels);

}  // namespace evenhand::model
