#include "app/misuse_text.h"

#include <fmt/format.h>

#include "app/table.h"

namespace evenhand::app {

Result<void> JudgeFounded(const DocketOptions& store, const FoundedJudgement& judgement,
                          const std::string& at) {
  EVENHAND_ASSIGN(const policy::Time when, TimeOrNow(at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(store, false));
  const bool of_appeal = judgement.of == docket::Sent::kAppeals;
  const bool unfounded = judgement.finding == "unfounded";
  EVENHAND_TRY(of_appeal ? docket->JudgeAppeal(judgement.id, unfounded, judgement.reviewer, when)
                         : docket->JudgeReport(judgement.id, unfounded, judgement.reviewer, when));
  Print(fmt::format("{} {}: {}\n", of_appeal ? "appeal" : "report", ForTerminal(judgement.id),
                    unfounded ? "manifestly unfounded" : "in good faith"));
  return {};
}

Result<void> RuleOnMisuse(const DocketOptions& store, docket::MisuseRequest request,
                          const std::string& at) {
  EVENHAND_ASSIGN(request.at, TimeOrNow(at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(store, false));
  EVENHAND_ASSIGN(const docket::MisuseRuling ruling, docket->RuleOnMisuse(request));
  const std::string_view what = request.of == docket::Sent::kAppeals ? "appeals" : "reports";
  const std::string share = fmt::format("{} of {} judged {} were manifestly unfounded",
                                        ruling.share.unfounded, ruling.share.judged, what);
  if (ruling.until) {
    Print(fmt::format("{} of {} are not handled until {}: {}; the sender's posts are untouched\n",
                      what, ForTerminal(request.sender), policy::FormatTime(*ruling.until), share));
  } else {
    Print(fmt::format("{} is warned: {}\n", ForTerminal(request.sender), share));
  }
  return {};
}

}  // namespace evenhand::app
