#pragma once

// Who speaks where citizens are blocked (reach.md 2.9): a row for each state and service on which
// accounts of that state's offices or media stand.
//
// Only `public_office` and `state_media` are read. Candidates, parties out of office, exiles and
// citizens have no field here, and an account whose office has ended is out.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/answer.h"

namespace evenhand::access {

inline constexpr Days kSpeaksWithin{30};

// An account of an office of a state, or of a medium that a state runs.
struct StateAccount {
  std::string account = {};
  std::string service = {};  // where it stands
  std::string state = {};
  bool is_media = false;
  std::string office = {};                // class: "head_of_state", ...; of a medium: empty
  std::optional<Day> from = {}, to = {};  // of the office; half-open
  std::vector<Day> public_items = {};     // days with a public item
};

// One JSON object a line:
//   {"account": "@ministry", "service": "twitter",
//    "public_office": {"kind": "ministry", "state": "IR", "from"?, "to"?, "source"?}  or
//    "state_media": {"state": "IR", "source"?},
//    "public_items"?: ["2021-02-01", ...]}
// Errors: kInvalidArgument with the line, also for any other field.
Result<std::vector<StateAccount>> ReadStateAccounts(std::string_view lines);

struct AsymmetryRow {
  std::string state = {};
  std::string service = {};
  AnswerRow closed = {};  // the strongest of block and throttle; its entry is null when it is open
  std::map<std::string, std::int64_t, std::less<>> offices = {};  // accounts by class
  std::int64_t media = 0;
  std::int64_t speaking = 0;              // with a public item in the 30 days to the day
  std::vector<AnswerRow> elsewhere = {};  // other services that the state limits, yes or maybe
};

// In both lists a state has at least one account; by state and service.
struct Asymmetry {
  std::vector<AsymmetryRow> here = {};       // closed here: yes or maybe
  std::vector<AsymmetryRow> elsewhere = {};  // surely closed elsewhere, and not here
};

Asymmetry AsymmetryOn(const std::vector<Entry>& entries, const std::vector<StateAccount>& accounts,
                      Day day);

}  // namespace evenhand::access
