#include "app/parity_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "base/split_mix.h"
#include "even/agreement.h"
#include "even/as_ordinary.h"
#include "even/coverage.h"
#include "even/drawn_permutation.h"
#include "even/duration.h"
#include "even/exact_permutation.h"
#include "even/mantel_haenszel.h"
#include "even/many.h"
#include "even/matched_sets.h"
#include "even/ordinal.h"
#include "even/rate.h"
#include "even/strata.h"
#include "even/threshold.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;

// --- Reading
// ---------------------------------------------------------------------------------------

tl::unexpected<Error> Bad(std::string_view name, std::string_view wanted) {
  return Fail(ErrorCode::kCorrupt, fmt::format("inputs: '{}' should be {}", name, wanted));
}

// A member of an object; missing from anything else.
Json Member(const Json& object, std::string_view name) {
  return object.kind() == JsonKind::kObject ? object.Field(name) : Json();
}

Result<std::int64_t> Whole(const Json& value, std::string_view name) {
  if (value.kind() == JsonKind::kInt) return value.AsInt();
  if (value.kind() == JsonKind::kDouble && value.AsDouble() == std::floor(value.AsDouble()) &&
      std::fabs(value.AsDouble()) < 9e15) {
    return static_cast<std::int64_t>(value.AsDouble());
  }
  return Bad(name, "a whole number");
}

Result<double> RealOf(const Json& value, std::string_view name) {
  if (value.kind() == JsonKind::kInt) return static_cast<double>(value.AsInt());
  if (value.kind() == JsonKind::kDouble) return value.AsDouble();
  return Bad(name, "a number");
}

// Seeds use all 64 bits.
Result<std::uint64_t> Seed(const Json& value, std::string_view name) {
  char room[20];
  std::string_view digits;
  if (value.kind() == JsonKind::kBig) digits = value.digits(room);
  if (value.kind() == JsonKind::kString) digits = value.AsString();
  if (digits.empty()) {
    EVENHAND_ASSIGN(const std::int64_t number, Whole(value, name));
    return static_cast<std::uint64_t>(number);
  }
  std::uint64_t seed = 0;
  const char* const end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, seed).ptr != end) return Bad(name, "a 64-bit number");
  return seed;
}

Result<std::vector<Json>> Items(const Json& value, std::string_view name) {
  if (value.kind() != JsonKind::kArray) return Bad(name, "a list");
  std::vector<Json> items;
  value.EachItem([&](const Json& item) {
    items.push_back(item);
    return true;
  });
  return items;
}

Result<std::vector<std::int64_t>> Wholes(const Json& value, std::string_view name) {
  EVENHAND_ASSIGN(const std::vector<Json> items, Items(value, name));
  std::vector<std::int64_t> numbers;
  for (const Json& item : items) {
    EVENHAND_ASSIGN(const std::int64_t number, Whole(item, name));
    numbers.push_back(number);
  }
  return numbers;
}

Result<std::vector<double>> Reals(const Json& value, std::string_view name) {
  EVENHAND_ASSIGN(const std::vector<Json> items, Items(value, name));
  std::vector<double> numbers;
  for (const Json& item : items) {
    EVENHAND_ASSIGN(const double number, RealOf(item, name));
    numbers.push_back(number);
  }
  return numbers;
}

struct NamedStratum {
  std::string name;
  even::Stratum stratum;
};

Result<even::Stratum> ReadStratum(const Json& value, std::string_view name) {
  even::Stratum s;
  EVENHAND_ASSIGN(s.a, Whole(Member(value, "a"), fmt::format("{}.a", name)));
  EVENHAND_ASSIGN(s.b, Whole(Member(value, "b"), fmt::format("{}.b", name)));
  EVENHAND_ASSIGN(s.c, Whole(Member(value, "c"), fmt::format("{}.c", name)));
  EVENHAND_ASSIGN(s.d, Whole(Member(value, "d"), fmt::format("{}.d", name)));
  return s;
}

