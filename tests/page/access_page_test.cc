#include "page/access_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "page/access_day.h"
#include "page/access_words.h"
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

const access::ServiceList& Services() {
  static const access::ServiceList kServices = *access::ReadServices(
      "version,1\nid,name,since,domains,tests,sources\ninternet,Internet,,,,\n"
      "twitter,Twitter,,,,\ntwitter,X,2023-07-24,,,unsourced\n");
  return kServices;
}
KnownAccess View(const access::Register& known) { return {&known, &Services()}; }

constexpr std::size_t kLongClaim = 1'900;

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
    const std::string page = AccessPage(View(Known()), "IR", language);
    EXPECT_THAT(page, HasSubstr("lang=\"" + language + "\"")) << language;
    EXPECT_THAT(page, HasSubstr("<svg")) << language;
    EXPECT_THAT(page, HasSubstr("id=\"r-IR-twitter-2\"")) << language;
    EXPECT_THAT(page, Not(HasSubstr("<script"))) << language;
    EXPECT_THAT(page, HasSubstr("href=\"https://a.example/x\"")) << language;
    EXPECT_LE(Compressed(page), kMaxCompressedPageBytes) << language;
  }
  EXPECT_THAT(AccessPage(View(Known()), "IR", "fa"), HasSubstr("dir=\"rtl\""));
  EXPECT_THAT(AccessPage(View(Known()), "IR", "fa"),
              HasSubstr("محدودیت‌های دسترسی: ایران"));
}

