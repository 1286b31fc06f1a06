#pragma once

// What a run did, counted.

#include <cstdint>
#include <map>
#include <string>

namespace evenhand::engine {

using Counts = std::map<std::string, std::uint64_t, std::less<>>;

struct Stats {
  std::uint64_t events = 0;     // evaluated, dropped ones included
  std::uint64_t dropped = 0;    // by the rulebook's sampling
  std::uint64_t malformed = 0;  // lines that hold no event
  std::uint64_t limited = 0;    // events that passed a limit
  std::uint64_t skipped = 0;    // lines that rightly hold no event
  std::uint64_t errors = 0;     // ERRs inside rules
  std::uint64_t again = 0;  // events evaluated twice, because an earlier one wrote what they read
  Counts rules;             // events on which a rule fired
  Counts verdicts;
  Counts labels;           // "+label", "-label"
  Counts errors_by_place;  // "file:line:column"
};

}  // namespace evenhand::engine
