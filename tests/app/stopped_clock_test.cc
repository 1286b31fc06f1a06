// The last moment to appeal, with the outages of the register that comes with the program: the
// table of reach.md 3.3, to the second.

#include <gtest/gtest.h>

#include <algorithm>

#include "app/access_store.h"
#include "policy/appeal.h"
#include "register/outage.h"

namespace evenhand::app {
namespace {

using access::FormatDay;
using policy::FormatTime;
using policy::ParseTime;
using policy::Time;

access::Register Shipped() { return *LoadRegister({}); }

std::vector<policy::CutOff> CutOffsIn(const access::Register& known,
                                      const access::CutOffPlace& place) {
  std::vector<policy::CutOff> cut_offs;
  for (const access::DaySpan& span : access::CutOffsOf(known.entries(), place))
    cut_offs.push_back({span.from, span.to, false});
  return cut_offs;
}

access::CutOffPlace Iran(std::string_view until = "2027-06-01") {
  return {.state = "IR", .until = *access::ParseDay(until)};
}

struct Notice {
  const char *notice, *without, *with;
};

class LastMoment : public testing::TestWithParam<Notice> {};

TEST_P(LastMoment, IsAsTheTableSays) {
  const Time notice = *ParseTime(GetParam().notice);
  EXPECT_EQ(FormatTime(policy::FilingPeriodEnds(notice, {}, false)), GetParam().without);
  EXPECT_EQ(FormatTime(policy::FilingPeriodEnds(notice, CutOffsIn(Shipped(), Iran()), false)),
            GetParam().with);
}

INSTANTIATE_TEST_SUITE_P(
    Table33, LastMoment,
    testing::Values(Notice{"2025-07-08T00:00:00Z", "2026-01-08T00:00:00Z", "2026-01-08T00:00:00Z"},
                    Notice{"2025-08-31T09:30:00Z", "2026-02-28T09:30:00Z", "2026-06-14T09:30:00Z"},
                    Notice{"2025-12-20T12:00:00Z", "2026-06-20T12:00:00Z", "2026-10-04T12:00:00Z"},
                    Notice{"2026-01-05T10:00:00Z", "2026-07-05T10:00:00Z", "2026-10-19T10:00:00Z"},
                    Notice{"2026-01-10T10:00:00Z", "2026-07-10T10:00:00Z", "2026-10-22T00:00:00Z"},
                    Notice{"2026-02-01T00:00:00Z", "2026-08-01T00:00:00Z", "2026-10-27T00:00:00Z"},
                    Notice{"2026-05-26T00:00:00Z", "2026-11-26T00:00:00Z",
                           "2026-11-26T00:00:00Z"}));

TEST(StatedPeriods, CountWhatTheRegisterDoesNotCover) {
  // 90 days stated, of which the register has 19 and 32: 39 are left, under 60.
  const Time notice = *ParseTime("2025-12-31T00:00:00Z");
  std::vector<policy::CutOff> with = CutOffsIn(Shipped(), Iran());
  const Time before = policy::FilingPeriodEnds(notice, with, false);
  with.push_back({*ParseTime("2026-01-01T00:00:00Z"), *ParseTime("2026-04-01T00:00:00Z"), true});
  EXPECT_EQ(policy::FilingPeriodEnds(notice, with, false) - before, std::chrono::days(39));
}

TEST(CutOffs, LeapDaysAndMonthEndsAreDays) {
  access::Register known;
  const auto day = [](std::string_view text) { return *access::ParseDay(text); };
  ASSERT_TRUE(known.Apply({.by = {"a", "b"},
                           .state = "XA",
                           .service = "internet",
                           .limit = access::Kind::kShutdown,
                           .from = access::Beginning{day("2024-02-28"), day("2024-02-28")},
                           .to = access::DayPair{day("2024-03-01"), day("2024-03-01")},
                           .sources = {{.url = "https://a.example/"}}}));
  const Time notice = *ParseTime("2024-02-01T00:00:00Z");
  const auto cut_offs = CutOffsIn(known, {.state = "XA", .until = day("2025-01-01")});
  EXPECT_EQ(FormatTime(policy::FilingPeriodEnds(notice, cut_offs, false)), "2024-08-03T00:00:00Z");
}

TEST(CutOffs, ABlockOfThisServiceCountsForItsFirstThirtyDays) {
  auto place = Iran();
  place.service = "whatsapp";
  const auto spans = access::CutOffsOf(Shipped().entries(), place);
  // 21 September 2022, with the curfew inside; the block itself lasted to December 2024.
  EXPECT_TRUE(std::ranges::any_of(spans, [](const access::DaySpan& span) {
    return FormatDay(span.from) == "2022-09-21" && FormatDay(span.to) == "2022-10-21";
  }));
}

TEST(CutOffs, WhatIsContestedOrWithdrawnStopsNothingAndARegionServesItself) {
  std::vector<access::Entry> entries(3);
  for (access::Entry& entry : entries) {
    entry.state = "XA";
    entry.kind = access::Kind::kShutdown;
    entry.from = {*access::ParseDay("2024-01-01"), *access::ParseDay("2024-01-02")};
    entry.to = access::DayPair{*access::ParseDay("2024-01-05"), *access::ParseDay("2024-01-06")};
  }
  entries[0].status = access::Status::kContested;
  entries[1].status = access::Status::kWithdrawn;
  entries[2].region = "XA-01";
  const access::CutOffPlace whole{.state = "XA", .until = *access::ParseDay("2025-01-01")};
  EXPECT_TRUE(access::CutOffsOf(entries, whole).empty());
  access::CutOffPlace region = whole;
  region.region = "XA-01";
  ASSERT_EQ(access::CutOffsOf(entries, region).size(), 1U);
  // Doubt favours the person: from the first day it may have begun to the last it may have lasted.
  EXPECT_EQ(access::CutOffsOf(entries, region)[0],
            (access::DaySpan{*access::ParseDay("2024-01-01"), *access::ParseDay("2024-01-07")}));
}

}  // namespace
}  // namespace evenhand::app
