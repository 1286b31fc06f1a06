// Parity vectors: severity, thresholds, matched sets, time, many comparisons, coverage, and an
// account replayed as an ordinary one (parity.md 3, 8 to 11, 13, 14).

#include <fmt/format.h>

#include <algorithm>

#include "app/parity_section.h"
#include "even/as_ordinary.h"
#include "even/coverage.h"
#include "even/duration.h"
#include "even/many.h"
#include "even/matched_sets.h"
#include "even/ordinal.h"
#include "even/threshold.h"

namespace evenhand::app {

using codec::Json;
using codec::JsonKind;

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

namespace {

struct Rows {
  std::vector<double> x, y;
};

Result<Rows> ReadRows(const Json& inputs) {
  Rows rows;
  EVENHAND_ASSIGN(rows.x, Reals(Member(inputs.Field("rdd"), "x"), "rdd.x"));
  EVENHAND_ASSIGN(rows.y, Reals(Member(inputs.Field("rdd"), "y"), "rdd.y"));
  return rows;
}

}  // namespace

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

namespace {

// The columns of the published patterns are English, Arabic and Persian.
constexpr std::string_view kLanguages[] = {"en", "ar", "fa"};

void SetPair(Figures* out, std::string_view first, std::string_view second, std::int64_t only_first,
             std::int64_t only_second, double p) {
  const std::string path = fmt::format("{}_{}", first, second);
  (*out)[path + "[0]"] = only_first;
  (*out)[path + "[1]"] = only_second;
  (*out)[path + "[2]"] = p;
}

}  // namespace

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
  Figures out{{"sets_not_unanimous", sets.not_alike},
              {"Q", std::monostate()},
              {"df", std::monostate()},
              {"p", std::monostate()}};
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
    if (pair.size() != 2 || pair[0].kind() != JsonKind::kString)
      return BadInput("holm", "[name, p]");
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

namespace {

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

}  // namespace

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
    if (two.size() < 2) return BadInput("claims", "two numbers");
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
    if (event.kind() != JsonKind::kString) return BadInput("whatif.events", "a list of L and D");
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

}  // namespace evenhand::app
