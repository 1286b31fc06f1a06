// Any history of requests comes out as the steps of docs/labels.md say, taken one after the other.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "model/label_rules.h"

namespace evenhand::model {
namespace {

constexpr std::int64_t kGraceUs = 5'000'000;

// --- the slow twin: each label by itself, step by step ---

using Outcome = std::multiset<std::string>;

void AddReason(const LabelReason& incoming, const std::string& name, LabelReasons* reasons) {
  const auto known = reasons->find(name);
  if (known == reasons->end()) {
    (*reasons)[name] = incoming;
  } else if (known->second.created_at <= incoming.created_at + kGraceUs) {
    const TimeUs first = known->second.created_at;
    known->second = incoming;
    known->second.created_at = first;
  }
}

// The latest end of the reasons; none when one of them has no end.
std::optional<TimeUs> EndOf(const LabelReasons& reasons) {
  std::optional<TimeUs> end = TimeUs{INT64_MIN};
  for (const auto& [name, reason] : reasons) {
    end =
        end && reason.expires_at ? std::optional(std::max(*end, *reason.expires_at)) : std::nullopt;
  }
  return end;
}

Outcome SlowApply(const std::string& id, const std::vector<LabelMutation>& request, TimeUs now,
                  EntityLabels* labels) {
  Outcome outcome;
  const auto drop = [&](std::size_t i, DropCause cause) {
    outcome.insert(std::to_string(i) + " " + std::string(Name(cause)));
  };
  std::map<std::string, std::vector<std::size_t>> by_label;
  for (std::size_t i = 0; i < request.size(); ++i) {
    if (id.empty()) {
      drop(i, DropCause::kInvalidEntityId);
    } else if (request[i].label.empty()) {
      drop(i, DropCause::kInvalidLabelName);
    } else {
      by_label[std::string(request[i].label)].push_back(i);
    }
  }
  for (auto& [label, mutations] : by_label) {
    LabelState wanted{.status = LabelStatus::kRemoved};
    for (const std::size_t i : mutations)
      wanted.status = std::max(wanted.status, request[i].status);
    std::vector<std::size_t> kept;
    for (const std::size_t i : mutations) {
      if (request[i].status == wanted.status) {
        kept.push_back(i);
      } else {
        drop(i, DropCause::kConflictingMutation);
      }
    }
    for (const std::size_t i : kept) {
      const LabelMutation& m = request[i];
      AddReason({m.pending, std::string(m.description), m.features, now, m.expires_at},
                std::string(m.reason), &wanted.reasons);
    }
    const std::string side = IsAdded(wanted.status) ? "added " : "removed ";
    const auto found = labels->find(label);
    if (found == labels->end()) {
      (*labels)[label] = wanted;
      outcome.insert(side + label);
      continue;
    }
    LabelState& current = found->second;
    const LabelState before = current;
    const std::optional<TimeUs> end = EndOf(current.reasons);
    if (end && *end + kGraceUs < now) {
      current.reasons = wanted.reasons;
    } else if (IsManual(current.status) && !IsManual(wanted.status)) {
      for (const std::size_t i : kept) drop(i, DropCause::kCannotOverrideManual);
      continue;
    } else {
      if (current.status != wanted.status) current.reasons.clear();
      for (const auto& [name, reason] : wanted.reasons) AddReason(reason, name, &current.reasons);
    }
    if (current.status != wanted.status || (end && *end + kGraceUs < now)) {
      current.previous_states.insert(current.previous_states.begin(),
                                     {before.status, before.reasons});
    }
    current.status = wanted.status;
    outcome.insert(before.status == wanted.status ? "updated " + label : side + label);
  }
  return outcome;
}

Outcome FastApply(const std::string& id, const std::vector<LabelMutation>& request, TimeUs now,
                  EntityLabels* labels) {
  const LabelChanges changes = ApplyMutations(id, request, now, labels);
  Outcome outcome;
  for (const auto& label : changes.added) outcome.insert("added " + std::string(label));
  for (const auto& label : changes.removed) outcome.insert("removed " + std::string(label));
  for (const auto& label : changes.updated) outcome.insert("updated " + std::string(label));
  for (const auto& dropped : changes.dropped) {
    outcome.insert(std::to_string(dropped.mutation) + " " + std::string(Name(dropped.cause)));
  }
  return outcome;
}

// --- what is tried: few names, and times near the edges of grace ---

// Full width at every size.
int From(int first, int end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(first, end));
}

LabelMutation AnyMutation(TimeUs now) {
  LabelMutation mutation;
  mutation.label = *rc::gen::element<std::string_view>("a", "b", "b", "");
  mutation.reason = *rc::gen::element<std::string_view>("R", "S", "_ManuallyUpdated");
  mutation.status = static_cast<LabelStatus>(From(0, 4));
  mutation.description = *rc::gen::element<std::string_view>("by {N}", "");
  mutation.pending = *rc::gen::arbitrary<bool>();
  if (From(0, 4) > 0) {
    mutation.expires_at = now + From(-8, 9) * std::int64_t{1'000'000};
  }
  return mutation;
}

RC_GTEST_PROP(LabelHistory, IsAsTheStepsSay, ()) {
  EntityLabels fast, slow;
  TimeUs now{1'000'000'000'000};
  const int requests = From(1, 40);
  for (int r = 0; r < requests; ++r) {
    now = now + From(-7, 12) * std::int64_t{1'000'000};
    const std::string id = From(0, 20) == 0 ? "" : "ann";
    std::vector<LabelMutation> request;
    for (int n = From(0, 5); n > 0; --n) request.push_back(AnyMutation(now));
    RC_ASSERT(FastApply(id, request, now, &fast) == SlowApply(id, request, now, &slow));
    RC_ASSERT(fast == slow);
  }
}

// Wishes that find what they wish may be left out.
RC_GTEST_PROP(LabelsAsWished, AreThoseThatARequestLeaves, ()) {
  EntityLabels labels;
  TimeUs now{1'000'000'000'000};
  std::vector<LabelMutation> request;
  for (int r = From(1, 20); r > 0; --r) {
    now = now + From(-7, 12) * std::int64_t{1'000'000};
    if (From(0, 3) > 0) {  // else the last one again
      request.clear();
      for (int n = From(0, 3); n > 0; --n) request.push_back(AnyMutation(now));
    }
    const bool as_wished = IsAsWished(request, now, labels);
    const EntityLabels before = labels;
    const LabelChanges changes = ApplyMutations("ann", request, now, &labels);
    const bool nothing = labels == before && changes.added.empty() && changes.removed.empty();
    if (as_wished) RC_ASSERT(nothing);
    if (nothing && changes.dropped.empty() && request.size() == 1) RC_ASSERT(as_wished);
  }
}

RC_GTEST_PROP(LabelReading, IsAddedOrRemovedAndNeverBoth, ()) {
  EntityLabels labels;
  const TimeUs now{1'000'000'000'000};
  const std::vector<LabelMutation> request = {AnyMutation(now), AnyMutation(now)};
  ApplyMutations("ann", request, now, &labels);
  for (const std::string_view label : {"a", "b"}) {
    const bool added = Holds(&labels, {.label = label, .wants_added = true}, now);
    const bool removed = Holds(&labels, {.label = label, .wants_added = false}, now);
    RC_ASSERT(added != removed);
    for (const bool wants_added : {true, false}) {
      const bool by_person = Holds(&labels, {label, wants_added, true, {}}, now);
      const bool by_rule = Holds(&labels, {label, wants_added, false, {}}, now);
      RC_ASSERT((by_person || by_rule) == (wants_added ? added : removed));
      RC_ASSERT(!(by_person && by_rule));
    }
  }
}

}  // namespace
}  // namespace evenhand::model
