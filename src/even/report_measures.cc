// Thresholds, matched sets, agreement, time, coverage: measures over rows.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "even/duration.h"
#include "even/report_parts.h"

namespace evenhand::even {
namespace {

constexpr double kBandwidth = 0.5;   // of log10(followers)
constexpr double kHeapWidth = 0.05;  // just below and just above: 5 % of the threshold

std::string OrNone(const std::string& text) { return text.empty() ? "none" : text; }

bool IsRecorded(const DecisionRow& row) { return row.is_decided() && !row.is_sampled(); }

// --- Thresholds
// ------------------------------------------------------------------------------------

struct RunningRows {
  std::vector<double> x, y;
  std::int64_t left = 0, right = 0;  // within the bandwidth
};

RunningRows RunningAt(Rows rows, double followers, ThresholdRow* out) {
  RunningRows running;
  for (const DecisionRow& row : rows) {
    if (!IsRecorded(row) || !row.is_violation() || !row.followers || *row.followers < 1) continue;
    const double own = Real(*row.followers);
    const double x = own == followers ? 0 : std::log10(own) - std::log10(followers);
    running.x.push_back(x);
    running.y.push_back(row.is_removed() ? 1 : 0);
    if (std::fabs(x) < kBandwidth) ++(x < 0 ? running.left : running.right);
    if (own < followers && own >= followers * (1 - kHeapWidth)) ++out->below;
    if (own >= followers && own < followers * (1 + kHeapWidth)) ++out->above;
  }
  return running;
}

// --- Agreement
// -------------------------------------------------------------------------------------

// leave; notice or limit; remove or stronger
std::size_t CategoryOf(std::int64_t sev) { return sev >= kRemovedSev ? 2 : sev >= 2 ? 1 : 0; }

// By language, then clause; clause "" holds the whole language.
using TwiceReviewed = std::map<std::pair<std::string, std::string>, AgreementTable>;

TwiceReviewed ReviewedTwice(Rows rows) {
  const AgreementTable empty(3, std::vector<std::int64_t>(3, 0));
  TwiceReviewed tables;
  for (const DecisionRow& row : rows) {
    if (!IsRecorded(row) || !row.second_sev) continue;
    for (const std::string& clause : {std::string(), row.clause}) {
      AgreementTable& table =
          tables.try_emplace({OrNone(row.language), clause}, empty).first->second;
      ++table[CategoryOf(row.sev)][CategoryOf(*row.second_sev)];
    }
  }
  return tables;
}

// Where one clause of a language is hidden, its size is the language's less the others': hides the
// smallest of those too, or the language's own.
void HideCompanions(std::vector<AgreementRow>* rows) {
  for (const AgreementRow& whole : std::vector(*rows)) {
    if (!whole.clause.empty()) continue;
    std::int64_t hidden = 0;
    AgreementRow* smallest = nullptr;
    for (AgreementRow& row : *rows) {
      if (row.language != whole.language) continue;
      const bool is_whole = row.clause.empty();
      if (row.hidden) {
        hidden += is_whole ? 0 : 1;
      } else if (smallest == nullptr || smallest->clause.empty() ||
                 (!is_whole && row.n < smallest->n)) {
        smallest = &row;
      }
    }
    if (hidden == 1 && smallest != nullptr) smallest->hidden = true;
  }
}

std::int64_t Sum(const AgreementTable& table) {
  std::int64_t sum = 0;
  for (const auto& row : table) {
    for (const std::int64_t count : row) sum += count;
  }
  return sum;
}

// --- Time
// ------------------------------------------------------------------------------------------

struct Span {
  std::string_view what;
  std::optional<TimeUs> DecisionRow::*from;
  std::optional<TimeUs> DecisionRow::*to;
};

constexpr Span kSpans[] = {{kReportToDecision, &DecisionRow::reported, &DecisionRow::decided},
                           {kAppealToAnswer, &DecisionRow::appealed, &DecisionRow::answered}};

void Add(const DecisionRow& row, const Span& span, Durations* durations) {
  constexpr double kUsPerHour = 3.6e9;
  if (const auto& to = row.*(span.to)) {
    durations->closed_hours.push_back(static_cast<double>(*to - *(row.*(span.from))) / kUsPerHour);
  } else {
    ++durations->open;
  }
}

std::int64_t SizeOf(const Durations& durations) {
  return std::ssize(durations.closed_hours) + durations.open;
}

Result<void> TestWithinClauses(const std::map<std::string, DurationStratum>& by_clause,
                               const DrawOptions& options, TimeRow* out) {
  std::vector<DurationStratum> strata;
  for (const auto& [clause, stratum] : by_clause) {
    if (SizeOf(stratum.a) > 0 && SizeOf(stratum.b) > 0) strata.push_back(stratum);
  }
  if (strata.empty()) return {};
  EVENHAND_ASSIGN(const DrawnPermutation drawn, DrawRankSums(strata, options));
  out->test.p = drawn.p;
  return {};
}

Result<TimeRow> TimeOf(Rows rows, const Span& span, std::string_view group,
                       const std::string& value, const DrawOptions& options) {
  DurationStratum all;
  std::map<std::string, DurationStratum> by_clause;
  for (const DecisionRow& row : rows) {
    if (row.is_sampled() || !(row.*(span.from))) continue;
    const bool is_a = *GroupOf(row, group) == value;
    Add(row, span, is_a ? &all.a : &all.b);
    DurationStratum& stratum = by_clause[row.clause];
    Add(row, span, is_a ? &stratum.a : &stratum.b);
  }
  TimeRow out;
  out.what = span.what;
  out.group = group;
  out.value = value;
  out.cases = SizeOf(all.a);
  out.open = all.a.open;
  out.hidden = SizeOf(all.a) < kLeastShown || SizeOf(all.b) < kLeastShown;
  if (out.hidden) return out;
  EVENHAND_ASSIGN(out.median_hours, MedianHours(all.a));
  EVENHAND_ASSIGN(out.median_of_others, MedianHours(all.b));
  EVENHAND_ASSIGN(out.shift_hours, ShiftHours(all.b, all.a));
  EVENHAND_TRY(TestWithinClauses(by_clause, options, &out));
  return out;
}

// --- Matched sets
// ----------------------------------------------------------------------------------

using SetsByName = std::map<std::string, std::map<std::string, const DecisionRow*>>;

SetsByName SetsOf(Rows rows) {
  SetsByName sets;
  for (const DecisionRow& row : rows) {
    if (!IsRecorded(row) || row.matched_set.empty() || row.language.empty()) continue;
    sets[row.matched_set].try_emplace(row.language, &row);  // the first, by case id
  }
  return sets;
}

bool IsAlike(const std::map<std::string, const DecisionRow*>& set) {
  const bool first = set.begin()->second->is_removed();
  return std::ranges::all_of(set, [&](const auto& e) { return e.second->is_removed() == first; });
}

DivergentSet Divergence(const std::string& name,
                        const std::map<std::string, const DecisionRow*>& set) {
  DivergentSet out{name, {}};
  for (const auto& [language, row] : set) {
    out.by_language[language] = fmt::format("{} under {}", OrNone(row->action), row->clause);
  }
  return out;
}

}  // namespace

Result<ThresholdRow> ThresholdAt(Rows rows, std::int64_t followers, bool is_published) {
  if (followers < 1) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("a threshold of {} followers; give 1 or more", followers));
  }
  ThresholdRow out;
  out.followers = followers;
  out.is_published = is_published;
  const RunningRows running = RunningAt(rows, Real(followers), &out);
  if (running.left < kLeastShown || running.right < kLeastShown) {
    out.why_not = "fewer than ten violations on a side within half a power of ten";
    return out;
  }
  for (const double bandwidth : {kBandwidth, kBandwidth / 2, kBandwidth * 2}) {
    const auto jump = JumpAtZero({running.x, running.y}, bandwidth);
    if (jump) out.jumps.push_back(*jump);
    if (jump && bandwidth == kBandwidth) out.test.p = jump->p;
  }
  EVENHAND_ASSIGN(out.heaping_p, HeapingP(out.below, out.above));
  return out;
}

