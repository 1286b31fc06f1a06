#pragma once

// What the sections of parity vectors share: reading inputs, writing figures, and the sections
// themselves, one function each.

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/parity_figures.h"
#include "even/rate.h"
#include "even/strata.h"

namespace evenhand::app {

// ---- Reading. Errors: kCorrupt with the input's name and what it should be.

tl::unexpected<Error> BadInput(std::string_view name, std::string_view wanted);
// A member of an object; missing from anything else.
codec::Json Member(const codec::Json& object, std::string_view name);
Result<std::int64_t> Whole(const codec::Json& value, std::string_view name);
Result<double> RealOf(const codec::Json& value, std::string_view name);
// Seeds use all 64 bits.
Result<std::uint64_t> Seed(const codec::Json& value, std::string_view name);
Result<std::vector<codec::Json>> Items(const codec::Json& value, std::string_view name);
Result<std::vector<std::int64_t>> Wholes(const codec::Json& value, std::string_view name);
Result<std::vector<double>> Reals(const codec::Json& value, std::string_view name);

struct NamedStratum {
  std::string name;
  even::Stratum stratum;
};
// A list of tables, or an object of named ones.
Result<std::vector<NamedStratum>> ReadNamedStrata(const codec::Json& inputs, std::string_view name);
Result<std::vector<even::Stratum>> ReadStrata(const codec::Json& inputs, std::string_view name);
// Data that the published file holds only beside its results.
codec::Json Given(const VectorFile& file, std::string_view section, std::string_view name);
// "0_1" as 0.1, "40" as 40.
std::optional<double> NumberInName(std::string_view text);

// ---- Writing

Figure OrNull(const std::optional<double>& value);
void SetInterval(Figures* out, const std::string& path, const even::Interval& interval);
void Append(Figures* out, const std::string& prefix, const Figures& figures);
template <class Numbers>
void SetList(Figures* out, const std::string& path, const Numbers& numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i)
    (*out)[fmt::format("{}[{}]", path, i)] = numbers[i];
}

// ---- Sections

using ComputeFigures = Result<Figures>(const VectorFile& file, std::string_view section);

// parity_rates.cc: equal cases, equal rates (parity.md 3, 5 to 7)
ComputeFigures Swap, SwapTries, Crude, EachStratum, MantelHaenszelOf, Standardised;
ComputeFigures SmallPermutation, WholePermutation, SecondExample, FirstNumbers;
// parity_judges.cc: do reviewers agree (12)
ComputeFigures KappaOf, KappaDifferenceOf, AlphaOf;
// parity_measures.cc: severity, thresholds, languages, time, many comparisons, coverage (8 to 11,
// 13, 14)
ComputeFigures Severity, JumpOf, WindowOf, Heaping, MatchedSetsOf, Times, NeededCases, Holm;
ComputeFigures CoverageOf, Claims, WhatIf;

}  // namespace evenhand::app
