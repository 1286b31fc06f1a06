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

// Writers see a label as gone only this long after its time.
constexpr std::int64_t kWriteGraceUs = 5'000'000;

bool IsExpiredForWrites(const LabelState& state, TimeUs now) {
  if (state.reasons.empty()) return false;
  return std::all_of(state.reasons.begin(), state.reasons.end(), [&](const auto& entry) {
    const auto& expires_at = entry.second.expires_at;
    return expires_at && now - *expires_at > kWriteGraceUs;
  });
}

void Archive(LabelState* state) {
  state->previous_states.insert(state->previous_states.begin(), {state->status, state->reasons});
  state->reasons.clear();
}

// What stays the same is not written: others may be reading it on other cores.
template <class T, class Value>
void Set(const Value& value, T* to) {
  if (*to != value) *to = value;
}

// What is stored comes from a later event than the one that is merged.
bool IsNewer(const LabelReason& reason, TimeUs now) {
  return reason.created_at - now > kWriteGraceUs;
}

void MergeReason(const LabelMutation& mutation, TimeUs now, LabelReasons* reasons) {
  auto at = reasons->find(mutation.reason);
  const bool fresh = at == reasons->end();
  if (fresh) at = reasons->try_emplace(std::string(mutation.reason)).first;
  LabelReason& reason = at->second;
  if (fresh) {
    reason.created_at = now;
  } else if (IsNewer(reason, now)) {
    return;
  }
  Set(mutation.pending, &reason.pending);
  Set(mutation.description, &reason.description);
  Set(mutation.features, &reason.features);
  Set(mutation.expires_at, &reason.expires_at);
}

bool IsAsWished(const LabelMutation& mutation, TimeUs now, const EntityLabels& labels) {
  const auto label = labels.find(mutation.label);
  if (label == labels.end()) return false;
  const LabelState& state = label->second;
  if (state.status != mutation.status || IsExpiredForWrites(state, now)) return false;
  const auto at = state.reasons.find(mutation.reason);
  if (at == state.reasons.end()) return false;
  const LabelReason& reason = at->second;
  return IsNewer(reason, now) ||
         (reason.pending == mutation.pending && reason.expires_at == mutation.expires_at &&
          reason.description == mutation.description && reason.features == mutation.features);
}

}  // namespace

std::string_view Name(DropCause cause) {
  switch (cause) {
    case DropCause::kConflictingMutation:
      return "CONFLICTING_MUTATION";
    case DropCause::kCannotOverrideManual:
      return "CANNOT_OVERRIDE_MANUAL";
    case DropCause::kInvalidLabelName:
      return "INVALID_LABEL_NAME";
    case DropCause::kInvalidEntityId:
      return "INVALID_ENTITY_ID";
  }
  return "";
}

template <class Visit>
void LabelMerger::EachOf(const Wish& wish, Visit&& visit) const {
  for (std::size_t i = wish.first;; i = next_[i]) {
    visit(i);
    if (i == wish.last) return;
  }
}

void LabelMerger::GatherWishes(std::span<const LabelMutation> request) {
  wishes_.clear();
  wish_of_label_.clear();
  next_.resize(request.size());
  for (std::size_t i = 0; i < request.size(); ++i) {
    const LabelMutation& mutation = request[i];
    if (mutation.label.empty()) {
      changes_.dropped.push_back({i, DropCause::kInvalidLabelName});
      continue;
    }
    const auto [at, fresh] = wish_of_label_.try_emplace(mutation.label, wishes_.size());
    if (fresh) {
      wishes_.push_back({mutation.label, mutation.status, i, i});
      continue;
    }
    Wish& wish = wishes_[at->second];
    wish.status = std::max(wish.status, mutation.status);
    next_[wish.last] = i;
    wish.last = i;
  }
}

void LabelMerger::ApplyWish(const Wish& wish, std::span<const LabelMutation> request, TimeUs now,
                            EntityLabels* labels) {
  auto at = labels->find(wish.label);
  const bool fresh = at == labels->end();
  if (fresh) at = labels->try_emplace(std::string(wish.label)).first;
  LabelState& state = at->second;
  const LabelStatus before = state.status;
  if (!fresh && IsExpiredForWrites(state, now)) {
    Archive(&state);
  } else if (!fresh && IsManual(before) && !IsManual(wish.status)) {
    EachOf(wish, [&](std::size_t i) {
      if (request[i].status != wish.status) return;
      changes_.dropped.push_back({i, DropCause::kCannotOverrideManual});
    });
    return;
  } else if (!fresh && before != wish.status) {
    Archive(&state);
  }
  Set(wish.status, &state.status);
  EachOf(wish, [&](std::size_t i) {
    if (request[i].status == wish.status) MergeReason(request[i], now, &state.reasons);
  });
  auto& list = !fresh && before == wish.status ? changes_.updated
               : IsAdded(wish.status)          ? changes_.added
                                               : changes_.removed;
  list.push_back(wish.label);
}

const LabelChanges& LabelMerger::Apply(std::string_view id, std::span<const LabelMutation> request,
                                       TimeUs now, EntityLabels* labels) {
  changes_.added.clear();
  changes_.removed.clear();
  changes_.updated.clear();
  changes_.dropped.clear();
  if (id.empty()) {
    for (std::size_t i = 0; i < request.size(); ++i) {
      changes_.dropped.push_back({i, DropCause::kInvalidEntityId});
    }
    return changes_;
  }
  GatherWishes(request);
  for (const Wish& wish : wishes_) {
    EachOf(wish, [&](std::size_t i) {
      if (request[i].status == wish.status) return;
      changes_.dropped.push_back({i, DropCause::kConflictingMutation});
    });
  }
  for (const Wish& wish : wishes_) ApplyWish(wish, request, now, labels);
  return changes_;
}

LabelChanges ApplyMutations(std::string_view id, std::span<const LabelMutation> request, TimeUs now,
                            EntityLabels* labels) {
  return LabelMerger().Apply(id, request, now, labels);
}

bool IsAsWished(std::span<const LabelMutation> request, TimeUs now, const EntityLabels& labels) {
  return std::all_of(request.begin(), request.end(), [&](const LabelMutation& mutation) {
    return IsAsWished(mutation, now, labels);
  });
}

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
