#pragma once

// The register as comma-separated values, one limit a row (reach.md 2.1, "CSV form"):
//
//   state,service,kind,from,to,source1,source2,note,seen
//
// The header may have them in any order; seen, note, source2 and to may be missing. A date may be a
// year or a month. A row with `from` and neither `to` nor `seen` is a forecast: it becomes a plan.
// Sources are named pages whose words nobody has entered (Says::kUnread), so that no row is
// confirmed by being imported.

#include <string>
#include <string_view>
#include <vector>

#include "register/register.h"

namespace evenhand::access {

// Who enters the rows, and when.
struct Entered {
  std::vector<std::string> by = {};  // two curators
  Time at = {};
};

// The rows as changes, in order.
// Errors: kInvalidArgument or kLimit with the row and what is wrong in it.
Result<std::vector<Change>> ReadCsvForm(std::string_view text, const Entered& entered);

// What is in the register, but for what was withdrawn; a lapse makes two rows of one. Plans come
// last.
std::string WriteCsvForm(const Register& known);

}  // namespace evenhand::access
