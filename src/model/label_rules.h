#pragma once

// Questions about labels, answered from the record alone (docs/labels.md).

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "model/label.h"

namespace evenhand::model {

// What HasLabel asks.
struct LabelQuestion {
  std::string_view label;
  bool wants_added = true;                  // or removed
  std::optional<bool> manual = {};          // set by a person, by a rule, or (none) either
  std::optional<std::int64_t> min_age_us = {};
};

// Whether every reason has passed its time, as a reader sees it: no grace, and no reasons is expired.
bool IsExpired(const LabelReasons& reasons, TimeUs now);

// A label that is not there, or is expired, counts as removed and not manual.
bool Holds(const EntityLabels* labels, const LabelQuestion& question, TimeUs now);

}  // namespace evenhand::model
