#include "policy/action.h"

#include <fmt/format.h>

#include <array>

namespace evenhand::policy {
namespace {

enum class Extra : std::uint8_t { kNothing, kMayHaveDetail, kDetail, kPeriod };

struct Row {
  ActionKind kind;
  std::string_view name;
  int severity;
  bool on_account;
  Extra extra;
};

constexpr std::array<Row, 15> kRows = {{
    {ActionKind::kNone, "none", 0, false, Extra::kNothing},
    {ActionKind::kEducate, "educate", 0, true, Extra::kNothing},
    {ActionKind::kWarn, "warn", 1, true, Extra::kNothing},
    {ActionKind::kLabel, "label", 1, false, Extra::kMayHaveDetail},
    {ActionKind::kInterstitial, "interstitial", 1, false, Extra::kMayHaveDetail},
    {ActionKind::kLimit, "limit", 2, false, Extra::kMayHaveDetail},
    {ActionKind::kNotice, "notice", 3, false, Extra::kDetail},
    {ActionKind::kWithhold, "withhold", 3, false, Extra::kDetail},
    {ActionKind::kHide, "hide", 4, false, Extra::kNothing},
    {ActionKind::kRemove, "remove", 4, false, Extra::kNothing},
    {ActionKind::kLock, "lock", 5, true, Extra::kPeriod},
    {ActionKind::kReadOnly, "read_only", 5, true, Extra::kPeriod},
    {ActionKind::kRestrict, "restrict", 5, true, Extra::kPeriod},
    {ActionKind::kChallenge, "challenge", 5, true, Extra::kNothing},
    {ActionKind::kSuspend, "suspend", 6, true, Extra::kPeriod},
}};

const Row& RowOf(ActionKind kind) { return kRows[static_cast<std::size_t>(kind)]; }

std::string_view Trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with(',')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

Result<Action> ReadExtra(const Row& row, std::string_view rest) {
  Action action{.kind = row.kind};
  const auto wants = [&](std::string_view what) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' needs {}", row.name, what));
  };
  switch (row.extra) {
    case Extra::kNothing:
      if (!rest.empty()) {
        return Fail(ErrorCode::kInvalidArgument,
                    fmt::format("'{}' takes nothing more, and '{}' follows it", row.name, rest));
      }
      break;
    case Extra::kDetail:
      if (rest.empty()) {
        return wants(row.kind == ActionKind::kNotice ? "a profile, as in 'notice N2'"
                                                     : "its places and its law");
      }
      [[fallthrough]];
    case Extra::kMayHaveDetail:
      action.detail = rest;
      break;
    case Extra::kPeriod:
      if (rest == "permanent" && row.kind == ActionKind::kSuspend) break;
      if (rest.empty()) return wants(fmt::format("a period, as in '{} P7D'", row.name));
      EVENHAND_ASSIGN(action.period, ParsePeriod(rest));
      break;
  }
  return action;
}

}  // namespace

int Severity(const Action& action) {
  return RowOf(action.kind).severity + (IsPermanent(action) ? 1 : 0);
}

bool IsOnAccount(ActionKind kind) { return RowOf(kind).on_account; }
bool IsTimed(ActionKind kind) { return RowOf(kind).extra == Extra::kPeriod; }

bool IsMilder(const Action& a, const Action& b) {
  if (Severity(a) != Severity(b)) return Severity(a) < Severity(b);
  // A lesson has no severity, and is more than nothing all the same.
  if ((a.kind == ActionKind::kNone) != (b.kind == ActionKind::kNone))
    return a.kind == ActionKind::kNone;
  return a.period && b.period && IsShorter(*a.period, *b.period);
}

Result<Action> ParseAction(std::string_view text) {
  const std::string_view trimmed = Trim(text);
  const std::string_view word = trimmed.substr(0, trimmed.find_first_of(" ,"));
  for (const Row& row : kRows) {
    if (row.name == word) return ReadExtra(row, Trim(trimmed.substr(word.size())));
  }
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("'{}' is no action: the actions are {}", text,
                          fmt::join(
                              [] {
                                std::array<std::string_view, kRows.size()> names;
                                for (std::size_t i = 0; i < names.size(); ++i)
                                  names[i] = kRows[i].name;
                                return names;
                              }(),
                              ", ")));
}

std::string FormatAction(const Action& action) {
  std::string out(RowOf(action.kind).name);
  if (IsTimed(action.kind)) {
    out += ' ';
    out += action.period ? FormatPeriod(*action.period) : "permanent";
  } else if (!action.detail.empty()) {
    out += ' ';
    out += action.detail;
  }
  return out;
}

}  // namespace evenhand::policy
