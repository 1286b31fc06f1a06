#pragma once

// One decision as a parity report sees it: what was found and done, when, and the groups that may
// be compared. No name, no text, no author: a report needs none.
//
// As JSON Lines, one object a row (every field but "case", "clause", "severity" and "role" may be
// left out):
//
//   case item clause severity context     texts; context is part of the stratum
//   finding                               "violation" or "none"
//   action sev hours exception            what was done: its name, severity code 0 .. 7, duration
//   source automation reviewer            who reported, how it was decided, a pseudonym
//   judgements                            {name: answer}
//   reported decided appealed answered    ISO 8601 times; a case without "decided" is still open
//   appeal_outcome                        "upheld", "overturned"
//   role                                  "public_office", "candidate", "state_media", "ordinary"
//   state language follower_band account_age_band target side   the other groups
//   followers                             a number, for thresholds
//   matched_set                           the set of one statement in several languages
//   second_sev                            severity code of a blind second review
//   review_chance                         of a random sample of unreported items, above 0, below 1
//
// Fields that may never be stored (route, faith, ethnicity, opinion, health, ... ) are dropped and
// counted, never read. Any other field is an error, so that a misspelt group is not silently empty.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "codec/json_document.h"

namespace evenhand::even {

// From this severity code on, a case counts as "removed or stronger".
inline constexpr std::int64_t kRemovedSev = 4;
inline constexpr std::int64_t kMaxSev = 7;

struct DecisionRow {
  std::string case_id, item, clause, severity, context, finding;
  std::string action, exception, source, automation, reviewer, appeal_outcome;
  std::string role, state, language, follower_band, account_age_band, target, side, matched_set;
  std::int64_t sev = 0;
  std::optional<double> hours;
  std::optional<std::int64_t> followers, second_sev;
  std::optional<double> review_chance;  // absent: reported, not sampled
  std::optional<TimeUs> reported, decided, appealed, answered;
  std::map<std::string, std::string> judgements;

  bool is_decided() const { return decided.has_value(); }
  bool is_sampled() const { return review_chance.has_value(); }
  bool is_violation() const { return finding == "violation"; }
  bool is_removed() const { return sev >= kRemovedSev; }
};

// The attributes that rows may be grouped by.
inline constexpr std::array<std::string_view, 8> kGroups = {
    "role", "state", "language", "follower_band", "account_age_band", "target", "side", "source"};

// The row's value of a group; "" when it has none. Null for a name that is no group.
const std::string* GroupOf(const DecisionRow& row, std::string_view group);

struct RowReading {
  DecisionRow row;
  std::vector<std::string> dropped;  // names of barred fields
};

// Errors: kInvalidArgument with the field and what it should be.
Result<RowReading> ReadRow(const codec::Json& json);

// The row as one line of JSON that ReadRow reads back to the same row.
std::string RowJson(const DecisionRow& row);

// The row as one line of JSON with its fields in a fixed order: equal rows give equal bytes.
std::string CanonicalRow(const DecisionRow& row);

}  // namespace evenhand::even