// What was said against an entry stands under it, with its answer; and it leads to the form where
// the register is kept.
TEST(AccessPage, ShowsChallengesAndHowToMakeOne) {
  access::Register known = Known();
  const auto apply = [&](access::Change change) {
    const auto done = known.Apply(std::move(change));
    ASSERT_TRUE(done) << done.error().message;
  };
  for (int i = 1; i <= 5; ++i)
    apply({.kind = access::ChangeKind::kChallenge,
           .recorded_at = access::Time(std::chrono::days(20'500 + i)),
           .why = "<b>" + std::to_string(i) + std::string(kLongClaim, 'x'),
           .entry = "r-IR-twitter-2"});
  apply({.kind = access::ChangeKind::kAnswer,
         .recorded_at = access::Time(std::chrono::days(20'510)),
         .by = {"c", "d"},
         .why = "Two origins say so",
         .challenge = "c-4",
         .upheld = false});
  KnownAccess view = View(known);
  for (const std::string& language : AccessPageLanguages()) {
    const std::string page = AccessPage(view, "IR", language);
    EXPECT_THAT(page, HasSubstr("&lt;b&gt;5x")) << language;
    EXPECT_THAT(page, HasSubstr("Two origins say so"));
    EXPECT_THAT(page, Not(HasSubstr("&lt;b&gt;2x"))) << "only the newest";
    EXPECT_THAT(page, Not(HasSubstr(std::string(301, 'x'))));
    EXPECT_THAT(page, Not(HasSubstr("challenge.html")));
    EXPECT_LE(Compressed(page), kMaxCompressedPageBytes) << language;
  }
  const std::string page = AccessPage(view, "IR", "en");
  EXPECT_THAT(page, HasSubstr("5 challenges in all"));
  EXPECT_THAT(page, HasSubstr("to be answered by"));
  EXPECT_THAT(page, HasSubstr("not upheld"));
  view.may_challenge = true;
  EXPECT_THAT(AccessPage(view, "IR", "fa"),
              HasSubstr("href=\"../challenge.html?entry=r-IR-twitter-2\""));
}

TEST(AccessPage, TheDrawingHasAStretchForEachAnswer) {
  const std::string page = AccessPage(View(Known()), "IR", "en");
  std::size_t stretches = 0;
  for (std::size_t at = page.find("<rect"); at != std::string::npos;
       at = page.find("<rect", at + 1))
    ++stretches;
  // The outage; twitter: maybe in June 2009, yes, open for a day, yes. 2024 ends before it is
  // stale.
  EXPECT_EQ(stretches, 4U);
}

TEST(AccessPage, OfAStateWithoutEntriesSaysSo) {
  EXPECT_THAT(AccessPage(View(Known()), "NO", "en"), HasSubstr("That is not openness"));
}

// All states, those that are over and those that are not, the newest first; blocks of services are
// none of them.
TEST(Outages, AreListedInEachLanguage) {
  EXPECT_EQ(CountOutages(View(Known())), 1u);
  for (const std::string& language : AccessPageLanguages()) {
    Html html;
    WriteOutages(View(Known()), language, ListSheet{.name = "outages"}, &html);
    EXPECT_THAT(html.text(), HasSubstr("href=\"asymmetry/IR.html\"")) << language;
    EXPECT_THAT(html.text(), HasSubstr(SayOfAccess(FrameLanguage(language), AccessWord::kShutdown)))
        << language;
    EXPECT_THAT(html.text(), Not(HasSubstr("Twitter"))) << language;
  }
  Html none;
  WriteOutages(View(access::Register()), "en", ListSheet{}, &none);
  EXPECT_THAT(none.text(), HasSubstr("No outage is entered. That is not openness."));
}

// Ids are for programs: they stand in attributes alone.
TEST(AccessPage, CallsServicesByName) {
  for (const std::string& language : AccessPageLanguages()) {
    const std::string page = AccessPage(View(Known()), "IR", language);
    EXPECT_THAT(page, HasSubstr("<bdi>X (Twitter)</bdi>")) << language;
    EXPECT_THAT(page, Not(HasSubstr("<bdi>twitter</bdi>"))) << language;
    EXPECT_THAT(page, HasSubstr("<bdi>chat</bdi>")) << "on no list";
  }
  EXPECT_THAT(AccessPage(View(Known()), "IR", "fa"), HasSubstr("<bdi>اینترنت</bdi>"));
}

TEST(AccessDay, SaysWhatIsLimitedAndHowSureThatIs) {
  struct Case {
    access::Day day;
    const char* wants;
    const char* lacks;
  };
  using namespace std::chrono_literals;
  const Case cases[] = {
      {2009y / 6 / 15, "perhaps: the day is not known exactly", "shutdown"},
      {2019y / 11 / 16, "internet</bdi> · shutdown", "perhaps"},
      {2019y / 11 / 23, "X (Twitter)", "shutdown"},
      {2026y / 3 / 1, "perhaps: nobody has seen it in force for long", "shutdown"},
      {2005y / 1 / 1, "The register covers 1 states", "Twitter"},
  };
  for (const Case& c : cases) {
    Html html;
    WriteAccessDay(View(Known()), {.day = c.day}, 0, "en", &html);
    EXPECT_THAT(html.text(), HasSubstr(c.wants)) << access::FormatDay(c.day);
    EXPECT_THAT(html.text(), Not(HasSubstr(c.lacks))) << access::FormatDay(c.day);
  }
}

TEST(AccessDay, CutsAFullDayIntoSheetsThatFit) {
  constexpr std::size_t kServices = 2 * kAccessRowsOnSheet + 1;
  std::string csv = "state,service,kind,from,to,source1,source2,note,seen\n";
  for (std::size_t n = 0; n < kServices; ++n)
    csv += "IR,s" + std::to_string(n) + ",block,2009-06,,https://a.example/x,,,2009-07-01\n";
  access::Register known;
  const auto changes = access::ReadCsvForm(csv, {.by = {"a", "b"}, .at = {}});
  for (const access::Change& change : *changes) ASSERT_TRUE(known.Apply(change));
  const access::Day day = std::chrono::year(2009) / 6 / 15;
  for (const std::string& language : AccessPageLanguages()) {
    std::size_t rows = 0;
    for (std::size_t number = 0; number < 3; ++number) {
      Html html;
      WriteAccessDay(View(known), {.day = day}, number, language, &html);
      EXPECT_LE(Compressed(html.text()), kMaxCompressedPageBytes - 1'500) << language;
      EXPECT_LE(html.text().size(), kMaxPageBytes - 3'000) << language;
      for (std::size_t at = 0; (at = html.text().find("<li>", at)) != std::string::npos; ++at)
        ++rows;
    }
    EXPECT_EQ(rows, kServices) << language;
  }
  Html last, beyond;
  WriteAccessDay(View(known), {.day = day}, 2, "en", &last);
  WriteAccessDay(View(known), {.day = day}, 999, "en", &beyond);
  EXPECT_EQ(last.text(), beyond.text());
  EXPECT_THAT(last.text(), HasSubstr("href=\"asymmetry.html?at=2009-06-15&amp;sheet=1\""));
}

TEST(Sheets, EachRowStandsOnOneOfThem) {
  std::string all;
  for (std::size_t number = 0; number < 2; ++number) {
    Html html;
    WriteAccess(View(Known()), "IR", "en", {.number = number, .all = 2, .rows = 2, .name = "IR"},
                &html);
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
