#pragma once

// Who of a dossier is over the line of the policy (15.4), measured again from what is in it.
//
// An account is in when a reviewer gave it a role other than bystander, it was not removed, and it
// has two kinds of evidence from two of the groups {K1-K3}, {K4}, {K5-K7}, one of them showing
// deception. That much is policy/dossier.h; what is added here is when evidence counts at all:
//
//   - K1 to K3 count while the line of the search, drawn without everybody who is out, still has
//   the account;
//   - other evidence that rests on accounts counts while all of them are in;
//   - what rests on others and shows nothing of the account itself (no post, no document) is
//   association, and never counts;
//   - evidence without a number, a null model or a range does not count (check.h names it).
//
// Who falls takes along what rests on it, and all is measured again until nothing changes. So
// leaving somebody out never gives another account evidence (I14).

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"

namespace evenhand::dossier {

enum class Lack : std::uint8_t {
  kNone,  // it is over the line
  kRemoved,
  kNoRole,
  kBystander,
  kNoDeception,
  kOneGroup,
  kAssociation,  // would be over the line, were association evidence
  kWithdrawn,    // would be over the line, did its evidence not rest on accounts that are out
};

struct Standing {
  Lack lack = Lack::kNone;
  std::set<int> kinds = {};      // that count, 1 to 7
  std::set<int> withdrawn = {};  // that would count if everybody with a role were in
  coordination::Shortfall shortfall =
      coordination::Shortfall::kNone;  // of the line of the search, among those who are in
  bool over() const { return lack == Lack::kNone; }
};

using Names = std::set<std::string, std::less<>>;

// For each account. `also_removed` are out beside those whom the dossier lists as removed.
std::vector<Standing> Measure(const Dossier& dossier, const Names& also_removed = {});

// Who is over the line.
Names Over(const Dossier& dossier, const std::vector<Standing>& standings);

// "no evidence of deception (K4, K6, K7, or K5 with a hidden tool)"
std::string Sentence(const Standing& standing);

// Whether this says something of the account itself.
bool IsAssociation(const Evidence& evidence);
// What evidence of any kind must have; empty: nothing lacks.
std::vector<std::string> FormFaults(const Evidence& evidence);

// Who has which role from a time on, until the next one: nobody before the acceptance; then all who
// are over the line. On the day of a removal (UTC) the account has none any more, and neither has
// whoever falls by it. Nothing when the dossier is not accepted.
struct RolesFrom {
  std::int64_t from_ms = 0;
  std::map<std::string, policy::Role, std::less<>> roles = {};
};
std::vector<RolesFrom> RolesOverTime(const Dossier& dossier);

}  // namespace evenhand::dossier
