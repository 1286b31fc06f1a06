#include "policy/warning.h"

#include <algorithm>

namespace evenhand::policy {

void Warnings::DropExpired(Time at) {
  std::erase_if(warnings_, [&](const Warning& w) { return w.expires && *w.expires <= at; });
}

bool Warnings::Violates(std::string_view policy, Time at) {
  DropExpired(at);
  const bool untaught = std::ranges::any_of(warnings_, [](const Warning& w) { return !w.expires; });
  const auto same = std::ranges::find(warnings_, policy, &Warning::policy);
  if (same != warnings_.end()) {
    same->expires.reset();  // broken again inside its time: it stays
    return true;
  }
  if (untaught) return true;
  warnings_.push_back({std::string(policy), std::nullopt});
  return false;
}

std::optional<Time> Warnings::Learns(std::string_view policy, Time at) {
  DropExpired(at);
  const auto warning = std::ranges::find(warnings_, policy, &Warning::policy);
  if (warning == warnings_.end()) return std::nullopt;
  if (!warning->expires) warning->expires = After(at, after_lesson_);
  return warning->expires;
}

}  // namespace evenhand::policy
