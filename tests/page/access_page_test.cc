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
      "IR,twitter,block,2009-06,2013-09-16,https://a.example/x,https://b.example/y,\"<script>alert(1)</script>\",\n"
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
  EXPECT_EQ(compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(page.data()), page.size(), 6), Z_OK);
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
  EXPECT_THAT(AccessPage(Known(), "IR", "fa"), HasSubstr("محدودیت‌های دسترسی: ایران"));
}

TEST(AccessPage, TheDrawingHasAStretchForEachAnswer) {
  const std::string page = AccessPage(Known(), "IR", "en");
  std::size_t stretches = 0;
  for (std::size_t at = page.find("<rect"); at != std::string::npos; at = page.find("<rect", at + 1)) ++stretches;
  // The outage; twitter: maybe in June 2009, yes, open for a day, yes. 2024 ends before it is stale.
  EXPECT_EQ(stretches, 4U);
}

TEST(AccessPage, OfAStateWithoutEntriesSaysSo) {
  EXPECT_THAT(AccessPage(Known(), "NO", "en"), HasSubstr("That is not openness"));
}

}  // namespace
}  // namespace evenhand::page
