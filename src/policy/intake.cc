#include "policy/intake.h"

#include <algorithm>
#include <array>
#include <string>

namespace evenhand::policy {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool HasAny(std::string_view text, const auto& parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool AsksWhoItIs(const Demand& demand) {
  return Lower(demand.asks).find("identi") !=
         std::string::npos;  // identify, the identity of the author
}

// The platform's own rules are no law, unless what is cited is an act that has them in its name.
bool CitesLaw(const Demand& demand) {
  constexpr std::array<std::string_view, 7> kRules = {
      "rules", "rule", "terms", "guidelines", "standards", "policy", "policies"};
  constexpr std::array<std::string_view, 5> kLaws = {" act", "act ", "article", "decree", "code"};
  const std::string law = Lower(demand.law);
  const bool is_numbered = law.find_first_of("0123456789") != std::string::npos;
  const bool is_of_platform = HasAny(law, kRules) && !is_numbered && !HasAny(law, kLaws);
  return !law.empty() && law != "none" && law != "platform" && !is_of_platform;
}

}  // namespace

DemandHandling HandleDemand(const Demand& demand) {
  if (AsksWhoItIs(demand)) return DemandHandling::kNoHandler;
  if (demand.state.empty() || demand.body.empty() || demand.date.empty() || demand.scope.empty()) {
    return DemandHandling::kRefused;
  }
  return CitesLaw(demand) ? DemandHandling::kAsDemand : DemandHandling::kAsReport;
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
