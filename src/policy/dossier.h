#pragma once

// The line that a network dossier must pass, account by account (policy.md section 15).
//
// An account stands in a dossier when it has two kinds of evidence from two of the groups {K1-K3},
// {K4}, {K5-K7}, one of them showing deception: K4, K6, K7, or K5 where the common tool is hidden.
// Evidence that rests on an account outside the dossier is withdrawn, and the rest is scored again
// until nothing changes; so taking an account out never raises another's score.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/action.h"

namespace evenhand::policy {

enum class Role : std::uint8_t { kOperator, kFakePersona, kPaid, kHijacked, kBystander };
std::optional<Role> RoleNamed(std::string_view name);

struct Evidence {
  int kind = 1;               // 1 to 7, for K1 to K7
  std::string rests_on = {};  // an account; empty: on nothing but this one
  bool hidden_tool = false;   // of K5
};

struct Suspect {
  Role role = Role::kBystander;
  std::int64_t followers = 0;
  std::vector<Evidence> evidence = {};
};

using Suspects = std::map<std::string, Suspect, std::less<>>;

// The accounts that pass the line. `removed` (reinstated) are out whatever their evidence;
// bystanders are never in.
std::set<std::string, std::less<>> Dossier(const Suspects& suspects,
                                           const std::set<std::string, std::less<>>& removed);

// What may be done to an account in a dossier; nothing to others. A hijacked account proves control
// and goes back to its owner.
Action ActionOnMember(Role role);

// Accounts whose names may be published; the others by hash. None at all where an account was
// hijacked.
std::set<std::string, std::less<>> PublishedByName(
    const Suspects& suspects, const std::set<std::string, std::less<>>& dossier,
    std::int64_t follower_line);

}  // namespace evenhand::policy
