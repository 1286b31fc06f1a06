#include "even/parity_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "codec/iso8601.h"
#include "even/page_figure.h"
#include "even/shown_rate.h"
#include "page/html.h"

namespace evenhand::even {
namespace {

using enum PageWord;

// Adding 0 makes -0 a plain 0.
std::string Points(double rate) { return fmt::format("{:+.1f}", 100 * rate + 0.0); }
std::string CoarsePoints(double rate) {
  return fmt::format("{:+.0f}", std::round(100 * rate) + 0.0);
}
std::string Percent(double rate) { return fmt::format("{:.1f} %", 100 * rate); }

std::string ShownPercent(const Share& share) {
  return IsFine(share) ? Percent(share.rate()) : fmt::format("{:.0f} %", 100 * ShownRate(share));
}

std::string P(const std::optional<double>& p) {
  if (!p) return "-";
  return *p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", *p);
}

class Page {
 public:
  Page(const ParityReport& report, PageLanguage language) : report_(report), language_(language) {}

  std::string Write() {
    html_.Open("html", {{"lang", Tag(language_)}, {"dir", Direction(language_)}});
    html_.Open("head").Empty("meta", {{"charset", "utf-8"}});
    html_.Empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.Element("title", Word(kTitle));
    html_.Style(kPageStyle);
    html_.Close().Open("body").Open("main").Element("h1", Word(kTitle));
    Head();
    if (report_.docket) Docket(*report_.docket);
    Comparisons();
    Thresholds();
    Matched();
    Agreement();
    Time();
    Tables(kExceptions, report_.exceptions);
    Tables(kAppeals, report_.appeals);
    ReviewedAgain();
    Coverage();
    Precedents();
    Tables(kDecisions, report_.decisions);
    Limits();
    html_.Close().Close().Close();
    return "<!doctype html>\n" + html_.text();
  }

 private:
  std::string_view Word(PageWord word) const { return Say(language_, word); }

  void Data(std::string_view text) { html_.Element("bdi", text); }

  void Cell(std::string_view text) {
    html_.Open("td");
    Data(text);
    html_.Close();
  }
  void NumberCell(std::string_view text) {
    html_.Open("td", {{"class", "n"}}).Element("bdi", text, {{"dir", "ltr"}}).Close();
  }

  void HeadCell(std::string_view text) {
    html_.Open("th", {{"scope", "col"}});
    Data(text);
    html_.Close();
  }

  void Fact(PageWord word, std::string_view value) {
    if (value.empty()) return;
    html_.Element("dt", Word(word)).Open("dd", {{"class", word == kDataHash ? "hash" : "fact"}});
    Data(value);
    html_.Close();
  }

  void OpenTable(std::initializer_list<PageWord> columns) {
    html_.Open("div", {{"class", "scroll"}}).Open("table").Open("thead").Open("tr");
    for (const PageWord column : columns) {
      html_.Element("th", Word(column), {{"scope", "col"}});
    }
    html_.Close().Close().Open("tbody");
  }
  void CloseTable() { html_.Close().Close().Close(); }

  void NothingIf(bool nothing) {
    if (nothing) html_.Element("p", Word(kNone), {{"class", "quiet"}});
  }

  void Head() {
    html_.Open("dl");
    if (report_.first) {
      std::string from, to;
      codec::AppendIso8601(&from, {.utc = *report_.first});
      codec::AppendIso8601(&to, {.utc = *report_.last});
      Fact(kPeriod, from.substr(0, 10) + " / " + to.substr(0, 10));
    }
    Fact(kRows, std::to_string(report_.rows));
    Fact(kRulebook, report_.options.rulebook);
    Fact(kEngine, report_.options.engine);
    Fact(kMadeAt, report_.options.made_at);
    Fact(kDataHash, report_.data_hash);
    html_.Close();
  }

  void Docket(const DocketParts& parts) {
    Conformity(parts.conformity);
    Swap(parts.swap);
    Demands(parts.demands);
    if (parts.networks) Networks(*parts.networks);
  }

  void Conformity(const even::Conformity& part) {
    html_.Element("h2", Word(kConformity)).Open("dl");
    Fact(kRecomputed, std::to_string(part.recomputed));
    Fact(kIdentical, std::to_string(part.identical));
    Fact(kDifferent, std::to_string(part.different.size()));
    Fact(kNotRecomputable, std::to_string(part.not_recomputable.size()));
    html_.Close();
    if (part.different.empty() && part.not_recomputable.empty()) return;
    OpenTable({kCases, kFirstField});
    for (const auto* list : {&part.different, &part.not_recomputable}) {
      for (const even::Conformity::Difference& one : *list) {
        html_.Open("tr");
        Cell(one.case_id);
        Cell(one.what);
        html_.Close();
      }
    }
    CloseTable();
  }

