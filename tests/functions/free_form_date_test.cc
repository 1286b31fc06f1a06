#include "functions/free_form_date.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <string>

namespace evenhand::functions {
namespace {

// Read on Wednesday 2026-02-25, at 13:00.
std::string Read(std::string_view text) {
  using namespace std::chrono;
  const sys_days today = year{2026} / 2 / 25;
  const auto parsed = ParseFreeFormDate(text, microseconds(today.time_since_epoch() + 13h).count());
  if (!parsed) return "no date";
  const sys_time<microseconds> instant{microseconds{*parsed}};
  const auto day = floor<days>(instant);
  const year_month_day date{day};
  const hh_mm_ss time{instant - day};
  char out[64];
  std::snprintf(out, sizeof out, "%04d-%02u-%02u %02d:%02d:%02d.%06d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return out;
}

struct Case {
  std::string_view text;
  const char* read;
};

TEST(FreeFormDate, MachineForms) {
  const Case cases[] = {
      {"2025-03-01T11:00:00Z", "2025-03-01 11:00:00.000000"},
      {"2024-02-29T00:00:00.123456Z", "2024-02-29 00:00:00.123456"},
      {"2025-03-01T11:00:00.5", "2025-03-01 11:00:00.500000"},
      {"2025-03-01T11:00:00,5", "2025-03-01 11:00:00.500000"},
      {"2025-03-01 10:30", "2025-03-01 10:30:00.000000"},
      {"20250301", "2025-03-01 00:00:00.000000"},
      {"20250301T110005", "2025-03-01 11:00:05.000000"},
      {"20250301T1100", "2025-03-01 11:00:00.000000"},
      {"20250301110005", "2025-03-01 11:00:05.000000"},
      {"250301", "2001-03-25 00:00:00.000000"},
      {"0001-01-01", "0001-01-01 00:00:00.000000"},
      {"9999-12-31T23:59:59.999999", "9999-12-31 23:59:59.999999"},
      {"Sat, 01 Mar 2025 10:00:00 GMT", "2025-03-01 10:00:00.000000"},
      {"Sat Mar  1 10:00:00 UTC 2025", "2025-03-01 10:00:00.000000"},
  };
  for (const Case& c : cases) EXPECT_EQ(Read(c.text), c.read) << c.text;
}

TEST(FreeFormDate, PeoplesForms) {
  const Case cases[] = {
      {"March 1, 2025 9:30 AM", "2025-03-01 09:30:00.000000"},
      {"1 Mar 2025 08:00", "2025-03-01 08:00:00.000000"},
      {"1st of March 2025", "2025-03-01 00:00:00.000000"},
      {"20.Mar.2009", "2009-03-20 00:00:00.000000"},
      {"20.3.2009", "2009-03-20 00:00:00.000000"},
      {"01/02/2025 10:00", "2025-01-02 10:00:00.000000"},
      {"13/02/2025", "2025-02-13 00:00:00.000000"},
      {"2025/03/01 07:00", "2025-03-01 07:00:00.000000"},
      {"Sep of 03", "2003-09-25 00:00:00.000000"},
      {"2025-03-01 11:00:00 PM", "2025-03-01 23:00:00.000000"},
      {"2025-03-01 12 am", "2025-03-01 00:00:00.000000"},
      {"2025-03-01 10h36m28.5s", "2025-03-01 10:36:28.500000"},
      {"2025-03-01 10.5h", "2025-03-01 10:30:00.000000"},
      {"۲۰۲۵-۰۳-۰۱ ۱۱:۰۰", "2025-03-01 11:00:00.000000"},
      {"１ Mar ２０２５", "2025-03-01 00:00:00.000000"},
  };
  for (const Case& c : cases) EXPECT_EQ(Read(c.text), c.read) << c.text;
}

TEST(FreeFormDate, ZonesAreReadOver) {
  for (const char* zone : {"+05:00", "-0800", "+3", " GMT+3", " CET", " -0300 (BRST)", " z"})
    EXPECT_EQ(Read(std::string("2025-03-01T12:00:00") + zone), "2025-03-01 12:00:00.000000")
        << zone;
}

TEST(FreeFormDate, MissingPartsAreTodays) {
  const Case cases[] = {
      {"10:36", "2026-02-25 10:36:00.000000"},     {"14", "2026-02-14 00:00:00.000000"},
      {"March", "2026-03-25 00:00:00.000000"},     {"2019", "2019-02-25 00:00:00.000000"},
      {"Fri", "2026-02-27 00:00:00.000000"},       {"Wednesday", "2026-02-25 00:00:00.000000"},
      {"tue 10:00", "2026-03-03 10:00:00.000000"}, {"1/2/75", "2075-01-02 00:00:00.000000"},
      {"1/2/76", "1976-01-02 00:00:00.000000"},
  };
  for (const Case& c : cases) EXPECT_EQ(Read(c.text), c.read) << c.text;
}

TEST(FreeFormDate, RefusesTheRest) {
  const std::string_view texts[] = {"",
                                    " ",
                                    "not a date",
                                    "2025-13-01",
                                    "2025-02-29",
                                    "2025-03-01T24:00:00Z",
                                    "2025-03-01T11:00:60Z",
                                    "2025-03-01 13:00 PM",
                                    "10 pm am",
                                    "1 2 3 4",
                                    "Jan Feb",
                                    "99999999999999999999",
                                    "2025-03-01T12:00+",
                                    "inf",
                                    "nan",
                                    "1_000",
                                    "0000-01-01",
                                    "امروز",
                                    "\xed\xa0\x80",
                                    "²",
                                    "12:00+99999999999999999999:00"};
  for (const std::string_view text : texts) EXPECT_EQ(Read(text), "no date") << text;
}

}  // namespace
}  // namespace evenhand::functions
