#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/conformance_coordination.h"
#include "app/csv_table.h"
#include "app/golden_json.h"
#include "coordination/coortweet.h"
#include "coordination/quantile.h"

namespace evenhand::app {
namespace {

namespace coortweet = coordination::coortweet;
using coordination::SharePair;

struct Setting {
  std::string folder;
  std::vector<std::string> inputs = {};
  std::string account_prefix = {};
  coordination::PairOptions pairs = {};
  std::int64_t fast_window_ms = -1;  // none
};

// What was detected, with one set of names for all inputs.
struct Detected {
  NameTable objects, accounts, contents;
  std::vector<SharePair> pairs;
  std::vector<bool> flags;
};

std::int64_t WholeOf(codec::Json json) { return static_cast<std::int64_t>(GoldenNumber(json)); }

Setting SettingOf(const std::string& folder, codec::Json summary) {
  Setting setting{.folder = folder};
  const codec::Json input = summary.Field("input");
  setting.inputs =
      input.kind() == codec::JsonKind::kArray ? GoldenTexts(input) : std::vector{GoldenText(input)};
  const std::string prefix = GoldenText(summary.Field("account_prefix"));
  if (prefix != "all") setting.account_prefix = prefix;
  setting.pairs.window_ms = std::llround(GoldenNumber(summary.Field("time_window")) * 1000);
  setting.pairs.min_participation =
      static_cast<std::uint32_t>(WholeOf(summary.Field("min_participation")));
  const codec::Json loops = summary.Field("remove_loops");
  setting.pairs.remove_loops = loops.kind() != codec::JsonKind::kBool || loops.AsBool();
  const codec::Json fast = summary.Field("fast_time_window");
  if (!fast.missing()) setting.fast_window_ms = std::llround(GoldenNumber(fast) * 1000);
  return setting;
}

Result<Detected> Detect(const CoordinationRun& run, const Setting& setting) {
  Detected all;
  for (const std::string& input : setting.inputs) {
    EVENHAND_ASSIGN(const std::string path, run.Input(input));
    EVENHAND_ASSIGN(const model::Shares shares, ReadShareLog(path, setting.account_prefix));
    std::vector<SharePair> pairs = coortweet::DetectGroups(shares, setting.pairs);
    if (setting.fast_window_ms >= 0) {
      const auto flags = coortweet::FlagSpeedShare(shares, setting.pairs.min_participation,
                                                   setting.fast_window_ms, &pairs);
      all.flags.insert(all.flags.end(), flags.begin(), flags.end());
    }
    for (SharePair pair : pairs) {
      pair.object = all.objects.Number(shares.objects.Name(pair.object));
      pair.account = all.accounts.Number(shares.accounts.Name(pair.account));
      pair.account_y = all.accounts.Number(shares.accounts.Name(pair.account_y));
      pair.content = all.contents.Number(shares.contents.Name(pair.content));
      pair.content_y = all.contents.Number(shares.contents.Name(pair.content_y));
      all.pairs.push_back(pair);
    }
  }
  return all;
}

std::string Name(const NameTable& names, std::uint32_t number) {
  return std::string(names.Name(number));
}

Cell SecondsOf(std::int64_t ms) { return static_cast<double>(ms) / 1000; }

std::string JoinedObjects(const Detected& detected, const std::vector<std::uint32_t>& objects) {
  std::vector<std::string_view> names;
  for (const std::uint32_t object : objects) names.push_back(detected.objects.Name(object));
  std::ranges::sort(names);
  return fmt::format("{}", fmt::join(names, "|"));
}

std::vector<CellRow> PairRows(const Detected& detected) {
  std::vector<CellRow> rows;
  for (std::size_t i = 0; i < detected.pairs.size(); ++i) {
    const SharePair& pair = detected.pairs[i];
    rows.push_back({Name(detected.objects, pair.object), Name(detected.accounts, pair.account),
                    Name(detected.accounts, pair.account_y), Name(detected.contents, pair.content),
                    Name(detected.contents, pair.content_y), SecondsOf(pair.delta_ms)});
    if (!detected.flags.empty()) rows.back().emplace_back(detected.flags[i] ? 1.0 : 0.0);
  }
  return rows;
}

std::vector<CellRow> EdgeRows(const Detected& detected, const coortweet::Network& network) {
  std::vector<CellRow> rows;
  for (const coortweet::Edge& edge : network.edges) {
    const coortweet::Sum& sum = edge.full;
    rows.push_back({Name(detected.accounts, edge.from), Name(detected.accounts, edge.to),
                    double(sum.weight), sum.avg_time_delta, double(sum.n_content_id),
                    double(sum.n_content_id_y), sum.edge_symmetry_score, sum.above ? 1.0 : 0.0,
                    JoinedObjects(detected, sum.objects)});
  }
  return rows;
}

std::vector<CellRow> FastEdgeRows(const Detected& detected, const coortweet::Network& network) {
  std::vector<CellRow> rows;
  for (const coortweet::Edge& edge : network.edges) {
    const coortweet::Sum& full = edge.full;
    const auto fast = [&](auto value) -> Cell {
      return edge.fast ? Cell(value(*edge.fast)) : Cell(std::string());
    };
    using coortweet::Sum;
    rows.push_back(
        {Name(detected.accounts, edge.from), Name(detected.accounts, edge.to), double(full.weight),
         fast([](const Sum& sum) { return double(sum.weight); }), full.avg_time_delta,
         fast([](const Sum& sum) { return sum.avg_time_delta; }), double(full.n_content_id),
         double(full.n_content_id_y), fast([](const Sum& sum) { return double(sum.n_content_id); }),
         fast([](const Sum& sum) { return double(sum.n_content_id_y); }), full.edge_symmetry_score,
         fast([](const Sum& sum) { return sum.edge_symmetry_score; }),
         JoinedObjects(detected, full.objects),
         edge.fast ? JoinedObjects(detected, edge.fast->objects) : std::string(),
         full.above ? 1.0 : 0.0, fast([](const Sum& sum) { return sum.above ? 1.0 : 0.0; })});
  }
  return rows;
}

Cell CellOf(const std::optional<double>& value) {
  return value ? Cell(*value) : Cell(std::string());
}

std::vector<CellRow> AccountRows(const Detected& detected, const coortweet::Network& network,
                                 coortweet::Filter filter) {
  std::vector<CellRow> rows;
  for (const auto& stats :
       coortweet::StatsOfAccounts(network, detected.pairs, detected.flags, filter)) {
    CellRow row{Name(detected.accounts, stats.account), CellOf(stats.avg_time_delta)};
    if (network.has_fast) row.push_back(CellOf(stats.avg_time_delta_fast));
    row.push_back(CellOf(stats.symmetry));
    if (network.has_fast) row.push_back(CellOf(stats.symmetry_fast));
    row.emplace_back(double(stats.unique_shares_count));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<CellRow> ObjectRows(const Detected& detected, const coortweet::Network& network,
                                coortweet::Filter filter) {
  std::vector<CellRow> rows;
  for (const auto& stats : coortweet::StatsOfObjects(network, filter))
    rows.push_back({Name(detected.objects, stats.object), double(stats.num_accounts)});
  return rows;
}

std::vector<CellRow> EndRows(const Detected& detected, std::span<const coortweet::Edge> edges) {
  std::vector<CellRow> rows;
  for (const coortweet::Edge& edge : edges)
    rows.push_back({Name(detected.accounts, edge.from), Name(detected.accounts, edge.to)});
  return rows;
}

std::vector<CellRow> NodeRows(const Detected& detected, std::span<const coortweet::Edge> edges) {
  std::vector<std::uint32_t> ends;
  for (const coortweet::Edge& edge : edges) ends.insert(ends.end(), {edge.from, edge.to});
  std::ranges::sort(ends);
  ends.erase(std::ranges::unique(ends).begin(), ends.end());
  std::vector<CellRow> rows;
  for (const std::uint32_t account : ends) rows.push_back({Name(detected.accounts, account)});
  return rows;
}

// Compares where there is a recorded table.
class Checks {
 public:
  Checks(const CoordinationRun& run, const Setting& setting) : run_(run), folder_(setting.folder) {}

  Result<void> Table(const std::string& name, std::size_t keys, std::vector<CellRow> got) const {
    const std::string path = run_.directory + "/coortweet/" + folder_ + "/" + name + ".csv.gz";
    if (!std::filesystem::exists(path)) return {};
    EVENHAND_ASSIGN(CsvTable wanted, ReadCsvTable(path));
    CompareTables("coortweet/" + folder_ + "/" + name, std::move(wanted), std::move(got), keys,
                  *run_.out, run_.tally);
    return {};
  }

  void Number(const std::string& name, codec::Json wanted, double got) const {
    if (wanted.missing()) return;
    CompareNumbers("coortweet/" + folder_ + "/" + name, GoldenNumber(wanted), got, 1e-9, *run_.out,
                   run_.tally);
  }

 private:
  const CoordinationRun& run_;
  const std::string& folder_;
};

std::vector<double> Weights(const coortweet::Network& network) {
  std::vector<double> weights;
  for (const coortweet::Edge& edge : network.edges) weights.push_back(edge.full.weight);
  return weights;
}

std::size_t CountNodes(std::span<const coortweet::Edge> edges, const Detected& detected) {
  return NodeRows(detected, edges).size();
}

// Edges strictly above a quantile of the weights: subgraph = 1.
void CheckQuantiles(const Checks& checks, const Detected& detected,
                    const coortweet::Network& network, codec::Json summary) {
  const std::vector<double> weights = Weights(network);
  if (summary.Field("weight_quantiles").kind() == codec::JsonKind::kObject) {
    summary.Field("weight_quantiles").EachField([&](std::string_view percent, codec::Json wanted) {
      const double p = std::stod(std::string(percent)) / 100;
      checks.Number(fmt::format("weight_quantiles.{}", percent), wanted,
                    coordination::Quantile(weights, p));
    });
  }
  if (summary.Field("edges_above").kind() != codec::JsonKind::kObject) return;
  summary.Field("edges_above").EachField([&](std::string_view p, codec::Json wanted) {
    const double threshold = coordination::Quantile(weights, std::stod(std::string(p)));
    std::vector<coortweet::Edge> above;
    std::ranges::copy_if(network.edges, std::back_inserter(above),
                         [&](const coortweet::Edge& edge) { return edge.full.weight > threshold; });
    const std::string name = fmt::format("edges_above.{}.", p);
    checks.Number(name + "threshold", wanted.Field("threshold"), threshold);
    checks.Number(name + "edges", wanted.Field("edges"), double(above.size()));
    checks.Number(name + "nodes", wanted.Field("nodes"), double(CountNodes(above, detected)));
  });
}

void CheckSummary(const Checks& checks, const Detected& detected, const coortweet::Network& network,
                  codec::Json summary) {
  checks.Number("pairs", summary.Field("pairs"), double(detected.pairs.size()));
  checks.Number("edges", summary.Field("edges"), double(network.edges.size()));
  checks.Number("nodes", summary.Field("nodes"), double(CountNodes(network.edges, detected)));
  checks.Number("pairs_fast", summary.Field("pairs_fast"),
                double(std::ranges::count(detected.flags, true)));
  checks.Number("edges_fast", summary.Field("edges_fast"),
                double(std::ranges::count_if(
                    network.edges, [](const auto& edge) { return edge.fast.has_value(); })));
  checks.Number("threshold_full", summary.Field("threshold_full"), network.threshold_full);
  checks.Number("threshold_fast", summary.Field("threshold_fast"), network.threshold_fast);
  checks.Number("threshold_0.5", summary.Field("threshold_0.5"), network.threshold_full);
  CheckQuantiles(checks, detected, network, summary);
}

Result<void> CheckSubgraphs(const Checks& checks, const Detected& detected,
                            const coortweet::Network& network) {
  const std::vector<coortweet::Edge> two = coortweet::Subgraph2(network);
  EVENHAND_TRY(checks.Table("subgraph2_edges", 2, EndRows(detected, two)));
  EVENHAND_TRY(checks.Table("subgraph2_nodes", 1, NodeRows(detected, two)));
  const coortweet::Neighbourhood three = coortweet::Subgraph3(network);
  EVENHAND_TRY(checks.Table("subgraph3_edges", 2, EndRows(detected, three.edges)));
  std::vector<CellRow> nodes;
  for (std::size_t i = 0; i < three.accounts.size(); ++i)
    nodes.push_back({Name(detected.accounts, three.accounts[i]), three.core[i] ? 1.0 : 0.0});
  return checks.Table("subgraph3_nodes", 1, std::move(nodes));
}

Result<void> RunSetting(const CoordinationRun& run, const std::string& folder) {
  codec::JsonDocument document;
  EVENHAND_ASSIGN(
      const codec::Json summary,
      ReadGoldenJson(run.directory + "/coortweet/" + folder + "/summary.json", &document));
  const Setting setting = SettingOf(folder, summary);
  EVENHAND_ASSIGN(const Detected detected, Detect(run, setting));
  const std::vector<std::uint32_t> ranks = detected.accounts.Ranks();
  const coortweet::Network network =
      coortweet::GenerateNetwork(detected.pairs, detected.flags, ranks, 0.5);

  const Checks checks(run, setting);
  CheckSummary(checks, detected, network, summary);
  EVENHAND_TRY(checks.Table("pairs", 5, PairRows(detected)));
  EVENHAND_TRY(checks.Table("edges", 2, EdgeRows(detected, network)));
  EVENHAND_TRY(checks.Table("edges_fast", 2, FastEdgeRows(detected, network)));
  using coortweet::Filter;
  for (const auto& [name, filter] :
       {std::pair("none", Filter::kNone), {"full", Filter::kFull}, {"fast", Filter::kFast}}) {
    if (filter == Filter::kFast && !network.has_fast) continue;
    EVENHAND_TRY(checks.Table(fmt::format("account_stats_{}", name), 1,
                              AccountRows(detected, network, filter)));
    EVENHAND_TRY(checks.Table(fmt::format("group_stats_{}", name), 1,
                              ObjectRows(detected, network, filter)));
  }
  return CheckSubgraphs(checks, detected, network);
}

}  // namespace

Result<void> RunCoorTweet(const CoordinationRun& run) {
  std::vector<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(run.directory + "/coortweet"))
    if (entry.is_directory()) folders.push_back(entry.path().filename());
  std::ranges::sort(folders);
  for (const std::string& folder : folders)
    if (auto ran = RunSetting(run, folder); !ran)
      return tl::unexpected(std::move(ran).error().Within(folder));
  return {};
}

}  // namespace evenhand::app
