// What accepted dossiers say of an account, at the time of the event.
//
// The question is put about an entity of type Account, and about one at a time. What is not
// accepted by a second person cannot be given to a run at all (app/dossier_fact.h), so that no
// detection comes this way.

#include <string>

#include "functions/entity_type.h"
#include "functions/registry.h"
#include "program/operators.h"
#include "program/workspace.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::FunctionRow;
using program::Purity;
using program::Tag;
using program::Value;

constexpr std::string_view kAccount = "Account";

void CheckAccount(sml::CallCheck& check) {
  CheckEntityType(check, {.parameter = "account",
                          .type = kAccount,
                          .rule = "dossier-of-account",
                          .called = "an account",
                          .hint = "dossiers are asked about accounts only: Author = "
                                  "EntityJson(type='Account', path='$.did')"});
}

Value CallDossierRole(CallContext& context, std::span<const Value> arguments) {
  const program::EntityValue& account = arguments[0].AsEntity();
  if (account.type != kAccount)
    return context.Err("dossiers are asked about entities of type Account only");
  if (account.id.tag() != Tag::kStr) return context.Err("dossiers know accounts by text");
  const program::DossierFacts* dossiers = context.facts.dossiers();
  if (dossiers == nullptr) return context.Err("no dossiers were given: run with --dossiers");
  const std::string_view role = dossiers->RoleAt(account.id.AsStr(), context.event.time.utc);
  return role.empty() ? Value::None() : context.Str(role);
}

const FunctionRow kRows[] = {
    {.spec =
         {.name = "DossierRole",
          .category = "Register",
          .signature = "(account: Entity[str]) -> Optional[str]",
          .doc =
              "What an account is at the time of the event in a dossier that was reviewed and that "
              "a second person "
              "accepted (docs/dossiers.md): `operator`, `fake_persona`, `paid` or `hijacked`; "
              "`None` when it is in none, "
              "before the acceptance, and from the day on which it was reinstated. It can be asked "
              "of an entity of type "
              "`Account` only. Nothing may follow for `hijacked` but a challenge to prove control.",
          .notes = {{"account", "an entity of type `Account`, named as in the dossier"}},
          .check = &CheckAccount},
     .purity = Purity::kReads,
     .can_error = true,
     .call = &CallDossierRole},
};

}  // namespace

std::span<const FunctionRow> DossierFunctions() { return kRows; }

}  // namespace evenhand::functions
