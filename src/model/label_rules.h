#pragma once

// Labels as a record: questions about them, and how wishes to change them are merged
// (docs/labels.md). Pure functions; the clock is an argument.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/time.h"
#include "model/label.h"

namespace evenhand::model {

// What HasLabel asks.
struct LabelQuestion {
  std::string_view label = {};
  bool wants_added = true;          // or removed
  std::optional<bool> manual = {};  // set by a person, by a rule, or (none) either
  std::optional<std::int64_t> min_age_us = {};
};

// Whether every reason has passed its time, as a reader sees it: no grace, and no reasons is
// expired.
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

// What one request did to one entity. The names are those of the request, which must live as long.
struct LabelChanges {
  struct Dropped {
    std::size_t mutation;  // index into the request
    DropCause cause;
  };
  std::vector<std::string_view> added;
  std::vector<std::string_view> removed;
  std::vector<std::string_view> updated;
  std::vector<Dropped> dropped;
};

// Applies requests to the labels of entities. What has expired more than five seconds ago is
// replaced as a whole; otherwise reasons are merged, a known one keeping its first created_at. Once
// its memory has grown, a request that only renews reasons of known labels allocates nothing.
class LabelMerger {
 public:
  // The result lives until the next call.
  const LabelChanges& Apply(std::string_view id, std::span<const LabelMutation> request, TimeUs now,
                            EntityLabels* labels);

 private:
  // The request, label by label, in order of first mention.
  struct Wish {
    std::string_view label;
    LabelStatus status = LabelStatus::kRemoved;
    std::size_t first = 0;
    std::size_t last = 0;
  };
  void GatherWishes(std::span<const LabelMutation> request);
  void ApplyWish(const Wish& wish, std::span<const LabelMutation> request, TimeUs now,
                 EntityLabels* labels);
  // Calls visit(i) for each mutation of the wish, in order.
  template <class Visit>
  void EachOf(const Wish& wish, Visit&& visit) const;

  LabelChanges changes_;
  std::vector<Wish> wishes_;
  boost::unordered_flat_map<std::string_view, std::size_t> wish_of_label_;
  std::vector<std::size_t> next_;  // by mutation: the next one for the same label
};

// The same for once.
LabelChanges ApplyMutations(std::string_view id, std::span<const LabelMutation> request, TimeUs now,
                            EntityLabels* labels);

// Whether each mutation of the request wishes what is there already, so that applying it would
// change nothing.
bool IsAsWished(std::span<const LabelMutation> request, TimeUs now, const EntityLabels& labels);

}  // namespace evenhand::model
