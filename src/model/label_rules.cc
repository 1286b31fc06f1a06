#include "model/label_rules.h"

#include <algorithm>

namespace evenhand::model {
namespace {

bool IsExpired(const LabelReason& reason, TimeUs now) {
  return reason.expires_at.has_value() && *reason.expires_at <= now;
}

// How long ago the oldest reason that still counts was given.
std::int64_t Age(const LabelReasons& reasons, TimeUs now) {
  std::int64_t age = 0;
  for (const auto& [name, reason] : reasons) {
    if (!IsExpired(reason, now)) age = std::max(age, now - reason.created_at);
  }
  return age;
}

}  // namespace

bool IsExpired(const LabelReasons& reasons, TimeUs now) {
  return std::all_of(reasons.begin(), reasons.end(),
                     [&](const auto& entry) { return IsExpired(entry.second, now); });
}

bool Holds(const EntityLabels* labels, const LabelQuestion& question, TimeUs now) {
  const LabelState* state = nullptr;
  if (labels != nullptr) {
    const auto found = labels->find(question.label);
    if (found != labels->end()) state = &found->second;
  }
  if (state == nullptr || IsExpired(state->reasons, now)) {
    return !question.wants_added && !question.manual.value_or(false);
  }
  if (IsAdded(state->status) != question.wants_added) return false;
  if (question.manual && *question.manual != IsManual(state->status)) return false;
  return !question.min_age_us || Age(state->reasons, now) > *question.min_age_us;
}

}  // namespace evenhand::model
