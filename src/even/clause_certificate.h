#pragma once

// What about an author can move which clause of a published rulebook, and what follows from it. A
// function of the document, and of the certificate of the rules beside it where clauses are raised
// by rules; anyone who has both can make it again and compare the bytes (docs/certificate.md).
//
//   finding   whether the clause is met: names in its conditions, and what reaches the rules that
//   raise it item      what happens to the item: its finding, exceptions that soften it, and
//   clauses that can be met
//             beside it and be the ground
//   account   what happens to the account: the same, and for a clause with strikes that of all
//   clauses whose
//             strikes stand on the same ladder
//
// Of every attribute that is not listed, that part is proved independent: conditions have no loops,
// and nothing else is read. An attribute that reaches a clause through rules must be declared by
// the document, under the name that attributes.yaml gives it; otherwise the certificate is refused.
//
// Cost: O(clauses² × size of the conditions).

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "even/certificate.h"
#include "policy/rulebook.h"

namespace evenhand::even {

// By attribute: through what it has its influence, each once, in the order of the document.
using Influences = std::map<std::string, std::vector<std::string>>;

struct ClauseInfluence {
  std::string clause;
  Influences finding, item, account;
};

struct MeasureInfluence {
  std::string measure;
  Influences when;
};

struct ClauseCertificate {
  std::string rulebook;  // id
  std::int64_t version = 0;
  std::string hash;   // of the document
  std::string rules;  // content hash of the rules; empty: there are none
  std::vector<std::string> declared;
  std::vector<ClauseInfluence> clauses = {};
  std::vector<MeasureInfluence> measures = {};
  std::vector<std::string> refusals = {};
  bool granted() const { return refusals.empty(); }
};

// `rulebook` has passed its checks; `rules` may be null.
ClauseCertificate CertifyClauses(const policy::Rulebook& rulebook, std::string hash,
                                 const Certificate* rules);

// As one line of JSON and a line end: the same bytes for the same certificate.
std::string ClauseCertificateJson(const ClauseCertificate& certificate);
// For people.
std::string ClauseCertificateText(const ClauseCertificate& certificate);

// The action that a finding is in the certificate of the rules.
std::string FindingAction(std::string_view clause);

}  // namespace evenhand::even
