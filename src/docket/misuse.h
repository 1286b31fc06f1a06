#pragma once

// What one sender sent, as far as misuse goes: reports (policy.md 11.3), and appeals (13). One rule
// for both, and what follows touches the handling of what is sent: nothing here reaches a decision
// or a standing.
//
// Misuse is: in the last kMisuseWindow at least kMisuseUnfounded judged manifestly unfounded, and
// at least half of those judged; after a warning or a suspension only what was judged since then
// counts.

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "policy/intake.h"
#include "policy/time.h"

namespace evenhand::docket {

inline constexpr std::chrono::days kMisuseWindow{90};
inline constexpr std::int64_t kMisuseUnfounded = 5;
inline constexpr std::chrono::days kMisuseSuspension{30};

class Misuse {
 public:
  struct Share {
    std::int64_t judged = 0;
    std::int64_t unfounded = 0;
    bool IsFrequent() const { return unfounded >= kMisuseUnfounded && 2 * unfounded >= judged; }
  };

  void Add(policy::Time at);
  void Judge(bool unfounded, policy::Time at);
  void Warn(policy::Time at);
  void Suspend(policy::Time at, policy::Time until);

  std::int64_t sent() const { return sent_; }
  // Of the last one sent.
  policy::Time last() const { return last_; }
  const std::optional<policy::Time>& warned() const { return warned_; }
  const std::optional<policy::Time>& suspended_until() const { return suspended_until_; }
  // From when on what comes at `at` is looked at: `at`, or the end of a suspension.
  policy::Time HandledFrom(policy::Time at) const;
  bool HandledAt(policy::Time at) const { return HandledFrom(at) == at; }
  Share ShareAt(policy::Time at) const;

 private:
  struct Judged {
    policy::Time at;
    bool unfounded;
  };
  std::int64_t sent_ = 0;
  policy::Time last_ = {};
  std::vector<Judged> judged_;
  std::optional<policy::Time> warned_, suspended_until_;
  policy::Time since_ = policy::Time::min();  // of the last warning or suspension
};

enum class Sent : std::uint8_t { kReports, kAppeals };

struct MisuseRequest {
  std::string sender = {};
  Sent of = Sent::kReports;
  std::string reason = {};
  policy::Time at = {};
};

struct MisuseRuling {
  policy::MisuseHandling handling = {};
  Misuse::Share share = {};
  std::optional<policy::Time> until = {};  // of a suspension
};

}  // namespace evenhand::docket
