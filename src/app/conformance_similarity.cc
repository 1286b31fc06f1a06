// Recorded results of scikit-learn, NetworkX and SciPy: cosine of TF-IDF vectors, eigenvector
// centrality, hypergeometric tails. Some tables hold only the strongest ties: what is below their
// weakest is not compared.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>

#include "app/conformance_coordination.h"
#include "app/csv_table.h"
#include "app/golden_json.h"
#include "coordination/centrality.h"
#include "coordination/tfidf.h"
#include "coordination/validated.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;
using coordination::ValidatedTie;
using coordination::WeightedTie;

constexpr double kCentralityTolerance = 1e-4;

class Set {
 public:
  Set(const CoordinationRun& run, codec::Json setting)
      : run_(run), setting_(setting), name_(GoldenText(setting.Field("name"))) {}

  Result<void> Run() {
    EVENHAND_ASSIGN(const std::string path, run_.Input(name_ + ".csv"));
    EVENHAND_ASSIGN(shares_, ReadShareLog(path));
    matrix_ = coordination::Incidence(
        shares_,
        {.min_posts = static_cast<std::uint32_t>(GoldenNumber(setting_.Field("min_posts"))),
         .min_accounts = 2});
    Number("accounts", double(matrix_.rows()));
    Number("objects", double(matrix_.objects.size()));
    Number("links", double(matrix_.cells.size()));
    const std::vector<WeightedTie> ties =
        Cosine(TfIdf(matrix_, coordination::Idf::kSmooth, coordination::Tf::kOnce), {.threads = 2});
    Number("edges", double(ties.size()));
    EVENHAND_TRY(CheckTies(ties));
    EVENHAND_TRY(CheckCentrality(ties));
    return CheckValidated();
  }

 private:
  std::string Account(std::uint32_t row) const {
    return std::string(shares_.accounts.Name(matrix_.accounts[row]));
  }
  std::string Path(const char* table) const {
    return fmt::format("{}/similarity/{}_{}.csv.gz", run_.directory, name_, table);
  }
  std::string Title(const char* what) const { return fmt::format("similarity/{}_{}", name_, what); }

  void Number(const char* field, double got) const {
    if (setting_.Field(field).missing()) return;
    CompareNumbers(Title(field), GoldenNumber(setting_.Field(field)), got, 0, *run_.out,
                   run_.tally);
  }

  // Whether a table has all there is, or from which value on it has.
  static double FirstRecorded(const CsvTable& table, std::size_t column, std::size_t all,
                              bool least) {
    double first =
        least ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    if (table.rows.size() >= all) return -first;
    for (const auto& row : table.rows) {
      const double value = std::stod(row[column]);
      first = least ? std::min(first, value) : std::max(first, value);
    }
    return first;
  }

  Result<void> CheckTies(const std::vector<WeightedTie>& ties) const {
    if (!fs::exists(Path("tfidf_edges"))) return {};
    EVENHAND_ASSIGN(CsvTable wanted, ReadCsvTable(Path("tfidf_edges")));
    EVENHAND_ASSIGN(const std::size_t column, wanted.Column("similarity"));
    const double least = FirstRecorded(wanted, column, ties.size(), true);
    constexpr double kRounding = 1e-10;
    std::vector<CellRow> rows;
    for (const WeightedTie& tie : ties) {
      if (tie.weight < least - kRounding) continue;
      const auto [a, b] = std::minmax({Account(tie.a), Account(tie.b)});
      rows.push_back({a, b, tie.weight});
    }
    CompareTables(Title("tfidf_edges"), std::move(wanted), std::move(rows), 2, *run_.out,
                  run_.tally);
    return {};
  }

  Result<void> CheckCentrality(const std::vector<WeightedTie>& ties) const {
    if (!fs::exists(Path("centrality"))) return {};
    EVENHAND_ASSIGN(const CsvTable wanted, ReadCsvTable(Path("centrality")));
    const auto nodes = static_cast<std::uint32_t>(matrix_.rows());
    const std::vector<double> values =
        EigenvectorCentrality(coordination::Graph(nodes, ties),
                              {.weighted = false, .by_component = false, .tolerance = 1e-6})
            .values;
    std::map<std::string, double> value_of;
    for (std::uint32_t row = 0; row < nodes; ++row) value_of[Account(row)] = values[row];
    ++run_.tally->total;
    std::size_t differences = 0;
    for (const auto& row : wanted.rows) {
      const auto at = value_of.find(row[0]);
      if (at != value_of.end() && std::fabs(at->second - std::stod(row[1])) <= kCentralityTolerance)
        continue;
      if (++differences <= 3)
        *run_.out << fmt::format("{}: {}: wanted {}, got {}\n", Title("centrality"), row[0], row[1],
                                 at == value_of.end() ? std::nan("") : at->second);
    }
    run_.tally->passed += differences == 0;
    return {};
  }

  Result<void> CheckValidated() const {
    const coordination::Validated validated =
        Validate(matrix_, coordination::NullModel::kHypergeometric, 2);
    Number("pairs_tested", validated.tests);
    const double bonferroni = GoldenNumber(setting_.Field("bonferroni_alpha"));
    const double rate = GoldenNumber(setting_.Field("fdr_alpha"));
    Number("bonferroni_edges",
           double(std::ranges::count_if(validated.ties, [&](const ValidatedTie& tie) {
             return validated.Bonferroni(tie, bonferroni);
           })));
    Number("fdr_edges", double(std::ranges::count_if(validated.ties, [&](const ValidatedTie& tie) {
             return tie.q <= rate;
           })));
    if (!fs::exists(Path("svn"))) return {};
    EVENHAND_ASSIGN(CsvTable wanted, ReadCsvTable(Path("svn")));
    EVENHAND_ASSIGN(const std::size_t column, wanted.Column("log10_p"));
    const double most = FirstRecorded(wanted, column, validated.ties.size(), false);
    constexpr double kRounding = 1e-6;
    std::vector<CellRow> rows;
    for (const ValidatedTie& tie : validated.ties) {
      if (tie.log10_p > most + kRounding) continue;
      const bool in_order = Account(tie.a) <= Account(tie.b);
      const std::uint32_t a = in_order ? tie.a : tie.b;
      const std::uint32_t b = in_order ? tie.b : tie.a;
      rows.push_back({Account(a), Account(b), double(tie.shared), double(matrix_.Row(a).size()),
                      double(matrix_.Row(b).size()), tie.log10_p});
    }
    CompareTables(Title("svn"), std::move(wanted), std::move(rows), 2, *run_.out, run_.tally);
    return {};
  }

  const CoordinationRun& run_;
  codec::Json setting_;
  std::string name_;
  model::Shares shares_;
  coordination::Bipartite matrix_;
};

}  // namespace

Result<void> RunSimilarity(const CoordinationRun& run) {
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json index,
                  ReadGoldenJson(run.directory + "/similarity/index.json", &document));
  if (index.kind() != codec::JsonKind::kArray)
    return Fail(ErrorCode::kCorrupt, "similarity/index.json is not a list");
  Result<void> result;
  index.EachItem([&](codec::Json setting) {
    result = Set(run, setting).Run();
    return result.has_value();
  });
  return result;
}

}  // namespace evenhand::app
