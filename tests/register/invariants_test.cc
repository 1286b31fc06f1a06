// R1 to R10 of reach.md 2.10 over random histories. EVENHAND_HISTORIES says over how many.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

#include "register/answer.h"
#include "register/csv_form.h"
#include "register/entry_json.h"
#include "register/series.h"

namespace evenhand::access {
namespace {

std::size_t Histories() {
  const char* wanted = std::getenv("EVENHAND_HISTORIES");
  return wanted == nullptr ? 10'000 : std::strtoul(wanted, nullptr, 10);
}

constexpr Day kFirst{std::chrono::year(2020) / 1 / 1};
constexpr int kDays = 120;

// Draws changes that may or may not be possible; those that are make a history.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  std::size_t Below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  bool Rarely() { return Below(4) == 0; }
  Day AnyDay() { return kFirst + Days{static_cast<int>(Below(kDays))}; }
  template <class T>
  T OneOf(std::initializer_list<T> values) {
    return *(values.begin() + Below(values.size()));
  }

  DayPair AnyDays() {
    const Day day = AnyDay();
    return {day, Rarely() ? day + Days{static_cast<int>(Below(20))} : day};
  }

  Source AnySource() {
    const std::string origin = OneOf<std::string>({"alpha", "beta", "gamma", ""});
    return {.url = "https://" + (origin.empty() ? "page" : origin) + ".example/" +
                   std::to_string(Below(4)),
            .kind = OneOf({SourceKind::kOrder, SourceKind::kMeasurement, SourceKind::kPress,
                           SourceKind::kMonitor}),
            .origin = origin,
            .says = OneOf({Says::kInForce, Says::kInForce, Says::kSince, Says::kEnded, Says::kOpen,
                           Says::kDenied, Says::kUnread}),
            .day = AnyDay()};
  }

  Change AnyChange(const Register& known) {
    Change change{.kind = OneOf({ChangeKind::kOpen, ChangeKind::kOpen, ChangeKind::kOpen,
                                 ChangeKind::kPlan, ChangeKind::kSource, ChangeKind::kSource,
                                 ChangeKind::kConfirm, ChangeKind::kContest, ChangeKind::kSettle,
                                 ChangeKind::kEnd, ChangeKind::kPropose, ChangeKind::kSeen,
                                 ChangeKind::kLapse, ChangeKind::kCorrect, ChangeKind::kWithdraw}),
                  .recorded_at = now_ += std::chrono::hours(Below(72)),
                  .by = {"a", "b"},
                  .why = "as it is"};
    if (change.kind == ChangeKind::kOpen || change.kind == ChangeKind::kPlan) {
      change.state = OneOf<std::string>({"XA", "XB"});
      change.service = OneOf<std::string>({"chat", "video"});
      change.limit = OneOf({Kind::kBlock, Kind::kThrottle});
      const DayPair from = AnyDays();
      change.from = Rarely() ? Beginning{} : Beginning{from.earliest, from.latest};
      if (Rarely()) change.to = AnyDays();
    } else if (!known.entries().empty()) {
      change.entry = known.entries()[Below(known.entries().size())].id;
    }
    if (change.kind == ChangeKind::kEnd || change.kind == ChangeKind::kPropose)
      change.to = AnyDays();
    if (change.kind == ChangeKind::kOpen || change.kind == ChangeKind::kSeen ||
        change.kind == ChangeKind::kCorrect)
      change.seen = AnyDays();
    if (change.kind == ChangeKind::kLapse) {
      const Day day = AnyDay();
      change.lapse = DaySpan{day, day + Days{1}};
    }
    for (std::size_t i = Below(3); i > 0; --i) change.sources.push_back(AnySource());
    return change;
  }

  Register History() {
    Register known;
    for (int i = 0; i < 24; ++i) {
      // Refused changes are part of the test: they must leave nothing behind.
      if (!known.Apply(AnyChange(known))) continue;
    }
    return known;
  }

