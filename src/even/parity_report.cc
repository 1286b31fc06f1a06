#include "even/parity_report.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>

#include "even/report_parts.h"

namespace evenhand::even {
namespace {

// Sorts by case, so that nothing below depends on the order of the rows.
Result<void> Order(std::vector<DecisionRow>* rows) {
  if (rows->empty()) {
    return Fail(ErrorCode::kInvalidArgument, "there are no rows; give at least one decision");
  }
  std::ranges::sort(*rows, {}, &DecisionRow::case_id);
  const auto twice = std::ranges::adjacent_find(*rows, {}, &DecisionRow::case_id);
  if (twice == rows->end()) return {};
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("case {} is there twice; give one row a decision", twice->case_id));
}

Result<void> CheckContrasts(const std::vector<Contrast>& contrasts) {
  for (const Contrast& contrast : contrasts) {
    if (std::ranges::find(kGroups, contrast.group) == kGroups.end()) {
      return Fail(
          ErrorCode::kInvalidArgument,
          fmt::format("'{}' is no group; compare by {}", contrast.group, fmt::join(kGroups, ", ")));
    }
    if (contrast.a.empty() || contrast.a == contrast.b) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("{}: compare two different values", contrast.group));
    }
  }
  return {};
}

Result<std::string> Hash(const std::vector<DecisionRow>& rows) {
  std::string text;
  for (const DecisionRow& row : rows) text += CanonicalRow(row) + "\n";
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr) != 1) {
    return Fail(ErrorCode::kInternal, "SHA-256 is not available");
  }
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

void FindPeriod(const std::vector<DecisionRow>& rows, ParityReport* report) {
  for (const DecisionRow& row : rows) {
    if (!row.decided) continue;
    report->first = report->first ? std::min(*report->first, *row.decided) : *row.decided;
    report->last = report->last ? std::max(*report->last, *row.decided) : *row.decided;
  }
}

// Every test of the report, in the order of its parts.
std::vector<TestP*> TestsOf(ParityReport* report) {
  std::vector<TestP*> tests;
  for (ComparedGroups& compared : report->comparisons) {
    tests.push_back(&compared.test);
    tests.push_back(&compared.severity_test);
  }
  for (ThresholdRow& threshold : report->thresholds) tests.push_back(&threshold.test);
  for (TestP& test : report->matched.pair_tests) tests.push_back(&test);
  for (TimeRow& time : report->times) tests.push_back(&time.test);
  std::erase_if(tests, [](const TestP* test) { return !test->p; });
  return tests;
}

Result<void> Adjust(ParityReport* report) {
  const std::vector<TestP*> tests = TestsOf(report);
  std::vector<double> p;
  for (const TestP* test : tests) p.push_back(std::clamp(*test->p, 0.0, 1.0));
  EVENHAND_ASSIGN(const std::vector<double> adjusted, HolmAdjust(p));
  for (std::size_t i = 0; i < tests.size(); ++i) tests[i]->adjusted = adjusted[i];
  report->tests = std::ssize(tests);
  for (ComparedGroups& compared : report->comparisons) {
    if (compared.hidden || !compared.combined.difference) continue;
    compared.verdict = Judge(compared.combined.difference->interval, compared.test.adjusted,
                             report->options.margin);
  }
  return {};
}

std::vector<std::string> LimitsOfSource(const ParityReport& report) {
  if (!report.docket) {
    return {"Conformity was not measured here: it needs the engine and the log, not rows.",
            "Swap tests were not run here: they need the engine and test cases.",
            "Networks and demands of states are not in these rows."};
  }
  return {report.docket->networks ? "Networks are those whose dossiers were published; what was "
                                    "searched for stands with each."
                                  : "Networks are not in this docket.",
          "A swap changes what the engine is told; it does not swap a life.",
          "Swap tests say nothing about a model that answers the questions."};
}

void NameLimits(ParityReport* report) {
  auto& limits = report->limits;
  limits = LimitsOfSource(*report);
  for (const char* limit :
       {"Difference is not bias: strata answer that only as far as they capture conduct.",
        "Likeness is not justice: a harsh rule applied alike passes everything here.",
        "Severity and violation are judgements themselves.",
        "Reported cases carry the reporters' bias.",
        "A rate of successful appeals is not a rate of errors: who appeals is chosen by itself."}) {
    limits.emplace_back(limit);
  }
  if (report->coverage.empty()) {
    limits.emplace_back("Coverage was not measured: no random sample of unreported items.");
  }
  if (report->agreement.empty()) {
    limits.emplace_back("Agreement was not measured: no decision was reviewed twice.");
  }
  if (report->matched.languages.empty()) {
    limits.emplace_back("No matched sets across languages were given.");
  }
  const auto has_report = [](const TimeRow& row) {
    return row.what == kReportToDecision && row.cases > 0;
  };
  if (std::ranges::none_of(report->times, has_report)) {
    limits.emplace_back(
        "Time from report to decision was not measured: no row says when it was reported.");
  }
  const auto computed = [](const ThresholdRow& row) { return row.why_not.empty(); };
  if (std::ranges::none_of(report->thresholds, computed)) {
    limits.emplace_back("Jumps at thresholds were not measured: too few cases near them.");
  } else {
    limits.emplace_back("Jumps count cases, not accounts: one account may have several.");
  }
}

Result<void> FillParts(Rows rows, ParityReport* report) {
  const ReportOptions& options = report->options;
  EVENHAND_ASSIGN(report->decisions, DecisionTables(rows));
  EVENHAND_ASSIGN(report->exceptions, ExceptionTables(rows));
  EVENHAND_ASSIGN(report->appeals, AppealTables(rows));
  for (const Contrast& contrast : options.contrasts) {
    EVENHAND_ASSIGN(ComparedGroups compared, CompareGroups(rows, contrast));
    report->comparisons.push_back(std::move(compared));
  }
  for (const bool published : {true, false}) {
    for (const std::int64_t followers :
         published ? options.published_thresholds : options.placebo_thresholds) {
      EVENHAND_ASSIGN(ThresholdRow row, ThresholdAt(rows, followers, published));
      report->thresholds.push_back(std::move(row));
    }
  }
  EVENHAND_ASSIGN(report->matched, MatchedSetsOf(rows));
  EVENHAND_ASSIGN(report->agreement, AgreementOf(rows));
  EVENHAND_ASSIGN(report->times, TimesOf(rows, options));
  report->reviewed_again = ReviewsOf(rows);
  EVENHAND_ASSIGN(report->coverage, CoverageOf(rows));
  report->precedents = PrecedentsOf(rows);
  return {};
}

}  // namespace

Result<ParityReport> MakeReport(std::vector<DecisionRow> rows, const ReportOptions& options,
                                std::optional<DocketParts> docket) {
  EVENHAND_TRY(Order(&rows));
  ParityReport report;
  report.docket = std::move(docket);
  report.options = options;
  if (report.options.contrasts.empty()) report.options.contrasts = DefaultContrasts(rows);
  EVENHAND_TRY(CheckContrasts(report.options.contrasts));
  report.rows = std::ssize(rows);
  EVENHAND_ASSIGN(report.data_hash, Hash(rows));
  FindPeriod(rows, &report);
  EVENHAND_TRY(FillParts(rows, &report));
  EVENHAND_TRY(Adjust(&report));
  NameLimits(&report);
  return report;
}

}  // namespace evenhand::even
