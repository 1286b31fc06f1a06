#include "register/entry.h"

#include <algorithm>
#include <iterator>

namespace evenhand::access {
namespace {

constexpr std::string_view kKinds[] = {"block",    "throttle", "calls",
                                       "shutdown", "curfew",   "removed"};
constexpr std::string_view kStatuses[] = {"reported", "confirmed", "contested", "ended",
                                          "withdrawn"};
constexpr std::string_view kSourceKinds[] = {"order", "measurement", "monitor", "service", "press"};
constexpr std::string_view kSays[] = {"unread", "in force", "since", "ended", "open", "denied"};

template <class Value, std::size_t kSize>
std::optional<Value> Named(const std::string_view (&names)[kSize], std::string_view name) {
  const auto* found = std::ranges::find(names, name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Value>(found - std::begin(names));
}

}  // namespace

std::string_view Name(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view Name(Status status) { return kStatuses[static_cast<std::size_t>(status)]; }
std::string_view Name(SourceKind kind) { return kSourceKinds[static_cast<std::size_t>(kind)]; }
std::string_view Name(Says says) { return kSays[static_cast<std::size_t>(says)]; }
std::optional<Kind> KindNamed(std::string_view name) { return Named<Kind>(kKinds, name); }
std::optional<SourceKind> SourceKindNamed(std::string_view name) {
  return Named<SourceKind>(kSourceKinds, name);
}
std::optional<Says> SaysNamed(std::string_view name) { return Named<Says>(kSays, name); }

}  // namespace evenhand::access
