#include "page/access_label.h"

#include <gtest/gtest.h>

namespace evenhand::page {
namespace {

using access::Certainty;
using access::Day;

Day DayOf(const char* text) { return *access::ParseDay(text); }

struct Label : testing::Test {
  access::Entry entry{.state = "IR",
                      .service = "twitter",
                      .from = {.earliest = DayOf("2013-09-17"), .latest = DayOf("2013-09-17")}};
  access::AnswerRow row{.answer = {.certainty = Certainty::kYes}, .entry = &entry};
};

TEST_F(Label, SaysSinceWhenByHowManySources) {
  EXPECT_EQ(
      AccessLabel(row, 2, "en"),
      "The government of Iran limits this service for people there since 2013-09-17. 2 sources.");
  EXPECT_EQ(AccessLabel(row, 1, "es"),
            "El Gobierno de Irán limita este servicio a la población de allí desde el 2013-09-17. "
            "1 fuente.");
  EXPECT_EQ(AccessLabel(row, 2, "ru"),
            "Иран: государство ограничивает эту службу для людей там с 2013-09-17. Источников: 2.");
  EXPECT_EQ(
      AccessLabel(row, 3, "ar"),
      "حكومة إيران تقيّد هذه الخدمة على الناس هناك منذ \u20682013-09-17\u2069. عدد المصادر: ٣.");
  const std::string persian = AccessLabel(row, 2, "fa");
  EXPECT_NE(persian.find("۲۶ شهریور ۱۳۹۲"), persian.npos) << persian;
  EXPECT_NE(persian.find("2013-09-17"), persian.npos) << persian;
  EXPECT_EQ(AccessLabel(row, 2, "de"), AccessLabel(row, 2, "en"));
}

TEST_F(Label, NamesBothEndsOfWhatIsNotKnownToTheDay) {
  entry.from.latest = DayOf("2013-10-01");
  for (const char* language : {"en", "fa", "ar", "ru", "es"}) {
    const std::string label = AccessLabel(row, 2, language);
    EXPECT_NE(label.find("2013-09-17"), label.npos) << label;
    EXPECT_NE(label.find("2013-10-01"), label.npos) << label;
    EXPECT_EQ(label.find('{'), label.npos) << label;
  }
  entry.from = {};
  EXPECT_NE(AccessLabel(row, 2, "en").find("since an unknown day"), std::string::npos);
}

TEST_F(Label, OfMaybeIsWhenItWasLastSeenAndOfNoNothing) {
  row.answer.certainty = Certainty::kMaybe;
  EXPECT_EQ(AccessLabel(row, 2, "en"),
            "The government of Iran was last reported to limit this service.");
  entry.seen = access::DayPair{DayOf("2025-12-25"), DayOf("2025-12-25")};
  EXPECT_EQ(AccessLabel(row, 2, "en"),
            "The government of Iran was last reported to limit this service on 2025-12-25.");
  for (const char* language : {"en", "fa", "ar", "ru", "es"})
    EXPECT_NE(AccessLabel(row, 2, language).find("2025-12-25"), std::string::npos);
  row.answer.certainty = Certainty::kNo;
  EXPECT_EQ(AccessLabel(row, 2, "en"), "");
  EXPECT_EQ(AccessLabel({}, 0, "en"), "");
}

}  // namespace
}  // namespace evenhand::page
