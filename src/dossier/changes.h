#pragma once

// What people do to a dossier. Each change is a step with a name and a time, and nothing is done in
// part.
//
//   evidence, roles, followers, claim, answers   while it is not accepted
//   leave out    who is not in it is not named in it: the account, its ties and its posts go, a
//   number stays accept       by somebody who brought nothing into it, when check.h finds no fault;
//   from then on rules can read it reopen       the acceptance falls remove       15.5, on the day
//   that an appeal was granted: also of an accepted one, and the acceptance stands, because
//                nobody else can gain by it (standing.h)
//
// Errors: kInvalidArgument with the account or the rule that is in the way; then nothing has
// changed.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dossier/dossier.h"
#include "dossier/evidence_csv.h"
#include "dossier/standing.h"

namespace evenhand::dossier {

struct Who {
  std::string by = {};
  std::int64_t at_ms = 0;
  std::string note = {};
};

Result<void> AddEvidence(Dossier* dossier, const std::vector<AccountEvidence>& evidence,
                         const Who& who);
Result<void> SetRoles(Dossier* dossier, const std::vector<AccountRole>& roles, const Who& who);
Result<void> SetClaim(Dossier* dossier, std::string_view claim, const Who& who);
// A reviewer's answer to an innocent explanation (innocent.h).
Result<void> AnswerExplanation(Dossier* dossier, std::string_view account,
                               std::string_view explanation, Explanation::Answer answer,
                               const Who& who);
Result<void> LeaveOut(Dossier* dossier, const Names& accounts, const Who& who);
Result<void> Accept(Dossier* dossier, const Who& who);
Result<void> Reopen(Dossier* dossier, const Who& who);
Result<void> Remove(Dossier* dossier, const Names& accounts, const Who& who);

}  // namespace evenhand::dossier
