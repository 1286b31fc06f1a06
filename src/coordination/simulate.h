#pragma once

// Archives whose truth is known: ordinary people, crowds that look coordinated and are not, and
// operations. For measuring what a search finds and whom it leaves alone, on your own parameters.
// Everything follows from the seed.
//
//   organic    picks objects by their popularity and shares them when it sees them; activity has a
//   heavy tail burst      some objects are news: everybody who shares them does so within minutes
//   fan        groups that share most posts of one source, each in its own time
//   protest    one hashtag an evening, at an announced hour, by many of the same people, again and
//   again newsroom   accounts that share their own articles at once; they say so (the labels list
//   them as declared) scheduler  accounts that share what is popular at :00 and :30, by a clock
//   late       people whose line opens for a few minutes: all they shared for days arrives at once
//   planted    groups run as one: each campaign is one object, put out within seconds of each other
//   hijacked   planted, but with weeks of an ordinary life before
//
// Shapes of organic, bursts, fans and planted follow shared/tools/gen_posts.py of the
// specification.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/share.h"

namespace evenhand::coordination {

enum class Role : std::uint8_t {
  kOrganic,
  kFan,
  kProtest,
  kNewsroom,
  kScheduler,
  kLate,
  kPlanted,
  kHijacked
};
std::string_view NameOf(Role role);

struct SimulateOptions {
  std::uint64_t seed = 1;
  std::uint32_t shares = 100'000;  // about so many by organic accounts
  std::uint32_t accounts = 0;      // organic; 0: a tenth of the shares
  std::uint32_t days = 30;
  std::uint32_t fan_groups = 2;
  std::uint32_t protests = 1;
  std::uint32_t newsrooms = 2;
  std::uint32_t schedulers = 100;
  std::uint32_t late_crowds = 1;
  std::uint32_t late_people = 300;  // of a crowd
  std::uint32_t operations = 4;
  std::uint32_t hijackings = 1;  // groups
  // How much operations hide, 0 to 1: 0 puts a campaign out in seconds (mean 8), 1 over an hour, by
  // fewer of the group (70 % to 40 %), and with up to five times the ordinary shares for cover.
  double stealth = 0;
};

struct SimulatedAccount {
  std::string name;
  Role role = Role::kOrganic;
  std::uint32_t group = 0;
};

struct Simulated {
  model::Shares shares;                    // in order of time
  std::vector<SimulatedAccount> accounts;  // all but organic ones, by role, then group
};

Simulated Simulate(const SimulateOptions& options);

}  // namespace evenhand::coordination
