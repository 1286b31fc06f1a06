#include "codec/iso8601.h"

#include <gtest/gtest.h>

namespace evenhand::codec {
namespace {

struct TimeCase {
  const char* written;
  std::int64_t utc_us;
  const char* shown;
};

class Iso8601 : public testing::TestWithParam<TimeCase> {};
TEST_P(Iso8601, IsReadAndShownAgain) {
  const auto time = ParseIso8601(GetParam().written);
  ASSERT_TRUE(time.has_value()) << GetParam().written;
  EXPECT_EQ(Count(time->utc), GetParam().utc_us) << GetParam().written;
  std::string shown;
  AppendIso8601(&shown, *time);
  EXPECT_EQ(shown, GetParam().shown);
}
INSTANTIATE_TEST_SUITE_P(
    Forms, Iso8601,
    testing::Values(
        TimeCase{"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00+00:00"},
        TimeCase{"2025-03-01T12:00:00+00:00", 1740830400000000, "2025-03-01T12:00:00+00:00"},
        TimeCase{"2025-03-01T12:00:00", 1740830400000000, "2025-03-01T12:00:00"},
        TimeCase{"2025-03-01", 1740787200000000, "2025-03-01T00:00:00"},
        TimeCase{"2025-03-01 12:00", 1740830400000000, "2025-03-01T12:00:00"},
        TimeCase{"2025-03-01T12:00:00.5+00:00", 1740830400500000,
                 "2025-03-01T12:00:00.500000+00:00"},
        TimeCase{"2025-03-01T12:00:00.123456789Z", 1740830400123456,
                 "2025-03-01T12:00:00.123456+00:00"},
        TimeCase{"2025-03-01T12:00:00.250000-08:00", 1740859200250000,
                 "2025-03-01T12:00:00.250000-08:00"},
        TimeCase{"2025-03-01T12:00:00+0330", 1740817800000000, "2025-03-01T12:00:00+03:30"},
        TimeCase{"2025-03-01T12:00:00+03", 1740819600000000, "2025-03-01T12:00:00+03:00"},
        TimeCase{"2025-03-01T12:00:00+03:30:15", 1740817785000000, "2025-03-01T12:00:00+03:30:15"},
        TimeCase{"2024-02-29T23:59:59.999999Z", 1709251199999999,
                 "2024-02-29T23:59:59.999999+00:00"},
        TimeCase{"0001-01-01T00:00:00Z", -62135596800000000, "0001-01-01T00:00:00+00:00"},
        TimeCase{"9999-12-31T23:59:59Z", 253402300799000000, "9999-12-31T23:59:59+00:00"}));

TEST(Iso8601Refuses, EverythingElse) {
  for (const char* text : {"",
                           "now",
                           "2025",
                           "2025-3-1",
                           "2025-02-29",
                           "2025-13-01",
                           "2025-00-10",
                           "0000-01-01",
                           "2025-03-01T",
                           "2025-03-01T12",
                           "2025-03-01T24:00:00Z",
                           "2025-03-01T12:00:60Z",
                           "2025-03-01T12:60:00Z",
                           "2025-03-01T12:00:00.Z",
                           "2025-03-01T12:00:00+24:00",
                           "2025-03-01T12:00:00+3",
                           "2025-03-01T12:00:00+03:",
                           "2025-03-01T12:00:00ZZ",
                           "2025-03-01T12:00:00 Z",
                           " 2025-03-01",
                           "2025-03-01 ",
                           "2025-W09-6",
                           "20250301T120000",
                           "۲۰۲۵-۰۳-۰۱",
                           "2025-03-01T12:00:00Z\n"}) {
    EXPECT_FALSE(ParseIso8601(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace evenhand::codec
