#pragma once

// How cases come in, and what of it may matter (policy.md section 11).

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::policy {

// ---- demands of states

struct Demand {
  std::string state = {};
  std::string body = {};  // of the state
  std::string law = {};   // cited; empty or the platform's own rules: no law
  std::string scope = {};
  std::string date = {};
  std::string asks = {};  // "label", "withhold", "remove"; who somebody is has no handler
};

enum class DemandHandling : std::uint8_t {
  kAsDemand,
  kAsReport,   // it cites only the platform's rules
  kNoHandler,  // for identity
  kRefused,    // its record is not complete
};

DemandHandling HandleDemand(const Demand& demand);
std::string_view Describe(DemandHandling handling);
// Every demand is counted in public, whatever became of it.
inline bool IsCounted(DemandHandling) { return true; }

// ---- misuse of reports and of appeals

enum class MisuseHandling : std::uint8_t { kNormal, kWarned, kSuspended };

// Frequent, manifestly unfounded reports or appeals: a warning first, and if they go on, what the
// sender sends is not handled for a time. The sender's own posts and standing are not touched.
MisuseHandling HandleMisuse(bool warned_before, bool again_since);
std::string_view Describe(MisuseHandling handling);

}  // namespace evenhand::policy
