#pragma once

// What the register says of a state to the rulebook `state-accounts`: its fact `access` (policy.md
// 16, P7).
//
//   limits       a confirmed block or slowing of this service or another is in force; not tit for
//   tat (7.7) unconfirmed  one is reported, contested, or was last seen too long ago (7.11): a
//   label, no effect on reach closed       there was one, and it has ended (7.8) no           none
//   is entered
//
// It is asked of a state whose office or medium an account is, never of a citizen.

#include <string>
#include <string_view>

#include "base/result.h"
#include "docket/body.h"
#include "program/facts.h"
#include "register/register.h"

namespace evenhand::app {

// `service` empty: any of them.
std::string_view AccessFactOf(const access::Register& known, std::string_view state,
                              std::string_view service, access::Day day);

// The same as rules ask for it.
class RegisterFacts final : public program::AccessFacts {
 public:
  explicit RegisterFacts(access::Register known) : known_(std::move(known)) {}
  std::string_view Access(std::string_view state, std::string_view service,
                          TimeUs at) const override;

 private:
  access::Register known_;
};

// Of the register that comes with the program.
const program::AccessFacts& ShippedAccess();

// Puts the fact into a case whose attributes say `office_state` (ISO 3166-1), as it was when the
// item was posted; the attribute itself is taken out, for no clause reads it. Errors:
// kInvalidArgument when the author is not an office or a medium of a state (`account_kind`).
Result<void> FillAccess(const access::Register& known, docket::CaseRequest* request);

}  // namespace evenhand::app
