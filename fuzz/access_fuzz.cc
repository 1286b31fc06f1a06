// Any bytes as what comes into the register of limits on access: aggregates of measurements (JSON
// or CSV), a feed of outages, the register as CSV, a change as JSON, a list of state accounts.
// Reading ends, errors have words, memory is bounded, rows in pieces read as rows at once, and what
// is written again reads the same.
//
// The first byte says what the rest is.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "register/asymmetry.h"
#include "register/csv_form.h"
#include "register/outage.h"
#include "register/series.h"

namespace {

using namespace evenhand;
using namespace evenhand::access;

void Require(bool condition) {
  if (!condition) std::abort();
}

struct Read {
  std::string error;
  std::vector<Cell> cells;
};

Read ReadIn(std::string_view bytes, std::size_t piece) {
  Measurements measured("ET");
  AggregateReader reader({.network = true},
                         [&](const AggregateRow& row) { return measured.Add(row); });
  Result<void> done;
  while (done && !bytes.empty()) {
    done = reader.Feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  if (done) done = reader.Finish();
  if (done) done = measured.EndFile();
  if (!done) Require(!done.error().message.empty());
  Require(reader.dropped() <= reader.rows());
  return {done ? std::string() : done.error().message,
          done ? measured.cells() : std::vector<Cell>()};
}

void ReadAggregates(std::string_view bytes) {
  const Read whole = ReadIn(bytes, bytes.size() + 1), pieces = ReadIn(bytes, 7);
  Require(whole.error.empty() == pieces.error.empty());
  Require(whole.cells.size() == pieces.cells.size());
  // Years without a measurement are a long series of nothing; the fuzzer need not walk them.
  if (whole.cells.empty() || whole.cells.back().day - whole.cells.front().day > 1000) return;
  const auto series = SeriesOf(
      whole.cells,
      [](Day, Day) { return Controls{.world = 0.0, .local = 0.0, .outage_days = std::set<Day>()}; },
      true);
  for (const Window& window : series)
    Require(window.votes == window.blocked + window.open + window.mixed &&
            window.networks <= window.reporting);
  Register known;
  const auto moves = MovesOf(series,
                             {.state = "ET",
                              .service = "chat",
                              .source = {.url = "https://m.example/",
                                         .kind = SourceKind::kMeasurement,
                                         .origin = "probes"},
                              .entered = {.by = {"a", "b"}, .at = {}}},
                             &known);
  Require(moves.has_value());
}

void ReadRows(std::string_view bytes) {
  const auto changes = ReadCsvForm(bytes, {.by = {"a", "b"}, .at = {}});
  if (!changes) return Require(!changes.error().message.empty());
  Register known;
  for (Change change : *changes) (void)known.Apply(&change);
  const auto again = ReadCsvForm(WriteCsvForm(known), {.by = {"a", "b"}, .at = {}});
  Require(again.has_value());
  Require(again->size() == known.entries().size() + known.plans().size());
}

void ReadOneChange(std::string_view bytes) {
  codec::JsonDocument document;
  const auto json = document.ParseCopy(bytes);
  if (!json) return;
  auto change = ReadChange(*json);
  if (!change) return Require(!change.error().message.empty());
  const std::string written = ChangeJson(*change);
  codec::JsonDocument other;
  const auto parsed = other.ParseCopy(written);
  Require(parsed.has_value());
  const auto again = ReadChange(*parsed);
  Require(again.has_value() && ChangeJson(*again) == written);
  Register known;
  (void)known.Apply(&*change);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'a':
      ReadAggregates(rest);
      break;
    case 'r':
      ReadRows(rest);
      break;
    case 'c':
      ReadOneChange(rest);
      break;
    case 'o':
      if (const auto events = ReadOutageFeed(rest, "IR")) {
        if (events->size() < 100) (void)OutageDaysOf(*events);
      }
      break;
    case 's':
      (void)ReadStateAccounts(rest);
      break;
    default:
      break;
  }
  return 0;
}
