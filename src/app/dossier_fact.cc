#include "app/dossier_fact.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/dossier_files.h"
#include "docket/event.h"
#include "dossier/check.h"

namespace evenhand::app {
namespace {

Result<void> MustBeAccepted(const dossier::Dossier& dossier) {
  if (!dossier.accepted) {
    return Fail(ErrorCode::kInvalidArgument,
                "it is not accepted, so nothing can follow from it: somebody who brought nothing "
                "into it must accept it "
                "(`evenhand dossier accept`)");
  }
  for (const dossier::Fault& fault : dossier::Check(dossier))
    if (fault.account.empty()) return Fail(ErrorCode::kInvalidArgument, fault.what);
  return {};
}

}  // namespace

Result<std::unique_ptr<AcceptedDossiers>> AcceptedDossiers::Load(
    const std::vector<std::string>& paths) {
  auto all = std::make_unique<AcceptedDossiers>();
  EVENHAND_ASSIGN(const std::vector<std::string> files, JsonFilesOf(paths));
  for (const std::string& file : files) {
    EVENHAND_ASSIGN(const dossier::Dossier dossier, LoadDossier(file));
    if (auto accepted = MustBeAccepted(dossier); !accepted)
      return tl::unexpected(std::move(accepted).error().Within(file));
    all->dossiers_.push_back(dossier::RolesOverTime(dossier));
  }
  return all;
}

std::string_view AcceptedDossiers::RoleAt(std::string_view account, TimeUs at) const {
  std::string_view role;
  for (const std::vector<dossier::RolesFrom>& roles : dossiers_) {
    const std::int64_t now_ms = Count(at) >= 0 ? Count(at) / 1000 : -((-Count(at) + 999) / 1000);
    const auto after = std::ranges::upper_bound(roles, now_ms, {}, &dossier::RolesFrom::from_ms);
    if (after == roles.begin()) continue;
    const auto found = std::prev(after)->roles.find(account);
    if (found == std::prev(after)->roles.end()) continue;
    if (found->second == policy::Role::kHijacked) return dossier::RoleName(found->second);
    if (role.empty()) role = dossier::RoleName(found->second);
  }
  return role;
}

void AddDossiers(CLI::App* command, std::vector<std::string>* paths) {
  command
      ->add_option(
          "--dossiers", *paths,
          "accepted dossiers, or a folder of them: what DossierRole asks (docs/dossiers.md)")
      ->type_name("FILE|DIR")
      ->expected(1, -1)
      ->allow_extra_args(false);
}

void FillDossierRole(const program::DossierFacts& dossiers, docket::CaseRequest* request) {
  const std::string_view role =
      dossiers.RoleAt(request->input.account, docket::LeafTime(request->input.at));
  if (!role.empty()) request->input.facts["dossier_role"] = std::string(role);
}

}  // namespace evenhand::app
