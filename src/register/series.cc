#include "register/series.h"

#include <algorithm>

#include "register/origins.h"

namespace evenhand::access {
namespace {

constexpr std::size_t kDaysOfRun = 7, kHoldsOn = 5;
constexpr int kOpenWeeksToPropose = 2, kOpenWeeksToEnd = 4;

std::size_t HoldingIn(std::span<const Window> days, Verdict what) {
  return static_cast<std::size_t>(
      std::ranges::count(days, what, [](const Window& window) { return window.judged.verdict; }));
}

Window WindowOf(Day last, const WindowTally& tally, const Controls& controls,
                bool single_provider) {
  return {.last = last,
          .votes = tally.votes(),
          .blocked = tally.blocked(),
          .open = tally.open(),
          .mixed = tally.mixed(),
          .networks = tally.voting_networks(),
          .reporting = tally.reporting_networks(),
          .last_blocked = tally.LastBlockedDay(),
          .judged = Judge(tally, tally.reporting_networks(), controls, single_provider)};
}

class Mover {
 public:
  Mover(std::span<const Window> series, const MoveOptions& options, Register* known)
      : series_(series), options_(options), known_(*known) {}

  Result<std::vector<Move>> Run() {
    for (const std::size_t at : WeeksOf(series_)) {
      const Window& week = series_[at];
      const bool is_open = week.judged.verdict == Verdict::kOpen && week.judged.is_controlled;
      open_weeks_ = is_open ? open_weeks_ + 1 : 0;
      if (week.judged.verdict == Verdict::kBlocked) EVENHAND_TRY(OnBlocked(at));
      if (is_open) EVENHAND_TRY(OnOpen(at));
      if (week.judged.verdict == Verdict::kPartly)
        Say(week, "blocked on some networks: evidence, no move");
      if (week.judged.verdict == Verdict::kShutdown)
        Say(week, "a candidate for an outage; the entry of the service does not move");
    }
    return std::move(moves_);
  }

 private:
  void Say(const Window& week, std::string reason) {
    moves_.push_back({.week = week.last, .reason = std::move(reason)});
  }

  // The entry in force without an end; else one whose time covers the day.
  const Entry* EntryAt(Day day) const {
    const Entry* covering = nullptr;
    for (const Entry& entry : known_.entries()) {
      if (entry.state != options_.state || entry.service != options_.service ||
          entry.kind != Kind::kBlock)
        continue;
      if (entry.status == Status::kWithdrawn || !entry.region.empty()) continue;
      if (entry.from.earliest && day < *entry.from.earliest) continue;
      if (!entry.to) return &entry;
      if (day <= entry.to->latest) covering = &entry;
    }
    return covering;
  }

  Change Begun(ChangeKind kind, const Window& week, Says says, Day day, std::string why) const {
    Source source = options_.source;
    source.says = says;
    source.day = day;
    return {.kind = kind,
            .recorded_at = options_.entered.at,
            .by = options_.entered.by,
            .why = std::move(why),
            .window = week.last,
            .sources = {std::move(source)}};
  }

  Result<void> Apply(const Window& week, Change change, std::string reason) {
    if (auto applied = known_.Apply(&change); !applied) {
      Say(week, reason + "; not done: " + applied.error().message);
      return {};
    }
    moves_.push_back({.week = week.last,
                      .reason = change.entry + ": " + std::move(reason),
                      .change = std::move(change)});
    return {};
  }

  Result<void> OnBlocked(std::size_t at) {
    const Window& week = series_[at];
    const Entry* entry = EntryAt(week.last);
    const Day seen = week.last_blocked.value_or(week.last);
    if (entry != nullptr && entry->to) {
      Say(week, entry->id + " covers it; no move");
      return {};
    }
    if (entry != nullptr) {
      if (entry->seen && seen <= entry->seen->earliest) return {};
      Change change = Begun(ChangeKind::kSeen, week, Says::kInForce, seen, "measured as blocked");
      change.entry = entry->id;
      change.seen = DayPair{seen, seen};
      return Apply(week, std::move(change), "last seen in force on " + FormatDay(seen));
    }
    if (!week.judged.is_controlled) {
      Say(week, "blocked, but not controlled: opens nothing");
      return {};
    }
    const auto run = RunAt(series_, at, Verdict::kBlocked);
    if (!run) {
      Say(week, "blocked, but not yet on 5 of 7 days: opens nothing");
      return {};
    }
    Change change = Begun(ChangeKind::kOpen, week, Says::kInForce, seen,
                          "measured as blocked on 5 of 7 days, controlled");
    change.state = options_.state;
    change.service = options_.service;
    change.limit = Kind::kBlock;
    change.from = run;
    change.seen = DayPair{seen, seen};
    change.single_network = options_.single_provider && week.networks == 1;
    return Apply(week, std::move(change), "reported, since " + FormatBeginning(*run));
  }

