// Aggregates of measurements into verdicts, beside what is the least that any reader of the file
// must do: the same bytes through libcsv alone. Ratios from one run: `./run bench register`.
//
// Rows are those of the aggregation interface: 2,740 networks, each on every day of ten years
// (10,000,000 rows, about 400 MB, made piece by piece). EVENHAND_BENCH_ROWS says how many.

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "codec/csv.h"
#include "register/series.h"

namespace evenhand::access {
namespace {

constexpr std::int64_t kNetworks = 2740;
constexpr Day kFirst{std::chrono::year(2015) / 1 / 1};

std::int64_t RowsWanted() {
  const char* wanted = std::getenv("EVENHAND_BENCH_ROWS");
  return wanted == nullptr ? 10'000'000 : std::strtoll(wanted, nullptr, 10);
}

// Calls visit(bytes) with about a megabyte at a time. Made once for each run, so that both sides
// pay for it.
template <class Visit>
std::int64_t EachPiece(Visit visit) {
  std::string piece =
      "probe_asn,measurement_start_day,anomaly_count,confirmed_count,failure_count,ok_count,"
      "measurement_count\n";
  std::int64_t bytes = 0;
  for (std::int64_t row = 0, rows = RowsWanted(); row < rows; ++row) {
    const std::int64_t network = row % kNetworks + 1, day = row / kNetworks;
    const bool is_blocked = day / 200 % 3 == 1 && network % 4 != 0;
    piece += "AS" + std::to_string(network) + "," + FormatDay(kFirst + Days{day}) +
             (is_blocked ? ",11,0,1,2,14\n" : ",0,0,1,13,14\n");
    if (piece.size() < (1 << 20) && row + 1 < rows) continue;
    bytes += static_cast<std::int64_t>(piece.size());
    visit(std::string_view(piece));
    piece.clear();
  }
  return bytes;
}

void Count(benchmark::State& state, std::int64_t bytes) {
  state.SetItemsProcessed(state.iterations() * RowsWanted());
  state.SetBytesProcessed(state.iterations() * bytes);
}

// Making the rows costs as well; its time is to be taken from both.
void BM_MakeRows(benchmark::State& state) {
  std::int64_t bytes = 0;
  for (auto _ : state)
    bytes = EachPiece([](std::string_view piece) { benchmark::DoNotOptimize(piece.data()); });
  Count(state, bytes);
}
BENCHMARK(BM_MakeRows)->Unit(benchmark::kMillisecond)->Iterations(1);

void BM_ParseRows(benchmark::State& state) {
  std::int64_t bytes = 0, rows = 0;
  for (auto _ : state) {
    codec::CsvReader reader([&](codec::CsvRow row, std::int64_t) -> Result<void> {
      rows += row.size() == 7 ? 1 : 0;
      return {};
    });
    bytes = EachPiece([&](std::string_view piece) {
      if (!reader.Feed(piece)) std::abort();
    });
    if (!reader.Finish() || rows != RowsWanted() + 1) std::abort();
    rows = 0;
  }
  Count(state, bytes);
}
BENCHMARK(BM_ParseRows)->Unit(benchmark::kMillisecond)->Iterations(1);

void BM_ImportRows(benchmark::State& state) {
  std::int64_t bytes = 0, windows = 0;
  for (auto _ : state) {
    Measurements measured("XA");
    AggregateReader reader({.network = true},
                           [&](const AggregateRow& row) { return measured.Add(row); });
    bytes = EachPiece([&](std::string_view piece) {
      if (!reader.Feed(piece)) std::abort();
    });
    if (!reader.Finish() || !measured.EndFile() ||
        measured.cells().size() != static_cast<std::size_t>(RowsWanted()))
      std::abort();
    const auto series = SeriesOf(
        measured.cells(),
        [](Day, Day) {
          return Controls{.world = 0.0, .local = 0.0, .outage_days = std::set<Day>()};
        },
        false);
    windows = static_cast<std::int64_t>(series.size());
    Register known;
    const auto moves = MovesOf(series,
                               {.state = "XA",
                                .service = "chat",
                                .source = {.url = "https://m.example/",
                                           .kind = SourceKind::kMeasurement,
                                           .origin = "probes"},
                                .entered = {.by = {"a", "b"}, .at = {}}},
                               &known);
    // The blocked stretches of the made rows are what comes out.
    if (!moves || (RowsWanted() > kNetworks * 500 && known.entries().empty())) std::abort();
  }
  Count(state, bytes);
  struct rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["windows"] = static_cast<double>(windows);
  state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}
BENCHMARK(BM_ImportRows)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace evenhand::access
