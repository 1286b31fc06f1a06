#include "page/access_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "page/frame.h"
#include "register/csv_form.h"

namespace evenhand::page {
namespace {

using testing::HasSubstr;
using testing::Not;

access::Register Known() {
  const auto changes = access::ReadCsvForm(
      "state,service,kind,from,to,source1,source2,note,seen\n"
      "IR,twitter,block,2009-06,2013-09-16,https://a.example/x,https://b.example/"
      "y,\"<script>alert(1)</script>\",\n"
      "IR,twitter,block,2013-09-17,,https://a.example/x,https://b.example/y,,2024-12-25\n"
      "IR,internet,shutdown,2019-11-16,2019-11-23,https://a.example/x,,,\n"
      "IR,chat,block,2026-04-01,,https://a.example/x,,,\n",
      {.by = {"a", "b"}, .at = {}});
  access::Register known;
  for (const access::Change& change : *changes) EXPECT_TRUE(known.Apply(change));
  return known;
}

std::size_t Compressed(const std::string& page) {
  uLongf size = compressBound(page.size());
  std::string out(size, '\0');
  EXPECT_EQ(compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                      reinterpret_cast<const Bytef*>(page.data()), page.size(), 6),
            Z_OK);
  return size;
}

TEST(AccessPage, SaysWhatIsEnteredInEachLanguageAndRunsNothing) {
  for (const std::string& language : AccessPageLanguages()) {
    const std::string page = AccessPage(Known(), "IR", language);
    EXPECT_THAT(page, HasSubstr("lang=\"" + language + "\"")) << language;
    EXPECT_THAT(page, HasSubstr("<svg")) << language;
    EXPECT_THAT(page, HasSubstr("id=\"r-IR-twitter-2\"")) << language;
    EXPECT_THAT(page, Not(HasSubstr("<script"))) << language;
    EXPECT_THAT(page, HasSubstr("href=\"https://a.example/x\"")) << language;
    EXPECT_LE(Compressed(page), kMaxCompressedPageBytes) << language;
  }
  EXPECT_THAT(AccessPage(Known(), "IR", "fa"), HasSubstr("dir=\"rtl\""));
  EXPECT_THAT(AccessPage(Known(), "IR", "fa"),
              HasSubstr("محدودیت‌های دسترسی: ایران"));
}

TEST(AccessPage, TheDrawingHasAStretchForEachAnswer) {
  const std::string page = AccessPage(Known(), "IR", "en");
  std::size_t stretches = 0;
  for (std::size_t at = page.find("<rect"); at != std::string::npos;
       at = page.find("<rect", at + 1))
    ++stretches;
  // The outage; twitter: maybe in June 2009, yes, open for a day, yes. 2024 ends before it is
  // stale.
  EXPECT_EQ(stretches, 4U);
}

TEST(AccessPage, OfAStateWithoutEntriesSaysSo) {
  EXPECT_THAT(AccessPage(Known(), "NO", "en"), HasSubstr("That is not openness"));
}

// All states, those that are over and those that are not, the newest first; blocks of services are
// none of them.
TEST(Outages, AreListedInEachLanguage) {
  EXPECT_EQ(CountOutages(Known()), 1u);
  for (const std::string& language : AccessPageLanguages()) {
    Html html;
    WriteOutages(Known(), language, ListSheet{.name = "outages"}, &html);
    EXPECT_THAT(html.text(), HasSubstr("href=\"asymmetry/IR.html\"")) << language;
    EXPECT_THAT(html.text(), HasSubstr("internet")) << language;
    EXPECT_THAT(html.text(), Not(HasSubstr("twitter"))) << language;
  }
  Html none;
  WriteOutages(access::Register(), "en", ListSheet{}, &none);
  EXPECT_THAT(none.text(), HasSubstr("No outage is entered. That is not openness."));
}

TEST(Sheets, EachRowStandsOnOneOfThem) {
  std::string all;
  for (std::size_t number = 0; number < 2; ++number) {
    Html html;
    WriteAccess(Known(), "IR", "en", {.number = number, .all = 2, .rows = 2, .name = "IR"}, &html);
    EXPECT_EQ(html.text().find("<svg") != std::string::npos, number == 0);
    EXPECT_THAT(html.text(), HasSubstr(number == 0 ? "href=\"IR-p2.html\"" : "href=\"IR.html\""));
    all += html.text();
  }
  for (const char* id : {"r-IR-twitter-1", "r-IR-twitter-2", "r-IR-internet-1"}) {
    const std::string row = "id=\"" + std::string(id) + "\"";
    EXPECT_THAT(all, HasSubstr(row));
    EXPECT_EQ(all.find(row), all.rfind(row)) << id;
  }
  EXPECT_THAT(all, HasSubstr("chat")) << "a plan has a row too";
}

}  // namespace
}  // namespace evenhand::page
