// report.json: see parity_report.h for what stands behind each field.

#include "codec/iso8601.h"
#include "codec/json_text.h"
#include "even/parity_report.h"
#include "even/shown_rate.h"

namespace evenhand::even {
namespace {

using codec::JsonText;

std::string Iso(TimeUs time) {
  std::string text;
  codec::AppendIso8601(&text, {.utc = time});
  return text;
}

void Test(const TestP& test, JsonText* out) {
  out->Real("p", test.p).Real("holm_p", test.adjusted);
}

void Head(const ParityReport& report, JsonText* out) {
  const ReportOptions& options = report.options;
  out->Open("head", '{').Text("format", "evenhand-parity-report/1");
  if (report.first) out->Text("from", Iso(*report.first));
  if (report.last) out->Text("to", Iso(*report.last));
  out->Text("rulebook", options.rulebook).Text("engine", options.engine);
  out->Text("made_at", options.made_at);
  out->Whole("rows", report.rows).Text("data_sha256", report.data_hash);
  out->Text("seed", std::to_string(options.seed)).Whole("draws", options.draws);
  out->Real("margin", options.margin).Whole("tests_adjusted_for", report.tests).Close();
}

void Table(const CountTable& table, JsonText* out) {
  const auto& [counts, shown, hidden] = table.cells;
  out->Open("", '{').Text("name", table.name).Whole("cells_hidden", hidden).Open("cells", '[');
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
      if (!shown[i][j]) continue;
      out->Open("", '{').Text("row", table.rows[i]).Text("column", table.columns[j]);
      out->Whole("cases", counts[i][j]).Close();
    }
  }
  out->Close().Open("row_totals", '{');
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (shown[i].back()) out->Whole(table.rows[i], counts[i].back());
  }
  out->Close().Open("column_totals", '{');
  for (std::size_t j = 0; j < table.columns.size(); ++j) {
    if (shown.back()[j]) out->Whole(table.columns[j], counts.back()[j]);
  }
  out->Close().Close();
}

void Tables(std::string_view name, const std::vector<CountTable>& tables, JsonText* out) {
  out->Open(name, '[');
  for (const CountTable& table : tables) Table(table, out);
  out->Close();
}

// As coarse as the coarser of the two rates.
void Difference(std::string_view name, const RateDifference& difference, const Stratum& counts,
                JsonText* out) {
  const RateDifference shown = ShownDifference(difference, counts);
  out->Open(name, '{').Real("difference", shown.difference);
  out->Range("interval", shown.interval).Close();
}

void Strata(const ComparedGroups& compared, JsonText* out) {
  out->Whole("strata", static_cast<std::int64_t>(compared.strata));
  out->Whole("strata_without_a_group",
             static_cast<std::int64_t>(compared.combined.without_a_group));
  out->Whole("strata_without_an_outcome",
             static_cast<std::int64_t>(compared.combined.without_an_outcome));
  out->Open("by_stratum", '[');
  for (const StratumRow& row : compared.shown_strata) {
    out->Open("", '{').Text("stratum", row.name);
    out->Real("rate_a", ShownRate(row.counts.group_a()));
    out->Real("rate_b", ShownRate(row.counts.group_b()));
    Difference("rates", row.difference, row.counts, out);
    out->Close();
  }
  out->Close();
}

void Combined(const MantelHaenszel& mh, JsonText* out) {
  if (mh.difference) {
    out->Open("common_difference", '{').Real("difference", mh.difference->difference);
    out->Real("standard_error", mh.difference->standard_error);
    out->Range("interval", mh.difference->interval).Close();
  }
  if (mh.ratio) {
    out->Open("common_odds_ratio", '{').Real("ratio", mh.ratio->ratio);
    out->Range("interval", mh.ratio->interval).Close();
  }
  if (mh.test) {
    out->Open("chi_square", '{').Real("statistic", mh.test->statistic).Real("p", mh.test->p);
    out->Real("corrected_statistic", mh.corrected_test->statistic);
    out->Real("corrected_p", mh.corrected_test->p).Close();
  }
  if (mh.homogeneity) {
    out->Open("homogeneity", '{').Real("breslow_day", mh.homogeneity->breslow_day);
    out->Real("tarone", mh.homogeneity->tarone.statistic);
    out->Whole("df", mh.homogeneity->tarone.df).Real("p", mh.homogeneity->tarone.p);
    out->Bool("one_ratio_fits", mh.homogeneity->one_ratio_fits()).Close();
  }
}

