#include "page/locale.h"

#include <gtest/gtest.h>

namespace evenhand::page {
namespace {

struct Case {
  const char* language;
  const char* period;
  const char* text;
};

TEST(LengthIn, CountsInTheLanguagesOwnWords) {
  for (const Case& c :
       {Case{"en", "P1D", "1 day"}, Case{"en", "P6M", "6 months"}, Case{"en", "P1Y", "1 year"},
        Case{"en", "P1DT12H", "1 day 12 hours"}, Case{"en", "PT0S", "0 seconds"},
        Case{"fa", "P90D", "۹۰ روز"}, Case{"ru", "P2D", "2 дня"}, Case{"ru", "P5D", "5 дней"},
        Case{"es", "PT1H", "1 hora"}}) {
    EXPECT_EQ(LengthIn(c.language, *policy::ParsePeriod(c.period)), c.text);
  }
}

TEST(DateIn, IsInTheReadersCalendarAndInOurs) {
  const policy::Time time = *policy::ParseTime("2019-06-27T00:00:00Z");
  EXPECT_EQ(DateIn("en", time), "27 June 2019");
  EXPECT_EQ(DateIn("fa", time), "۶ تیر ۱۳۹۸ (\u20662019-06-27\u2069)");
  EXPECT_EQ(DateIn("es", time), "27 de junio de 2019");
}

TEST(NumberIn, GroupsAndUsesTheLanguagesDigits) {
  EXPECT_EQ(NumberIn("en", 100'000), "100,000");
  EXPECT_EQ(NumberIn("fa", 100'000), "۱۰۰٬۰۰۰");
}

TEST(Language, KnowsItsNameAndDirection) {
  EXPECT_EQ(NameOfLanguage("fa"), "فارسی");
  EXPECT_EQ(DirectionOf("fa"), "rtl");
  EXPECT_EQ(DirectionOf("he"), "rtl");
  EXPECT_EQ(DirectionOf("ru"), "ltr");
  EXPECT_EQ(DirectionOf("no such language"), "ltr");
}

}  // namespace
}  // namespace evenhand::page
