#include "even/parity_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/split_mix.h"
#include "even/examples.h"
#include "even/parity_page.h"
#include "even/report_parts.h"

namespace evenhand::even {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kHourUs = 3'600'000'000;
constexpr TimeUs kStart{1'767'225'600'000'000};  // 2026-01-01

DecisionRow Case(std::int64_t number) {
  DecisionRow row;
  row.case_id = "c" + std::to_string(100'000 + number);
  row.clause = "health";
  row.severity = "low";
  row.finding = "violation";
  row.role = "ordinary";
  row.language = "en";
  row.action = "none";
  row.reported = kStart;
  row.decided = kStart + kHourUs;
  return row;
}

void Remove(DecisionRow* row) {
  row->action = "remove";
  row->sev = 4;
}

// The rows behind example 1 of docs/parity.md.
std::vector<DecisionRow> OfficeHolders() {
  const char* severities[] = {"low", "medium", "high"};
  std::vector<DecisionRow> rows;
  for (std::size_t i = 0; i < kOfficeHolders.size(); ++i) {
    const Stratum& s = kOfficeHolders[i];
    for (std::int64_t n = 0; n < s.n(); ++n) {
      DecisionRow row = Case(std::ssize(rows));
      row.severity = severities[i];
      row.role = n < s.m1() ? "public_office" : "ordinary";
      if (n < s.a || (n >= s.m1() && n < s.m1() + s.c)) Remove(&row);
      rows.push_back(row);
    }
  }
  return rows;
}

// Rows with something of every part.
std::vector<DecisionRow> Mixed() {
  const char* languages[] = {"en", "fa", "ar"};
  const char* roles[] = {"ordinary", "ordinary", "ordinary", "public_office"};
  SplitMix64 random(11);
  std::vector<DecisionRow> rows;
  for (std::int64_t i = 0; i < 600; ++i) {
    DecisionRow row = Case(i);
    row.language = languages[random.Below(3)];
    row.role = roles[random.Below(4)];
    row.clause = random.Below(2) == 0 ? "health" : "<b>hate & \"slurs\"</b>";
    row.followers = static_cast<std::int64_t>(1'000 + random.Below(1'000'000));
    row.decided = kStart + static_cast<std::int64_t>(random.Below(2'000)) * kHourUs;
    if (random.Below(3) == 0) Remove(&row);
    if (random.Below(4) == 0) row.second_sev = static_cast<std::int64_t>(random.Below(6));
    if (random.Below(5) == 0) {
      row.appealed = *row.decided + kHourUs;
      if (random.Below(2) == 0) row.answered = *row.appealed + kHourUs;
      if (row.answered) row.appeal_outcome = "overturned";
    }
    if (random.Below(20) == 0) row.decided.reset(), row.appealed.reset(), row.answered.reset();
    if (random.Below(10) == 0) row.matched_set = "s" + std::to_string(random.Below(20));
    if (random.Below(10) == 0 && row.decided) row.review_chance = 0.01;
    rows.push_back(row);
  }
  return rows;
}

TEST(Report, HasTheFiguresOfTheExample) {
  const auto report = MakeReport(OfficeHolders(), {});
  ASSERT_TRUE(report.has_value()) << report.error().message;
  ASSERT_EQ(report->comparisons.size(), 1u);
  const ComparedGroups& compared = report->comparisons[0];
  EXPECT_EQ(compared.contrast.a, "public_office");
  EXPECT_EQ(compared.strata, 3u);
  EXPECT_NEAR(compared.crude.difference, 0.008333333, 5e-10);
  EXPECT_NEAR(compared.standardised->difference, -0.071578947, 5e-10);
  EXPECT_NEAR(compared.combined.ratio->ratio, 0.481893290, 5e-10);
  EXPECT_EQ(compared.method, "exact permutation");
  EXPECT_NEAR(*compared.test.p, 5.807200357e-6, 5e-15);
  EXPECT_EQ(compared.verdict, ParityVerdict::kDifferent);
}

TEST(Report, AdjustsForEveryTest) {
  const auto report = MakeReport(Mixed(), {});
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_GT(report->tests, 10);
  for (const ComparedGroups& compared : report->comparisons) {
    if (!compared.test.p) continue;
    EXPECT_GE(*compared.test.adjusted, *compared.test.p);
  }
}

TEST(Report, DoesNotDependOnTheOrderOfRows) {
  std::vector<DecisionRow> rows = Mixed();
  const std::string first = ReportJson(*MakeReport(rows, {}));
  std::ranges::reverse(rows);
  EXPECT_EQ(ReportJson(*MakeReport(rows, {})), first);
  std::ranges::rotate(rows, rows.begin() + 217);
  EXPECT_EQ(ReportJson(*MakeReport(rows, {})), first);
}

TEST(Report, OneOtherRowIsAnotherHash) {
  std::vector<DecisionRow> rows = Mixed();
  const std::string hash = MakeReport(rows, {})->data_hash;
  EXPECT_EQ(hash.size(), 64u);
  rows[3].reviewer = "r1";
  EXPECT_NE(MakeReport(rows, {})->data_hash, hash);
}

TEST(Report, HidesComparisonsOfFewerThanTenCases) {
  std::vector<DecisionRow> rows = OfficeHolders();
  for (std::int64_t i = 0; i < 9; ++i) {
    rows.push_back(Case(50'000 + i));
    rows.back().role = "candidate";
  }
  const auto report = MakeReport(rows, {});
  const ComparedGroups& candidates = report->comparisons[0];
  EXPECT_EQ(candidates.contrast.a, "candidate");
  EXPECT_TRUE(candidates.hidden);
  EXPECT_FALSE(candidates.test.p.has_value());
  EXPECT_EQ(candidates.verdict, ParityVerdict::kCannotTell);
}

TEST(Report, AHiddenGroupsSizeCannotBeComputedFromTheOthers) {
  // Nine Arabic cases among three languages: with the counts of the other two they would be known.
  std::vector<DecisionRow> rows = OfficeHolders();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].language = i < 9 ? "ar" : i < 400 ? "fa" : "en";
  }
  const auto report = MakeReport(rows, {});
  std::map<std::string, const ComparedGroups*> languages;
  for (const ComparedGroups& compared : report->comparisons) {
    languages[compared.contrast.a] = &compared;
  }
  EXPECT_TRUE(languages["ar"]->hidden);
  EXPECT_FALSE(languages["fa"]->show_counts);
  EXPECT_TRUE(languages["en"]->show_counts);
}

TEST(Report, AHiddenClauseHasAHiddenCompanion) {
  std::vector<DecisionRow> rows;
  for (std::int64_t i = 0; i < 69; ++i) {
    rows.push_back(Case(i));
    rows.back().second_sev = i % 2 == 0 ? 0 : 4;
    rows.back().clause = i < 9 ? "few" : i < 29 ? "some" : "many";
  }
  const auto report = MakeReport(rows, {});
  std::set<std::string> hidden;
  for (const AgreementRow& row : report->agreement) {
    if (row.hidden) hidden.insert(row.clause);
  }
  EXPECT_EQ(hidden, (std::set<std::string>{"few", "some"}));
}

TEST(Report, NoCountBelowTenIsInTheTables) {
  const auto report = MakeReport(Mixed(), {});
  for (const auto* tables : {&report->decisions, &report->exceptions, &report->appeals}) {
    for (const CountTable& table : *tables) {
      for (std::size_t i = 0; i < table.cells.counts.size(); ++i) {
        for (std::size_t j = 0; j < table.cells.counts[i].size(); ++j) {
          EXPECT_TRUE(!table.cells.shown[i][j] || table.cells.counts[i][j] >= kLeastShown);
        }
      }
    }
  }
}

TEST(Report, ListsEverySetNotTreatedAlike) {
  std::vector<DecisionRow> rows = OfficeHolders();
  for (const char* language : {"en", "ar", "fa"}) {
    rows.push_back(Case(60'000 + std::ssize(rows)));
    rows.back().matched_set = "vaccine post";
    rows.back().language = language;
    if (rows.back().language != "fa") Remove(&rows.back());
  }
  const auto report = MakeReport(rows, {});
  ASSERT_EQ(report->matched.divergent.size(), 1u);
  EXPECT_EQ(report->matched.divergent[0].by_language.at("fa"), "none under health");
  EXPECT_EQ(report->matched.divergent[0].by_language.at("ar"), "remove under health");
}

TEST(Report, FindsTheNearestPrecedents) {
  std::vector<DecisionRow> rows;
  const auto add = [&](const char* id, std::int64_t hours, const char* clause, const char* answer) {
    rows.push_back(Case(0));
    rows.back().case_id = id;
    rows.back().decided = kStart + hours * kHourUs;
    rows.back().clause = clause;
    rows.back().judgements["threat"] = answer;
  };
  add("old, same judgement", 1, "health", "no");
  add("new, same judgement", 5, "health", "no");
  add("newest, other judgement", 8, "health", "yes");
  add("other clause", 9, "spam", "no");
  add("the office", 10, "health", "no");
  rows.back().role = "public_office";
  add("later", 11, "health", "no");
  const auto report = MakeReport(rows, {});
  ASSERT_EQ(report->precedents.size(), 1u);
  std::vector<std::string> nearest;
  for (const Precedent& one : report->precedents[0].nearest) nearest.push_back(one.case_id);
  EXPECT_THAT(nearest, testing::ElementsAre("new, same judgement", "old, same judgement",
                                            "newest, other judgement", "other clause"));
}

TEST(Report, OpenCasesCountAsLonger) {
  std::vector<DecisionRow> rows;
  for (std::int64_t i = 0; i < 40; ++i) {
    rows.push_back(Case(i));
    rows.back().language = i < 20 ? "en" : "fa";
    if (i >= 20 && i < 32) rows.back().decided.reset();
  }
  const auto report = MakeReport(rows, {});
  const TimeRow& persian = report->times[1];
  EXPECT_EQ(persian.value, "fa");
  EXPECT_EQ(persian.open, 12);
  EXPECT_FALSE(persian.median_hours.has_value());
  EXPECT_LT(*persian.test.p, 0.01);
}

TEST(Report, SaysWhatWasNotMeasured) {
  const std::string json = ReportJson(*MakeReport(OfficeHolders(), {}));
  EXPECT_THAT(json, HasSubstr("Coverage was not measured"));
  EXPECT_THAT(json, HasSubstr("Conformity was not measured here"));
  EXPECT_THAT(ReportJson(*MakeReport(Mixed(), {})), Not(HasSubstr("Coverage was not measured")));
}

TEST(BadReports, AreErrors) {
  EXPECT_FALSE(MakeReport({}, {}).has_value());
  const auto twice = MakeReport({Case(1), Case(1)}, {});
  EXPECT_THAT(twice.error().message, HasSubstr("case c100001 is there twice"));
  ReportOptions options;
  options.contrasts = {{"religion", "a", "b"}};
  EXPECT_THAT(MakeReport({Case(1)}, options).error().message, HasSubstr("'religion' is no group"));
}

TEST(Page, EscapesWhatComesFromData) {
  const std::string page = ReportPage(*MakeReport(Mixed(), {}), PageLanguage::kEnglish);
  EXPECT_THAT(page, Not(HasSubstr("<b>hate")));
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;hate &amp; &quot;slurs&quot;&lt;/b&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("http")));
}

struct Reading {
  PageLanguage language;
  const char* start;
};

TEST(Page, RunsInItsLanguagesDirection) {
  const auto report = MakeReport(Mixed(), {});
  for (const Reading& reading :
       {Reading{PageLanguage::kEnglish, "<html lang=\"en\" dir=\"ltr\">"},
        Reading{PageLanguage::kPersian, "<html lang=\"fa\" dir=\"rtl\">"},
        Reading{PageLanguage::kArabic, "<html lang=\"ar\" dir=\"rtl\">"}}) {
    EXPECT_THAT(ReportPage(*report, reading.language), HasSubstr(reading.start));
  }
}

TEST(ParityReport, WhatOnlyADocketCanSayStandsInsteadOfItsLimits) {
  DocketParts parts;
  parts.conformity = {.recomputed = 3, .identical = 2, .different = {{"c7", "actions"}}};
  parts.swap.cases = 3;
  parts.swap.tries = 240;
  parts.swap.unexplained = {{"c8", "office", "holder", "hate: hide, none", "<b>: none, none"}};
  parts.swap.named = {{"office", {"E1"}}};
  parts.demands = {{"X", "ministry", "", "refused", 4}};
  parts.networks = {{{.dossier = "network-3",
                      .from = "2024-01-01",
                      .to = "2024-02-01",
                      .accounts = 900,
                      .searches = 6,
                      .found = 2,
                      .candidates = 41,
                      .fell_short = 19,
                      .roles = {{"operator", 1}, {"fake_persona", 20}},
                      .corrections = 3}}};
  EXPECT_FALSE(IsClean(parts));
  const auto with = MakeReport(Mixed(), {}, parts);
  ASSERT_TRUE(with);
  const std::string json = ReportJson(*with);
  EXPECT_THAT(json, HasSubstr("\"first_field\": \"actions\""));
  EXPECT_THAT(json, HasSubstr("\"attribute\": \"office\""));
  EXPECT_THAT(json, HasSubstr("\"demands\": 4"));
  EXPECT_THAT(json, Not(HasSubstr("Conformity was not measured")));
  for (const PageLanguage language :
       {PageLanguage::kEnglish, PageLanguage::kPersian, PageLanguage::kArabic}) {
    const std::string page = ReportPage(*with, language);
    EXPECT_THAT(page, HasSubstr("ministry"));
    for (const char* of_networks :
         {"network-3", "2024-01-01 / 2024-02-01", ">900<", ">41<", ">19<", "fake_persona: 20"}) {
      EXPECT_THAT(page, HasSubstr(of_networks));
    }
    EXPECT_THAT(page, HasSubstr("&lt;b&gt;: none, none"));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
  }
  const auto without = MakeReport(Mixed(), {});
  EXPECT_THAT(ReportJson(*without), HasSubstr("Conformity was not measured"));
  EXPECT_THAT(ReportJson(*without), Not(HasSubstr("\"conformity\"")));
  parts.conformity.different.clear();
  parts.swap.unexplained.clear();
  EXPECT_TRUE(IsClean(parts));
}

TEST(ParityReport, RowsWithoutAReportSayThatTimeWasNotMeasured) {
  std::vector<DecisionRow> rows = Mixed();
  const char* limit = "Time from report to decision was not measured";
  EXPECT_THAT(ReportJson(*MakeReport(rows, {})), Not(HasSubstr(limit)));
  for (DecisionRow& row : rows) row.reported.reset();
  EXPECT_THAT(ReportJson(*MakeReport(rows, {})), HasSubstr(limit));
}

}  // namespace
}  // namespace evenhand::even