  void Swap(const SwapReport& swap) {
    html_.Element("h2", Word(kSwap)).Open("dl");
    Fact(kCases, std::to_string(swap.cases));
    Fact(kSwaps, std::to_string(swap.tries));
    Fact(kFlipsBarred, std::to_string(swap.barred.size()));
    Fact(kFlipsUnexplained, std::to_string(swap.unexplained.size()));
    const auto flips = std::ssize(swap.barred) + std::ssize(swap.unexplained);
    if (const auto bound = UpperBound({flips, swap.tries})) {
      Fact(kTrueRateBelow, fmt::format("{:.3f} %", 100 * *bound));
    }
    for (const auto& [what, count] : swap.explained) {
      Fact(kExplained, fmt::format("{}: {}", what, count));
    }
    html_.Close();
    Flips(kFlipsBarred, swap.barred);
    Flips(kFlipsUnexplained, swap.unexplained);
    if (swap.named.empty()) return;
    OpenTable({kAttribute, kNamedBy});
    for (const auto& [attribute, clauses] : swap.named) {
      html_.Open("tr");
      Cell(attribute);
      Cell(fmt::format("{}", fmt::join(clauses, ", ")));
      html_.Close();
    }
    CloseTable();
  }

  void Flips(PageWord title, const std::vector<Flip>& flips) {
    if (flips.empty()) return;
    html_.Element("h3", Word(title)).Open("ul");
    for (const Flip& flip : flips) {
      html_.Open("li");
      Data(fmt::format("{}, {} = {}: {} / {}", flip.decision, flip.attribute, flip.value,
                       flip.before, flip.after));
      html_.Close();
    }
    html_.Close();
  }

  void Demands(const std::vector<DemandCount>& demands) {
    html_.Element("h2", Word(kDemands));
    NothingIf(demands.empty());
    if (demands.empty()) return;
    OpenTable({kState, kBody, kLaw, kOutcome, kTotal});
    for (const DemandCount& one : demands) {
      html_.Open("tr");
      for (const std::string* text : {&one.state, &one.body, &one.law, &one.outcome}) Cell(*text);
      NumberCell(std::to_string(one.demands));
      html_.Close();
    }
    CloseTable();
  }

  // What was searched stands beside what was found: "none" without it would say nothing.
  void Networks(const std::vector<NetworkCount>& networks) {
    std::map<std::string, std::int64_t> roles;
    std::int64_t corrections = 0;
    for (const NetworkCount& one : networks) {
      for (const auto& [role, accounts] : one.roles) roles[role] += accounts;
      corrections += one.corrections;
    }
    html_.Element("h2", Word(kNetworks)).Open("dl");
    Fact(kDossiers, std::to_string(networks.size()));
    for (const auto& [role, accounts] : roles)
      Fact(kAccountsActedOn, fmt::format("{}: {}", role, accounts));
    Fact(kCorrections, std::to_string(corrections));
    html_.Close();
    if (networks.empty()) return;
    OpenTable({kDossier, kPeriod, kAccountsSearched, kSearches, kNetworksFound, kCandidates,
               kFellShort, kCorrections});
    for (const NetworkCount& one : networks) {
      html_.Open("tr");
      Cell(one.dossier);
      Cell(one.from + " / " + one.to);
      for (const std::int64_t number : {one.accounts, one.searches, one.found, one.candidates,
                                        one.fell_short, one.corrections}) {
        NumberCell(std::to_string(number));
      }
      html_.Close();
    }
    CloseTable();
  }

  void OpenFigure(const std::string& in_words) {
    html_.Open("svg", {{"width", Number(Scale::kWidth)},
                       {"height", Number(Scale::kHeight)},
                       {"viewBox", fmt::format("0 0 {} {}", Scale::kWidth, Scale::kHeight)},
                       {"role", "img"},
                       {"aria-label", in_words}});
  }

  void Bar(double from, double to, double top, double height, std::string_view colour) {
    html_.Empty("rect", {{"x", Number(from)},
                         {"y", Number(top)},
                         {"width", Number(std::max(0.0, to - from))},
                         {"height", Number(height)},
                         {"fill", colour}});
  }

