#pragma once

// A network as `evenhand detect` leaves it in networks.json for dossiers: its accounts, and all
// that their ties rest on.
//
//   in:  what was detected, and the shares it was detected in
//   out: for each network its accounts by name, with signs of takeover (takeover.h), and the basis
//   of their ties
//
// Names are made valid UTF-8; of two that become the same the later one gets "~2" behind it.
// Cost: a few passes over the shares; signs a few milliseconds an account.

#include <map>
#include <string>
#include <vector>

#include "dossier/dossier.h"

namespace evenhand::dossier {

struct FoundNetwork {
  std::vector<Account> accounts = {};  // by name; no evidence and no explanations yet
  Basis basis = {};
};

std::vector<FoundNetwork> FoundNetworks(const coordination::Detection& detection,
                                        const std::map<model::Trace, model::Shares>& shares,
                                        const coordination::LineOptions& line);

// What networks.json has of it: {"members": [...], "basis": {...}}.
std::string FoundJson(const FoundNetwork& found);

}  // namespace evenhand::dossier
