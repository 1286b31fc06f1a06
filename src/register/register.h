#pragma once

// The register of limits on access: entries as their history makes them (reach.md 2).
//
//   reported -> confirmed;  reported | confirmed <-> contested;  any of the three -> ended;  any ->
//   withdrawn
//
// Apply checks what each move needs and says what is missing; after an error nothing has changed.
// The register known at a time is the one that the changes recorded by then make: ReplayedTo.
//
// Errors: kInvalidArgument naming the rule that a change breaks; kNotFound for an entry or a
// challenge that
//         is not there.
// Cost:   a change is O(entry); a replay is linear.
// Source: reach.md 2; docs/access.md.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "register/change.h"
#include "register/entry.h"

namespace evenhand::access {

inline constexpr Days kLongestLapse{1};  // of whole days: shorter than 48 hours
inline constexpr Days kChallengeAnsweredIn{14};
inline constexpr Days kMeasuredMovesApart{7};
inline constexpr std::size_t kMostEntries = 100'000;

// A forecast: kept, shown, and no answer to anything.
struct Plan {
  std::string state = {};
  std::string service = {};
  Kind kind = Kind::kBlock;
  Beginning from = {};
  std::vector<Source> sources = {};
  std::map<std::string, std::string, std::less<>> notes = {};
};

struct Challenge {
  std::string id = {};
  std::string entry = {};
  std::string claim = {};
  std::string name = {};  // empty: not wished
  std::vector<Source> sources = {};
  Time filed = {};
  Time due = {};
  std::optional<bool> upheld = {};  // none: not answered yet
  std::string answer = {};
  std::vector<std::string> by = {};
  std::optional<Time> answered = {};
};

class Register {
 public:
  // Makes the id of a new entry or challenge where `change` has none, and writes it there.
  Result<void> Apply(Change* change);
  Result<void> Apply(Change change) { return Apply(&change); }

  const std::vector<Entry>& entries() const { return entries_; }  // by the time they were opened
  const std::vector<Plan>& plans() const { return plans_; }
  const std::vector<Challenge>& challenges() const { return challenges_; }
  const std::vector<Change>& changes() const { return changes_; }
  bool HasImported(std::string_view file) const { return imported_.contains(file); }
  const Entry* Find(std::string_view id) const;
  const Challenge* FindChallenge(std::string_view id) const;
  std::size_t CountStates() const;

 private:
  Result<void> Check(const Change& change) const;
  Result<Entry*> Named(const Change& change);
  Result<void> Open(Change* change);
  Result<void> Plan_(const Change& change);
  Result<void> AddSources(const Change& change, Entry* entry);
  Result<void> Confirm(Entry* entry);
  Result<void> Contest(const Change& change, Entry* entry);
  Result<void> Settle(Entry* entry);
  Result<void> End(const Change& change, Entry* entry);
  Result<void> Propose(const Change& change, Entry* entry);
  Result<void> See(const Change& change, Entry* entry);
  Result<void> Lapse(const Change& change, Entry* entry);
  Result<void> Correct(const Change& change, Entry* entry);
  Result<void> File(Change* change);
  Result<void> Answer(const Change& change);
  Result<void> Move(Change* change, Entry* entry);

  std::vector<Entry> entries_;
  std::vector<Plan> plans_;
  std::vector<Challenge> challenges_;
  std::vector<Change> changes_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::int64_t, std::less<>> last_number_;  // by state and service
  std::set<std::string, std::less<>> imported_;
};

// The register as it was known at `known_at`: of `changes` those recorded until then.
// Errors: those of Apply, for a history that cannot be.
Result<Register> ReplayedTo(const std::vector<Change>& changes, Time known_at);

}  // namespace evenhand::access
