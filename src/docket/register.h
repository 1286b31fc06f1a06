#pragma once

// The register of exceptions as events: a grant, its renewals, and how it ended.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cases/store.h"
#include "docket/body.h"
#include "policy/exception.h"
#include "policy/rulebook.h"
#include "record/leaf.h"

namespace evenhand::docket {

// What the register says of a grant beside policy::Grant.
struct GrantFacts {
  std::string office = {};
  std::string language = {};
  std::vector<std::string> tests = {};
};

GrantFacts FactsOf(const policy::Grant& grant, const CaseRequest& request,
                   const policy::Rulebook& rulebook);
std::string GrantJson(const policy::Grant& grant, const GrantFacts& facts, std::string_view leaf,
                      std::string_view blinding);
// What everyone sees: date, clause, notice, end, class of office, language.
record::Leaf GrantLeaf(const policy::Grant& grant, const GrantFacts& facts,
                       const policy::Action& notice);

// Adds what the event did to the register; events about something else do nothing.
// Errors: kCorrupt when it cannot be read.
Result<void> ApplyToRegister(const cases::CaseEvent& event, policy::GrantRegister* grants);
// The register as it was before event `sequence`.
Result<policy::GrantRegister> GrantsBefore(cases::CaseStore& store, std::int64_t sequence);

}  // namespace evenhand::docket