  Result<void> OnOpen(std::size_t at) {
    const Window& week = series_[at];
    const Entry* entry = EntryAt(week.last);
    if (open_weeks_ < kOpenWeeksToPropose || entry == nullptr || entry->to) return {};
    if (entry->seen && entry->seen->latest >= week.first()) return {};
    const auto run = RunAt(series_, at, Verdict::kOpen);
    if (!run) return {};
    const Day latest = *run->latest,
              earliest = std::min(
                  latest, run->earliest.value_or(entry->seen ? entry->seen->latest : latest));
    const bool may_end = open_weeks_ >= kOpenWeeksToEnd ||
                         (entry->status == Status::kReported && RestsOnMeasurementOnly(*entry));
    if (!may_end && entry->proposed_to) return {};
    Change change = Begun(may_end ? ChangeKind::kEnd : ChangeKind::kPropose, week, Says::kEnded,
                          latest, "end measured");
    change.entry = entry->id;
    change.to = DayPair{earliest, latest};
    const std::string when = FormatDays(*change.to);
    return Apply(week, std::move(change),
                 may_end ? "ended, " + when + " (end measured)"
                         : "an end is proposed, " + when + ": open in two weeks in a row");
  }

  std::span<const Window> series_;
  const MoveOptions& options_;
  Register& known_;
  std::vector<Move> moves_;
  int open_weeks_ = 0;
};

}  // namespace

std::vector<Window> SeriesOf(const std::vector<Cell>& cells, const ControlsOf& controls,
                             bool single_provider) {
  std::vector<Window> series;
  if (cells.empty()) return series;
  WindowTally tally;
  std::size_t next = 0, oldest = 0;
  for (std::int32_t day = cells.front().day; day <= cells.back().day; ++day) {
    for (; next < cells.size() && cells[next].day == day; ++next)
      tally.Add(cells[next].network, cells[next].date(), cells[next].counts);
    const auto gone = day - static_cast<std::int32_t>(kWindow.count());
    for (; oldest < next && cells[oldest].day <= gone; ++oldest) {
      tally.Remove(cells[oldest].network, cells[oldest].date(), cells[oldest].counts);
    }
    const Day last{Days(day)};
    series.push_back(
        WindowOf(last, tally, controls(last - kWindow + Days{1}, last), single_provider));
  }
  return series;
}

std::vector<std::size_t> WeeksOf(std::span<const Window> series) {
  std::vector<std::size_t> weeks;
  if (series.empty()) return weeks;
  for (std::size_t at = (series.size() - 1) % kDaysOfRun; at < series.size(); at += kDaysOfRun)
    weeks.push_back(at);
  return weeks;
}

std::optional<Beginning> RunAt(std::span<const Window> series, std::size_t at, Verdict what) {
  const Verdict opposite = what == Verdict::kBlocked ? Verdict::kOpen : Verdict::kBlocked;
  if (at + 1 < kDaysOfRun ||
      HoldingIn(series.subspan(at + 1 - kDaysOfRun, kDaysOfRun), what) < kHoldsOn)
    return std::nullopt;
  Beginning run;
  std::size_t from = 0;
  for (std::size_t i = at; i-- > 0;) {
    if (series[i].judged.verdict != opposite) continue;
    run.earliest = series[i].last;
    from = i + 1;
    break;
  }
  for (std::size_t first = from; first + kDaysOfRun <= at + 1; ++first) {
    if (series[first].judged.verdict != what ||
        HoldingIn(series.subspan(first, kDaysOfRun), what) < kHoldsOn)
      continue;
    run.latest = series[first].last;
    return run;
  }
  return std::nullopt;
}

Result<std::vector<Move>> MovesOf(std::span<const Window> series, const MoveOptions& options,
                                  Register* known) {
  return Mover(series, options, known).Run();
}

}  // namespace evenhand::access
