#pragma once

// Labels that stick to entities, with the reasons that put them there (docs: labels.md).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/container/flat_map.hpp>

#include "base/time.h"

namespace evenhand::model {

enum class LabelStatus : std::uint8_t {
  kRemoved = 0,          // by rules
  kAdded = 1,            // by rules
  kManuallyRemoved = 2,  // by a person
  kManuallyAdded = 3,    // by a person
};

constexpr bool IsManual(LabelStatus s) { return s >= LabelStatus::kManuallyRemoved; }
constexpr bool IsAdded(LabelStatus s) {
  return s == LabelStatus::kAdded || s == LabelStatus::kManuallyAdded;
}

// Sorted by name, side by side: an entity has few labels, and a label few reasons.
template <class T>
using ByName = boost::container::flat_map<std::string, T, std::less<>>;

using DescriptionFields = ByName<std::string>;

struct LabelReason {
  bool pending = false;
  std::string description = {};     // a template with {Name} fields
  DescriptionFields features = {};  // what the fields stood for
  TimeUs created_at{};
  std::optional<TimeUs> expires_at = {};
  bool operator==(const LabelReason&) const = default;
};

using LabelReasons = ByName<LabelReason>;  // by rule name

struct LabelState {
  struct Previous {
    LabelStatus status = LabelStatus::kAdded;
    LabelReasons reasons = {};
    bool operator==(const Previous&) const = default;
  };
  LabelStatus status = LabelStatus::kAdded;
  LabelReasons reasons = {};
  std::vector<Previous> previous_states = {};  // newest first
  bool operator==(const LabelState&) const = default;
};

using EntityLabels = ByName<LabelState>;  // by label name

// One wish to change one label of one entity, for one reason. Its names are views of the rulebook
// (or of whoever asks by hand), not copies: one core writes wishes and another reads them, and
// every byte copied has to cross.
struct LabelMutation {
  std::string_view label = {};
  std::string_view reason = {};  // rule name, or "_ManuallyUpdated"
  LabelStatus status = LabelStatus::kAdded;
  std::string_view description = {};
  DescriptionFields features = {};
  std::optional<TimeUs> expires_at = {};
  bool pending = false;
};

}  // namespace evenhand::model