  // A point with its interval; 0 marked; the margin, if any, as a band.
  void IntervalFigure(const Scale& scale, double value, const Interval& interval, double margin,
                      const std::string& in_words) {
    OpenFigure(in_words);
    if (margin > 0) Bar(scale.At(-margin), scale.At(margin), 0, Scale::kHeight, "#e3ebf5");
    Bar(scale.At(0) - 0.5, scale.At(0) + 0.5, 0, Scale::kHeight, "#777777");
    Bar(scale.At(interval.low), scale.At(interval.high), Scale::kHeight / 2 - 1, 2, "#14417b");
    html_.Empty("circle", {{"cx", Number(scale.At(value))},
                           {"cy", Number(Scale::kHeight / 2)},
                           {"r", "5"},
                           {"fill", "#14417b"}});
    html_.Close();
  }

  std::string InPoints(double value, const Interval& interval) const {
    return fmt::format("{} [{}, {}]", Points(value), Points(interval.low), Points(interval.high));
  }

  Scale ComparisonScale() const {
    double most = report_.options.margin * 2;
    for (const ComparedGroups& compared : report_.comparisons) {
      if (!compared.combined.difference) continue;
      const Interval& interval = compared.combined.difference->interval;
      most = std::max({most, std::fabs(interval.low), std::fabs(interval.high)});
    }
    return {-most * 1.05, most * 1.05};
  }

  void Comparisons() {
    html_.Element("h2", Word(kComparisons)).Element("p", Word(kComparisonsNote));
    NothingIf(report_.comparisons.empty());
    if (report_.comparisons.empty()) return;
    const Scale scale = ComparisonScale();
    OpenTable({kGroup, kAgainst, kCases, kRateA, kRateB, kDifference, kAdjustedP, kVerdict});
    for (const ComparedGroups& compared : report_.comparisons) Comparison(compared, scale);
    CloseTable();
    for (const ComparedGroups& compared : report_.comparisons) Strata(compared);
  }

  std::string NameOfB(const Contrast& contrast) const {
    return contrast.b.empty() ? std::string(Word(kAllOthers)) : contrast.b;
  }

  static std::string CasesOf(const ComparedGroups& compared, const Stratum& counts) {
    if (!compared.show_counts) return std::string(kNotShown);
    return fmt::format("{} / {}", counts.m1(), counts.m2());
  }

  void Comparison(const ComparedGroups& compared, const Scale& scale) {
    html_.Open("tr").Open("th", {{"scope", "row"}});
    Data(compared.contrast.a);
    html_.Close();
    Cell(NameOfB(compared.contrast));
    if (compared.hidden) {
      html_.Element("td", Word(kHidden), {{"colspan", "5"}, {"class", "quiet"}});
    } else {
      NumberCell(CasesOf(compared, compared.pooled));
      NumberCell(ShownPercent(compared.pooled.group_a()));
      NumberCell(ShownPercent(compared.pooled.group_b()));
      html_.Open("td", {{"dir", "ltr"}});
      if (const auto& difference = compared.combined.difference) {
        const std::string words = InPoints(difference->difference, difference->interval);
        IntervalFigure(scale, difference->difference, difference->interval, report_.options.margin,
                       words);
        html_.Text(words);
      }
      html_.Close();
      NumberCell(P(compared.test.adjusted));
    }
    html_.Element("td", Say(language_, compared.verdict), {{"class", "verdict"}}).Close();
  }

  void Strata(const ComparedGroups& compared) {
    if (compared.shown_strata.empty()) return;
    html_.Open("details").Open("summary").Text(Word(kStrata)).Text(": ");
    Data(compared.contrast.a);
    html_.Text(" / ");
    Data(NameOfB(compared.contrast));
    html_.Close();
    OpenTable({kStratum, kCases, kRateA, kRateB, kDifference});
    for (const StratumRow& row : compared.shown_strata) {
      html_.Open("tr");
      Cell(row.name);
      NumberCell(CasesOf(compared, row.counts));
      NumberCell(ShownPercent(row.counts.group_a()));
      NumberCell(ShownPercent(row.counts.group_b()));
      NumberCell(StratumDifference(row));
      html_.Close();
    }
    CloseTable();
    html_.Close();
  }

  std::string StratumDifference(const StratumRow& row) const {
    const auto& [difference, interval] = row.difference;
    if (IsFine(row.counts.group_a()) && IsFine(row.counts.group_b())) {
      return InPoints(difference, interval);
    }
    return fmt::format("{} [{}, {}]", CoarsePoints(difference), CoarsePoints(interval.low),
                       CoarsePoints(interval.high));
  }

