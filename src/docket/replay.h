#pragma once

// The history of a docket decided again, one decision after the other, each account with the
// strikes and exceptions that it then had; appeals, notices and voided decisions take effect where
// they did.
//
// As it was judged, or all of it under one other rulebook, as if that had been in force from the
// beginning. Nothing is stored.
//
// A decision that cannot be made gives no strikes, and the history goes on without them; as it was
// judged, it goes on with what was recorded.
//
// Errors: kCorrupt for an event that cannot be read or does not follow; those of the store.
// Cost:   one decision for each on record; memory for all accounts.

#include <functional>
#include <optional>
#include <string_view>

#include "cases/store.h"
#include "docket/versions.h"
#include "policy/decide.h"

namespace evenhand::docket {

// A decision as the engine finds it. Everything lives until the visitor returns.
struct AboutToDecide {
  const policy::CaseInput& input;
  const policy::Rulebook& rulebook;
  const policy::Ledger& strikes;
  const policy::GrantRegister& grants;
};

struct ReplayVisitor {
  std::function<void(const AboutToDecide&)> before = {};  // may be empty
  std::function<void(const policy::CaseInput&, const Result<policy::Decision>&)> after = {};  // too
};

Result<void> ReplayAsJudged(cases::CaseStore& store, const Versions& versions,
                            const ReplayVisitor& visitor);
Result<void> ReplayUnder(const policy::Rulebook& other, cases::CaseStore& store,
                         const Versions& versions, const ReplayVisitor& visitor);

// The first field in which two statements of reasons differ, "actions"; a field inside an object
// with the object's name, "ground.clause". Empty when they do not, or are no JSON.
std::string FirstDifferentField(std::string_view recorded, std::string_view made_again);

}  // namespace evenhand::docket