Result<MatchedPart> MatchedSetsOf(Rows rows) {
  MatchedPart out;
  const SetsByName sets = SetsOf(rows);
  std::map<std::string, std::int64_t> languages;
  for (const auto& [name, set] : sets) {
    for (const auto& [language, row] : set) ++languages[language];
    if (set.size() > 1 && !IsAlike(set)) out.divergent.push_back(Divergence(name, set));
  }
  for (const auto& [language, count] : languages) out.languages.push_back(language);
  std::vector<MatchedPattern> patterns;
  for (const auto& [name, set] : sets) {
    if (set.size() < languages.size()) {
      ++out.incomplete;
      continue;
    }
    MatchedPattern& pattern = patterns.emplace_back();
    for (const auto& [language, row] : set) pattern.removed.push_back(row->is_removed() ? 1 : 0);
  }
  if (patterns.empty() || languages.size() < 2) return out;
  EVENHAND_ASSIGN(out.figures, CompareMatchedSets(patterns));
  for (const LanguagePair& pair : out.figures->pairs) out.pair_tests.push_back({pair.p, {}});
  return out;
}

Result<std::vector<AgreementRow>> AgreementOf(Rows rows) {
  std::vector<AgreementRow> out;
  for (const auto& [key, table] : ReviewedTwice(rows)) {
    AgreementRow& row = out.emplace_back();
    row.language = key.first;
    row.clause = key.second;
    row.n = Sum(table);
    row.hidden = row.n < kLeastShown;
    EVENHAND_ASSIGN(row.figures, CompareReviewers(table));
  }
  HideCompanions(&out);
  for (AgreementRow& row : out) {
    if (row.hidden) row.figures.reset();
  }
  return out;
}

