#pragma once

// The words of pages about dossiers, in English and Persian; other languages read English. A `{}`
// is filled.

#include <array>
#include <string_view>

#include "dossier/standing.h"

namespace evenhand::dossier {

struct Words {
  std::string_view dossier, claim, first_claim, caution, hijacked_caution;
  std::string_view accepted, not_accepted, over_line, none_over, left_out;
  std::string_view method, method_note, period, shares, accounts, objects, rate, searches, networks,
      candidates, fell_short, fell_by;
  std::string_view line, line_text;
  std::string_view role, no_role, set_by, followers, evidence, kind, number, expected, null, chance,
      range, posts, rests_on, by, hidden;
  std::string_view timing_null, choice_null;
  std::string_view side_by_side, side_note, own_post, nearest_post, more_pairs, apart;
  std::string_view signs, signs_note, sign, at_day, times, before_after, takeover;
  std::string_view clears, explanation, answer, share, asked_of_people;
  std::string_view who, step, removed, removed_line, what_lacks, footer;
  // of what is published
  std::string_view published_caution, counts, by_role, by_kind, named, hashed, hashed_note,
      nobody_named, corrections, correction, correction_named, state_note;
  std::array<std::string_view, 5> roles;         // in the order of policy::Role
  std::array<std::string_view, 7> kinds;         // K1 to K7
  std::array<std::string_view, 8> lacks;         // in the order of Lack
  std::array<std::string_view, 7> shortfalls;    // in the order of coordination::Shortfall
  std::array<std::string_view, 3> changes;       // in the order of Sign::Change
  std::array<std::string_view, 9> explanations;  // in the order of innocent.h
  std::array<std::string_view, 3> answers;       // in the order of Explanation::Answer
};

const Words& WordsOf(std::string_view language);

// The claim as it was written; the first one, which says only what was found, in the reader's
// language.
std::string_view ClaimIn(const Words& say, std::string_view claim);
// The null of a piece of evidence: as it was written, but those of K1 to K3 in the reader's
// language.
std::string_view NullIn(const Words& say, const Evidence& evidence);

}  // namespace evenhand::dossier
