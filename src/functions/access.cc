// What the register of limits on access says of the state of an office, at the time of the event.
//
// The register speaks about states, so the question can only be put about an entity of type Office:
// a rulebook that asks it of an account or a person does not compile. What an office is of an
// author is an attribute that attributes.yaml has to admit, as any other.

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

constexpr std::string_view kOffice = "Office";
void CheckOffice(sml::CallCheck& check) {
  CheckEntityType(check, {.parameter = "office",
                          .type = kOffice,
                          .rule = "access-of-office",
                          .called = "an office",
                          .hint = "the register is asked about offices only: Office = "
                                  "EntityJson(type='Office', path='$.author.office')"});
}

// "IR" of "IR", "IR/ministry"; empty for anything else.
std::string_view StateOf(std::string_view office) {
  const std::string_view state = office.substr(0, office.find('/'));
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return state.size() == 2 && is_capital(state[0]) && is_capital(state[1]) ? state
                                                                           : std::string_view();
}

Value CallAccessLimit(CallContext& context, std::span<const Value> arguments) {
  const program::EntityValue& office = arguments[0].AsEntity();
  if (office.type != kOffice)
    return context.Err("the register is asked about entities of type Office only");
  if (office.id.tag() != Tag::kStr)
    return context.Err(
        "an office begins with its state in two capital letters, such as IR or IR/ministry");
  const std::string_view state = StateOf(office.id.AsStr());
  if (state.empty())
    return context.Err(
        "an office begins with its state in two capital letters, such as IR or IR/ministry");
  const program::AccessFacts* limits = context.facts.access();
  if (limits == nullptr) return context.Err("there is no register of limits on access here");
  const std::string_view service =
      arguments[1].is_none() ? std::string_view() : arguments[1].AsStr();
  return context.Str(limits->Access(state, service, context.event.time.utc));
}

const FunctionRow kRows[] = {
    {.spec =
         {.name = "AccessLimit",
          .category = "Register",
          .signature = "(office: Entity[str], service: Optional[str] = None) -> str",
          .doc =
              "What the public register says at the time of the event: whether the state of this "
              "office limits a "
              "service for people there (docs/access.md). `limits`: confirmed and in force; "
              "`unconfirmed`: reported, "
              "contested or last seen too long ago; `closed`: there was a limit, and it has ended; "
              "`no`: none is "
              "entered, which is not openness. It can be asked of an entity of type `Office` only.",
          .notes =
              {{"office",
                "an entity of type `Office`, whose id begins with the state: `IR`, `IR/ministry`"},
               {"service", "its id in the register, such as `twitter`; none: any service"}},
          .check = &CheckOffice},
     .purity = Purity::kReads,
     .can_error = true,
     .call = &CallAccessLimit},
};

}  // namespace

std::span<const FunctionRow> AccessFunctions() { return kRows; }

}  // namespace evenhand::functions
