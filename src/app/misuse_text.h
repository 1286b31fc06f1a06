#pragma once

// `report judge` and `appeal judge`, `report misuse` and `appeal misuse`: one judgement and one
// ruling, said in words.

#include <string>

#include "app/docket_dir.h"
#include "base/result.h"
#include "docket/misuse.h"

namespace evenhand::app {

// Whether what somebody sent was manifestly unfounded.
struct FoundedJudgement {
  docket::Sent of = docket::Sent::kReports;
  std::string id = {};
  std::string finding = {};  // "unfounded" or "good_faith"
  std::string reviewer = {};
};

// `at` as --at has it.
Result<void> JudgeFounded(const DocketOptions& store, const FoundedJudgement& judgement,
                          const std::string& at);
Result<void> RuleOnMisuse(const DocketOptions& store, docket::MisuseRequest request,
                          const std::string& at);

}  // namespace evenhand::app
