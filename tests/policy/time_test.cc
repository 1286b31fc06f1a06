#include "policy/time.h"

#include <gtest/gtest.h>

namespace evenhand::policy {
namespace {

Time At(std::string_view text) { return *ParseTime(text); }

struct StepCase {
  const char* start;
  const char* period;
  const char* end;
};

class Step : public testing::TestWithParam<StepCase> {};

TEST_P(Step, EndsWhereTheCalendarSays) {
  const auto& [start, period, end] = GetParam();
  EXPECT_EQ(FormatTime(After(At(start), *ParsePeriod(period))), end);
}

INSTANTIATE_TEST_SUITE_P(
    Calendar, Step,
    testing::Values(StepCase{"2022-10-01T00:00:00Z", "PT12H", "2022-10-01T12:00:00Z"},
                    StepCase{"2022-10-01T00:00:00Z", "P7D", "2022-10-08T00:00:00Z"},
                    StepCase{"2024-02-29T10:11:12Z", "P1Y", "2025-02-28T10:11:12Z"},
                    StepCase{"2024-01-31T00:00:00Z", "P1M", "2024-02-29T00:00:00Z"},
                    StepCase{"2023-08-31T00:00:00Z", "P6M", "2024-02-29T00:00:00Z"},
                    StepCase{"2022-11-30T23:59:59Z", "P3M", "2023-02-28T23:59:59Z"},
                    StepCase{"2022-01-01T00:00:00Z", "P1DT12H", "2022-01-02T12:00:00Z"},
                    StepCase{"2022-01-01T00:00:00+03:30", "PT0S", "2021-12-31T20:30:00Z"}));

TEST(Period, IsWrittenShortest) {
  for (const auto& [text, shown] : {std::pair("P365D", "P365D"),
                                    {"P24M", "P2Y"},
                                    {"PT36H", "P1DT12H"},
                                    {"P2W", "P14D"},
                                    {"PT0S", "PT0S"},
                                    {"P1Y6M", "P1Y6M"}}) {
    EXPECT_EQ(FormatPeriod(*ParsePeriod(text)), shown);
  }
}

TEST(Period, RefusesWhatIsNone) {
  for (const char* text : {"", "P", "PT", "7D", "P7", "PD", "P-1D", "P1H", "P1DT", "P1D1Y", "P7d",
                           "P1.5D", "P99999999Y", "P7D "}) {
    EXPECT_FALSE(ParsePeriod(text)) << text;
  }
}

TEST(Time, RefusesFractionsAndNonsense) {
  for (const char* text : {"2022-13-01", "2022-02-29", "yesterday", "2022-01-01T00:00:00.5Z", ""}) {
    EXPECT_FALSE(ParseTime(text)) << text;
  }
}

TEST(Time, IsWrittenWithAllItsDigits) {
  for (const char* text : {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2024-02-29T09:08:07Z",
                           "9999-12-31T23:59:59Z"}) {
    EXPECT_EQ(FormatTime(At(text)), text);
  }
  EXPECT_EQ(FormatTime(At("9999-12-31T23:59:59Z") + Seconds(1)), "10000-01-01T00:00:00Z");
}

TEST(Period, OrderCountsAMonthAsItsMean) {
  EXPECT_TRUE(IsShorter(*ParsePeriod("P30D"), *ParsePeriod("P1M")));
  EXPECT_TRUE(IsShorter(*ParsePeriod("P1M"), *ParsePeriod("P31D")));
  EXPECT_FALSE(IsShorter(*ParsePeriod("P1Y"), *ParsePeriod("P12M")));
}

}  // namespace
}  // namespace evenhand::policy
