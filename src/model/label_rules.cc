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

void MergeReason(const LabelMutation& mutation, TimeUs now, LabelReasons* reasons) {
  LabelReason reason{.pending = mutation.pending,
                     .description = mutation.description,
                     .features = mutation.features,
                     .created_at = now,
                     .expires_at = mutation.expires_at};
  const auto [at, fresh] = reasons->try_emplace(mutation.reason, reason);
  if (fresh) return;
  if (at->second.created_at - now > kWriteGraceUs) return;  // what is stored is newer
  reason.created_at = at->second.created_at;
  at->second = std::move(reason);
}

// The request, label by label, in order of first mention.
struct Wish {
  std::string_view label;
  LabelStatus status = LabelStatus::kRemoved;
  std::vector<std::size_t> mutations;
};

std::vector<Wish> WishesOf(std::span<const LabelMutation> request, LabelChanges* changes) {
  std::vector<Wish> wishes;
  for (std::size_t i = 0; i < request.size(); ++i) {
    if (request[i].label.empty()) {
      changes->dropped.push_back({i, DropCause::kInvalidLabelName});
      continue;
    }
    const auto same = [&](const Wish& wish) { return wish.label == request[i].label; };
    auto wish = std::find_if(wishes.begin(), wishes.end(), same);
    if (wish == wishes.end()) wish = wishes.insert(wish, {request[i].label, request[i].status, {}});
    wish->status = std::max(wish->status, request[i].status);
    wish->mutations.push_back(i);
  }
  for (Wish& wish : wishes) {
    std::erase_if(wish.mutations, [&](std::size_t i) {
      if (request[i].status == wish.status) return false;
      changes->dropped.push_back({i, DropCause::kConflictingMutation});
      return true;
    });
  }
  return wishes;
}

void Apply(const Wish& wish, std::span<const LabelMutation> request, TimeUs now,
           EntityLabels* labels, LabelChanges* changes) {
  const auto [at, fresh] = labels->try_emplace(std::string(wish.label));
  LabelState& state = at->second;
  const LabelStatus before = state.status;
  if (!fresh && IsExpiredForWrites(state, now)) {
    Archive(&state);
  } else if (!fresh && IsManual(before) && !IsManual(wish.status)) {
    for (const std::size_t i : wish.mutations) {
      changes->dropped.push_back({i, DropCause::kCannotOverrideManual});
    }
    return;
  } else if (!fresh && before != wish.status) {
    Archive(&state);
  }
  state.status = wish.status;
  for (const std::size_t i : wish.mutations) MergeReason(request[i], now, &state.reasons);
  auto& list = !fresh && before == wish.status ? changes->updated
               : IsAdded(wish.status)          ? changes->added
                                               : changes->removed;
  list.emplace_back(wish.label);
}

}  // namespace

std::string_view Name(DropCause cause) {
  switch (cause) {
    case DropCause::kConflictingMutation: return "CONFLICTING_MUTATION";
    case DropCause::kCannotOverrideManual: return "CANNOT_OVERRIDE_MANUAL";
    case DropCause::kInvalidLabelName: return "INVALID_LABEL_NAME";
    case DropCause::kInvalidEntityId: return "INVALID_ENTITY_ID";
  }
  return "";
}

LabelChanges ApplyMutations(std::string_view id, std::span<const LabelMutation> request, TimeUs now,
                            EntityLabels* labels) {
  LabelChanges changes;
  if (id.empty()) {
    for (std::size_t i = 0; i < request.size(); ++i) {
      changes.dropped.push_back({i, DropCause::kInvalidEntityId});
    }
    return changes;
  }
  for (const Wish& wish : WishesOf(request, &changes)) Apply(wish, request, now, labels, &changes);
  return changes;
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
