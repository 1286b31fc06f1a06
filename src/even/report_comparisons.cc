// Comparisons: the same stratum, two groups.

#include <fmt/format.h>

#include "codec/iso8601.h"
#include "even/exact_permutation.h"
#include "even/report_parts.h"

namespace evenhand::even {
namespace {

// Beyond this many cases the chi-square is as good as the count of all ways, and quicker.
constexpr std::int64_t kExactCases = 2'000;

struct StratumCases {
  Stratum counts;
  OrdinalStratum severity{std::vector<std::int64_t>(kMaxSev + 1),
                          std::vector<std::int64_t>(kMaxSev + 1)};
};

using StrataByName = std::map<std::string, StratumCases>;

std::string Month(TimeUs time) {
  std::string text;
  codec::AppendIso8601(&text, {.utc = time});
  return text.substr(0, 7);
}

std::string StratumName(const DecisionRow& row) {
  std::string name = row.clause + ", " + row.severity;
  if (!row.context.empty()) name += ", " + row.context;
  return name + ", " + Month(*row.decided);
}

StrataByName Sort(Rows rows, const Contrast& contrast) {
  StrataByName strata;
  for (const DecisionRow& row : rows) {
    if (!row.is_decided() || row.is_sampled()) continue;
    const std::string& value = *GroupOf(row, contrast.group);
    const bool is_a = value == contrast.a;
    const bool is_b = contrast.b.empty() ? !value.empty() : value == contrast.b;
    if (!is_a && !is_b) continue;
    StratumCases& cases = strata[StratumName(row)];
    Stratum& s = cases.counts;
    ++(is_a ? (row.is_removed() ? s.a : s.b) : (row.is_removed() ? s.c : s.d));
    ++(is_a ? cases.severity.a : cases.severity.b)[static_cast<std::size_t>(row.sev)];
  }
  return strata;
}

Result<void> ShowStrata(const StrataByName& strata, ComparedGroups* out) {
  for (const auto& [name, cases] : strata) {
    const Stratum& s = cases.counts;
    if (s.m1() < kLeastShown || s.m2() < kLeastShown) continue;
    EVENHAND_ASSIGN(const RateDifference difference, Newcombe(s.group_a(), s.group_b()));
    out->shown_strata.push_back({name, s, difference});
  }
  return {};
}

Result<void> Test(std::span<const Stratum> strata, ComparedGroups* out) {
  if (!out->combined.test) return {};  // no stratum has both groups and both outcomes
  out->method = "chi-square";
  out->test.p = out->combined.test->p;
  if (out->pooled.n() > kExactCases) return {};
  const auto exact = PermuteExactly(strata);
  if (!exact) return {};
  out->method = "exact permutation";
  out->test.p = exact->two_sided.value();
  return {};
}

Result<void> CompareCodes(const StrataByName& strata, ComparedGroups* out) {
  std::vector<OrdinalStratum> codes;
  for (const auto& [name, cases] : strata) {
    if (cases.counts.has_both_groups()) codes.push_back(cases.severity);
  }
  if (codes.empty()) return {};
  EVENHAND_ASSIGN(out->severity, CompareSeverity(codes));
  out->severity_test.p = out->severity->p;
  return {};
}

}  // namespace

std::vector<Contrast> DefaultContrasts(Rows rows) {
  std::vector<Contrast> contrasts;
  for (const std::string& role : ValuesOf(rows, "role")) {
    if (role != "ordinary") contrasts.push_back({"role", role, "ordinary"});
  }
  const std::vector<std::string> languages = ValuesOf(rows, "language");
  if (languages.size() < 2) return contrasts;
  if (languages.size() == 2) {  // the same comparison from both ends would count twice
    contrasts.push_back({"language", languages[0], languages[1]});
    return contrasts;
  }
  for (const std::string& language : languages) contrasts.push_back({"language", language, ""});
  return contrasts;
}

Result<ComparedGroups> CompareGroups(Rows rows, const Contrast& contrast) {
  ComparedGroups out;
  out.contrast = contrast;
  const StrataByName by_name = Sort(rows, contrast);
  std::vector<Stratum> strata;
  for (const auto& [name, cases] : by_name) strata.push_back(cases.counts);
  const Stratum pooled = Pool(strata);
  out.hidden = pooled.m1() < kLeastShown || pooled.m2() < kLeastShown;
  if (out.hidden) return out;
  const std::set<std::string> too_small = HiddenValues(rows, contrast.group);
  out.show_counts = !too_small.contains(contrast.a) && !too_small.contains(contrast.b);
  out.pooled = pooled;
  out.strata = strata.size();
  EVENHAND_TRY(ShowStrata(by_name, &out));
  EVENHAND_ASSIGN(out.crude, Newcombe(out.pooled.group_a(), out.pooled.group_b()));
  EVENHAND_ASSIGN(out.combined, CombineStrata(strata));
  if (const auto standardised = Standardise(strata)) out.standardised = *standardised;
  EVENHAND_TRY(Test(strata, &out));
  EVENHAND_TRY(CompareCodes(by_name, &out));
  return out;
}

}  // namespace evenhand::even
