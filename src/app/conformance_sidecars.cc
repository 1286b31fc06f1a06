// Recorded results of osprey-sidecars: tail probabilities, false discovery control, rhythm, a
// co-sharing network and its dismantling.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "app/conformance_coordination.h"
#include "app/csv_table.h"
#include "app/golden_json.h"
#include "coordination/centrality.h"
#include "coordination/dismantle.h"
#include "coordination/overdispersion.h"
#include "coordination/rhythm.h"
#include "coordination/tail_probability.h"
#include "coordination/tfidf.h"

namespace evenhand::app {
namespace {

constexpr double kTolerance = 1e-9;
constexpr double kTailTolerance = 1e-8;
constexpr double kCentralityTolerance = 1e-6;

class Checks {
 public:
  explicit Checks(const CoordinationRun& run) : run_(run) {}

  void Number(const std::string& name, codec::Json wanted, double got,
              double tolerance = kTolerance) const {
    CompareNumbers("sidecars/" + name, GoldenNumber(wanted), got, tolerance, *run_.out, run_.tally);
  }
  void True(const std::string& name, bool holds) const {
    ++run_.tally->total;
    run_.tally->passed += holds;
    if (!holds) *run_.out << fmt::format("sidecars/{}: differs\n", name);
  }

 private:
  const CoordinationRun& run_;
};

std::uint64_t Count(codec::Json json) { return static_cast<std::uint64_t>(GoldenNumber(json)); }

coordination::Baseline BaselineOf(codec::Json mean, codec::Json variance) {
  coordination::Baseline baseline{.mean = GoldenNumber(mean)};
  if (variance.kind() == codec::JsonKind::kDouble || variance.kind() == codec::JsonKind::kInt)
    baseline.variance = GoldenNumber(variance);
  return baseline;
}

void EachCase(codec::Json list, const std::function<void(std::size_t, codec::Json)>& visit) {
  std::size_t i = 0;
  if (list.kind() != codec::JsonKind::kArray) return;
  list.EachItem([&](codec::Json one) {
    visit(i++, one);
    return true;
  });
}

void CheckTails(const Checks& checks, codec::Json stats) {
  EachCase(stats.Field("count_p_value"), [&](std::size_t i, codec::Json one) {
    checks.Number(fmt::format("count_p_value.{}", i), one.Field("p"),
                  coordination::CountPValue(Count(one.Field("observed")),
                                            BaselineOf(one.Field("mean"), one.Field("variance"))),
                  kTailTolerance);
  });
  EachCase(stats.Field("density_p_value"), [&](std::size_t i, codec::Json one) {
    checks.Number(fmt::format("density_p_value.{}", i), one.Field("p"),
                  coordination::DensityPValue(
                      Count(one.Field("unique_sharers")), Count(one.Field("total_shares")),
                      BaselineOf(one.Field("expected_density"), one.Field("density_variance"))),
                  kTailTolerance);
  });
  EachCase(stats.Field("bh_adjust"), [&](std::size_t i, codec::Json one) {
    const std::vector<double> q = coordination::FalseDiscoveryRates(GoldenNumbers(one.Field("p")));
    checks.True(fmt::format("bh_adjust.{}.size", i), q.size() == one.Field("q").size());
    EachCase(one.Field("q"), [&](std::size_t at, codec::Json wanted) {
      if (at < q.size()) checks.Number(fmt::format("bh_adjust.{}.{}", i, at), wanted, q[at]);
    });
  });
}

template <class Counts>
bool SameCounts(codec::Json wanted, const Counts& counts) {
  return std::ranges::equal(GoldenNumbers(wanted), counts);
}

void CheckRhythms(const Checks& checks, codec::Json stats) {
  EachCase(stats.Field("account_entropy"), [&](std::size_t, codec::Json one) {
    std::vector<std::int64_t> times_ms;
    for (const double time_ms : GoldenNumbers(one.Field("timestamps_ms")))
      times_ms.push_back(std::llround(time_ms));
    std::ranges::sort(times_ms);
    const coordination::Rhythm rhythm = coordination::RhythmOf(times_ms);
    const std::string name = "account_entropy." + GoldenText(one.Field("name")) + ".";
    checks.True(name + "hourly_histogram", SameCounts(one.Field("hourly_histogram"), rhythm.hours));
    checks.True(name + "interval_histogram",
                SameCounts(one.Field("interval_histogram"), rhythm.pauses));
    const std::pair<const char*, double> numbers[] = {
        {"hourly_entropy", rhythm.hour_entropy},
        {"interval_entropy", rhythm.pause_entropy},
        {"hourly_entropy_norm", rhythm.hour_entropy_normalised},
        {"interval_entropy_norm", rhythm.pause_entropy_normalised},
        {"mean_interval_s", rhythm.mean_pause_s},
        {"stddev_interval_s", rhythm.deviation_s},
        {"interval_cv", rhythm.variation},
        {"hourly_flag", rhythm.around_the_clock},
        {"interval_flag", rhythm.same_pauses},
        {"cv_flag", rhythm.regular},
        {"is_bot_like", rhythm.bot_like()}};
    for (const auto& [field, got] : numbers) checks.Number(name + field, one.Field(field), got);
  });
}

model::Shares SharesOf(codec::Json list) {
  model::Shares shares;
  EachCase(list, [&](std::size_t, codec::Json one) {
    for (std::uint64_t time = 0; time < Count(one.Item(2)); ++time)
      shares.Add(GoldenText(one.Item(1)), GoldenText(one.Item(0)), "", 0);
  });
  return shares;
}

void CheckDismantled(const Checks& checks, const std::string& name, codec::Json wanted,
                     const coordination::Dismantled& got,
                     const std::function<std::string(std::uint32_t)>& account) {
  using coordination::SurfaceCell;
  const SurfaceCell at = got.chosen ? got.surface[*got.chosen] : SurfaceCell();
  checks.Number(name + "knee_found", wanted.Field("knee_found"), got.chosen.has_value());
  checks.Number(name + "edge_quantile", wanted.Field("edge_quantile"), at.tie_quantile);
  checks.Number(name + "centrality_quantile", wanted.Field("centrality_quantile"),
                at.centrality_quantile);
  checks.Number(name + "guardrail_triggered", wanted.Field("guardrail_triggered"), got.guardrail);
  if (!wanted.Field("min_component_density").missing())
    checks.Number(name + "min_component_density", wanted.Field("min_component_density"),
                  at.density);
  std::vector<std::string> core;
  for (const std::uint32_t node : got.core) core.push_back(account(node));
  std::ranges::sort(core);
  checks.True(name + "core", core == GoldenTexts(wanted.Field("core")));
  EachCase(wanted.Field("surface"), [&](std::size_t i, codec::Json cell) {
    const SurfaceCell of_got = i < got.surface.size() ? got.surface[i] : SurfaceCell();
    const double values[] = {of_got.tie_quantile, of_got.centrality_quantile, of_got.density,
                             double(of_got.nodes), double(of_got.ties)};
    for (std::size_t value = 0; value < std::size(values); ++value)
      checks.Number(fmt::format("{}surface.{}.{}", name, i, value), cell.Item(value),
                    values[value]);
  });
}

coordination::DismantleOptions OptionsOf(codec::Json wanted, std::size_t accounts) {
  coordination::DismantleOptions options{.accounts = static_cast<std::uint32_t>(accounts)};
  const auto set = [&](const char* field, auto* option) {
    if (!wanted.Field(field).missing())
      *option = static_cast<std::remove_reference_t<decltype(*option)>>(
          GoldenNumber(wanted.Field(field)));
  };
  if (!wanted.Field("edge_grid").missing())
    options.tie_quantiles = GoldenNumbers(wanted.Field("edge_grid"));
  if (!wanted.Field("centrality_grid").missing())
    options.centrality_quantiles = GoldenNumbers(wanted.Field("centrality_grid"));
  set("density_floor", &options.least_density);
  set("max_flagged_fraction", &options.most_core_part);
  set("max_flagged_accounts", &options.most_core);
  set("min_cluster_size", &options.least_core);
  return options;
}

void CheckNetwork(const Checks& checks, const CoordinationRun& run, codec::Json network) {
  const model::Shares shares = SharesOf(network.Field("shares"));
  // The recorded shares are those left by the support filter.
  const coordination::Bipartite matrix = coordination::Incidence(shares);
  checks.Number("url_cosharing.accounts", network.Field("accounts"), double(matrix.rows()));
  checks.Number("url_cosharing.urls", network.Field("urls"), double(matrix.objects.size()));
  const std::vector<coordination::WeightedTie> ties =
      coordination::Cosine(coordination::TfIdf(matrix, coordination::Idf::kPlain),
                           {.least = GoldenNumber(network.Field("edge_epsilon"))});
  const auto account = [&](std::uint32_t row) {
    return std::string(shares.accounts.Name(matrix.accounts[row]));
  };

  std::map<std::pair<std::string, std::string>, double> weight_of;
  for (const auto& tie : ties)
    weight_of[std::minmax({account(tie.a), account(tie.b)})] = tie.weight;
  checks.True("url_cosharing.edges", network.Field("edges").size() == ties.size());
  EachCase(network.Field("edges"), [&](std::size_t, codec::Json one) {
    const std::pair<std::string, std::string> ends =
        std::minmax({GoldenText(one.Item(0)), GoldenText(one.Item(1))});
    const auto at = weight_of.find(ends);
    checks.Number(fmt::format("url_cosharing.edges.{}.{}", ends.first, ends.second), one.Item(2),
                  at == weight_of.end() ? 0 : at->second);
  });

  const auto nodes = static_cast<std::uint32_t>(matrix.rows());
  const std::vector<double> centrality =
      EigenvectorCentrality(coordination::Graph(nodes, ties)).values;
  for (std::uint32_t row = 0; row < nodes; ++row) {
    const double wanted = GoldenNumber(network.Field("centrality").Field(account(row)));
    CompareNumbers("sidecars/url_cosharing.centrality." + account(row), wanted, centrality[row],
                   kCentralityTolerance / std::max(wanted, kCentralityTolerance), *run.out,
                   run.tally);
  }
  const std::string kPart = "dismantle_fraction_";
  network.EachField([&](std::string_view name, codec::Json wanted) {
    if (!name.starts_with("dismantle")) return;
    coordination::DismantleOptions options = OptionsOf(wanted, matrix.rows());
    if (name.starts_with(kPart))
      options.most_core_part = std::stod(std::string(name.substr(kPart.size())));
    CheckDismantled(checks, fmt::format("url_cosharing.{}.", name), wanted,
                    coordination::Dismantle(nodes, ties, centrality, options), account);
  });
}

}  // namespace

Result<void> RunSidecars(const CoordinationRun& run) {
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json stats,
                  ReadGoldenJson(run.directory + "/sidecars/stats.json.gz", &document));
  const Checks checks(run);
  CheckTails(checks, stats);
  CheckRhythms(checks, stats);
  if (!stats.Field("url_cosharing").missing())
    CheckNetwork(checks, run, stats.Field("url_cosharing"));
  return {};
}

}  // namespace evenhand::app
