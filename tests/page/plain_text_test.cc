#include "page/plain_text.h"

#include <gtest/gtest.h>

namespace evenhand::page {
namespace {

struct TwinCase {
  const char* name;
  const char* html;
  const char* text;
};
class Twin : public testing::TestWithParam<TwinCase> {};
TEST_P(Twin, SaysTheSame) { EXPECT_EQ(PlainText(GetParam().html), GetParam().text); }
INSTANTIATE_TEST_SUITE_P(
    Elements, Twin,
    testing::Values(
        TwinCase{"escapes", "<p>a &lt; b &amp;&amp; c</p>", "a < b && c\n"},
        TwinCase{"list", "<ul><li>one</li>\n<li>two<br/>lines</li>\n</ul>",
                 "- one\n- two\nlines\n"},
        TwinCase{"terms", "<dl><dt>When</dt>\n<dd>now</dd>\n</dl>", "When: now\n"},
        TwinCase{"link", "<p><a href=\"../rules.html#x\">Rules</a></p>", "Rules <../rules.txt>\n"},
        TwinCase{"question", "<p><a href=\"a.html?at=1&amp;b=2#x\">A</a></p>",
                 "A <a.txt?at=1&b=2>\n"},
        TwinCase{"get",
                 "<form method=\"get\" action=\"/en/asymmetry\"><label for=\"at\">Day</label>"
                 "<input id=\"at\" name=\"at\" value=\"2021-02-03\"/></form>",
                 "Day: [at] 2021-02-03\n\ncurl -G --data-urlencode 'at=2021-02-03' \\\n  "
                 "https://…/en/asymmetry.txt\n"},
        TwinCase{"place", "<p><a href=\"#x\">here</a></p>", "here\n"},
        TwinCase{"day",
                 "<p>۶ (<time dir=\"ltr\">2019-06-27</time>) <time datetime=\"x\">now</time></p>",
                 "۶ (\u20662019-06-27\u2069) now\n"},
        TwinCase{"pre", "<pre>a\n  b</pre>", "a\n  b\n"},
        TwinCase{"skips",
                 "<head><title>t</title></head><nav><a href=\"a.html\">a</a></nav><p>b</p>", "b\n"},
        TwinCase{"form",
                 "<form action=\"https://a.example/en/appeal\"><label for=\"code\">Code</label>"
                 "<input id=\"code\" name=\"code\" value=\"\"/>\n"
                 "<input type=\"hidden\" name=\"decision\" value=\"it&#39;s\"/>"
                 "<label for=\"words\">Why</label><textarea name=\"words\">\nline\n two</textarea>"
                 "<label for=\"answer\">Where</label><select name=\"answer\">"
                 "<option value=\"both\">here and there</option>\n"
                 "<option value=\"page\">here</option>\n</select>"
                 "<button type=\"submit\">Send</button></form><p>end</p>",
                 "Code: [code]\nWhy: [words]\nline\n two\nWhere: [answer]\n"
                 "- both: here and there\n- page: here\n[Send]\n\n"
                 "curl --form-string 'code=' \\\n  --form-string 'decision=it'\\''s' \\\n"
                 "  -F 'words=<words.txt' \\\n  --form-string 'answer=both' \\\n"
                 "  https://a.example/en/appeal.txt\n\nend\n"},
        TwinCase{"form_without_address", "<form action=\"/en/code\"></form>",
                 "curl https://…/en/code.txt\n"},
        TwinCase{"broken", "<p>open <b", "open\n"}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace evenhand::page
