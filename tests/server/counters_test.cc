#include "server/counters.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include "temp_folder.h"

namespace evenhand::server {
namespace {

policy::Time At(const char* text) { return *policy::ParseTime(text); }

class CountersTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove(file_); }
  std::string File() const {
    std::ifstream in(file_);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  Counters Open(const char* at) { return *Counters::Open(file_, At(at)); }
  static void Count(Counters* counters, Kind kind, int times, const char* at) {
    for (int i = 0; i < times; ++i) ASSERT_TRUE(counters->Count(kind, At(at)));
  }

  const TempFolder folder_;
  const std::string file_ = folder_ / "counts";
};

TEST_F(CountersTest, AnHourIsWrittenWhenAnotherHasBegunAndRoundedToTen) {
  Counters counters = Open("2026-02-12T05:10:00Z");
  Count(&counters, Kind::kPage, 124, "2026-02-12T05:20:00Z");
  Count(&counters, Kind::kSent, 4, "2026-02-12T05:30:00Z");
  Count(&counters, Kind::kForm, 5, "2026-02-12T05:59:59Z");
  EXPECT_EQ(File(), "") << "what is under way is on no disk";
  Count(&counters, Kind::kBundle, 25, "2026-02-12T06:00:00Z");
  EXPECT_EQ(File(), "2026-02-12T05Z page 120\n2026-02-12T05Z form 10\n");
  ASSERT_TRUE(counters.Finish(At("2026-02-12T06:30:00Z")));
  EXPECT_EQ(File(), "2026-02-12T05Z page 120\n2026-02-12T05Z form 10\n2026-02-12T06Z bundle 30\n");
}

TEST_F(CountersTest, AServerThatBeginsAgainGoesOn) {
  {
    Counters counters = Open("2026-02-12T05:10:00Z");
    Count(&counters, Kind::kRecord, 20, "2026-02-12T05:20:00Z");
    ASSERT_TRUE(counters.Finish(At("2026-02-12T05:21:00Z")));
  }
  Counters counters = Open("2026-02-12T05:30:00Z");
  Count(&counters, Kind::kRecord, 12, "2026-02-12T05:40:00Z");
  ASSERT_TRUE(counters.Finish(At("2026-02-12T07:00:00Z")));
  EXPECT_EQ(File(), "2026-02-12T05Z record 30\n");
}

TEST_F(CountersTest, NothingIsKeptForMoreThanThirtyDays) {
  Counters counters = Open("2026-02-12T05:10:00Z");
  Count(&counters, Kind::kPage, 100, "2026-02-12T05:20:00Z");
  Count(&counters, Kind::kPage, 100, "2026-03-14T04:20:00Z");
  EXPECT_NE(File().find("2026-02-12T05Z"), std::string::npos);
  Count(&counters, Kind::kPage, 1, "2026-03-14T05:00:00Z");
  EXPECT_EQ(File(), "2026-03-14T04Z page 100\n");
}

TEST_F(CountersTest, WhatIsNoneOfOursIsLeftAsItIs) {
  for (const char* line :
       {"127.0.0.1 GET /fa/", "2026-02-12T05Z page", "2026-02-12T05Z visitors 10",
        "2026-02-12T05Z page -1", "2026-02-30T05Z page 10", "2026-02-12 05Z page 10", "x"}) {
    std::ofstream(file_) << "2026-02-12T04Z page 10\n" << line << "\n";
    const auto counters = Counters::Open(file_, At("2026-02-12T05:10:00Z"));
    ASSERT_FALSE(counters) << line;
    EXPECT_NE(counters.error().message.find("line 2"), std::string::npos) << line;
    EXPECT_NE(File().find(line), std::string::npos);
  }
}

}  // namespace
}  // namespace evenhand::server
