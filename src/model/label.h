#pragma once

// Labels that stick to entities, with the reasons that put them there (docs: labels.md).

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

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

struct LabelReason {
  bool pending = false;
  std::string description = {};                      // a template with {Name} fields
  std::map<std::string, std::string> features = {};  // what the fields stood for
  TimeUs created_at{};
  std::optional<TimeUs> expires_at = {};
  bool operator==(const LabelReason&) const = default;
};

using LabelReasons = std::map<std::string, LabelReason>;  // by rule name

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

using EntityLabels = std::map<std::string, LabelState, std::less<>>;  // by label name

// One wish to change one label of one entity, for one reason.
struct LabelMutation {
  std::string label = {};
  std::string reason = {};  // rule name, or "_ManuallyUpdated"
  LabelStatus status = LabelStatus::kAdded;
  std::string description = {};
  std::map<std::string, std::string> features = {};
  std::optional<TimeUs> expires_at = {};
  bool pending = false;
};

}  // namespace evenhand::model
