#pragma once

// From what `evenhand detect` found to a dossier: one network of networks.json, with K1 to K3 of
// each account, what was searched, and which innocent explanations the data bear out. No account
// has a role: acting together is not deception, and nobody but a person can say more.
//
// Errors: kInvalidArgument when the text is no networks.json with what dossiers need, or there is
// no such network, with
//         the place; kLimit as in dossier_json.h.

#include <string>
#include <string_view>

#include "base/result.h"
#include "dossier/dossier.h"

namespace evenhand::dossier {

struct MakeOptions {
  std::size_t network = 1;  // counted from 1, as the report does
  std::string name = {};    // empty: "network-1"
  std::string by = {};
  std::int64_t at_ms = 0;
};

// What a new dossier claims: what was found, and no more.
inline constexpr std::string_view kFirstClaim =
    "These accounts put out the same things at the same time, beyond chance.";

inline constexpr std::size_t kMostFoundBytes = std::size_t{1} << 30;

Result<Dossier> MakeDossier(std::string_view networks_json, const MakeOptions& options);

}  // namespace evenhand::dossier