Result<std::vector<TimeRow>> TimesOf(Rows rows, const ReportOptions& options) {
  const DrawOptions draw{options.seed, options.draws};
  std::vector<TimeRow> out;
  for (const Span& span : kSpans) {
    for (const std::string_view group : {"language", "role"}) {
      const std::set<std::string> too_small = HiddenValues(rows, group);
      for (const std::string& value : ValuesOf(rows, group)) {
        EVENHAND_ASSIGN(TimeRow row, TimeOf(rows, span, group, value, draw));
        row.show_counts = !too_small.contains(value);
        if (row.cases > 0) out.push_back(std::move(row));
      }
    }
  }
  return out;
}

std::vector<ReviewedAgain> ReviewsOf(Rows rows) {
  std::map<std::string, Share> by_language;
  for (const DecisionRow& row : rows) {
    if (!IsRecorded(row) || !row.second_sev || row.appealed) continue;
    Share& share = by_language[OrNone(row.language)];
    ++share.of;
    if (CategoryOf(row.sev) != CategoryOf(*row.second_sev)) ++share.yes;
  }
  std::vector<ReviewedAgain> out;
  for (const auto& [language, share] : by_language) {
    ReviewedAgain& row = out.emplace_back();
    row.language = language;
    row.n = share.of;
    row.hidden = share.of < kLeastShown;
    if (!row.hidden) row.changed = share.rate();
  }
  return out;
}

Result<std::vector<CoverageRow>> CoverageOf(Rows rows) {
  // By language, then chance of review; 1 for what was reported.
  std::map<std::string, std::map<double, CoveragePart>> parts;
  for (const DecisionRow& row : rows) {
    if (!row.is_decided()) continue;
    const double chance = row.review_chance.value_or(1);
    CoveragePart& part = parts[OrNone(row.language)][chance];
    part.review_chance = chance;
    ++part.posts;
    if (!row.is_violation()) continue;
    ++part.violating;
    if (row.sev > 0) ++part.acted_on;
  }
  std::vector<CoverageRow> out;
  for (const auto& [language, by_chance] : parts) {
    CoverageRow row;
    row.language = language;
    std::vector<CoveragePart> list;
    for (const auto& [chance, part] : by_chance) {
      list.push_back(part);
      if (chance < 1) row.sampled += part.posts;
    }
    if (row.sampled == 0) continue;
    row.hidden = row.sampled < kLeastShown;
    if (!row.hidden) {
      EVENHAND_ASSIGN(row.figures, EstimateCoverage(list));
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace evenhand::even
