#pragma once

// Findings of rules: `raised` in a clause's condition is true when a rule in the rules language
// said that the item meets this clause. In a case it is the answer of a machine to a question that
// every rulebook has: {"question": "raised", "answer": "spam.links", "by": "rules", "model": true},
// once for each clause.

#include <string_view>

#include "policy/rulebook.h"

namespace evenhand::policy {

inline constexpr std::string_view kRaised = "raised";

// Whether rules can raise the clause at all.
bool ReadsRaised(const Clause& clause);

// The question in words. Languages as for statements.
std::string_view RaisedText(std::string_view language);

}  // namespace evenhand::policy
