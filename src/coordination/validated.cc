#include "coordination/validated.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <optional>

#include "base/parallel.h"
#include "coordination/configuration_model.h"
#include "coordination/projection.h"
#include "coordination/tail_probability.h"

namespace evenhand::coordination {
namespace {

// All that a tie's probability depends on.
struct Question {
  std::uint32_t shared = 0;
  std::uint32_t degree_a = 0;  // the smaller
  std::uint32_t degree_b = 0;
  auto operator<=>(const Question&) const = default;
};

class Answers {
 public:
  Answers(const Bipartite& matrix, NullModel model) : matrix_(matrix) {
    if (model == NullModel::kConfiguration) model_.emplace(matrix);
    for (std::uint32_t row = 0; row < matrix.rows(); ++row)
      row_of_degree_.emplace(Degree(row), row);
  }

  Question Of(const WeightedTie& tie) const {
    const auto [least, most] = std::minmax({Degree(tie.a), Degree(tie.b)});
    return {static_cast<std::uint32_t>(tie.weight), least, most};
  }

  double Log10P(const Question& question) const {
    if (model_)
      return LogPoissonBinomialTail(question.shared, ChancesToShare(question)) / std::log(10.0);
    return LogHypergeometricTail(question.shared, matrix_.objects.size(), question.degree_a,
                                 question.degree_b) /
           std::log(10.0);
  }

 private:
  std::uint32_t Degree(std::uint32_t row) const {
    return static_cast<std::uint32_t>(matrix_.Row(row).size());
  }

  // Of each kind of objects. Accounts of one degree are alike to the model.
  std::vector<LikeEvents> ChancesToShare(const Question& question) const {
    const std::uint32_t a = row_of_degree_.at(question.degree_a);
    const std::uint32_t b = row_of_degree_.at(question.degree_b);
    std::vector<LikeEvents> chances;
    for (const ConfigurationModel::Kind& kind : model_->kinds())
      chances.push_back(
          {model_->Chance(a, kind.column) * model_->Chance(b, kind.column), kind.columns});
    return chances;
  }

  const Bipartite& matrix_;
  std::optional<ConfigurationModel> model_;
  std::map<std::uint32_t, std::uint32_t> row_of_degree_;
};

// Many ties ask the same.
std::map<Question, double> AnswerAll(const Answers& answers, const std::vector<WeightedTie>& ties,
                                     unsigned threads) {
  std::vector<Question> questions;
  questions.reserve(ties.size());
  for (const WeightedTie& tie : ties) questions.push_back(answers.Of(tie));
  std::ranges::sort(questions);
  const auto repeated = std::ranges::unique(questions);
  questions.erase(repeated.begin(), repeated.end());

  std::vector<double> log10_p(questions.size());
  std::atomic<std::size_t> next = 0;
  InParallel(std::max(threads, 1U), [&](unsigned) {
    for (std::size_t i = next++; i < questions.size(); i = next++)
      log10_p[i] = answers.Log10P(questions[i]);
  });
  std::map<Question, double> all;
  for (std::size_t i = 0; i < questions.size(); ++i)
    all.emplace_hint(all.end(), questions[i], log10_p[i]);
  return all;
}

}  // namespace

bool Validated::Bonferroni(const ValidatedTie& tie, double level) const {
  return tie.log10_p <= std::log10(level) - std::log10(tests);
}

Validated Validate(const Bipartite& matrix, NullModel model, unsigned threads) {
  const std::vector<WeightedTie> shared = Project(Binary(matrix), {.threads = threads});
  const Answers answers(matrix, model);
  const std::map<Question, double> log10_p = AnswerAll(answers, shared, threads);
  const auto n = static_cast<double>(matrix.rows());
  Validated validated{.tests = n * (n - 1) / 2};
  std::vector<double> p;
  for (const WeightedTie& tie : shared) {
    const double answer = log10_p.at(answers.Of(tie));
    validated.ties.push_back({.a = tie.a,
                              .b = tie.b,
                              .shared = static_cast<std::uint32_t>(tie.weight),
                              .log10_p = answer});
    p.push_back(std::pow(10.0, answer));
  }
  const std::vector<double> q = FalseDiscoveryRates(p, validated.tests);
  for (std::size_t i = 0; i < q.size(); ++i) validated.ties[i].q = q[i];
  return validated;
}

std::vector<WeightedTie> DisparityFilter(const Graph& graph, double level) {
  std::vector<double> strength(graph.size(), 0);
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    for (const Neighbour& other : graph.Of(node)) strength[node] += other.weight;
  const auto stands_out = [&](std::uint32_t node, double weight) {
    const auto others = static_cast<double>(graph.Of(node).size()) - 1;
    return std::pow(1 - weight / strength[node], others) < level;
  };
  std::vector<WeightedTie> kept;
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    for (const Neighbour& other : graph.Of(node)) {
      if (other.node <= node) continue;
      if (stands_out(node, other.weight) || stands_out(other.node, other.weight))
        kept.push_back({node, other.node, other.weight});
    }
  }
  return kept;
}

}  // namespace evenhand::coordination
