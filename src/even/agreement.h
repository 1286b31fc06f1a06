#pragma once

// Do the judges agree? Two reviewers who did not see each other's answers, the same cases.
//
//   kappa   (po - pe)/(1 - pe) (Cohen); with weights for ordered actions 1 - ((i - j)/(k - 1))^2;
//           variance after Fleiss, Cohen and Everitt 1969
//   PABAK, AC1   beside kappa, because with rare categories kappa is low although people agree
//   alpha   Krippendorff, for more reviewers or missing answers, categories without order
//
// A figure that divides by 0 (everybody always gave the same answer) is absent.
// Errors: kInvalidArgument for a table that is not square, has fewer than two categories, a
// negative
//         count, or no cases.
// Source: docs/parity.md, "Agreement"; Cohen 1960 and 1968; Byrt and others 1993; Gwet 2008;
//         Krippendorff 2004.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "even/count.h"

namespace evenhand::even {

// table[i][j]: cases that the first reviewer put into category i and the second into j.
using AgreementTable = std::vector<std::vector<std::int64_t>>;

enum class AgreementWeights : std::uint8_t { kNone, kQuadratic };

struct Kappa {
  double value = 0;
  double standard_error = 0;
  Interval interval;
};

struct Agreement {
  std::int64_t n = 0;
  double observed = 0;  // po
  double expected = 0;  // pe
  std::optional<Kappa> kappa;
  double pabak = 0;
  std::optional<double> ac1;  // without weights only
};

Result<Agreement> CompareReviewers(const AgreementTable& table,
                                   AgreementWeights weights = AgreementWeights::kNone);

struct KappaDifference {
  double z = 0;
  double p = 1;
};
// Two independent samples. Absent when neither has any error.
std::optional<KappaDifference> CompareKappas(const Kappa& first, const Kappa& second);

// One unit: each reviewer's category, or nothing.
using UnitAnswers = std::vector<std::optional<std::size_t>>;

struct Alpha {
  std::int64_t pairable = 0;              // answers in units with at least two
  std::vector<std::int64_t> by_category;  // the pairable ones
  double observed_disagreement = 0;       // Do
  double expected_disagreement = 0;       // De
  std::optional<double> alpha;
};
// Errors: kInvalidArgument for a category >= categories, or no unit with two answers.
Result<Alpha> KrippendorffAlpha(std::span<const UnitAnswers> units, std::size_t categories);

}  // namespace evenhand::even
