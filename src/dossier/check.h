#pragma once

// What is wrong with a dossier, account by account: whether it may be accepted, and whether one
// that was is still so.
//
//   - every account is over the line (standing.h), but for those who were removed
//   - every piece of evidence has a number, a null model and a range, is of a kind that is
//   evidence, and K4 to K7 say who
//     brought them; K1 to K3 are exactly what follows from the ties
//   - an acceptance is of what stands here, by somebody who brought nothing into it
//
// Cost: that of measuring it, and of computing K1 to K3 again.

#include <string>
#include <vector>

#include "dossier/dossier.h"

namespace evenhand::dossier {

struct Fault {
  std::string account = {};  // empty: of the whole
  std::string what = {};
};

// In order of accounts, the whole first.
std::vector<Fault> Check(const Dossier& dossier);

// SHA-256, hexadecimal, of all that an acceptance covers: everything but itself and removals.
std::string DigestOf(const Dossier& dossier);

// Everybody who made it or brought something into it.
std::vector<std::string> Contributors(const Dossier& dossier);
// Whether two names are the same person, as far as names can say: spaces and capital letters make
// no difference.
bool SamePerson(std::string_view a, std::string_view b);

}  // namespace evenhand::dossier
