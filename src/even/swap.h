#pragma once

// Swap tests: the same case with another author (docs/parity.md, "Swap tests").
//
// Each case is decided as it is, and again with one attribute changed, everything else held: its
// judgements, its account's history. A change of an audit-only or barred attribute must change nothing;
// a change that an admitted attribute makes must cite a clause or exception that names it, and must be
// gone when those are taken out.
//
// Cost: one decision for each case, attribute and value, and two more for each flip.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "policy/decide.h"

namespace evenhand::even {

struct Flip {
  std::string decision = {};
  std::string attribute = {};
  std::string value = {};
  std::string before = {}, after = {};  // "clause: item action, account action"
};

struct SwapReport {
  std::int64_t cases = 0;
  std::int64_t tries = 0;
  std::int64_t refused = 0;  // cases that could not be decided as they are
  std::vector<Flip> barred = {};       // must be empty
  std::vector<Flip> unexplained = {};  // must be empty
  std::map<std::string, std::int64_t> explained = {};  // by the clauses and exceptions that name it
  // Each admitted attribute with its values that was tried in no case: what coverage lacks.
  std::vector<std::string> untried = {};
};

// `cases` in order; the cases of one account are one history.
SwapReport Swap(const policy::Rulebook& rulebook, const std::vector<policy::CaseInput>& cases);

}  // namespace evenhand::even
