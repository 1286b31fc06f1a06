// Parity vectors: swaps, rates within and across strata, and permutations (parity.md 3, 5 to 7).

#include <fmt/format.h>

#include <algorithm>

#include "app/parity_section.h"
#include "base/split_mix.h"
#include "even/drawn_permutation.h"
#include "even/exact_permutation.h"
#include "even/mantel_haenszel.h"

namespace evenhand::app {

using codec::Json;
using codec::JsonKind;

Result<Figures> Swap(const VectorFile& file, std::string_view) {
  const Json swap = file.inputs.Field("swap");
  EVENHAND_ASSIGN(const std::int64_t cases, Whole(Member(swap, "cases"), "swap.cases"));
  EVENHAND_ASSIGN(const std::int64_t none, Whole(Member(swap, "flips_a"), "swap.flips_a"));
  EVENHAND_ASSIGN(const std::int64_t some, Whole(Member(swap, "flips_b"), "swap.flips_b"));
  const even::Share share{some, cases};
  EVENHAND_ASSIGN(const double bound, even::UpperBound({none, cases}));
  EVENHAND_ASSIGN(const double rule, even::RuleOfThree(cases));
  EVENHAND_ASSIGN(const even::Interval exact, even::ClopperPearson(share));
  EVENHAND_ASSIGN(const even::Interval wilson, even::Wilson(share));
  // The published names hold the published numbers of flips; other files may have kept the names.
  Figures out{{"n", cases}, {"rule_of_three", rule}};
  for (const std::string& flips : {std::string("0"), std::to_string(none)}) {
    out[fmt::format("flips{}_upper95_one_sided", flips)] = bound;
  }
  for (const std::string& flips : {std::string("3"), std::to_string(some)}) {
    out[fmt::format("flips{}_rate", flips)] = share.rate();
    SetInterval(&out, fmt::format("flips{}_clopper_pearson", flips), exact);
    SetInterval(&out, fmt::format("flips{}_wilson", flips), wilson);
  }
  return out;
}

Result<Figures> SwapTries(const VectorFile&, std::string_view section) {
  constexpr std::string_view kStart = "swap_n_for_", kEnd = "pct";
  if (!section.ends_with(kEnd)) return BadInput(section, "named swap_n_for_<percent>pct");
  section.remove_prefix(kStart.size());
  section.remove_suffix(kEnd.size());
  const std::optional<double> percent = NumberInName(section);
  if (!percent) return BadInput(section, "a percentage");
  EVENHAND_ASSIGN(const std::int64_t tries, even::TriesToBound(*percent / 100));
  return Figures{{"", tries}};
}

namespace {

void SetDifference(Figures* out, const std::string& path, const even::RateDifference& difference) {
  (*out)[path + "[0]"] = difference.difference;
  (*out)[path + "[1]"] = difference.interval.low;
  (*out)[path + "[2]"] = difference.interval.high;
}

void SetShare(Figures* out, const std::string& path, const even::Share& share) {
  (*out)[path + "[0]"] = share.yes;
  (*out)[path + "[1]"] = share.of;
  (*out)[path + "[2]"] = share.rate();
}

}  // namespace

Result<Figures> Crude(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const std::vector<even::Stratum> strata, ReadStrata(file.inputs, "strata"));
  const even::Stratum all = even::Pool(strata);
  EVENHAND_ASSIGN(const even::RateDifference difference,
                  even::Newcombe(all.group_a(), all.group_b()));
  Figures out{{"or", OrNull(even::OddsRatio(all))}};
  SetShare(&out, "A", all.group_a());
  SetShare(&out, "B", all.group_b());
  SetDifference(&out, "rd_newcombe", difference);
  return out;
}

