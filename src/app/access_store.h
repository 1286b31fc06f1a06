#pragma once

// Where a register of limits on access comes from: a store (app/docket_dir.h), or the one inside
// the program.

#include <string>
#include <string_view>
#include <vector>

#include "app/docket_dir.h"
#include "register/register.h"
#include "register/services.h"

namespace evenhand::app {

// registers/blocks.csv, inside the program (cmake/shipped_policies.cmake).
std::string_view ShippedRegisterCsv();
// registers/services.csv and registers/single-provider.csv (register/services.h), likewise.
std::string_view ShippedServicesCsv();
std::string_view ShippedSingleProvidersCsv();
Result<access::ServiceList> ShippedServices();
// Its rows as changes, entered by `by` at `at`; without curators as the collection that it is.
Result<std::vector<access::Change>> ShippedChanges(const std::vector<std::string>& by = {},
                                                   access::Time at = {});

struct RegisterOptions {
  std::string directory;  // empty: the one inside the program
  std::string known_at;   // a day (to its end) or a time; empty: all that is known
};

// --register DIR (also --store, where `names` does not say otherwise), optional, and --known-at.
void AddRegister(CLI::App* command, RegisterOptions* options,
                 const char* names = "--register,--store");
// Errors: kNotFound when the store has no register.
Result<access::Register> LoadRegister(const RegisterOptions& options);

}  // namespace evenhand::app
