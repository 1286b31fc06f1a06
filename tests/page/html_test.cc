#include "page/html.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace evenhand::page
