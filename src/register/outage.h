#pragma once

// Times in which people were cut off: from the register, for a place that somebody declares, so
// that their clocks stop (reach.md 3); and the feeds of outages of whole states (transparency.md
// 10).

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "register/entry.h"

namespace evenhand::access {

inline constexpr Days kBlockGrace{30};

struct CutOffPlace {
  std::string state = {};
  std::string region = {};  // ISO 3166-2; entries of the whole state count too
  Day until = {};           // nothing from this day on is told
  std::string service =
      {};  // this very service: the first days of a block of it count as an outage
  Days grace = kBlockGrace;
};

// The days on which people of the place were, or may have been, cut off: outages that are or were
// reported or confirmed. The doubt favours the person, so that every day between the two outer ends
// counts. Sorted, apart from each other.
std::vector<DaySpan> CutOffsOf(const std::vector<Entry>& entries, const CutOffPlace& place);

// ---- feeds

struct OutageEvent {
  std::string datasource = {};  // "bgp", "ping-slash24", "merit-nt", ...
  Time from = {};
  Time to = {};
};

// IODA's events of one state, in either of its two formats: a list, or an object whose `data` is
// one.
//   ioda   {"entity": {"type": "country", "code": "IR"}, "from", "until", "datasource", ...}
//   codf   {"location": "country/IR", "start", "duration", "datasource", ...}
// Errors: kInvalidArgument with the event that is another state's, or cannot be read; kLimit.
Result<std::vector<OutageEvent>> ReadOutageFeed(std::string_view json, std::string_view state);

// Days on which events of two sources or more lie, together four hours or more.
std::set<Day> OutageDaysOf(const std::vector<OutageEvent>& events);

}  // namespace evenhand::access