void Severity(const ComparedGroups& compared, JsonText* out) {
  if (!compared.severity) return;
  const Ordinal& severity = *compared.severity;
  out->Open("severity", '{').Real("chance_a_fares_worse", severity.superiority);
  out->Real("cliffs_delta", severity.cliffs_delta).Real("z", severity.z);
  Test(compared.severity_test, out);
  out->Close();
}

void Compared(const ComparedGroups& compared, const ReportOptions& options, JsonText* out) {
  const Contrast& contrast = compared.contrast;
  out->Open("", '{').Text("group", contrast.group).Text("a", contrast.a);
  out->Text("b", contrast.b.empty() ? "all others" : contrast.b);
  out->Bool("hidden", compared.hidden);
  if (!compared.hidden) {
    if (compared.show_counts) {
      out->Whole("cases_a", compared.pooled.m1()).Whole("cases_b", compared.pooled.m2());
    }
    out->Real("crude_rate_a", ShownRate(compared.pooled.group_a()));
    out->Real("crude_rate_b", ShownRate(compared.pooled.group_b()));
    Difference("crude", compared.crude, compared.pooled, out);
    if (const auto& s = compared.standardised) {
      out->Open("standardised", '{').Real("rate_a", s->rate_a).Real("rate_b", s->rate_b);
      out->Real("difference", s->difference).Range("interval", s->interval).Close();
    }
    Strata(compared, out);
    Combined(compared.combined, out);
    Severity(compared, out);
    out->Text("method", compared.method);
    Test(compared.test, out);
    out->Real("margin", options.margin);
  }
  out->Text("verdict", Word(compared.verdict)).Close();
}

// A count beside others, or null where it is too small to show.
void Small(std::string_view name, std::int64_t count, JsonText* out) {
  if (count < kLeastShown)
    out->Null(name);
  else
    out->Whole(name, count);
}

void Threshold(const ThresholdRow& row, JsonText* out) {
  out->Open("", '{').Whole("followers", row.followers);
  out->Text("kind", row.is_published ? "published" : "placebo");
  if (!row.why_not.empty()) {
    out->Text("not_computed", row.why_not).Close();
    return;
  }
  out->Open("jumps", '[');
  for (const Jump& jump : row.jumps) {
    out->Open("", '{').Real("bandwidth", jump.bandwidth).Real("jump", jump.jump);
    out->Range("interval", Around(jump.jump, jump.standard_error)).Real("p", jump.p).Close();
  }
  out->Close();
  Test(row.test, out);
  out->Open("heaping", '{');
  Small("just_below", row.below, out);
  Small("just_above", row.above, out);
  out->Real("p", row.heaping_p).Close().Close();
}

void Matched(const MatchedPart& part, JsonText* out) {
  out->Open("matched_sets", '{').Whole("incomplete", part.incomplete);
  if (part.figures) {
    const MatchedSets& sets = *part.figures;
    out->Whole("sets", sets.sets).Whole("alike", sets.sets - sets.not_alike);
    if (sets.cochran) {
      out->Open("cochran", '{').Real("q", sets.cochran->statistic);
      out->Whole("df", sets.cochran->df).Real("p", sets.cochran->p).Close();
    }
    out->Open("pairs", '[');
    for (std::size_t i = 0; i < sets.pairs.size(); ++i) {
      const LanguagePair& pair = sets.pairs[i];
      out->Open("", '{').Text("first", part.languages[pair.first]);
      out->Text("second", part.languages[pair.second]);
      out->Whole("removed_only_in_first", pair.only_first);
      out->Whole("removed_only_in_second", pair.only_second);
      Test(part.pair_tests[i], out);
      out->Close();
    }
    out->Close();
  }
  out->Open("divergent", '[');
  for (const DivergentSet& set : part.divergent) {
    out->Open("", '{').Text("set", set.set).Open("by_language", '{');
    for (const auto& [language, what] : set.by_language) out->Text(language, what);
    out->Close().Close();
  }
  out->Close().Close();
}

