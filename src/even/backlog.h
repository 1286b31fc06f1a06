#pragma once

// Cases that wait for equal application: when a rule changes, or an appeal changes how it is read,
// the open cases of the same kind are listed, so that nobody is held to what no longer holds only
// because they did not appeal.
//
//   a rule changes      a later version changed or dropped the clause (texts alone do not count),
//   or
//                       changed an exception that softens it; kind: that clause under an earlier
//                       version
//   its reading changes an appeal overturned a decision; kind: the same clause under the same
//                       answers to its questions, decided before that
//   open                an appeal waits for its answer, or something done still stands
//
// Source: docs/parity.md, "Equal application".

#include <span>
#include <string>
#include <vector>

#include "policy/recorded.h"
#include "policy/rulebook.h"

namespace evenhand::even {

struct OpenCase {
  std::string decision = {};
  policy::Time decided = {};
  std::int64_t version = 0;
  std::string open = {};  // "its appeal waits", "hide stands", "suspend P7D until 2026-…"
};

struct Backlog {
  std::string rulebook = {}, clause = {};
  std::string why = {};  // "version 3: when, item", "version 2 without it", "d-7 was overturned"
  policy::Time since = {};
  std::vector<OpenCase> cases = {};  // as decided; never none
};

// As things are at `at`. `decisions` as recorded; `versions` of any rulebooks, as published. In
// order of time; of one moment, by clause.
std::vector<Backlog> FindBacklogs(std::span<const policy::RecordedDecision> decisions,
                                  std::span<const policy::Rulebook* const> versions,
                                  policy::Time at);

}  // namespace evenhand::even
