#pragma once

// A rulebook as a readable page: every clause with its text, what follows from it and how to
// appeal; ladders, exceptions with all their limits, questions, and what is and is not read about
// an author.
//
//   in:  rulebook   one that passes its checks
//        edition    which version this is, and what it changed
//        language   one of the rulebook's
//   out: one file of HTML, under kMaxPageBytes for a rulebook of ordinary size (page/frame.h)
//
// The frame is written in English, Persian, Arabic, Russian or Spanish, and in English around a
// rulebook in another language.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/rulebook_diff.h"

namespace evenhand::page {

struct Edition {
  std::string hash = {};      // empty: not published
  std::string previous = {};  // of the version before; empty for the first
  std::vector<policy::ClauseChange> changes = {};
};

std::string RulebookPage(const policy::Rulebook& rulebook, const Edition& edition,
                         std::string_view language);

// The place of a clause in the page: "rule-spam.links".
std::string RuleAnchor(std::string_view clause);

// The page that leads to the languages.
std::string RulebookIndex(const policy::Rulebook& rulebook);

}  // namespace evenhand::page
