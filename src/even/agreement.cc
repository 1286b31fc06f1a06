#include "even/agreement.h"

#include <fmt/format.h>

#include <cmath>

#include "even/distribution.h"

namespace evenhand::even {
namespace {

using Grid = std::vector<std::vector<double>>;

Result<std::int64_t> CheckTable(const AgreementTable& table) {
  if (table.size() < 2) {
    return Fail(ErrorCode::kInvalidArgument, "agreement needs at least two categories");
  }
  std::int64_t cases = 0;
  for (const auto& row : table) {
    if (row.size() != table.size()) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("a row of {} in a table of {} categories; both reviewers have the "
                              "same categories",
                              row.size(), table.size()));
    }
    for (const std::int64_t count : row) {
      EVENHAND_TRY(CheckCount(count, "a cell"));
      cases += count;
    }
  }
  if (cases == 0) return Fail(ErrorCode::kInvalidArgument, "no case was reviewed twice");
  return cases;
}

double WeightOf(AgreementWeights weights, std::size_t i, std::size_t j, std::size_t k) {
  if (weights == AgreementWeights::kNone) return i == j ? 1 : 0;
  const double apart = (Real(i) - Real(j)) / (Real(k) - 1);
  return 1 - apart * apart;
}

// The table as shares, with its margins.
struct Shares {
  Grid cell;
  std::vector<double> first, second;
};

Shares SharesOf(const AgreementTable& table, std::int64_t n) {
  const std::size_t k = table.size();
  Shares shares{Grid(k, std::vector<double>(k)), std::vector<double>(k), std::vector<double>(k)};
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      shares.cell[i][j] = Real(table[i][j]) / Real(n);
      shares.first[i] += shares.cell[i][j];
      shares.second[j] += shares.cell[i][j];
    }
  }
  return shares;
}

// The mean weight of each category against the other reviewer's margin.
struct MeanWeights {
  std::vector<double> first, second;
};

MeanWeights MeansOf(const Shares& shares, AgreementWeights weights) {
  const std::size_t k = shares.cell.size();
  MeanWeights means{std::vector<double>(k), std::vector<double>(k)};
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      const double w = WeightOf(weights, i, j, k);
      means.first[i] += shares.second[j] * w;
      means.second[j] += shares.first[i] * w;
    }
  }
  return means;
}

Kappa KappaOf(const Shares& shares, const Agreement& agreement, AgreementWeights weights) {
  const double pe = agreement.expected;
  const double kappa = (agreement.observed - pe) / (1 - pe);
  const MeanWeights means = MeansOf(shares, weights);
  const std::size_t k = shares.cell.size();
  double sum = 0;
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      const double term =
          WeightOf(weights, i, j, k) - (means.first[i] + means.second[j]) * (1 - kappa);
      sum += shares.cell[i][j] * term * term;
    }
  }
  const double centre = kappa - pe * (1 - kappa);
  const double variance = (sum - centre * centre) / (Real(agreement.n) * (1 - pe) * (1 - pe));
  const double error = std::sqrt(std::max(0.0, variance));
  return {kappa, error, Around(kappa, error)};
}

std::optional<double> Ac1(const Shares& shares, double observed) {
  const std::size_t k = shares.cell.size();
  double chance = 0;
  for (std::size_t i = 0; i < k; ++i) {
    const double q = (shares.first[i] + shares.second[i]) / 2;
    chance += q * (1 - q) / (Real(k) - 1);
  }
  if (chance >= 1) return std::nullopt;
  return (observed - chance) / (1 - chance);
}

}  // namespace

Result<Agreement> CompareReviewers(const AgreementTable& table, AgreementWeights weights) {
  Agreement out;
  EVENHAND_ASSIGN(out.n, CheckTable(table));
  const Shares shares = SharesOf(table, out.n);
  const std::size_t k = table.size();
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      const double w = WeightOf(weights, i, j, k);
      out.observed += w * shares.cell[i][j];
      out.expected += w * shares.first[i] * shares.second[j];
    }
  }
  if (out.expected < 1 - 1e-12) out.kappa = KappaOf(shares, out, weights);
  out.pabak = (Real(k) * out.observed - 1) / (Real(k) - 1);
  if (weights == AgreementWeights::kNone) out.ac1 = Ac1(shares, out.observed);
  return out;
}

std::optional<KappaDifference> CompareKappas(const Kappa& first, const Kappa& second) {
  const double error = std::hypot(first.standard_error, second.standard_error);
  if (error == 0) return std::nullopt;
  const double z = (first.value - second.value) / error;
  return KappaDifference{z, NormalTwoSided(z)};
}

Result<Alpha> KrippendorffAlpha(std::span<const UnitAnswers> units, std::size_t categories) {
  Alpha out;
  out.by_category.assign(categories, 0);
  double disagreeing = 0;
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    std::vector<std::int64_t> counts(categories, 0);
    std::int64_t answers = 0;
    for (const auto& answer : units[unit]) {
      if (!answer) continue;
      if (*answer >= categories) {
        return Fail(ErrorCode::kInvalidArgument,
                    fmt::format("unit {}: category {} of {}", unit + 1, *answer, categories));
      }
      ++counts[*answer];
      ++answers;
    }
    if (answers < 2) continue;
    out.pairable += answers;
    for (std::size_t c = 0; c < categories; ++c) {
      out.by_category[c] += counts[c];
      disagreeing += Real(counts[c]) * Real(answers - counts[c]) / Real(answers - 1);
    }
  }
  if (out.pairable == 0) {
    return Fail(ErrorCode::kInvalidArgument, "no unit has two answers to compare");
  }
  const double n = Real(out.pairable);
  double unlike = 0;
  for (const std::int64_t count : out.by_category) unlike += Real(count) * (n - Real(count));
  out.observed_disagreement = disagreeing / n;
  out.expected_disagreement = unlike / (n * (n - 1));
  if (out.expected_disagreement > 0) {
    out.alpha = 1 - out.observed_disagreement / out.expected_disagreement;
  }
  return out;
}

}  // namespace evenhand::even
