#pragma once

// A dossier as one page for its reviewers, in English or Persian: the claim, what was searched,
// what lacks, and each account with its evidence, its posts side by side with the nearest ones,
// signs of takeover, and what would clear it. It opens offline. It names people: it is no
// publication (publication.h).

#include <string>
#include <string_view>

#include "dossier/dossier.h"

namespace evenhand::dossier {

// Of one account where `account` is not empty (kNotFound is for the caller: see Find), of all
// otherwise.
std::string DossierPage(const Dossier& dossier, std::string_view language,
                        std::string_view account = {});

}  // namespace evenhand::dossier
