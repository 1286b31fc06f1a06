// Parity vectors: whether reviewers agree (parity.md 12).

#include <fmt/format.h>

#include <algorithm>

#include "app/parity_section.h"
#include "codec/json_write.h"
#include "even/agreement.h"

namespace evenhand::app {

using codec::Json;
using codec::JsonKind;

namespace {

Result<even::AgreementTable> ReadTable(const Json& inputs, std::string_view name) {
  EVENHAND_ASSIGN(const std::vector<Json> rows, Items(inputs.Field(name), name));
  even::AgreementTable table;
  for (const Json& row : rows) {
    EVENHAND_ASSIGN(std::vector<std::int64_t> counts, Wholes(row, name));
    table.push_back(std::move(counts));
  }
  return table;
}

}  // namespace

// "kappa_fa" is about inputs.kappa_fa; "kappa1_quadratic" about inputs.kappa1, with weights.
Result<Figures> KappaOf(const VectorFile& file, std::string_view section) {
  constexpr std::string_view kQuadratic = "_quadratic";
  auto weights = even::AgreementWeights::kNone;
  if (section.ends_with(kQuadratic)) {
    section.remove_suffix(kQuadratic.size());
    weights = even::AgreementWeights::kQuadratic;
  }
  EVENHAND_ASSIGN(const even::AgreementTable table, ReadTable(file.inputs, section));
  EVENHAND_ASSIGN(const even::Agreement agreement, even::CompareReviewers(table, weights));
  Figures out{
      {"n", agreement.n},         {"po", agreement.observed},     {"pe", agreement.expected},
      {"pabak", agreement.pabak}, {"ac1", OrNull(agreement.ac1)}, {"kappa", std::monostate()},
      {"se", std::monostate()},   {"ci", std::monostate()}};
  if (agreement.kappa) {
    out["kappa"] = agreement.kappa->value;
    out["se"] = agreement.kappa->standard_error;
    SetInterval(&out, "ci", agreement.kappa->interval);
  }
  return out;
}

Result<Figures> KappaDifferenceOf(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const even::AgreementTable first, ReadTable(file.inputs, "kappa1"));
  EVENHAND_ASSIGN(const even::AgreementTable second, ReadTable(file.inputs, "kappa_fa"));
  EVENHAND_ASSIGN(const even::Agreement one, even::CompareReviewers(first));
  EVENHAND_ASSIGN(const even::Agreement other, even::CompareReviewers(second));
  const Figures none{{"z", std::monostate()}, {"p", std::monostate()}};
  if (!one.kappa || !other.kappa) return none;
  const auto difference = even::CompareKappas(*one.kappa, *other.kappa);
  if (!difference) return none;
  return Figures{{"z", difference->z}, {"p", difference->p}};
}

Result<Figures> AlphaOf(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const std::vector<Json> rows,
                  Items(file.inputs.Field("krippendorff"), "krippendorff"));
  std::vector<std::string> categories;
  std::vector<even::UnitAnswers> units;
  for (const Json& row : rows) {
    EVENHAND_ASSIGN(const std::vector<Json> answers, Items(row, "krippendorff"));
    even::UnitAnswers unit;
    for (const Json& answer : answers) {
      if (answer.kind() == JsonKind::kNull) {
        unit.emplace_back();
        continue;
      }
      std::string name;
      codec::AppendJson(answer, &name);
      if (answer.kind() == JsonKind::kString) name = answer.AsString();
      auto found = std::ranges::find(categories, name);
      if (found == categories.end()) found = categories.insert(found, name);
      unit.emplace_back(static_cast<std::size_t>(found - categories.begin()));
    }
    units.push_back(std::move(unit));
  }
  EVENHAND_ASSIGN(const even::Alpha alpha, even::KrippendorffAlpha(units, categories.size()));
  Figures out{{"n_pairable", alpha.pairable},
              {"Do", alpha.observed_disagreement},
              {"De", alpha.expected_disagreement},
              {"alpha", OrNull(alpha.alpha)}};
  for (std::size_t c = 0; c < categories.size(); ++c) {
    out["nc." + categories[c]] = alpha.by_category[c];
  }
  return out;
}

}  // namespace evenhand::app
