#pragma once

// A statement of reasons in the schema of the EU's transparency database (policy.md 12.5; Digital
// Services Act, article 24(5)). It holds no personal data: neither account nor item nor anybody's
// words.

#include <span>
#include <string>
#include <string_view>

#include "policy/statement.h"

namespace evenhand::policy {

// The categories that a clause may name as `dsa_category`.
std::span<const std::string_view> DsaCategories();

// `puid` is unique for the platform for ever: letters, digits, '-' and '_', at most 500.
// Errors: kInvalidArgument when the decision restricts nothing, so there is nothing to send, its
// ground is no clause of `rulebook`, or the database would refuse it (dsa_check.h).
Result<std::string> StatementForDsa(const Statement& statement, const Rulebook& rulebook,
                                    std::string_view puid);

}  // namespace evenhand::policy
