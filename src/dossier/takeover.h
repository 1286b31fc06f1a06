#pragma once

// Signs that an account changed hands: a sudden change of the hours of its day, of its pace, or of
// what it puts out.
//
//   hours    when in the day it posts, as a place on the clock
//   pace     posts a day, days without any included
//   topics   who else puts out what it puts out: the neighbours of its objects
//
// Each is the same test. The account's days are cut in two at every place that leaves enough on
// both sides, and the largest difference of the two means counts, weighted by the lengths of the
// parts. How large would it be by chance? The account's own days are put into random order, again
// and again: so each account is measured by itself, and what stays the same all the time (a night
// worker, a schedule, one topic) is no sign. Days, not posts, are put into random order, because
// people post in bursts.
//
// A sign is for the account, never against it: the one thing that may follow is a challenge to
// prove control, and the way back to the owner. Nothing is read but what was put out when. Ordinary
// lives change too: how often that happens is measured in docs/dossiers.md.
//
// Deterministic: permutations are drawn from a fixed seed. Cost: O(permutations × days); days are
// at most kMostDays, longer lives are cut into longer parts.

#include <cstdint>
#include <span>
#include <vector>

#include "dossier/dossier.h"

namespace evenhand::dossier {

struct TakeoverOptions {
  std::uint32_t permutations = 999;
  double level = 0.05;            // of the three changes together
  std::uint32_t least_posts = 5;  // on either side
  std::uint32_t least_days = 4;   // with posts, on either side
  std::int64_t same_time_days = 5;
};

inline constexpr std::size_t kMostDays = 400;
inline constexpr std::size_t kMostNeighbours = 200;  // of a post; more are passed over

// One post: when, and who else put the same objects out (any numbers that mean the same all the
// time).
struct LivedPost {
  std::int64_t time_ms = 0;
  std::span<const std::uint32_t> neighbours = {};
};

// In order of change. `posts` in order of time; fewer than both sides need give none.
std::vector<Sign> SignsOf(std::span<const LivedPost> posts, const TakeoverOptions& options = {});

// Two changes or more at the same time. One alone is a life that changed.
bool SuggestsTakeover(std::span<const Sign> signs, const TakeoverOptions& options = {});

}  // namespace evenhand::dossier