// A list of tables, or an object of named ones.
Result<std::vector<NamedStratum>> ReadNamedStrata(const Json& inputs, std::string_view name) {
  std::vector<NamedStratum> strata;
  const Json value = inputs.Field(name);
  if (value.kind() == JsonKind::kObject) {
    for (const auto& [key, table] : value.Members()) {
      EVENHAND_ASSIGN(const even::Stratum s, ReadStratum(table, fmt::format("{}.{}", name, key)));
      strata.push_back({std::string(key), s});
    }
    return strata;
  }
  EVENHAND_ASSIGN(const std::vector<Json> items, Items(value, name));
  for (std::size_t i = 0; i < items.size(); ++i) {
    EVENHAND_ASSIGN(const even::Stratum s, ReadStratum(items[i], fmt::format("{}[{}]", name, i)));
    strata.push_back({std::to_string(i), s});
  }
  return strata;
}

Result<std::vector<even::Stratum>> ReadStrata(const Json& inputs, std::string_view name) {
  EVENHAND_ASSIGN(const std::vector<NamedStratum> named, ReadNamedStrata(inputs, name));
  std::vector<even::Stratum> strata;
  for (const NamedStratum& one : named) strata.push_back(one.stratum);
  return strata;
}

// Data that the published file holds only beside its results.
Json Given(const VectorFile& file, std::string_view section, std::string_view name) {
  const Json input = Member(file.inputs.Field(section), name);
  return input.missing() ? Member(file.results.Field(section), name) : input;
}

// "0_1" as 0.1, "40" as 40.
std::optional<double> NumberInName(std::string_view text) {
  std::string digits(text);
  std::ranges::replace(digits, '_', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// --- Writing
// ---------------------------------------------------------------------------------------

Figure OrNull(const std::optional<double>& value) {
  return value ? Figure(*value) : Figure(std::monostate());
}

void SetInterval(Figures* out, const std::string& path, const even::Interval& interval) {
  (*out)[path + "[0]"] = interval.low;
  (*out)[path + "[1]"] = interval.high;
}

template <class Numbers>
void SetList(Figures* out, const std::string& path, const Numbers& numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    (*out)[fmt::format("{}[{}]", path, i)] = numbers[i];
  }
}

void Append(Figures* out, const std::string& prefix, const Figures& figures) {
  for (const auto& [path, figure] : figures) {
    (*out)[fmt::format("{}{}{}", prefix, path.starts_with('[') ? "" : ".", path)] = figure;
  }
}

// --- Sections
// --------------------------------------------------------------------------------------

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
  if (!section.ends_with(kEnd)) return Bad(section, "named swap_n_for_<percent>pct");
  section.remove_prefix(kStart.size());
  section.remove_suffix(kEnd.size());
  const std::optional<double> percent = NumberInName(section);
  if (!percent) return Bad(section, "a percentage");
  EVENHAND_ASSIGN(const std::int64_t tries, even::TriesToBound(*percent / 100));
  return Figures{{"", tries}};
}

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
    EVENHAND_ASSIGN(const even::RateDifference difference,
                    even::Newcombe(s.group_a(), s.group_b()));
    out[name + ".pA"] = s.group_a().rate();
    out[name + ".pB"] = s.group_b().rate();
    out[name + ".or"] = OrNull(even::OddsRatio(s));
    SetDifference(&out, name + ".rd", difference);
  }
  return out;
}

void SetTest(Figures* out, const std::optional<even::ChiSquare>& test, const std::string& ending) {
  (*out)["cmh_chi2" + ending] = test ? Figure(test->statistic) : Figure();
  (*out)["cmh_p" + ending] = test ? Figure(test->p) : Figure();
}

