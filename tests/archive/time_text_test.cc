#include "archive/time_text.h"

#include <gtest/gtest.h>

namespace evenhand::archive {
namespace {

constexpr std::int64_t kNone = -999;

struct Case {
  const char* name;
  const char* text;
  std::int64_t ms;
};

class Times : public testing::TestWithParam<Case> {};
TEST_P(Times, AreMilliseconds) {
  EXPECT_EQ(ParseTimeMs(GetParam().text).value_or(kNone), GetParam().ms);
}
INSTANTIATE_TEST_SUITE_P(
    Table, Times,
    testing::Values(Case{"Seconds", "1700006402", 1'700'006'402'000}, Case{"Negative", "-3", -3000},
                    Case{"Fraction", "1717200116.25", 1'717'200'116'250},
                    Case{"PointZero", "1717200116.0", 1'717'200'116'000},
                    Case{"CutOff", "1.9999", 1999}, Case{"NegativeFraction", "-0.5", -500},
                    Case{"Blanks", " 7 \r", 7000},
                    Case{"DateTime", "2021-08-15 12:01:02", 1'629'028'862'000},
                    Case{"Minutes", "2021-08-15 12:01", 1'629'028'860'000},
                    Case{"Iso", "2021-08-15T12:01:02.345Z", 1'629'028'862'345},
                    Case{"Offset", "2021-08-15T15:31:02+03:30", 1'629'028'862'000},
                    Case{"BeforeEpoch", "1969-12-31 23:59:59.9999", -1},
                    Case{"Twitter", "Wed Oct 10 20:19:24 +0000 2018", 1'539'202'764'000},
                    Case{"ZoneName", "2021-08-15 08:01:02 EDT", 1'629'028'862'000},
                    Case{"Us", "8/15/2021 12:01", 1'629'028'860'000},
                    Case{"UsShortYear", "8/15/21 12:01:02", 1'629'028'862'000},
                    Case{"Empty", "", kNone}, Case{"Word", "yesterday", kNone},
                    Case{"Exponent", "1.7e9", kNone}, Case{"NoDigits", "1.", kNone},
                    Case{"Minus", "-", kNone}, Case{"Huge", "99999999999999999999", kNone},
                    Case{"FarAway", "99999999999999", kNone},
                    Case{"NoSuchDay", "2021-02-30 00:00:00", kNone},
                    Case{"NoSuchUsDay", "2/30/2021 0:00", kNone},
                    Case{"OtherZone", "2021-08-15 08:01:02 XYZ", kNone},
                    Case{"Tail", "1700006402x", kNone}, Case{"Nul", "17\0", 17'000}),
    [](const auto& test) { return test.param.name; });

TEST(Time, UnitsAreSaid) {
  EXPECT_EQ(ParseTimeMs("1629028862345", TimeUnit::kMilliseconds), 1'629'028'862'345);
  EXPECT_EQ(ParseTimeMs("1629028862345678", TimeUnit::kMicroseconds), 1'629'028'862'345);
  EXPECT_EQ(ParseTimeMs("9999999999999999", TimeUnit::kMicroseconds), std::nullopt);
}

TEST(Time, ATwitterIdTellsTheTime) {
  EXPECT_EQ(SnowflakeTimeMs("1050118621198921728"), 1'539'202'764'211);
  EXPECT_EQ(SnowflakeTimeMs("20"), std::nullopt);
  EXPECT_EQ(SnowflakeTimeMs("1.05E+18"), std::nullopt);
  EXPECT_EQ(SnowflakeTimeMs(""), std::nullopt);
}

}  // namespace
}  // namespace evenhand::archive
