#pragma once

// What an overturned decision gives back (policy.md section 14).

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::policy {

struct DecidedContent {
  std::string decision = {};
  std::string account = {};
  std::string content = {};            // equal means: the same content
  std::vector<std::string> hits = {};  // what it took down: items, names, accounts
  std::vector<std::string> told = {};  // people other than the author who were told of it
  bool announced = false;
};

struct Reinstatement {
  std::vector<std::string> restored = {};
  std::vector<std::string> reopened = {};      // decisions on the same content elsewhere
  std::vector<std::string> strikes_void = {};  // decisions whose strikes are void
  std::vector<std::string> told = {};          // the author first
  bool public_correction = false;
};

// Errors: kNotFound when there is no such decision.
Result<Reinstatement> Reinstate(const std::vector<DecidedContent>& decisions,
                                std::string_view overturned);

}  // namespace evenhand::policy
