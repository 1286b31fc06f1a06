#pragma once

// K1 to K3 as they follow from the ties in a dossier: computed when it is made, computed again when
// it is checked, and without accounts that left it.
//
//   K1  the same text or media beyond chance: its trace is a text or media    K2  timing beyond
//   chance K3  the same targets beyond chance: any other trace
//
// One of each kind and trace: the number is the objects of the account's strongest tie, the rest is
// what the test of that tie said; the posts are all of the account's joint ones in the trace; it
// rests on everybody it is tied to by that trace.
//
// Cost: O(ties × acts).

#include <vector>

#include "coordination/evidence.h"
#include "dossier/dossier.h"

namespace evenhand::dossier {

// For each account. `out`, by account, are treated as if they were not there; empty: nobody.
std::vector<std::vector<Evidence>> CoordinationEvidence(const std::vector<Account>& accounts,
                                                        const Basis& basis,
                                                        const std::vector<bool>& out = {});

// For each account, the objects it put out together with others, in order of time: its own post,
// and the nearest one.
std::vector<std::vector<coordination::AccountAct>> JointActs(const std::vector<Account>& accounts,
                                                             const Basis& basis);

// The line of the search (coordination/line.h), drawn again.
class LineAgain {
 public:
  explicit LineAgain(const Dossier& dossier);

  // For each account what lacks; kPartners for one without ties and for those who are out.
  std::vector<coordination::Standing> Draw(const std::vector<bool>& out = {}) const;

 private:
  std::size_t accounts_;
  coordination::Line line_;
};

}  // namespace evenhand::dossier