 private:
  std::mt19937_64 random_;
  Time now_{Days{20000}};
};

template <class Check>
void ForHistories(Check check) {
  for (std::uint64_t seed = 0; seed < Histories() && !testing::Test::HasFatalFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Draw draw(seed);
    const Register known = draw.History();
    check(draw, known);
  }
}

std::string AnswersText(const Register& known, Day day) {
  std::string text;
  for (const AnswerRow& row : AnswersOn(known.entries(), {.day = day})) {
    text += row.entry->state + " " + row.entry->service + " " + std::string(Name(row.entry->kind)) +
            " " + std::string(Name(row.answer.certainty)) + " " +
            std::string(Name(row.answer.doubt)) + "\n";
  }
  return text;
}

std::string ExportOf(const Register& known) {
  codec::JsonOut out;
  out.Open('[');
  for (const Entry& entry : known.entries()) AppendEntryJson(entry, &out);
  out.Close(']');
  return out.text() + WriteCsvForm(known);
}

TEST(Invariants, R1SourcesOfAKnownOriginNeverChangeStatus) {
  ForHistories([](Draw&, Register known) {
    const std::vector<Entry> entries = known.entries();
    for (const Entry& entry : entries) {
      if (entry.sources.empty() || entry.status == Status::kWithdrawn) continue;
      Source again = entry.sources.front();
      again.url += "/again";
      Change change{.kind = ChangeKind::kSource,
                    .recorded_at = known.changes().back().recorded_at,
                    .by = {"a", "b"},
                    .entry = entry.id,
                    .sources = {again}};
      ASSERT_TRUE(known.Apply(change));
      ASSERT_EQ(known.Find(entry.id)->status, entry.status);
    }
  });
}

TEST(Invariants, R2APlanAnswersNothing) {
  ForHistories([](Draw& draw, Register known) {
    const Day day = draw.AnyDay();
    const std::string before = AnswersText(known, day);
    const Time at = known.changes().empty() ? Time{} : known.changes().back().recorded_at;
    ASSERT_TRUE(known.Apply({.kind = ChangeKind::kPlan,
                             .recorded_at = at,
                             .by = {"a", "b"},
                             .state = "XA",
                             .service = "chat",
                             .limit = Kind::kBlock,
                             .from = Beginning{kFirst, kFirst},
                             .sources = {{.url = "https://plan.example/"}}}));
    ASSERT_EQ(AnswersText(known, day), before);
  });
}

TEST(Invariants, R3OneAnswerForEachQuestion) {
  ForHistories([](Draw& draw, const Register& known) {
    std::set<std::string> seen;
    for (const AnswerRow& row : AnswersOn(known.entries(), {.day = draw.AnyDay()})) {
      ASSERT_TRUE(
          seen.insert(row.entry->state + row.entry->service + std::string(Name(row.entry->kind)))
              .second);
    }
  });
}

TEST(Invariants, R4KnownAtUsesNothingRecordedLater) {
  ForHistories([](Draw& draw, const Register& known) {
    if (known.changes().empty()) return;
    const Time at = known.changes()[draw.Below(known.changes().size())].recorded_at;
    std::vector<Change> until;
    std::ranges::copy_if(known.changes(), std::back_inserter(until),
                         [&](const Change& change) { return change.recorded_at <= at; });
    ASSERT_EQ(ExportOf(*ReplayedTo(known.changes(), at)),
              ExportOf(*ReplayedTo(until, Time::max())));
    ASSERT_EQ(ExportOf(*ReplayedTo(known.changes(), Time::max())), ExportOf(known))
        << "what was refused left something behind";
  });
}

TEST(Invariants, R5WithdrawnAnswersNothingAtOnce) {
  ForHistories([](Draw& draw, Register known) {
    if (known.entries().empty()) return;
    const std::string id = known.entries()[draw.Below(known.entries().size())].id;
    if (!known.Apply({.kind = ChangeKind::kWithdraw,
                      .recorded_at = known.changes().back().recorded_at,
                      .by = {"a", "b"},
                      .why = "an error",
                      .entry = id}))
      return;
    for (int i = 0; i < kDays; ++i)
      ASSERT_EQ(AnswerOn(*known.Find(id), kFirst + Days{i}).certainty, Certainty::kNo);
  });
}

TEST(Invariants, R8ADenialAloneChangesNoAnswer) {
  ForHistories([](Draw& draw, Register known) {
    if (known.entries().empty()) return;
    const Day day = draw.AnyDay();
    const std::string before = AnswersText(known, day);
    const Entry entry = known.entries()[draw.Below(known.entries().size())];
    const Time at = known.changes().back().recorded_at;
    if (!known.Apply({.kind = ChangeKind::kSource,
                      .recorded_at = at,
                      .by = {"a", "b"},
                      .entry = entry.id,
                      .sources = {{.url = "https://spokesman.example/",
                                   .origin = "a spokesman",
                                   .says = Says::kDenied}}})) {
      return;
    }
    ASSERT_EQ(AnswersText(known, day), before);
    const bool is_opposed = std::ranges::any_of(entry.sources, [](const Source& source) {
      return source.says == Says::kOpen || source.says == Says::kEnded;
    });
    if (is_opposed) return;
    ASSERT_FALSE(known.Apply({.kind = ChangeKind::kContest,
                              .recorded_at = at,
                              .by = {"a", "b"},
                              .why = "he says so",
                              .entry = entry.id}));
  });
}

void Exchange(std::string* text) {
  for (char& c : *text) c = c == 'A' ? 'B' : c == 'B' ? 'A' : c;
}

TEST(Invariants, R9ExchangingTwoStatesExchangesThemInEveryAnswer) {
  ForHistories([](Draw& draw, const Register& known) {
    Register exchanged;
    for (Change change : known.changes()) {
      Exchange(&change.state);
      Exchange(&change.entry);
      ASSERT_TRUE(exchanged.Apply(change));
    }
    const Day day = draw.AnyDay();
    for (const auto& [state, other] : {std::pair("XA", "XB"), std::pair("XB", "XA")}) {
      const auto rows = AnswersOn(known.entries(), {.day = day, .state = state}),
                 others = AnswersOn(exchanged.entries(), {.day = day, .state = other});
      ASSERT_EQ(rows.size(), others.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        ASSERT_EQ(rows[i].answer, others[i].answer);
        ASSERT_EQ(rows[i].entry->service, others[i].entry->service);
      }
    }
  });
}

TEST(Invariants, R10TheExportHasTheFieldsThatItMayHave) {
  const std::set<std::string, std::less<>> allowed = {
      "id",          "state",    "service",  "kind",           "status",  "grade",
      "region",      "networks", "group",    "single_network", "from",    "to",
      "proposed_to", "seen",     "lapses",   "origins",        "sources", "denials",
      "notes",       "url",      "origin",   "says",           "day",     "published",
      "read",        "sha256",   "language", "earliest",       "latest"};
  ForHistories([&](Draw&, const Register& known) {
    codec::JsonOut out;
    out.Open('[');
    for (const Entry& entry : known.entries()) AppendEntryJson(entry, &out);
    out.Close(']');
    codec::JsonDocument document;
    const auto root = document.ParseCopy(out.text());
    ASSERT_TRUE(root);
    const std::function<void(const codec::Json&)> walk = [&](const codec::Json& json) {
      if (json.kind() == codec::JsonKind::kArray) {
        for (std::size_t i = 0; i < json.size(); ++i) walk(json.Item(i));
      } else if (json.kind() == codec::JsonKind::kObject) {
        for (const auto& [key, value] : json.Members()) {
          ASSERT_TRUE(allowed.contains(key)) << key;
          walk(value);
        }
      }
    };
    walk(*root);
  });
}

// ---- measurements

std::vector<Cell> DrawnCells(Draw* draw) {
  std::vector<Cell> cells;
  const auto first = static_cast<std::int32_t>(kFirst.time_since_epoch().count());
  for (std::int32_t day = 0; day < 42; ++day) {
    const std::size_t mood = draw->Below(3);
    for (std::uint32_t network = 1; network <= 4; ++network) {
      if (draw->Rarely()) continue;
      const auto bad = static_cast<std::uint32_t>(mood == 0 ? 0 : mood == 1 ? 5 : draw->Below(6));
      cells.push_back({first + day, network, {.ok = 5 - bad, .anomaly = bad}});
    }
  }
  return cells;
}

Controls AllFine(Day, Day) { return {.world = 0.0, .local = 0.0, .outage_days = std::set<Day>()}; }

std::string CsvOf(const std::vector<Cell>& cells) {
  std::string text =
      "measurement_start_day,probe_asn,ok_count,anomaly_count,confirmed_count,failure_count,"
      "measurement_count\n";
  for (const Cell& cell : cells) {
    text += FormatDay(cell.date()) + ",AS" + std::to_string(cell.network) + "," +
            std::to_string(cell.counts.ok) + "," + std::to_string(cell.counts.anomaly) + "," +
            std::to_string(cell.counts.confirmed) + "," + std::to_string(cell.counts.failure) +
            "," + std::to_string(cell.counts.all()) + "\n";
  }
  return text;
}

std::string OutcomeOf(const std::vector<std::string>& files) {
  Measurements measured("XA");
  for (const std::string& file : files) {
    AggregateReader reader({.network = true},
                           [&](const AggregateRow& row) { return measured.Add(row); });
    EXPECT_TRUE(reader.Feed(file));
    EXPECT_TRUE(reader.Finish());
    EXPECT_TRUE(measured.EndFile());
  }
  Register known;
  std::string text;
  const auto series = SeriesOf(measured.cells(), AllFine, false);
  for (const Window& window : series)
    text += FormatDay(window.last) + std::string(Name(window.judged.verdict)) +
            std::to_string(window.votes) + "\n";
  const MoveOptions options{
      .state = "XA",
      .service = "chat",
      .source = {.url = "https://m.example/", .kind = SourceKind::kMeasurement, .origin = "probes"},
      .entered = {.by = {"a", "b"}, .at = Time(Days{20000})}};
  const auto moves = MovesOf(series, options, &known);
  EXPECT_TRUE(moves);
  for (const Move& move : *moves) text += move.reason + "\n";
  return text + ExportOf(known);
}

TEST(Invariants, R6TheOrderOfRowsAndFilesChangesNoByte) {
  for (std::uint64_t seed = 0; seed < Histories() / 20 + 1; ++seed) {
    SCOPED_TRACE(seed);
    Draw draw(seed);
    std::vector<Cell> cells = DrawnCells(&draw);
    const std::size_t middle = cells.size() / 2;
    const std::vector<Cell> half(cells.begin(),
                                 cells.begin() + static_cast<std::ptrdiff_t>(middle)),
        rest(cells.begin() + static_cast<std::ptrdiff_t>(middle), cells.end());
    const std::string together = OutcomeOf({CsvOf(cells)});
    std::mt19937_64 random(seed);
    std::ranges::shuffle(cells, random);
    ASSERT_EQ(OutcomeOf({CsvOf(cells)}), together);
    ASSERT_EQ(OutcomeOf({CsvOf(rest), CsvOf(half)}), together);
  }
}

Certainty AnswerFrom(const std::vector<Cell>& cells, Day day) {
  WindowTally tally;
  for (const Cell& cell : cells) {
    if (cell.date() > day - kWindow && cell.date() <= day)
      tally.Add(cell.network, cell.date(), cell.counts);
  }
  const Judgement judged = Judge(tally, 4, AllFine(day, day));
  return judged.verdict == Verdict::kBlocked ? Certainty::kYes
         : judged.verdict == Verdict::kOpen  ? Certainty::kNo
                                             : Certainty::kMaybe;
}

// Of one window: a blocked vote less never makes it blocked that was not, an open vote less never
// ends it.
TEST(Invariants, R7TakingAwayWhatSaysBlockedNeverBlocks) {
  for (std::uint64_t seed = 0; seed < Histories() / 4 + 1; ++seed) {
    SCOPED_TRACE(seed);
    Draw draw(seed);
    const std::vector<Cell> cells = DrawnCells(&draw);
    const Day day = kFirst + Days{static_cast<int>(draw.Below(42))};
    const Certainty before = AnswerFrom(cells, day);
    const auto without = [&](Vote vote) {
      std::vector<Cell> left;
      for (const Cell& cell : cells) {
        if (VoteOf(cell.counts) != vote || draw.Below(2) == 0) left.push_back(cell);
      }
      return AnswerFrom(left, day);
    };
    if (before == Certainty::kNo) {
      ASSERT_NE(without(Vote::kBlocked), Certainty::kYes);
    }
    if (before == Certainty::kYes) {
      ASSERT_NE(without(Vote::kOpen), Certainty::kNo);
    }
  }
}

}  // namespace
}  // namespace evenhand::access