Result<Figures> Combined(std::span<const even::Stratum> strata) {
  EVENHAND_ASSIGN(const even::MantelHaenszel mh, even::CombineStrata(strata));
  Figures out{{"sum_a_minus_e", mh.a_minus_expected}};
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

Result<Figures> SmallPermutation(const VectorFile& file, std::string_view section) {
  EVENHAND_ASSIGN(const std::vector<even::Stratum> strata, ReadStrata(file.inputs, "perm_small"));
  return Permuted(strata, file.results.Field(section));
}

Result<Figures> WholePermutation(const VectorFile& file, std::string_view section) {
  EVENHAND_ASSIGN(const std::vector<even::Stratum> strata, ReadStrata(file.inputs, "strata"));
  return Permuted(strata, file.results.Field(section));
}

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

Result<Figures> Severity(const VectorFile& file, std::string_view) {
  const Json counts = file.inputs.Field("ordinal");
  even::OrdinalStratum stratum;
  EVENHAND_ASSIGN(stratum.a, Wholes(Member(counts, "A"), "ordinal.A"));
  EVENHAND_ASSIGN(stratum.b, Wholes(Member(counts, "B"), "ordinal.B"));
  EVENHAND_ASSIGN(const even::Ordinal ordinal, even::CompareSeverity({&stratum, 1}));
  return Figures{{"U", ordinal.u},
                 {"prob_superiority", ordinal.superiority},
                 {"cliffs_delta", ordinal.cliffs_delta},
                 {"z", OrNull(ordinal.z)},
                 {"p", OrNull(ordinal.p)},
                 {"meanA", ordinal.mean_code_a},
                 {"meanB", ordinal.mean_code_b}};
}

Result<even::AgreementTable> ReadTable(const Json& inputs, std::string_view name) {
  EVENHAND_ASSIGN(const std::vector<Json> rows, Items(inputs.Field(name), name));
  even::AgreementTable table;
  for (const Json& row : rows) {
    EVENHAND_ASSIGN(std::vector<std::int64_t> counts, Wholes(row, name));
    table.push_back(std::move(counts));
  }
  return table;
}

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
      {"se", std::monostate()}};
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
  if (!one.kappa || !other.kappa) return Figures{};
  const auto difference = even::CompareKappas(*one.kappa, *other.kappa);
  if (!difference) return Figures{};
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

struct Rows {
  std::vector<double> x, y;
};

Result<Rows> ReadRows(const Json& inputs) {
  Rows rows;
  EVENHAND_ASSIGN(rows.x, Reals(Member(inputs.Field("rdd"), "x"), "rdd.x"));
  EVENHAND_ASSIGN(rows.y, Reals(Member(inputs.Field("rdd"), "y"), "rdd.y"));
  return rows;
}

Result<Figures> JumpOf(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const Rows rows, ReadRows(file.inputs));
  EVENHAND_ASSIGN(const double bandwidth, RealOf(Given(file, "rdd", "h"), "rdd.h"));
  EVENHAND_ASSIGN(const even::Jump jump, even::JumpAtZero({rows.x, rows.y}, bandwidth));
  return Figures{{"h", bandwidth},
                 {"left0", jump.left},
                 {"right0", jump.right},
                 {"tau", jump.jump},
                 {"se_hc0", jump.standard_error},
                 {"z", OrNull(jump.z)},
                 {"p", OrNull(jump.p)}};
}

// The published window is 0.20 wide to each side.
Result<Figures> WindowOf(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const Rows rows, ReadRows(file.inputs));
  const Json own = Member(file.inputs.Field("rdd"), "window");
  const Json given = own.missing() ? Given(file, "rdd_local", "window") : own;
  double width = 0.20;
  if (!given.missing()) {
    EVENHAND_ASSIGN(width, RealOf(given, "rdd.window"));
  }
  EVENHAND_ASSIGN(const even::WindowTest test, even::TestWindow({rows.x, rows.y}, width));
  return Figures{{"window", width},           {"n", test.counts.n()},
                 {"right", test.counts.m1()}, {"right_yes", test.counts.a},
                 {"yes", test.counts.k1()},   {"p_two_abs", test.permutation.two_sided.value()}};
}

Result<Figures> Heaping(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const std::int64_t below,
                  Whole(Given(file, "heaping", "below"), "heaping.below"));
  EVENHAND_ASSIGN(const std::int64_t above,
                  Whole(Given(file, "heaping", "above"), "heaping.above"));
  EVENHAND_ASSIGN(const double p, even::HeapingP(below, above));
  return Figures{{"below", below}, {"above", above}, {"p", p}};
}

