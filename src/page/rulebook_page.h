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

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/frame.h"
#include "policy/rulebook_diff.h"

namespace evenhand::page {

struct Edition {
  std::string hash = {};      // empty: not published
  std::string previous = {};  // of the version before; empty for the first
  std::vector<policy::Change> changes = {};
  std::optional<Around> around =
      {};  // among other pages; none: beside its other languages (PageFile)
};

// A part of a rulebook that is too long for one page.
struct Sheet {
  std::size_t first_clause = 0;
  std::size_t end_clause = SIZE_MAX;
  bool opens = true;      // with what changed, and the contents where it also closes
  bool closes = true;     // with everything after the clauses
  std::string rest = {};  // where that is, when it is another page
  // The page of one clause, where each has its own; none: they stand only here.
  std::function<std::string(const std::string& clause)> page_of = {};

  bool Holds(std::int64_t clause) const {
    const auto place = static_cast<std::size_t>(clause);
    return place >= first_clause && place < end_clause;
  }
};

std::string RulebookPage(const policy::Rulebook& rulebook, const Edition& edition,
                         std::string_view language, const Sheet& sheet = {});

// What follows from a clause, when, and how to appeal, as a list of terms. `rest` is the page with
// ladders and exceptions.
void WriteClause(const policy::Rulebook& rulebook, const policy::Clause& clause,
                 std::string_view language, std::string_view rest, Html* html);

// "new", "taken out", "changed: when it applies, the post", "changed".
std::string ChangeText(Language language, const policy::Change& change);

// The place of a clause in the page: "rule-spam.links".
std::string RuleAnchor(std::string_view clause);

// The page that leads to the languages.
std::string RulebookIndex(const policy::Rulebook& rulebook);

}  // namespace evenhand::page
