#pragma once

// A recorded decision as a row of a parity report (decision_row.h). Groups are what the case's own
// attributes say; nothing is inferred, and what a record does not hold stays empty.
//
//   case       the decision's id            item     the commitment in its leaf of the public
//   record clause     the ground; "none" without a violation, as is severity action     the
//   strongest one stated, with its severity code and its hours (a month: 730.485) automation
//   "machine", "found by machine" (people decided), "people" reviewer   the pseudonym of who
//   reviewed first, else of the first person who answered role       from public_office, office,
//   account_kind, candidate, state_media; true by the
//              rulebook's own measure: what is not none, false or 0
//   follower_band    "under 1,000", "1,000 to 9,999", ... "1,000,000 and more"
//   account_age_band the attribute account_age where it is a text
//   target     "private person", "person under standing threat", "other"
//   appeal_outcome   an answer that changes anything is "overturned"
//
// Absent: side, matched set, second review, chance: no record has them.

#include "even/decision_row.h"
#include "policy/recorded.h"

namespace evenhand::even {

DecisionRow RowOf(const policy::RecordedDecision& decision);

}  // namespace evenhand::even
