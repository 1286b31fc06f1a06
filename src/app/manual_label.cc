#include "app/manual_label.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "app/table.h"
#include "base/utf8.h"
#include "sml/function_spec.h"

namespace evenhand::app {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kDayUs = 86'400 * kSecondUs;
// Times stay within the years that ISO 8601 can write.
constexpr std::int64_t kLongestUs = 36'525 * kDayUs;

std::int64_t UnitUs(char unit) {
  switch (unit) {
    case 'w':
      return 7 * kDayUs;
    case 'd':
      return kDayUs;
    case 'h':
      return 3'600 * kSecondUs;
    case 'm':
      return 60 * kSecondUs;
    case 's':
      return kSecondUs;
    default:
      return 0;
  }
}

Result<void> Wanted(std::string_view what, std::string_view text) {
  if (text.empty()) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("the {} is empty", what));
  }
  if (!IsWellFormed(text, false)) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("the {} is not UTF-8", what));
  }
  return {};
}

}  // namespace

Result<model::EntityRef> ParseEntity(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) {
    return Fail(
        ErrorCode::kInvalidArgument,
        "an entity is written Type/id, as in Account/did:plc:ann, not " + ForTerminal(text));
  }
  EVENHAND_TRY(Wanted("entity", text));
  return model::EntityRef{text.substr(0, slash), text.substr(slash + 1)};
}

Result<std::int64_t> ParseDuration(std::string_view text) {
  std::int64_t sum = 0;
  bool good = !text.empty();
  for (std::string_view rest = text; good && !rest.empty();) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    const std::int64_t unit = rest.empty() ? 0 : UnitUs(rest.front());
    good = error == std::errc() && number >= 0 && unit > 0 && number <= kLongestUs / unit;
    if (!good) break;
    sum += number * unit;
    good = sum <= kLongestUs;
    rest.remove_prefix(1);
  }
  if (good && sum > 0) return sum;
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("a duration is written 30d, 12h or 1d12h (units w, d, h, m, s; at most a "
                          "century), not {}",
                          ForTerminal(text)));
}

Result<model::LabelMutation> ToMutation(const ManualChange& change, TimeUs now) {
  EVENHAND_TRY(Wanted("label", change.label));
  EVENHAND_TRY(Wanted("reason", change.why));
  EVENHAND_TRY(Wanted("name of who says so (--by)", change.by));
  model::LabelMutation mutation;
  mutation.label = change.label;
  mutation.reason = "_ManuallyUpdated";
  mutation.status =
      change.adds ? model::LabelStatus::kManuallyAdded : model::LabelStatus::kManuallyRemoved;
  mutation.description = "Manual update by {AdminEmail}: {Reason}";
  mutation.features["AdminEmail"] = change.by;
  mutation.features["Reason"] = change.why;
  if (change.lasts_us) mutation.expires_at = now + *change.lasts_us;
  return mutation;
}

Result<void> CheckLabel(const sml::Config& config, const std::string& label,
                        std::string_view entity_type) {
  const auto found = config.labels.find(label);
  if (found == config.labels.end()) {
    std::vector<std::string> known;
    for (const auto& [name, about] : config.labels) known.push_back(name);
    const std::string close = sml::CloseName(label, known);
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the rulebook has no label {}{}", ForTerminal(label),
                            close.empty() ? "" : "; did you mean " + ForTerminal(close) + "?"));
  }
  const std::vector<std::string>& types = found->second.valid_for;
  if (std::find(types.begin(), types.end(), entity_type) != types.end()) return {};
  return Fail(
      ErrorCode::kInvalidArgument,
      fmt::format("the label {} is valid for {}, not for {}", ForTerminal(label),
                  types.empty() ? "no type of entity" : fmt::format("{}", fmt::join(types, ", ")),
                  ForTerminal(entity_type)));
}

}  // namespace evenhand::app