  void Thresholds() {
    html_.Element("h2", Word(kThresholds));
    OpenTable({kFollowers, kPublished, kJump, kAdjustedP, kHeaping});
    for (const ThresholdRow& row : report_.thresholds) {
      html_.Open("tr");
      NumberCell(std::to_string(row.followers));
      Cell(Word(row.is_published ? kPublished : kPlacebo));
      if (row.jumps.empty()) {
        html_.Element("td", Word(kNotComputed), {{"colspan", "3"}, {"class", "quiet"}});
      } else {
        const Jump& jump = row.jumps.front();
        NumberCell(InPoints(jump.jump, Around(jump.jump, jump.standard_error)));
        NumberCell(P(row.test.adjusted));
        NumberCell(P(row.heaping_p));
      }
      html_.Close();
    }
    CloseTable();
  }

  void Matched() {
    const MatchedPart& part = report_.matched;
    html_.Element("h2", Word(kMatched));
    NothingIf(part.languages.empty());
    if (part.figures) {
      html_.Open("dl");
      Fact(kSets, std::to_string(part.figures->sets));
      Fact(kTreatedAlike, std::to_string(part.figures->sets - part.figures->not_alike));
      html_.Close();
    }
    if (part.divergent.empty()) return;
    html_.Element("h3", Word(kDivergent));
    html_.Open("div", {{"class", "scroll"}}).Open("table").Open("thead").Open("tr");
    html_.Element("th", Word(kSets), {{"scope", "col"}});
    for (const std::string& language : part.languages) HeadCell(language);
    html_.Close().Close().Open("tbody");
    for (const DivergentSet& set : part.divergent) {
      html_.Open("tr");
      Cell(set.set);
      for (const std::string& language : part.languages) {
        const auto what = set.by_language.find(language);
        Cell(what == set.by_language.end() ? std::string_view("-") : what->second);
      }
      html_.Close();
    }
    CloseTable();
  }

  void Agreement() {
    html_.Element("h2", Word(kAgreement));
    NothingIf(report_.agreement.empty());
    if (report_.agreement.empty()) return;
    OpenTable({kLanguage, kClause, kCases, kAgreed, kKappa});
    for (const AgreementRow& row : report_.agreement) {
      html_.Open("tr");
      Cell(row.language);
      Cell(row.clause.empty() ? Word(kAll) : std::string_view(row.clause));
      if (!row.figures) {
        html_.Element("td", Word(kHidden), {{"colspan", "3"}, {"class", "quiet"}}).Close();
        continue;
      }
      NumberCell(std::to_string(row.n));
      NumberCell(fmt::format("{:.0f} %", 100 * row.figures->observed));
      html_.Open("td", {{"dir", "ltr"}});
      if (const auto& kappa = row.figures->kappa) {
        const std::string words = fmt::format("{:.2f} [{:.2f}, {:.2f}]", kappa->value,
                                              kappa->interval.low, kappa->interval.high);
        IntervalFigure({-0.25, 1.05}, kappa->value, kappa->interval, 0, words);
        html_.Text(words);
      } else {
        html_.Text("-");
      }
      html_.Close().Close();
    }
    CloseTable();
  }

  std::string Hours(const std::optional<double>& hours) const {
    return hours ? fmt::format("{:.1f} {}", *hours, Word(kHours)) : std::string(Word(kOpen));
  }

  void Time() {
    html_.Element("h2", Word(kTime));
    NothingIf(report_.times.empty());
    if (report_.times.empty()) return;
    double most = 1;
    for (const TimeRow& row : report_.times) {
      most = std::max({most, row.median_hours.value_or(0), row.median_of_others.value_or(0)});
    }
    OpenTable({kTime, kGroup, kCases, kMedian, kMedianOthers, kAdjustedP});
    for (const TimeRow& row : report_.times) TimeOf(row, {0, most});
    CloseTable();
  }

  void TimeOf(const TimeRow& row, const Scale& scale) {
    html_.Open("tr");
    Cell(Word(row.what == kReportToDecision ? kToDecision : kToAnswer));
    Cell(row.value);
    if (row.hidden) {
      html_.Element("td", Word(kHidden), {{"colspan", "4"}, {"class", "quiet"}}).Close();
      return;
    }
    NumberCell(row.show_counts ? std::to_string(row.cases) : std::string(kNotShown));
    const std::string words =
        fmt::format("{} / {}", Hours(row.median_hours), Hours(row.median_of_others));
    html_.Open("td");
    OpenFigure(words);
    Bar(0, row.median_hours ? scale.At(*row.median_hours) : Scale::kWidth, 2, 10,
        row.median_hours ? "#14417b" : "#c9c9c9");
    Bar(0, row.median_of_others ? scale.At(*row.median_of_others) : Scale::kWidth, 14, 10,
        row.median_of_others ? "#8fa9cb" : "#c9c9c9");
    html_.Close();
    Data(Hours(row.median_hours));
    html_.Close();
    Cell(Hours(row.median_of_others));
    NumberCell(P(row.test.adjusted));
    html_.Close();
  }

