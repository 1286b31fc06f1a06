#include "page/html.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "page/frame.h"
#include "page/wide_page.h"

namespace evenhand::page {
namespace {

TEST(EscapeHtml, KnowsTheFiveAndControlCharacters) {
  EXPECT_EQ(EscapeHtml("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(EscapeHtml(std::string_view("\0\x1b\n\x7f", 4)), "\uFFFD\uFFFD\n\uFFFD");
  EXPECT_EQ(EscapeHtml("سلام"), "سلام");
}

TEST(Html, EscapesTextAndAttributesAndNotItsOwnSheet) {
  Html html;
  html.Style("a>b{}").Open("p", {{"title", "\"<"}}).Text("<b>").Close();
  EXPECT_EQ(html.text(), "<style>a>b{}</style>\n<p title=\"&quot;&lt;\">&lt;b&gt;</p>\n");
}

// Reach.md 4.3: text is at least as large as the reader's own. Of a family that is said once,
// `monospace`, browsers take 13/16 of the size.
TEST(StyleSheets, HaveNoTextBelowTheReadersOwnSize) {
  Html wide;
  OpenWidePage(&wide, "t", "en");
  for (const std::string_view sheet :
       {StyleSheet(), FormStyleSheet(), std::string_view(wide.text())}) {
    for (const std::string_view size : {"font-size:", "font:"}) {
      for (std::size_t at = sheet.find(size); at != sheet.npos; at = sheet.find(size, at + 1)) {
        const std::string value(sheet.substr(at + size.size(), 12));
        if (value.starts_with("inherit")) continue;
        EXPECT_GE(std::strtod(value.c_str(), nullptr), 1.0) << value;
      }
    }
    EXPECT_NE(sheet.find("code,pre{font:1em monospace,monospace}"), sheet.npos);
  }
}

struct DayCase {
  const char* name;
  std::string_view element, text, want;
};
class IsolatedDay : public testing::TestWithParam<DayCase> {};
TEST_P(IsolatedDay, StaysWhole) {
  Html html;
  html.Open(GetParam().element).Text(GetParam().text).Close();
  const std::size_t begin = html.text().find('>') + 1;
  EXPECT_EQ(html.text().substr(begin, html.text().rfind("</") - begin), GetParam().want);
}
INSTANTIATE_TEST_SUITE_P(
    Html, IsolatedDay,
    testing::Values(
        DayCase{"alone", "b", "\u20662019-06-27\u2069", "<time dir=\"ltr\">2019-06-27</time>"},
        DayCase{
            "twice", "b", "۶ (\u20662019-06-27\u2069) < \u20662020-01-01\u2069!",
            "۶ (<time dir=\"ltr\">2019-06-27</time>) &lt; <time dir=\"ltr\">2020-01-01</time>!"},
        DayCase{"in_a_title", "title", "\u20662019-06-27\u2069", "\u20662019-06-27\u2069"},
        DayCase{"not_set_apart", "b", "2019-06-27", "2019-06-27"},
        DayCase{"another_thing", "b", "\u20662019-06-2\u2069 \u2066",
                "\u20662019-06-2\u2069 \u2066"},
        DayCase{"cut_off", "b", "\u20662019-06-27", "\u20662019-06-27"},
        DayCase{"more_than_a_day", "b", "\u20662019-06-27 12:00\u2069",
                "\u20662019-06-27 12:00\u2069"}),
    [](const auto& day) { return std::string(day.param.name); });

TEST(Html, KeepsDaysOfAGivenTextWhole) {
  Html html;
  html.TextWithDays("from 2026-08-01T10:00:00Z < 12026-08-01, 2026-08-02");
  EXPECT_EQ(html.text(),
            "from <time>2026-08-01</time>T10:00:00Z &lt; 12026-08-01, <time>2026-08-02</time>");
}

}  // namespace
}  // namespace evenhand::page
