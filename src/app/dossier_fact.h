#pragma once

// Accepted dossiers as a fact: for rules (DossierRole), and for cases that are decided
// (`dossier_role`).
//
// Only what a second person accepted becomes one. A dossier that nobody accepted, or that is not
// what was accepted, is an error and not an empty answer: then the run does not begin.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_line.h"
#include "base/result.h"
#include "docket/body.h"
#include "dossier/standing.h"
#include "program/facts.h"

namespace evenhand::app {

// An account in several dossiers is what the first of them by file name says, but hijacked when any
// says so: that is the one role from which nothing but help follows.
class AcceptedDossiers final : public program::DossierFacts {
 public:
  // Files, and folders with files *.json. Errors: kInvalidArgument with the file where one is not
  // accepted.
  static Result<std::unique_ptr<AcceptedDossiers>> Load(const std::vector<std::string>& paths);

  std::string_view RoleAt(std::string_view account, TimeUs at) const override;

 private:
  std::vector<std::vector<dossier::RolesFrom>> dossiers_;
};

// --dossiers, several times.
void AddDossiers(CLI::App* command, std::vector<std::string>* paths);

// Puts the fact into a case whose account has a role when it is decided; of others nothing is said.
void FillDossierRole(const program::DossierFacts& dossiers, docket::CaseRequest* request);

}  // namespace evenhand::app