void Agreed(const AgreementRow& row, JsonText* out) {
  out->Open("", '{').Text("language", row.language);
  out->Text("clause", row.clause.empty() ? "all" : row.clause).Bool("hidden", row.hidden);
  if (row.figures) {
    const Agreement& figures = *row.figures;
    out->Whole("n", row.n).Real("agreed", figures.observed);
    if (figures.kappa) {
      out->Real("kappa", figures.kappa->value).Range("interval", figures.kappa->interval);
    } else {
      out->Null("kappa");
    }
    out->Real("pabak", figures.pabak).Real("ac1", figures.ac1);
  }
  out->Close();
}

void Time(const TimeRow& row, JsonText* out) {
  out->Open("", '{').Text("what", row.what).Text("group", row.group).Text("value", row.value);
  out->Bool("hidden", row.hidden);
  if (!row.hidden) {
    if (row.show_counts) {
      out->Whole("cases", row.cases);
      Small("open", row.open, out);
    }
    out->Real("median_hours", row.median_hours);
    out->Real("median_hours_of_others", row.median_of_others);
    out->Real("shift_hours", row.shift_hours);
    Test(row.test, out);
  }
  out->Close();
}

void Appeals(const ParityReport& report, JsonText* out) {
  out->Open("appeals", '{');
  Tables("tables", report.appeals, out);
  out->Open("unappealed_reviewed_again", '[');
  for (const ReviewedAgain& row : report.reviewed_again) {
    out->Open("", '{').Text("language", row.language).Bool("hidden", row.hidden);
    if (!row.hidden) {
      out->Whole("n", row.n);
      out->Real("changed", row.changed);
    }
    out->Close();
  }
  out->Close().Close();
}

void Covered(const CoverageRow& row, JsonText* out) {
  out->Open("", '{').Text("language", row.language).Bool("hidden", row.hidden);
  if (!row.hidden) {
    out->Whole("sampled", row.sampled).Real("violations", row.figures.violating);
    out->Real("standard_error", row.figures.violating_error);
    out->Real("enforced_share", row.figures.enforced_share);
    if (const auto& interval = row.figures.enforced_interval) out->Range("interval", *interval);
  }
  out->Close();
}

void Precedents(const PrecedentRow& row, JsonText* out) {
  out->Open("", '{').Text("case", row.case_id).Text("clause", row.clause);
  out->Text("severity", row.severity).Text("action", row.action).Whole("sev", row.sev);
  out->Text("exception", row.exception).Open("nearest", '[');
  for (const Precedent& nearest : row.nearest) {
    out->Open("", '{').Text("case", nearest.case_id).Text("action", nearest.action);
    out->Whole("sev", nearest.sev).Bool("same_clause", nearest.same_clause);
    out->Bool("same_severity", nearest.same_severity);
    out->Whole("judgements_apart", nearest.judgements_apart).Close();
  }
  out->Close().Close();
}

template <class Items, class Write>
void List(std::string_view name, const Items& items, JsonText* out, Write write) {
  out->Open(name, '[');
  for (const auto& item : items) write(item, out);
  out->Close();
}

}  // namespace

std::string ReportJson(const ParityReport& report) {
  JsonText out;
  out.Open("", '{');
  Head(report, &out);
  if (report.docket) WriteDocketParts(*report.docket, &out);
  Tables("decisions", report.decisions, &out);
  out.Open("comparisons", '[');
  for (const ComparedGroups& compared : report.comparisons) {
    Compared(compared, report.options, &out);
  }
  out.Close();
  List("thresholds", report.thresholds, &out, Threshold);
  Matched(report.matched, &out);
  List("agreement", report.agreement, &out, Agreed);
  List("time", report.times, &out, Time);
  Tables("exceptions", report.exceptions, &out);
  Appeals(report, &out);
  List("coverage", report.coverage, &out, Covered);
  List("precedents", report.precedents, &out, Precedents);
  out.Open("limits", '[');
  for (const std::string& limit : report.limits) out.Text("", limit);
  out.Close().Close();
  return out.text() + "\n";
}

}  // namespace evenhand::even
