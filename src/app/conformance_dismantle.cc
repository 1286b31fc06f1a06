// Published similarity networks, and what their authors' code makes of them.

#include <fmt/format.h>

#include <charconv>

#include "app/conformance_coordination.h"
#include "app/csv_table.h"
#include "app/golden_json.h"
#include "coordination/dismantle.h"

namespace evenhand::app {
namespace {

using coordination::WeightedTie;

Result<std::vector<WeightedTie>> ReadNetwork(const std::string& path, std::uint32_t nodes) {
  EVENHAND_ASSIGN(const CsvTable table, ReadCsvTable(path));
  const auto node = [&](const std::string& text) -> Result<std::uint32_t> {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || *end != '\0' || value >= nodes)
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("{}: \"{}\" is no account below {}", path, text, nodes));
    return value;
  };
  std::vector<WeightedTie> ties;
  for (const auto& row : table.rows) {
    if (row.size() != 3)
      return Fail(ErrorCode::kCorrupt, path + " has not the columns a, b, similarity");
    EVENHAND_ASSIGN(const std::uint32_t a, node(row[0]));
    EVENHAND_ASSIGN(const std::uint32_t b, node(row[1]));
    double weight = 0;
    std::from_chars(row[2].data(), row[2].data() + row[2].size(), weight);
    ties.push_back({a, b, weight});
  }
  return ties;
}

Result<void> RunNetwork(const CoordinationRun& run, codec::Json wanted) {
  const std::string name = GoldenText(wanted.Field("network"));
  const auto nodes = static_cast<std::uint32_t>(GoldenNumber(wanted.Field("authors")));
  EVENHAND_ASSIGN(
      const std::vector<WeightedTie> ties,
      ReadNetwork(fmt::format("{}/dismantle/{}_similarity.csv.gz", run.directory, name), nodes));
  const coordination::Dismantled got = coordination::DismantleAsPublished(nodes, ties);
  const coordination::SurfaceCell at =
      got.chosen ? got.surface[*got.chosen] : coordination::SurfaceCell();

  const auto number = [&](const std::string& field, codec::Json value, double ours,
                          double tolerance) {
    if (!value.missing())
      CompareNumbers(fmt::format("dismantle/{}.{}", name, field), GoldenNumber(value), ours,
                     tolerance, *run.out, run.tally);
  };
  const std::tuple<const char*, double, double> numbers[] = {
      {"selected_similarity_percentile", at.tie_quantile * 100, 1e-9},
      {"selected_centrality_percentile", at.centrality_quantile * 100, 1e-9},
      {"similarity_threshold", got.least_weight, 1e-9},
      {"centrality_threshold", got.least_centrality, 1e-9},
      {"core_nodes", double(got.core.size()), 0},
      {"core_edges", double(got.core_ties.size()), 0},
      {"core_density", coordination::Density(got.core.size(), got.core_ties.size()), 1e-9}};
  CompareNumbers(fmt::format("dismantle/{}.density_surface", name),
                 double(wanted.Field("density_surface").size()), double(got.surface.size()), 0,
                 *run.out, run.tally);
  for (const auto& [field, ours, tolerance] : numbers)
    number(field, wanted.Field(field), ours, tolerance);
  for (std::size_t i = 0; i < wanted.Field("core").size(); ++i)
    number(fmt::format("core.{}", i), wanted.Field("core").Item(i),
           i < got.core.size() ? got.core[i] : -1.0, 0);
  // Recorded by percentile of centrality, then of similarity.
  const codec::Json surface = wanted.Field("density_surface");
  const std::size_t width = wanted.Field("percentile_grid").size();
  for (std::size_t i = 0; i < surface.size() && surface.size() == got.surface.size(); ++i) {
    const coordination::SurfaceCell& ours = got.surface[i % width * width + i / width];
    const double values[] = {ours.centrality_quantile * 100, ours.tie_quantile * 100, ours.density};
    for (std::size_t value = 0; value < std::size(values); ++value)
      number(fmt::format("density_surface.{}.{}", i, value), surface.Item(i).Item(value),
             values[value], 1e-9);
  }
  return {};
}

}  // namespace

Result<void> RunDismantle(const CoordinationRun& run) {
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json networks,
                  ReadGoldenJson(run.directory + "/dismantle/expected.json", &document));
  if (networks.kind() != codec::JsonKind::kArray)
    return Fail(ErrorCode::kCorrupt, "dismantle/expected.json is not a list");
  Result<void> result;
  networks.EachItem([&](codec::Json one) {
    result = RunNetwork(run, one);
    return result.has_value();
  });
  return result;
}

}  // namespace evenhand::app
