#pragma once

// `report misuse` and `appeal misuse`: one ruling, said in words.

#include <string>

#include "app/docket_dir.h"
#include "base/result.h"
#include "docket/misuse.h"

namespace evenhand::app {

// `at` as --at has it.
Result<void> RuleOnMisuse(const DocketOptions& store, docket::MisuseRequest request,
                          const std::string& at);

}  // namespace evenhand::app
