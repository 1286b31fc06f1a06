#pragma once

// What differs between two versions of a rulebook: clause by clause, and in what comes out of
// cases.

#include <string>
#include <vector>

#include "policy/decide.h"

namespace evenhand::policy {

enum class ChangeKind : std::uint8_t { kAdded, kRemoved, kChanged };

struct ClauseChange {
  ChangeKind kind = ChangeKind::kChanged;
  std::string clause = {};
  std::vector<std::string> parts = {};  // of a changed one: "when", "item", "strikes", …
};

std::vector<ClauseChange> DiffClauses(const Rulebook& before, const Rulebook& after);

enum class Direction : std::uint8_t { kMilder, kHarsher, kOther };

struct OutcomeChange {
  std::string decision = {};
  std::string before = {}, after = {};  // "clause: item action, account action"
  Direction direction = Direction::kOther;
};

// Every case whose outcome changes. The cases are decided in order under each, an account's after
// each other; a case that one of the two refuses counts as changed.
std::vector<OutcomeChange> DiffOutcomes(const Rulebook& before, const Rulebook& after,
                                        const std::vector<CaseInput>& cases);

}  // namespace evenhand::policy
