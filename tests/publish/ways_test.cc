#include "publish/ways.h"

#include <gtest/gtest.h>

#include <string>

namespace evenhand::publish {
namespace {

constexpr char kList[] =
    "EVENHAND WAYS 1\nDate: 2026-11-25\nSite: https://example.org/\nSite: https://203.0.113.7/\n"
    "Onion: http://x.onion/\nMail: a@example.org\n"
    "Mirror: https://m.example/  kept by the library of X until 2027-01-31\n";

TEST(Ways, LastNinetyDaysOrUntilTheyAreSaidToEnd) {
  const auto list = ReadWays(kList);
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_EQ(list->until - list->date, kWaysLast);
  const auto shorter = ReadWays(std::string(kList) + "\nUntil: 2026-12-01\n");
  ASSERT_TRUE(shorter) << shorter.error().message;
  EXPECT_EQ((shorter->until - shorter->date).count(), 6);
}

TEST(Ways, SayTheirAgeInWords) {
  const Ways ways = *ReadWays(std::string(kList) + "\nUntil: 2026-12-01\n");
  const auto on = [&](int days) { return WaysAge(ways, ways.date + std::chrono::days(days)); };
  EXPECT_EQ(on(0), "of 2026-11-25");
  EXPECT_EQ(on(-1), "of 2026-11-25");
  EXPECT_EQ(on(1), "of 2026-11-25, 1 day old");
  EXPECT_EQ(on(5), "of 2026-11-25, 5 days old");
  EXPECT_EQ(on(6), "of 2026-11-25, 6 days old, over since today: look for a newer list");
  EXPECT_EQ(on(7), "of 2026-11-25, 7 days old, over since 1 day: look for a newer list");
  EXPECT_EQ(on(100), "of 2026-11-25, 100 days old, over since 94 days: look for a newer list");
  EXPECT_EQ(ReadSignedWays("untrusted comment: x\nRWQ=\n" + std::string(kList))->date, ways.date);
  for (const char* cut : {"", "untrusted comment: x", "untrusted comment: x\nRWQ="})
    EXPECT_FALSE(ReadSignedWays(cut)) << cut;
}

struct Wrong {
  const char* name;
  std::string text;
  const char* said;
};
class WrongWays : public testing::TestWithParam<Wrong> {};
TEST_P(WrongWays, SayWhatToMend) {
  const auto list = ReadWays(GetParam().text);
  ASSERT_FALSE(list);
  EXPECT_NE(list.error().message.find(GetParam().said), std::string::npos) << list.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Publish, WrongWays,
    testing::Values(
        Wrong{"empty", "", "first line"}, Wrong{"other", "EVENHAND COPY 1\n", "first line"},
        Wrong{"no_date", "EVENHAND WAYS 1\nSite: https://a.example/\n", "no line 'Date:"},
        Wrong{"no_day", "EVENHAND WAYS 1\nDate: soon\nSite: https://a.example/\n", "'Date: soon'"},
        Wrong{"no_address", "EVENHAND WAYS 1\nDate: 2026-11-25\n", "no address"},
        Wrong{"label", std::string(kList) + "Proxy: x\n", "'Proxy: x' is none of"},
        Wrong{"empty_label", std::string(kList) + "Site: \n", "'Site: ' is none of"},
        Wrong{"too_long", std::string(kList) + "Until: 2027-02-24\n", "at most 90 days"},
        Wrong{"over_before", std::string(kList) + "Until: 2026-11-25\n", "at most 90 days"},
        Wrong{"cut", std::string(kList) + "Until: 2026-12", "no end of line"}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace evenhand::publish