  void Tables(PageWord title, const std::vector<CountTable>& tables) {
    html_.Element("h2", Word(title));
    NothingIf(tables.empty());
    for (const CountTable& table : tables) Counts(table);
  }

  void Counts(const CountTable& table) {
    html_.Open("h3");
    Data(table.name);
    html_.Close();
    html_.Open("div", {{"class", "scroll"}})
        .Open("table")
        .Open("thead")
        .Open("tr")
        .Element("td", "");
    for (const std::string& column : table.columns) HeadCell(column);
    html_.Element("th", Word(kTotal), {{"scope", "col"}}).Close().Close().Open("tbody");
    for (std::size_t i = 0; i <= table.rows.size(); ++i) {
      html_.Open("tr").Open("th", {{"scope", "row"}});
      Data(i < table.rows.size() ? std::string_view(table.rows[i]) : Word(kTotal));
      html_.Close();
      for (std::size_t j = 0; j <= table.columns.size(); ++j) {
        NumberCell(table.cells.shown[i][j] ? std::to_string(table.cells.counts[i][j])
                                           : std::string(kNotShown));
      }
      html_.Close();
    }
    CloseTable();
    html_.Open("p", {{"class", "quiet"}}).Text(std::to_string(table.cells.hidden)).Text(" ");
    html_.Text(Word(kCellsHidden)).Close();
  }

  void ReviewedAgain() {
    if (report_.reviewed_again.empty()) return;
    html_.Element("h3", Word(kReviewedAgain));
    OpenTable({kLanguage, kCases, kChanged});
    for (const even::ReviewedAgain& row : report_.reviewed_again) {
      html_.Open("tr");
      Cell(row.language);
      if (row.hidden) {
        html_.Element("td", Word(kHidden), {{"colspan", "2"}, {"class", "quiet"}});
      } else {
        NumberCell(std::to_string(row.n));
        NumberCell(fmt::format("{:.0f} %", 100 * row.changed.value_or(0)));
      }
      html_.Close();
    }
    CloseTable();
  }

  void Coverage() {
    html_.Element("h2", Word(kCoverage));
    NothingIf(report_.coverage.empty());
    if (report_.coverage.empty()) return;
    OpenTable({kLanguage, kSampled, kViolations, kEnforced});
    for (const CoverageRow& row : report_.coverage) {
      html_.Open("tr");
      Cell(row.language);
      if (row.hidden) {
        html_.Element("td", Word(kHidden), {{"colspan", "3"}, {"class", "quiet"}}).Close();
        continue;
      }
      NumberCell(std::to_string(row.sampled));
      NumberCell(
          fmt::format("{:.0f} \u00B1 {:.0f}", row.figures.violating, row.figures.violating_error));
      const auto& interval = row.figures.enforced_interval;
      NumberCell(interval ? fmt::format("{} [{}, {}]", Percent(*row.figures.enforced_share),
                                        Percent(interval->low), Percent(interval->high))
                          : "-");
      html_.Close();
    }
    CloseTable();
  }

  void Precedents() {
    html_.Element("h2", Word(kPrecedents));
    NothingIf(report_.precedents.empty());
    if (report_.precedents.empty()) return;
    OpenTable({kCases, kClause, kAction, kNearest});
    for (const PrecedentRow& row : report_.precedents) {
      html_.Open("tr");
      Cell(row.case_id);
      Cell(row.clause + ", " + row.severity);
      Cell(row.exception.empty() ? row.action : row.action + " (" + row.exception + ")");
      html_.Open("td");
      for (const Precedent& nearest : row.nearest) {
        Data(nearest.case_id + ": " + nearest.action);
        html_.Empty("br");
      }
      html_.Close().Close();
    }
    CloseTable();
  }

  void Limits() {
    html_.Element("h2", Word(kLimits));
    html_.Open("ul", {{"lang", "en"}, {"dir", "ltr"}});
    for (const std::string& limit : report_.limits) html_.Element("li", limit);
    html_.Close();
  }

  const ParityReport& report_;
  PageLanguage language_;
  page::Html html_;
};

}  // namespace

std::string ReportPage(const ParityReport& report, PageLanguage language) {
  return Page(report, language).Write();
}

}  // namespace evenhand::even
