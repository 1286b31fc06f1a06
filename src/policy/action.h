#pragma once

// What a decision does: a change to what others can see, or to what an account can do
// (policy.md section 3).
//
//   action := "none" | "educate" | "warn" | "label" [text] | "interstitial" [kind]
//           | "limit" [profile] | "notice" profile | "withhold" places-and-law
//           | "hide" | "remove" | "challenge"
//           | ("lock" | "read_only" | "restrict") period
//           | "suspend" (period | "permanent")
//
// "permanent" may also be written after a comma: "suspend, permanent".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "policy/time.h"

namespace evenhand::policy {

enum class ActionKind : std::uint8_t {
  kNone,
  kEducate,
  kWarn,
  kLabel,
  kInterstitial,
  kLimit,
  kNotice,
  kWithhold,
  kHide,
  kRemove,
  kLock,
  kReadOnly,
  kRestrict,
  kChallenge,
  kSuspend,
};

struct Action {
  ActionKind kind = ActionKind::kNone;
  std::optional<Period> period = {};  // of a timed action; none of a timed kind means permanent
  std::string detail = {};            // profile, text, or places and law
  bool operator==(const Action&) const = default;
};

// 0 to 7; a permanent suspension is 7.
int Severity(const Action& action);
bool IsOnAccount(ActionKind kind);
// Ends by itself or, when permanent, never; the others last until they are withdrawn.
bool IsTimed(ActionKind kind);
inline bool IsPermanent(const Action& a) { return IsTimed(a.kind) && !a.period; }

// Severity first, then length (policy.md 3).
bool IsMilder(const Action& a, const Action& b);
inline const Action& Stronger(const Action& a, const Action& b) { return IsMilder(a, b) ? b : a; }

// Errors: kInvalidArgument naming the word that is no action, or the period that is missing.
Result<Action> ParseAction(std::string_view text);
std::string FormatAction(const Action& action);

}  // namespace evenhand::policy
