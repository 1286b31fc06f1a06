#pragma once

// The strongest innocent explanations of an account's joint acts, and what the data say to each:
// what would clear it (coordination.md 10.4). Measured where shares can show it; the others stand
// there unanswered, for reviewers.
//
//   crowd          most of what it put out with others, many outside the network put out too: news,
//   an event, a protest round-times    most of its joint posts come at a quarter of an hour on the
//   minute: a scheduler one-hour       most of its joint posts come in the same hour of the day, on
//   several days: an announced hour came-at-once   most of its joint posts came within minutes of
//   many others of its own: delivered late by the platform one-other      without one other account
//   it is below the line of the search: it leans on somebody taken-over     its life changed at one
//   time (takeover.h) declared, template, chosen-archive    not in shares: whether it says openly
//   that it acts with others; whether a share
//                  button fills in the text; whether the archive was chosen by this very pattern
//
// `yes` means: the data fit it, so a person must look. `number` is the share of joint posts (or
// objects) that fit; of one-other, how many others it can stand without. Nothing here counts
// against anybody.

#include <array>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"

namespace evenhand::dossier {

inline constexpr std::array<std::string_view, 9> kExplanations = {
    "crowd",      "round-times", "one-hour", "came-at-once",  "one-other",
    "taken-over", "declared",    "template", "chosen-archive"};

// For each account, in the order above.
std::vector<std::vector<Explanation>> InnocentExplanations(const Dossier& dossier);

}  // namespace evenhand::dossier