Result<Figures> EachStratum(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const std::vector<NamedStratum> strata, ReadNamedStrata(file.inputs, "strata"));
  Figures out;
  for (const auto& [name, s] : strata) {
    out[name + ".or"] = OrNull(even::OddsRatio(s));
    // A stratum without cases of one group has no rate of it, and no difference.
    out[name + ".pA"] = out[name + ".pB"] = out[name + ".rd"] = std::monostate();
    if (s.m1() > 0) out[name + ".pA"] = s.group_a().rate();
    if (s.m2() > 0) out[name + ".pB"] = s.group_b().rate();
    if (!s.has_both_groups()) continue;
    EVENHAND_ASSIGN(const even::RateDifference difference,
                    even::Newcombe(s.group_a(), s.group_b()));
    SetDifference(&out, name + ".rd", difference);
  }
  return out;
}

namespace {

void SetTest(Figures* out, const std::optional<even::ChiSquare>& test, const std::string& ending) {
  (*out)["cmh_chi2" + ending] = test ? Figure(test->statistic) : Figure();
  (*out)["cmh_p" + ending] = test ? Figure(test->p) : Figure();
}

Result<Figures> Combined(std::span<const even::Stratum> strata) {
  EVENHAND_ASSIGN(const even::MantelHaenszel mh, even::CombineStrata(strata));
  Figures out{{"sum_a_minus_e", mh.a_minus_expected}};
  for (const char* name : {"or_mh", "var_log_or", "or_ci", "rd_mh", "rd_se", "rd_ci", "breslow_day",
                           "tarone", "tarone_df", "tarone_p"}) {
    out[name] = std::monostate();  // what such strata do not give
  }
  SetTest(&out, mh.test, "");
  SetTest(&out, mh.corrected_test, "_cc");
  if (mh.ratio) {
    out["or_mh"] = mh.ratio->ratio;
    out["var_log_or"] = mh.ratio->variance_of_log;
    SetInterval(&out, "or_ci", mh.ratio->interval);
  }
  if (mh.difference) {
    out["rd_mh"] = mh.difference->difference;
    out["rd_se"] = mh.difference->standard_error;
    SetInterval(&out, "rd_ci", mh.difference->interval);
  }
  if (mh.homogeneity) {
    out["breslow_day"] = mh.homogeneity->breslow_day;
    out["tarone"] = mh.homogeneity->tarone.statistic;
    out["tarone_df"] = mh.homogeneity->tarone.df;
    out["tarone_p"] = mh.homogeneity->tarone.p;
  }
  return out;
}

}  // namespace

// "mh" is about all strata, "mh_low_medium" about those named; about the first two when the names
// are of other strata.
Result<Figures> MantelHaenszelOf(const VectorFile& file, std::string_view section) {
  EVENHAND_ASSIGN(const std::vector<NamedStratum> named, ReadNamedStrata(file.inputs, "strata"));
  const std::string names = std::string(section.substr(2)) + "_";
  std::vector<even::Stratum> all, chosen;
  for (const auto& [name, stratum] : named) {
    all.push_back(stratum);
    if (names.find("_" + name + "_") != std::string::npos) chosen.push_back(stratum);
  }
  if (section == "mh") return Combined(all);
  if (chosen.empty())
    chosen.assign(all.begin(), all.begin() + std::min<std::ptrdiff_t>(2, std::ssize(all)));
  return Combined(chosen);
}

Result<Figures> Standardised(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const std::vector<even::Stratum> strata, ReadStrata(file.inputs, "strata"));
  EVENHAND_ASSIGN(const even::Standardised rates, even::Standardise(strata));
  Figures out{{"A", rates.rate_a},
              {"B", rates.rate_b},
              {"diff", rates.difference},
              {"se", rates.standard_error}};
  SetInterval(&out, "ci", rates.interval);
  return out;
}

