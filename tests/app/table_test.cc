#include "app/table.h"

#include <gtest/gtest.h>

#include "app/progress.h"
#include "app/summary.h"

namespace evenhand::app {
namespace {

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth(""), 0u);
  EXPECT_EQ(DisplayWidth("Spam"), 4u);
  EXPECT_EQ(DisplayWidth("هرزنامه"), 7u);
  EXPECT_EQ(DisplayWidth("می‌خواهم"), 7u);  // the joiner takes no column
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);
  EXPECT_EQ(DisplayWidth("日本"), 4u);
  EXPECT_EQ(DisplayWidth("\xff"), 1u);
}

TEST(ForTerminal, ShowsWhatWouldMoveTheCursorOrTurnTheLine) {
  EXPECT_EQ(ForTerminal("photo\u202egnp.exe"), "photo\\u202egnp.exe");
  EXPECT_EQ(ForTerminal("\x1b[2J\n"), "\\u001b[2J\\u000a");
  EXPECT_EQ(ForTerminal("می‌خواهم 👨‍👩‍👧"),
            "می‌خواهم 👨‍👩‍👧");
  EXPECT_EQ(ForTerminal("\xff"), "\uFFFD");
}

TEST(Numbers, AreEasyToRead) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1234567), "1,234,567");
  EXPECT_EQ(Duration(0.0421), "42 ms");
  EXPECT_EQ(Duration(1.25), "1.2 s");
  EXPECT_EQ(Duration(59.96), "1 min 00 s");
  EXPECT_EQ(Duration(7500), "2 h 05 min");
}

TEST(BarTable, ShowsTheLargestFirst) {
  EXPECT_EQ(BarTable({}), "");
  EXPECT_EQ(BarTable({{"Few", 5}, {"هرزنامه", 1000}, {"Also", 500}}, {.bar_columns = 4}),
            "  هرزنامه  1,000  ████\n"
            "  Also       500  ██\n"
            "  Few          5  ▏\n");
  EXPECT_EQ(BarTable({{"a", 3}, {"b", 2}, {"c", 1}}, {.most_rows = 1, .bar_columns = 1}),
            "  a  3  █\n  and 2 more\n");
  EXPECT_EQ(BarTable({{"ALongRuleName", 1}}, {.bar_columns = 1, .name_columns = 6}),
            "  ALong…  1  █\n");
}

TEST(ProgressText, SaysHowFarAndHowLong) {
  EXPECT_EQ(ProgressText(50, 100, 2000, 2.0), " 50 %  2,000 events  1,000/s  2.0 s left");
  EXPECT_EQ(ProgressText(50, 0, 2000, 2.0), "2,000 events  1,000/s");
  EXPECT_EQ(ProgressText(100, 100, 0, 0), "100 %  0 events  0/s");
}

TEST(Summary, FitsOneScreen) {
  engine::Stats stats;
  stats.events = 1000;
  stats.malformed = 2;
  stats.rules = {{"SpamLinks", 12}, {"FreshAccount", 3}};
  stats.verdicts = {{"reject", 12}};
  EXPECT_EQ(RenderSummary(stats, 0.5),
            "1,000 events in 500 ms, 2,000 a second\n"
            "2 lines held no event (see the dead letters)\n"
            "\nRules that fired\n"
            "  SpamLinks     12  ████████████████████████████████\n"
            "  FreshAccount   3  ████████\n"
            "\nVerdicts\n"
            "  reject  12  ████████████████████████████████\n");
  codec::JsonOut out;
  WriteSummary(stats, 0.5, &out);
  EXPECT_EQ(out.text(),
            R"({"events": 1000, "dropped": 0, "malformed": 2, "limited": 0, "errors": 0, )"
            R"("seconds": 0.500, "rules": {"FreshAccount": 3, "SpamLinks": 12}, )"
            R"("verdicts": {"reject": 12}, "labels": {}, "errors_by_place": {}})");
}

}  // namespace
}  // namespace evenhand::app
