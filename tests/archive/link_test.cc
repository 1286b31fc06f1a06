#include "archive/link.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace evenhand::archive {
namespace {

struct Case {
  const char* name;
  const char* link;
  const char* canonical;
  const char* domain;
};

class Links : public testing::TestWithParam<Case> {};
TEST_P(Links, HaveOneForm) {
  const std::string canonical = CanonicalLink(GetParam().link);
  EXPECT_EQ(canonical, GetParam().canonical);
  EXPECT_EQ(DomainOf(canonical), GetParam().domain);
  EXPECT_EQ(CanonicalLink(canonical), canonical);
}
INSTANTIATE_TEST_SUITE_P(
    Table, Links,
    testing::Values(
        Case{"Case", "HTTPS://News.Example.COM/A", "https://news.example.com/A", "example.com"},
        Case{"NoPath", "http://example.com", "http://example.com/", "example.com"},
        Case{"Ports", "http://example.com:80/a", "http://example.com/a", "example.com"},
        Case{"OtherPort", "https://example.com:80/a", "https://example.com:80/a", "example.com"},
        Case{"EmptyPort", "http://example.com:/a", "http://example.com/a", "example.com"},
        Case{"User", "http://me:secret@example.com/a", "http://example.com/a", "example.com"},
        Case{"EndDot", "http://example.com./a", "http://example.com/a", "example.com"},
        Case{"Fragment", "https://example.com/a#part", "https://example.com/a", "example.com"},
        Case{"Tracking", "https://example.com/a?utm_source=x&id=7&fbclid=abc&UTM_Medium=y",
             "https://example.com/a?id=7", "example.com"},
        Case{"OnlyTracking", "https://example.com/a?utm_source=x", "https://example.com/a",
             "example.com"},
        Case{"OrderStays", "https://example.com/?b=1&a=2", "https://example.com/?b=1&a=2",
             "example.com"},
        Case{"Escapes", "https://example.com/%7euser/%d8%b9%2f",
             "https://example.com/~user/%D8%B9%2F", "example.com"},
        Case{"Unescaped", "https://example.com/\u0639 b", "https://example.com/%D8%B9%20b",
             "example.com"},
        Case{"Dots", "https://example.com/a/./b/../c/", "https://example.com/a/c/", "example.com"},
        Case{"DotsAbove", "https://example.com/../../a/..", "https://example.com/", "example.com"},
        Case{"TwoLevels", "https://www.example.co.uk/a", "https://www.example.co.uk/a",
             "example.co.uk"},
        Case{"Private", "https://me.github.io/", "https://me.github.io/", "me.github.io"},
        Case{"SuffixItself", "https://github.io/", "https://github.io/", "github.io"},
        Case{"Persian", "https://خبر.ایران/", "https://xn--ngblk.xn--mgba3a4f16a/",
             "xn--ngblk.xn--mgba3a4f16a"},
        Case{"German", "https://MÜNCHEN.example/", "https://xn--mnchen-3ya.example/",
             "xn--mnchen-3ya.example"},
        Case{"Ipv4", "http://192.0.2.7:8080/x", "http://192.0.2.7:8080/x", "192.0.2.7"},
        Case{"Ipv6", "http://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x", "[2001:db8::1]"},
        Case{"Number", "url_23678", "url_23678", ""},
        Case{"OtherScheme", "mailto:a@b.example", "mailto:a@b.example", ""},
        Case{"NoHost", "https:///a", "", ""}, Case{"Blank", "  ", "", ""},
        Case{"Trimmed", " https://example.com/a\n", "https://example.com/a", "example.com"}),
    [](const auto& test) { return test.param.name; });

TEST(Link, KnowsWhatTracks) {
  for (const char* name : {"utm_campaign", "fbclid", "GCLID", "ysclid", "igshid"})
    EXPECT_TRUE(IsTrackingParameter(name)) << name;
  for (const char* name : {"id", "v", "utm", "q", "page", ""})
    EXPECT_FALSE(IsTrackingParameter(name)) << name;
}

RC_GTEST_PROP(Link, CanonicalIsFinal, (const std::string& tail)) {
  const std::string once = CanonicalLink("http://h.example/" + tail);
  RC_ASSERT(CanonicalLink(once) == once);
}

}  // namespace
}  // namespace evenhand::archive
