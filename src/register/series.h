#pragma once

// The verdict of each day's window (the 7 days that end with it), and what follows from them for
// the register (transparency.md 8.5, reach.md 2.5).

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "register/csv_form.h"
#include "register/measurements.h"
#include "register/register.h"
#include "register/verdict.h"

namespace evenhand::access {

struct Window {
  Day last = {};
  std::int64_t votes = 0, blocked = 0, open = 0, mixed = 0;
  std::int64_t networks = 0, reporting = 0;
  std::optional<Day> last_blocked = {};  // day with a blocked vote
  Judgement judged = {};
  Day first() const { return last - kWindow + Days{1}; }
};

// The controls of the window that begins and ends on these days.
using ControlsOf = std::function<Controls(Day first, Day last)>;

// One window for each day from the first measured one to the last; empty when nothing was measured.
// Cost: linear in cells, and one call of `controls` a day.
std::vector<Window> SeriesOf(const std::vector<Cell>& cells, const ControlsOf& controls,
                             bool single_provider);

// The weeks among them, the last one ending with the last day.
std::vector<std::size_t> WeeksOf(std::span<const Window> series);

// Since when, on the day of window `at`, `what` has held: it holds on 5 of the last 7 days;
// `latest` is the first day of the run, `earliest` the last day before on which the opposite held.
// Days between on which nothing is known do not end a run. None: there is no such run.
std::optional<Beginning> RunAt(std::span<const Window> series, std::size_t at, Verdict what);

struct Move {
  Day week = {};            // the last day of the week behind it
  std::string reason = {};  // one line for people
  std::optional<Change> change = {};
};

struct MoveOptions {
  std::string state = {}, service = {};
  Source source = {};  // of the measurements; its day is filled in
  Entered entered = {};
  bool single_provider = false;
};

// What the weeks do to the register, in order; each change has been applied to `known`.
Result<std::vector<Move>> MovesOf(std::span<const Window> series, const MoveOptions& options,
                                  Register* known);

}  // namespace evenhand::access
