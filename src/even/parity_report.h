#pragma once

// The report: from rows of decisions to every part of a parity report that rows alone can give,
// and what a docket adds to it (docket_parts.h).
//
// A pure function. The same rows give the same report in whatever order they come; no clock and no
// chance but the seed in the options. Parts that were not given what they need (conformity, swap
// tests, demands of states; networks) are named among the limits, never passed over.
//
// A stratum is clause x severity x context x month of the decision. The outcome asked about is
// "removed or stronger". Items of a random sample (review_chance) enter coverage and nothing else.
// Small cells are hidden (even/suppression.h); a comparison with fewer than ten cases in a group
// shows no figures at all, and says so.
//
// Errors: kInvalidArgument for no rows, a case twice, an unknown group.
// Cost:   O(rows log rows), and for precedents public-office decisions x rows.
// Source: docs/parity.md, "The report".

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "even/agreement.h"
#include "even/coverage.h"
#include "even/decision_row.h"
#include "even/docket_parts.h"
#include "even/mantel_haenszel.h"
#include "even/many.h"
#include "even/matched_sets.h"
#include "even/ordinal.h"
#include "even/rate.h"
#include "even/strata.h"
#include "even/suppression.h"
#include "even/threshold.h"

namespace evenhand::even {

// Cases whose `group` has the value `a` against those with the value `b`; "": all others that have
// any value.
struct Contrast {
  std::string group, a, b;
};

struct ReportOptions {
  std::vector<Contrast> contrasts = {};  // none: each other role against ordinary accounts, and
                                         // each language against all others
  std::vector<std::int64_t> published_thresholds = {100'000};
  std::vector<std::int64_t> placebo_thresholds = {50'000, 500'000};
  double margin = kRateMargin;
  std::uint64_t seed = 20210203;
  std::int64_t draws = 1'999;  // of rank sums
  std::string rulebook = {};   // version and hash; shown as given, like the next two
  std::string engine = {};
  std::string made_at = {};
};

// Counts under labels; the last row and column of `cells` are totals.
struct CountTable {
  std::string name;
  std::vector<std::string> rows, columns;
  SafeTable cells;
};

// A test's p, and the same adjusted for every test of the report.
struct TestP {
  std::optional<double> p, adjusted;
};

struct StratumRow {
  std::string name;
  Stratum counts;
  RateDifference difference;
};

struct ComparedGroups {
  Contrast contrast;
  bool hidden = false;      // fewer than ten cases on a side; nothing below is filled in
  bool show_counts = true;  // false: a hidden group's size could be computed from them
  std::size_t strata = 0;
  std::vector<StratumRow> shown_strata;  // those with ten cases on each side
  Stratum pooled;
  RateDifference crude;
  std::optional<Standardised> standardised;
  MantelHaenszel combined;
  std::string method;  // of test: "exact permutation" or "chi-square"
  TestP test;
  std::optional<Ordinal> severity;
  TestP severity_test;
  ParityVerdict verdict = ParityVerdict::kCannotTell;
};

struct ThresholdRow {
  std::int64_t followers = 0;
  bool is_published = false;
  std::string why_not;      // when it cannot be computed; the rest is empty then
  std::vector<Jump> jumps;  // h, h/2, 2h, those that can be computed
  TestP test;               // of h
  std::int64_t below = 0, above = 0;
  double heaping_p = 1;
};

struct DivergentSet {
  std::string set;
  std::map<std::string, std::string> by_language;  // "action under clause"
};

struct MatchedPart {
  std::vector<std::string> languages;
  std::int64_t incomplete = 0;  // sets without a decision in every language
  std::vector<DivergentSet> divergent;
  std::optional<MatchedSets> figures;
  std::vector<TestP> pair_tests;
};

struct AgreementRow {
  std::string language, clause;  // clause "": all of them
  std::int64_t n = 0;
  bool hidden = false;
  std::optional<Agreement> figures;
};

inline constexpr std::string_view kReportToDecision = "report to decision";
inline constexpr std::string_view kAppealToAnswer = "appeal to answer";

struct TimeRow {
  std::string what, group, value;
  std::int64_t cases = 0, open = 0;
  bool hidden = false;
  bool show_counts = true;
  std::optional<double> median_hours, median_of_others, shift_hours;
  TestP test;
};

struct ReviewedAgain {  // unappealed decisions looked at again, blind
  std::string language;
  std::int64_t n = 0;
  bool hidden = false;
  std::optional<double> changed;  // the share that came out otherwise
};

struct CoverageRow {
  std::string language;
  std::int64_t sampled = 0;
  bool hidden = false;
  Coverage figures;
};

struct Precedent {
  std::string case_id, action;
  std::int64_t sev = 0;
  bool same_clause = false, same_severity = false;
  std::int64_t judgements_apart = 0;
};

struct PrecedentRow {
  std::string case_id, clause, severity, action, exception;
  std::int64_t sev = 0;
  std::vector<Precedent> nearest;
};

struct ParityReport {
  ReportOptions options;
  std::int64_t rows = 0;
  std::string data_hash;  // SHA-256 of the rows in canonical form and order
  std::optional<TimeUs> first, last;
  std::vector<CountTable> decisions, exceptions, appeals;
  std::vector<ComparedGroups> comparisons;
  std::vector<ThresholdRow> thresholds;
  MatchedPart matched;
  std::vector<AgreementRow> agreement;
  std::vector<TimeRow> times;
  std::vector<ReviewedAgain> reviewed_again;
  std::vector<CoverageRow> coverage;
  std::vector<PrecedentRow> precedents;
  std::int64_t tests = 0;  // that p is adjusted for
  std::optional<DocketParts> docket;
  std::vector<std::string> limits;
};

Result<ParityReport> MakeReport(std::vector<DecisionRow> rows, const ReportOptions& options,
                                std::optional<DocketParts> docket = {});

// report.json: one object, its fields in a fixed order, two spaces of indent.
std::string ReportJson(const ParityReport& report);

}  // namespace evenhand::even
