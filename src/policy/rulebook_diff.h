#pragma once

// What differs between two versions of a rulebook: part by part, and in what comes out of cases.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/decide.h"

namespace evenhand::policy {

enum class ChangeKind : std::uint8_t { kAdded, kRemoved, kChanged };

enum class RulebookPart : std::uint8_t {
  kRulebook,
  kLanguage,
  kAttribute,
  kQuestion,
  kFact,
  kFamily,
  kLadder,
  kClause,
  kException,
  kMeasure,
};
std::string_view Name(RulebookPart part);

// "when", "item", "rungs", "text in fa", … and what the two versions say there.
struct FieldChange {
  std::string name = {};
  std::string before = {}, after = {};
};

struct Change {
  ChangeKind kind = ChangeKind::kChanged;
  RulebookPart part = RulebookPart::kClause;
  std::string id = {};                     // of a ladder, its families: "spam, hate"
  std::vector<FieldChange> fields = {};    // of what changed
  std::vector<std::string> families = {};  // of a family or a ladder: whose strikes it is about
};

// Everything that differs, by part in the order above, but for version, dates and hash of the
// version before.
std::vector<Change> DiffRulebooks(const Rulebook& before, const Rulebook& after);

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