// The columns of the published patterns are English, Arabic and Persian.
constexpr std::string_view kLanguages[] = {"en", "ar", "fa"};

void SetPair(Figures* out, std::string_view first, std::string_view second, std::int64_t only_first,
             std::int64_t only_second, double p) {
  const std::string path = fmt::format("{}_{}", first, second);
  (*out)[path + "[0]"] = only_first;
  (*out)[path + "[1]"] = only_second;
  (*out)[path + "[2]"] = p;
}

Result<Figures> MatchedSetsOf(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const std::vector<Json> rows, Items(file.inputs.Field("cochran"), "cochran"));
  std::vector<even::MatchedPattern> patterns;
  for (const Json& row : rows) {
    even::MatchedPattern pattern;
    EVENHAND_ASSIGN(pattern.removed, Wholes(Member(row, "pattern"), "cochran.pattern"));
    EVENHAND_ASSIGN(pattern.count, Whole(Member(row, "count"), "cochran.count"));
    patterns.push_back(std::move(pattern));
  }
  EVENHAND_ASSIGN(const even::MatchedSets sets, even::CompareMatchedSets(patterns));
  Figures out{{"sets_not_unanimous", sets.not_alike}};
  SetList(&out, "cols", sets.removed);
  if (sets.cochran) {
    out["Q"] = sets.cochran->statistic;
    out["df"] = sets.cochran->df;
    out["p"] = sets.cochran->p;
  }
  for (const even::LanguagePair& pair : sets.pairs) {
    if (pair.second >= std::size(kLanguages)) continue;
    const std::string_view first = kLanguages[pair.first], second = kLanguages[pair.second];
    SetPair(&out, first, second, pair.only_first, pair.only_second, pair.p);
    SetPair(&out, second, first, pair.only_second, pair.only_first, pair.p);
  }
  return out;
}

Result<Figures> Times(const VectorFile& file, std::string_view) {
  even::Durations a, b;
  const Json times = file.inputs.Field("times");
  EVENHAND_ASSIGN(a.closed_hours, Reals(Member(times, "A"), "times.A"));
  EVENHAND_ASSIGN(b.closed_hours, Reals(Member(times, "B"), "times.B"));
  EVENHAND_ASSIGN(const std::optional<double> median_a, even::MedianHours(a));
  EVENHAND_ASSIGN(const std::optional<double> median_b, even::MedianHours(b));
  EVENHAND_ASSIGN(const std::optional<double> shift, even::ShiftHours(a, b));
  EVENHAND_ASSIGN(const even::RankSum ranks, even::ExactRankSum(a, b));
  return Figures{{"medianA", OrNull(median_a)},
                 {"medianB", OrNull(median_b)},
                 {"W", ranks.w},
                 {"exact_p", ranks.p.Text()},
                 {"p", ranks.p.value()},
                 {"hodges_lehmann", OrNull(shift)}};
}

// "40v30": cases in each group to tell 40 % from 30 %.
Result<Figures> NeededCases(const VectorFile& file, std::string_view section) {
  Figures out;
  for (const auto& [name, wanted] : file.results.Field(section).Members()) {
    const std::size_t against = name.find('v');
    if (against == std::string_view::npos) continue;
    const std::optional<double> first = NumberInName(name.substr(0, against));
    const std::optional<double> second = NumberInName(name.substr(against + 1));
    if (!first || !second) continue;
    EVENHAND_ASSIGN(const double needed, even::NeededPerGroup(*first / 100, *second / 100));
    out[std::string(name)] = needed;
  }
  return out;
}

Result<Figures> Holm(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const std::vector<Json> rows, Items(file.inputs.Field("holm"), "holm"));
  std::vector<std::string> names;
  std::vector<double> p;
  for (const Json& row : rows) {
    EVENHAND_ASSIGN(const std::vector<Json> pair, Items(row, "holm"));
    if (pair.size() != 2 || pair[0].kind() != JsonKind::kString) return Bad("holm", "[name, p]");
    EVENHAND_ASSIGN(const double one, RealOf(pair[1], "holm"));
    names.emplace_back(pair[0].AsString());
    p.push_back(one);
  }
  EVENHAND_ASSIGN(const std::vector<double> adjusted, even::HolmAdjust(p));
  Figures out;
  for (std::size_t i = 0; i < p.size(); ++i) {
    out[fmt::format("[{}][0]", i)] = names[i];
    out[fmt::format("[{}][1]", i)] = p[i];
    out[fmt::format("[{}][2]", i)] = adjusted[i];
  }
  return out;
}

