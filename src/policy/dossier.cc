#include "policy/dossier.h"

#include <algorithm>
#include <array>

namespace evenhand::policy {
namespace {

using Names = std::set<std::string, std::less<>>;

constexpr std::array<std::string_view, 5> kRoles = {"operator", "fake_persona", "paid", "hijacked",
                                                    "bystander"};

int GroupOf(int kind) { return kind <= 3 ? 0 : kind == 4 ? 1 : 2; }

bool ShowsDeception(const Evidence& e) {
  return e.kind == 4 || e.kind == 6 || e.kind == 7 || (e.kind == 5 && e.hidden_tool);
}

bool PassesLine(const Suspect& suspect, const Names& dossier) {
  std::array<bool, 3> groups{};
  bool deception = false;
  for (const Evidence& e : suspect.evidence) {
    if (!e.rests_on.empty() && !dossier.contains(e.rests_on)) continue;
    groups[static_cast<std::size_t>(GroupOf(e.kind))] = true;
    deception = deception || ShowsDeception(e);
  }
  return deception && std::ranges::count(groups, true) >= 2;
}

}  // namespace

std::optional<Role> RoleNamed(std::string_view name) {
  const auto* found = std::ranges::find(kRoles, name);
  if (found == kRoles.end()) return std::nullopt;
  return static_cast<Role>(found - kRoles.begin());
}

Names Dossier(const Suspects& suspects, const Names& removed) {
  Names dossier;
  for (const auto& [account, suspect] : suspects) {
    if (suspect.role != Role::kBystander && !removed.contains(account)) dossier.insert(account);
  }
  while (std::erase_if(dossier, [&](const std::string& account) {
           return !PassesLine(suspects.find(account)->second, dossier);
         }) != 0) {
  }
  return dossier;
}

Action ActionOnMember(Role role) {
  switch (role) {
    case Role::kOperator:
    case Role::kFakePersona:
    case Role::kPaid:
      return {.kind = ActionKind::kSuspend};
    case Role::kHijacked:
      return {.kind = ActionKind::kChallenge};
    case Role::kBystander:
      break;
  }
  return {};
}

Names PublishedByName(const Suspects& suspects, const Names& dossier, std::int64_t follower_line) {
  Names names;
  for (const std::string& account : dossier) {
    const Suspect& suspect = suspects.find(account)->second;
    if (suspect.role == Role::kHijacked) return {};
    const bool may_be_named = suspect.role == Role::kOperator || suspect.role == Role::kFakePersona;
    if (may_be_named && suspect.followers > follower_line) names.insert(account);
  }
  return names;
}

}  // namespace evenhand::policy
