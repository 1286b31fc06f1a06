#pragma once

// The answer to "were you cut off?" as days on which clocks stood (reach.md 3.3, 3.4).
//
//   IR, IR-07               the register's outages of the place, and the first days of a block of
//   this service 2026-01-08..2026-01-27  as stated; the second day is open unknown yes, when is not
//   remembered: stated, 30 days back from filing none                    no (empty) nothing said

#include <optional>
#include <string>
#include <vector>

#include "app/access_store.h"
#include "policy/appeal.h"

namespace evenhand::app {

struct CutOffAnswer {
  std::string answer = {};
  std::string decision = {};  // that is appealed: its rulebook says how many days of a block count
  std::string service = {};   // this service's id in the register; empty: blocks of it do not count
  policy::Time at = {};
};

// The place is used here and not kept. Without a directory in `limits` the docket's own register is
// asked, or the one that comes with the program. Errors: kInvalidArgument for what is none of
// these.
Result<std::optional<std::vector<policy::CutOff>>> CutOffsFrom(const CutOffAnswer& answer,
                                                               const RegisterOptions& limits,
                                                               docket::Docket* docket);

}  // namespace evenhand::app
