#include "app/parity_figures.h"

#include "app/parity_section.h"

namespace evenhand::app {
namespace {

struct Section {
  std::string_view name;
  bool is_prefix;
  ComputeFigures* compute;
};

constexpr Section kSections[] = {
    {"swap", false, Swap},
    {"swap_n_for_", true, SwapTries},
    {"crude", false, Crude},
    {"strata", false, EachStratum},
    {"mh", false, MantelHaenszelOf},
    {"mh_", true, MantelHaenszelOf},
    {"standardised", false, Standardised},
    {"perm_small", false, SmallPermutation},
    {"perm_exact_all", false, WholePermutation},
    {"S2", false, SecondExample},
    {"splitmix_first", true, FirstNumbers},
    {"ordinal", false, Severity},
    {"kappa_diff", false, KappaDifferenceOf},
    {"kappa", true, KappaOf},
    {"krippendorff", false, AlphaOf},
    {"rdd", false, JumpOf},
    {"rdd_local", false, WindowOf},
    {"heaping", false, Heaping},
    {"cochran", false, MatchedSetsOf},
    {"times", false, Times},
    {"n", false, NeededCases},
    {"holm", false, Holm},
    {"ht", false, CoverageOf},
    {"claims", false, Claims},
    {"whatif", false, WhatIf},
};

}  // namespace

Result<Figures> ComputeSection(const VectorFile& file, std::string_view section) {
  for (const Section& known : kSections) {
    if (known.is_prefix ? section.starts_with(known.name) : section == known.name) {
      return known.compute(file, section);
    }
  }
  return Fail(ErrorCode::kNotFound, "nothing here computes this section");
}

}  // namespace evenhand::app
