#include "policy/intake.h"

#include <algorithm>
#include <array>

#include "policy/rulebook.h"

namespace evenhand::policy {
namespace {

constexpr std::array<std::string_view, 12> kCaseFacts = {
    "source", "reporter", "reporters", "report_time", "model",  "partner",
    "reach",  "news",     "trending",  "automation",  "shares", "reported_by"};

}  // namespace

bool MayInfluenceDecision(std::string_view fact) {
  const AttributeClass attribute = ClassOf(fact);
  return attribute != AttributeClass::kAuditOnly && attribute != AttributeClass::kBarred &&
         std::ranges::find(kCaseFacts, fact) == kCaseFacts.end();
}

DemandHandling HandleDemand(const Demand& demand) {
  if (demand.asks == "identify" || demand.asks == "identity") return DemandHandling::kNoHandler;
  if (demand.state.empty() || demand.body.empty() || demand.date.empty() || demand.scope.empty()) {
    return DemandHandling::kRefused;
  }
  const bool cites_law = !demand.law.empty() && demand.law.find("platform") == std::string::npos;
  return cites_law ? DemandHandling::kAsDemand : DemandHandling::kAsReport;
}

std::string_view Describe(DemandHandling handling) {
  switch (handling) {
    case DemandHandling::kAsDemand:
      return "handled as a demand";
    case DemandHandling::kAsReport:
      return "handled as an ordinary report";
    case DemandHandling::kNoHandler:
      return "no handler";
    case DemandHandling::kRefused:
      return "refused";
  }
  return "";
}

MisuseHandling HandleMisuse(bool warned_before, bool again_since) {
  if (!warned_before) return MisuseHandling::kWarned;
  return again_since ? MisuseHandling::kSuspended : MisuseHandling::kNormal;
}

std::string_view Describe(MisuseHandling handling) {
  switch (handling) {
    case MisuseHandling::kNormal:
      return "normal";
    case MisuseHandling::kWarned:
      return "warned";
    case MisuseHandling::kSuspended:
      return "suspended";
  }
  return "";
}

}  // namespace evenhand::policy