namespace {

// A fraction as text where the file wants text, else as a real.
Figure FractionAs(const even::Fraction& fraction, const Json& wanted) {
  if (wanted.kind() == JsonKind::kString) return fraction.Reduced().Text();
  return fraction.value();
}

Result<Figures> Permuted(std::span<const even::Stratum> strata, const Json& wanted) {
  EVENHAND_ASSIGN(const even::ExactPermutation exact, even::PermuteExactly(strata));
  Figures out{{"obs", exact.observed}, {"mean", FractionAs(exact.mean, Member(wanted, "mean"))}};
  const auto set = [&](const std::string& name, const even::Fraction& fraction) {
    out[name] = FractionAs(fraction, Member(wanted, name));
    out[name + "_f"] = fraction.value();
  };
  set("p_lower", exact.lower);
  set("p_two_abs", exact.two_sided);
  set("p_two_prob", exact.two_sided_by_probability);
  const Json dist = Member(wanted, "dist");
  if (dist.missing()) return out;
  for (std::size_t i = 0; i < exact.ways.size(); ++i) {
    const std::string t = std::to_string(exact.least + static_cast<std::int64_t>(i));
    out["dist." + t] = FractionAs({exact.ways[i], exact.all}, Member(dist, t));
  }
  return out;
}

}  // namespace

Result<Figures> SmallPermutation(const VectorFile& file, std::string_view section) {
  EVENHAND_ASSIGN(const std::vector<even::Stratum> strata, ReadStrata(file.inputs, "perm_small"));
  return Permuted(strata, file.results.Field(section));
}

Result<Figures> WholePermutation(const VectorFile& file, std::string_view section) {
  EVENHAND_ASSIGN(const std::vector<even::Stratum> strata, ReadStrata(file.inputs, "strata"));
  return Permuted(strata, file.results.Field(section));
}

namespace {

// The published draws are those of example 3 (S2).
Result<even::DrawOptions> ReadDrawOptions(const VectorFile& file) {
  const Json mc = Given(file, "S2", "mc");
  const Json input = file.inputs.Field("mc");
  const auto part = [&](std::string_view name) {
    const Json own = Member(input, name);
    return own.missing() ? Member(mc, name) : own;
  };
  EVENHAND_ASSIGN(const std::uint64_t seed, Seed(part("seed"), "mc.seed"));
  EVENHAND_ASSIGN(const std::int64_t draws, Whole(part("R"), "mc.R"));
  return even::DrawOptions{seed, draws};
}

Result<Figures> Drawn(const VectorFile& file, std::span<const even::Stratum> strata) {
  EVENHAND_ASSIGN(const even::DrawOptions options, ReadDrawOptions(file));
  EVENHAND_ASSIGN(const even::DrawnPermutation drawn, even::DrawPermutations(strata, options));
  Figures out{{"seed", static_cast<std::int64_t>(options.seed)},
              {"R", options.draws},
              {"count", drawn.as_far},
              {"p", drawn.p}};
  SetList(&out, "first5", drawn.first);
  return out;
}

}  // namespace

Result<Figures> SecondExample(const VectorFile& file, std::string_view section) {
  EVENHAND_ASSIGN(const std::vector<even::Stratum> strata, ReadStrata(file.inputs, "S2"));
  EVENHAND_ASSIGN(const Figures combined, Combined(strata));
  EVENHAND_ASSIGN(const Figures exact,
                  Permuted(strata, Member(file.results.Field(section), "exact")));
  EVENHAND_ASSIGN(const Figures drawn, Drawn(file, strata));
  Figures out;
  Append(&out, "mh", combined);
  Append(&out, "exact", exact);
  Append(&out, "mc", drawn);
  return out;
}

Result<Figures> FirstNumbers(const VectorFile& file, std::string_view section) {
  EVENHAND_ASSIGN(const even::DrawOptions options, ReadDrawOptions(file));
  EVENHAND_ASSIGN(const std::vector<Json> wanted, Items(file.results.Field(section), section));
  SplitMix64 random(options.seed);
  Figures out;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    out[fmt::format("[{}]", i)] = std::to_string(random.Next());
  }
  return out;
}

}  // namespace evenhand::app
