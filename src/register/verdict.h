#pragma once

// "The service was blocked for people in the state, in this week": measurements as votes, one for
// each network and day, and what the votes of a window of 7 days say (transparency.md 8).
//
//   vote      usable = ok + anomaly + confirmed, bad = anomaly + confirmed; fewer than 3 usable:
//   none;
//             bad/usable >= 1/2: blocked; <= 1/5: open; else mixed
//   blocked   confirmed fingerprints on two networks and half of the votes blocked; or enough
//   networks, ten
//             votes, and a Wilson lower bound (95 %) of the blocked share of at least 1/2
//   open      an upper bound of at most 1/4, and half of the votes open
//   partly    a network with three votes, three quarters of them blocked
//   unknown   too few votes or networks; unclear: enough, and none of these
//   service_fault, shutdown   blocked or partly, and a control says that it was something else
//
// It speaks about the networks measured, on these days; not about who ordered it, never about
// persons.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>

#include "register/day.h"

namespace evenhand::access {

inline constexpr Days kWindow{7};

enum class Verdict : std::uint8_t {
  kUnknown,
  kUnclear,
  kBlocked,
  kOpen,
  kPartly,
  kServiceFault,
  kShutdown
};
std::string_view Name(Verdict verdict);

// Of one network and day.
struct Counts {
  std::uint32_t ok = 0;
  std::uint32_t anomaly = 0;
  std::uint32_t confirmed = 0;
  std::uint32_t failure = 0;
  std::uint64_t usable() const { return std::uint64_t{ok} + anomaly + confirmed; }
  std::uint64_t bad() const { return std::uint64_t{anomaly} + confirmed; }
  std::uint64_t all() const { return usable() + failure; }
  bool operator==(const Counts&) const = default;
};

enum class Vote : std::uint8_t { kNone, kBlocked, kOpen, kMixed };
Vote VoteOf(const Counts& counts);

// The votes of a window, to which days can be added and from which they can be taken.
class WindowTally {
 public:
  void Add(std::uint32_t network, Day day, const Counts& counts) {
    Change(network, day, counts, 1);
  }
  void Remove(std::uint32_t network, Day day, const Counts& counts) {
    Change(network, day, counts, -1);
  }

  std::int64_t votes() const { return blocked_ + open_ + mixed_; }
  std::int64_t blocked() const { return blocked_; }
  std::int64_t open() const { return open_; }
  std::int64_t mixed() const { return mixed_; }
  std::int64_t voting_networks() const { return voting_; }
  std::int64_t reporting_networks() const { return reporting_; }  // with any measurement at all
  std::int64_t confirmed_networks() const { return confirmed_; }
  bool has_blocking_network() const {
    return blocking_ > 0;
  }  // three votes, three quarters blocked
  // Days with a blocked vote, and how many of them are in `days`.
  std::size_t blocked_days() const { return blocked_days_.size(); }
  std::size_t BlockedDaysIn(const std::set<Day>& days) const;
  std::optional<Day> LastBlockedDay() const;

 private:
  struct Network {
    std::int64_t reports = 0, votes = 0, blocked = 0, confirmed = 0;
    bool is_blocking() const { return votes >= 3 && 4 * blocked >= 3 * votes; }
  };
  struct DayHash {
    std::size_t operator()(Day day) const {
      return static_cast<std::size_t>(day.time_since_epoch().count());
    }
  };
  void Change(std::uint32_t network, Day day, const Counts& counts, int by);

  std::unordered_map<std::uint32_t, Network> networks_;
  std::unordered_map<Day, std::int64_t, DayHash> blocked_days_;
  std::int64_t blocked_ = 0, open_ = 0, mixed_ = 0;
  std::int64_t voting_ = 0, reporting_ = 0, confirmed_ = 0, blocking_ = 0;
};

// What was measured beside; none: it could not be computed.
struct Controls {
  std::optional<double> world = {};  // median blocked share in other countries
  std::optional<double> local = {};  // blocked share of unrelated inputs on the same networks
  std::optional<std::set<Day>> outage_days = {};  // with an outage of the whole country
};

struct Judgement {
  Verdict verdict = Verdict::kUnknown;
  bool is_controlled = false;  // all three controls were there
  bool operator==(const Judgement&) const = default;
};

// `reporting`: the networks that reported anything, on any test. `single_provider`: the state hangs
// on one network, which then is enough (reach.md 2.5).
Judgement Judge(const WindowTally& votes, std::int64_t reporting, const Controls& controls,
                bool single_provider = false);

}  // namespace evenhand::access
