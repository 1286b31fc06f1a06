// What an entry answers for a day (reach.md 2.7), as a table.

#include "register/answer.h"

#include <gtest/gtest.h>

namespace evenhand::access {
namespace {

Entry Made(std::string_view from, std::string_view to, std::string_view seen,
           std::size_t origins = 2) {
  Entry entry{.state = "XA", .service = "chat", .from = *ParseBeginning(from)};
  if (!to.empty()) entry.to = *ParseDays(to);
  if (!seen.empty()) entry.seen = *ParseDays(seen);
  for (std::size_t i = 0; i < origins; ++i)
    entry.sources.push_back({.url = "https://example.org/" + std::to_string(i)});
  return entry;
}

struct Case {
  const char* name;
  std::string_view from, to, seen;
  std::string_view day;
  Certainty certainty;
  Doubt doubt = Doubt::kNone;
  std::size_t origins = 2;
};

class AnswerTo : public testing::TestWithParam<Case> {};

TEST_P(AnswerTo, IsAsTheTableSays) {
  const Case& c = GetParam();
  const Answer answer = AnswerOn(Made(c.from, c.to, c.seen, c.origins), *ParseDay(c.day));
  EXPECT_EQ(Name(answer.certainty), Name(c.certainty));
  EXPECT_EQ(Name(answer.doubt), Name(c.doubt));
}

using enum Certainty;
using enum Doubt;

INSTANTIATE_TEST_SUITE_P(
    Days, AnswerTo,
    testing::Values(
        Case{"the_day_before", "2020-03-10", "2020-03-20", "", "2020-03-09", kNo},
        Case{"the_first_day", "2020-03-10", "2020-03-20", "", "2020-03-10", kYes},
        Case{"the_last_day", "2020-03-10", "2020-03-20", "", "2020-03-19", kYes},
        Case{"the_day_of_return_is_open", "2020-03-10", "2020-03-20", "", "2020-03-20", kNo},
        Case{"a_month_of_beginning_is_maybe", "2020-03", "2020-05-20", "", "2020-03-31", kYes},
        Case{"inside_the_month_of_beginning", "2020-03", "2020-05-20", "", "2020-03-30", kMaybe,
             kImprecise},
        Case{"before_the_month_of_beginning", "2020-03", "2020-05-20", "", "2020-02-29", kNo},
        Case{"a_month_of_end_is_maybe_to_its_last_day", "2020-03-10", "2020-05", "", "2020-05-31",
             kMaybe, kImprecise},
        Case{"the_day_before_a_month_of_end", "2020-03-10", "2020-05", "", "2020-04-30", kYes},
        Case{"after_a_month_of_end", "2020-03-10", "2020-05", "", "2020-06-01", kNo},
        Case{"one_month_for_both", "2020-03", "2020-03", "", "2020-03-15", kMaybe, kImprecise},
        Case{"fresh_for_a_year_with_two", "2020-03-10", "", "2021-01-01", "2022-01-01", kYes},
        Case{"stale_after_a_year", "2020-03-10", "", "2021-01-01", "2022-01-02", kMaybe, kStale},
        Case{"fresh_for_thirty_days_with_one", "2020-03-10", "", "2021-01-01", "2021-01-31", kYes,
             kNone, 1},
        Case{"stale_after_thirty_days", "2020-03-10", "", "2021-01-01", "2021-02-01", kMaybe,
             kStale, 1},
        Case{"the_earliest_sighting_counts", "2020-03-10", "", "2021", "2022-01-02", kMaybe,
             kStale},
        Case{"a_forecast_is_no", "2020-03-10", "", "", "2020-03-11", kNo},
        Case{"unknown_beginning_before_it_was_seen", "", "", "2021", "2021-12-30", kMaybe,
             kImprecise},
        Case{"unknown_beginning_from_the_last_it_was_seen", "", "", "2021", "2021-12-31", kYes},
        Case{"unknown_beginning_never_seen", "", "", "", "2021-12-31", kMaybe, kImprecise},
        Case{"unknown_beginning_with_an_end", "", "2021-06-01", "", "2000-01-01", kMaybe,
             kImprecise},
        Case{"unknown_beginning_after_its_end", "", "2021-06-01", "", "2021-06-01", kNo},
        Case{"half_known_beginning", "..2020-03-10", "", "2020-04-01", "2020-01-01", kMaybe,
             kImprecise},
        Case{"leap_day", "2020-02-29", "2020-03-01", "", "2020-02-29", kYes}),
    [](const auto& tested) { return tested.param.name; });

TEST(Answers, WithdrawnAndLapsesAreNo) {
  Entry entry = Made("2020-03-10", "2020-03-20", "");
  entry.lapses.push_back({*ParseDay("2020-03-12"), *ParseDay("2020-03-13")});
  EXPECT_EQ(AnswerOn(entry, *ParseDay("2020-03-11")).certainty, kYes);
  EXPECT_EQ(AnswerOn(entry, *ParseDay("2020-03-12")).certainty, kNo);
  EXPECT_EQ(AnswerOn(entry, *ParseDay("2020-03-13")).certainty, kYes);
  entry.status = Status::kWithdrawn;
  EXPECT_EQ(AnswerOn(entry, *ParseDay("2020-03-11")).certainty, kNo);
}

TEST(Answers, ContestedIsMaybeAtBestAlsoAfterItsEnd) {
  Entry entry = Made("2020-03-10", "2020-03-20", "");
  entry.status = Status::kContested;
  EXPECT_EQ(AnswerOn(entry, *ParseDay("2020-03-11")), (Answer{kMaybe, kContested}));
  entry.status = Status::kEnded;
  entry.grade = Status::kContested;
  EXPECT_EQ(AnswerOn(entry, *ParseDay("2020-03-11")), (Answer{kMaybe, kContested}));
}

TEST(Answers, TheStrongestOfSeveralCountsAndRowsAreSorted) {
  Entry stale = Made("2019-01-01", "", "2019-02-01");
  const Entry fresh = Made("2021-01-01", "", "2021-02-01");
  Entry throttled = fresh, other = fresh, regional = fresh;
  throttled.kind = Kind::kThrottle;
  other.state = "XB";
  regional.state = "XC";
  regional.region = "XC-01";
  const std::vector<Entry> entries = {other, throttled, stale, fresh, regional};
  const auto rows = AnswersOn(entries, {.day = *ParseDay("2021-03-01")});
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].entry, &entries[3]);
  EXPECT_EQ(rows[0].answer.certainty, kYes);
  EXPECT_EQ(rows[1].entry, &entries[1]);
  EXPECT_EQ(rows[2].entry, &entries[0]);
  EXPECT_EQ(AnswersOn(entries, {.day = *ParseDay("2021-03-01"), .region = "XC-01"}).size(), 4U);
}

}  // namespace
}  // namespace evenhand::access
