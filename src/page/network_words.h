#pragma once

// The words of the page about networks, in English and Persian.

#include <array>
#include <string_view>

#include "coordination/evidence.h"
#include "coordination/line.h"
#include "model/share.h"

namespace evenhand::page {

struct NetworkWords {
  std::string_view title, caution, nothing_found, found;
  std::string_view searched, searched_note, trace, window, pairs_tested, together, ties,
      not_compared;
  std::string_view shares, objects, accounts, period, rate;
  std::string_view network, members, core, density, stands_without_one, stands_without_popular,
      from_to;
  std::string_view drawing, drawing_note, ties_not_drawn, timeline, timeline_note;
  std::string_view evidence, evidence_note, account, in_core, days, partners, kinds, posts_behind,
      more_accounts;
  std::string_view object, time, with, delay, times_expected, more_acts;
  std::string_view fell_short, fell_short_note, lacks, nobody_fell_short, how_many;
  std::string_view clears, footer, seconds, other_networks;
  std::array<std::string_view, 3> kind_names;       // K1 to K3
  std::array<std::string_view, 13> trace_names;     // in the order of Trace
  std::array<std::string_view, 7> shortfall_names;  // in the order of Shortfall
  std::array<std::string_view, 7> clearing;         // what would clear an account
};

const NetworkWords& WordsOfNetworks(std::string_view language);

}  // namespace evenhand::page
