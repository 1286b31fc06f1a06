#include "policy/reinstatement.h"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::policy {

Result<Reinstatement> Reinstate(const std::vector<DecidedContent>& decisions,
                                std::string_view overturned) {
  const auto found = std::ranges::find(decisions, overturned, &DecidedContent::decision);
  if (found == decisions.end()) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", overturned));
  }
  Reinstatement back{.restored = found->hits,
                     .strikes_void = {found->decision},
                     .told = {found->account},
                     .public_correction = found->announced};
  for (const std::string& person : found->told) {
    if (std::ranges::find(back.told, person) == back.told.end()) back.told.push_back(person);
  }
  for (const DecidedContent& other : decisions) {
    const bool is_same_content = !found->content.empty() && other.content == found->content;
    if (is_same_content && other.decision != found->decision)
      back.reopened.push_back(other.decision);
  }
  return back;
}

}  // namespace evenhand::policy