Result<even::CoveragePart> ReadPart(const Json& ht, const std::string& name) {
  const Json value = Member(ht, name);
  even::CoveragePart part;
  const Json in_sample = Member(value, "violating_in_sample");
  const Json violating = in_sample.missing() ? Member(value, "violating") : in_sample;
  EVENHAND_ASSIGN(part.posts, Whole(Member(value, "posts"), name + ".posts"));
  EVENHAND_ASSIGN(part.review_chance,
                  RealOf(Member(value, "review_probability"), name + ".review_probability"));
  EVENHAND_ASSIGN(part.violating, Whole(violating, name + ".violating"));
  EVENHAND_ASSIGN(part.acted_on, Whole(Member(value, "actioned"), name + ".actioned"));
  return part;
}

Result<Figures> CoverageOf(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const even::CoveragePart reported, ReadPart(file.inputs.Field("ht"), "reported"));
  EVENHAND_ASSIGN(const even::CoveragePart unreported,
                  ReadPart(file.inputs.Field("ht"), "unreported"));
  const even::CoveragePart parts[] = {reported, unreported};
  EVENHAND_ASSIGN(const even::Coverage all, even::EstimateCoverage(parts));
  EVENHAND_ASSIGN(const even::Coverage naive, even::EstimateCoverage({parts, 1}));
  return Figures{{"violating", all.violating},
                 {"se_violating", all.violating_error},
                 {"enforced_share", OrNull(all.enforced_share)},
                 {"naive_share", OrNull(naive.enforced_share)}};
}

// Two reported numbers of one thing: what a headline may make of them.
Result<Figures> Claims(const VectorFile& file, std::string_view) {
  double smaller = 7451, larger = 43300;
  if (const Json claims = file.inputs.Field("claims"); !claims.missing()) {
    std::vector<Json> two;
    if (claims.kind() == JsonKind::kArray) {
      EVENHAND_ASSIGN(two, Items(claims, "claims"));
    } else if (claims.kind() == JsonKind::kObject) {
      for (const auto& [name, value] : claims.Members()) two.push_back(value);
    }
    if (two.size() < 2) return Bad("claims", "two numbers");
    EVENHAND_ASSIGN(const double one, RealOf(two[0], "claims"));
    EVENHAND_ASSIGN(const double other, RealOf(two[1], "claims"));
    smaller = std::min(one, other);
    larger = std::max(one, other);
  }
  const double ratio = smaller / larger, sixth = 1.0 / 6;
  return Figures{{"ratio", ratio},
                 {"sixth", sixth},
                 {"ratio_less_than_sixth", smaller * 6 < larger},
                 {"multiple", larger / smaller}};
}

Result<Figures> WhatIf(const VectorFile& file, std::string_view) {
  EVENHAND_ASSIGN(const std::vector<Json> events,
                  Items(Given(file, "whatif", "events"), "whatif.events"));
  std::vector<even::StrikeKind> findings;
  Figures out;
  for (const Json& event : events) {
    if (event.kind() != JsonKind::kString) return Bad("whatif.events", "a list of L and D");
    EVENHAND_ASSIGN(const even::StrikeKind kind, even::ParseStrikeKind(event.AsString()));
    out[fmt::format("events[{}]", findings.size())] = std::string(event.AsString());
    findings.push_back(kind);
  }
  const std::vector<even::OrdinaryStep> steps = even::ReplayAsOrdinary(findings);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    out[fmt::format("counts_ordinary[{}]", i)] = steps[i].strikes;
  }
  return out;
}

struct Section {
  std::string_view name;
  bool is_prefix;
  Result<Figures> (*compute)(const VectorFile& file, std::string_view section);
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
