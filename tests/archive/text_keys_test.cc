#include "archive/text_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/html_text.h"

namespace evenhand::archive {
namespace {

using testing::ElementsAre;

struct Pair {
  const char* name;
  const char* one;
  const char* other;
  bool same;
  bool similar;
};

class Texts : public testing::TestWithParam<Pair> {};
TEST_P(Texts, AreTheSameOrSimilar) {
  const Pair& c = GetParam();
  ASSERT_TRUE(SameTextKey(c.one, 4) && SameTextKey(c.other, 4));
  EXPECT_EQ(SameTextKey(c.one, 4) == SameTextKey(c.other, 4), c.same);
  EXPECT_EQ(SimilarTextKey(c.one, 4) == SimilarTextKey(c.other, 4), c.similar);
}
INSTANTIATE_TEST_SUITE_P(
    InFiveLanguages, Texts,
    testing::Values(
        Pair{"SpacesAndCase", "Join us at the square", "join  US at\nthe square", true, true},
        Pair{"Mentions", "@a Join us at the square", "Join us at the square @b", true, true},
        Pair{"Punctuation", "Join us at the square!!!", "Join us, at the square", false, true},
        Pair{"Link", "Join us at the square https://a.example/1",
             "Join us at the square https://b.example/2", false, true},
        Pair{"Emoji", "Join us at the square \U0001F525\U0001F525", "Join us at the square now",
             false, false},
        Pair{"EmojiOnly", "Join us at the square \U0001F525", "Join us at the square", false, true},
        Pair{"Stretched", "Join us at the squaaare", "Join us at the square", false, true},
        Pair{"Word", "Join us at the square", "Join us at the station", false, false},
        Pair{"Persian", "امشب همه به خیابان می‌آییم",
             "امشب همه به خيابان می آییم", false, true},
        Pair{"PersianJoined", "امشب همه به خیابان می‌آییم",
             "امشب همه به خیابان میآییم!", false, true},
        Pair{"PersianMarks", "امشب همه به خیابان می‌رویم",
             "امشب همه بـــه خیابانِ می‌رویم", false, true},
        Pair{"Arabic", "الشعب يريد إسقاط النظام الآن", "الشَّعب يريد اسقاط النظام الان", false, true},
        Pair{"Russian", "Все на площадь сегодня вечером", "Всё на площадь сего́дня вечером.", false,
             true},
        Pair{"Spanish", "Todos a la plaza mañana aquí", "TODOS a la plaza mañana aqui", false,
             true},
        Pair{"SpanishApart", "Feliz año nuevo para todos", "Feliz ano nuevo para todos", false,
             false}),
    [](const auto& test) { return test.param.name; });

TEST(TextKeys, ShortTextsAreNone) {
  EXPECT_EQ(SameTextKey("good morning", 3), std::nullopt);
  EXPECT_EQ(SimilarTextKey("good morning", 3), std::nullopt);
  EXPECT_EQ(SameTextKey("@a @b", 0), std::nullopt);
  EXPECT_EQ(SimilarTextKey("!!! https://a.example/", 0), std::nullopt);
  EXPECT_EQ(SimilarTextKey("one https://a.example/ @b two", 3), std::nullopt);
  EXPECT_EQ(SameTextKey("good morning", 2), "good morning");
}

TEST(TextKeys, Hashtags) {
  EXPECT_EQ(HashtagKey("#Iran"), HashtagKey("IRAN"));
  EXPECT_EQ(HashtagKey("زن_زندگي"), HashtagKey("#زن_زندگی"));
  EXPECT_EQ(HashtagKey(""), "");
  EXPECT_THAT(HashtagsIn("#A b#c #زن_زندگی_آزادی! ##d # #"),
              ElementsAre("A", "زن_زندگی_آزادی", "d"));
  EXPECT_THAT(MentionsIn("@a_1, mail@b.example (@c)"), ElementsAre("a_1", "c"));
}

TEST(TextKeys, Links) {
  EXPECT_THAT(
      LinksIn(
          "see http://a.example/x, (https://b.example/y). https://c.example/z_(1) httpx http://"),
      ElementsAre("http://a.example/x", "https://b.example/y", "https://c.example/z_(1)",
                  "http://"));
  EXPECT_THAT(LinksIn("[t](https://a.example/b)"), ElementsAre("https://a.example/b"));
  EXPECT_THAT(LinksIn(""), ElementsAre());
}

TEST(HtmlTextOf, APost) {
  const HtmlText html = ReadHtml(
      "<p>Hi <a href=\"https://m.example/@x\" class=\"u-url mention\">@x</a> &amp; all<br>see "
      "<a href='https://a.example/?a=1&amp;b=2' rel=\"nofollow\">this</a></p><p>&#x645;&#1605; "
      "&lt;3 &bogus; &</p>");
  EXPECT_EQ(html.text, "Hi @x & all\nsee this\n\u0645\u0645 <3 &bogus; &");
  EXPECT_THAT(html.links, ElementsAre("https://a.example/?a=1&b=2"));
}

TEST(HtmlTextOf, AnyBytes) {
  for (const char* html : {"<", "<a href=\"", "a<b", "&#xD800;&#0;&#99999999999;",
                           "<a class=mention href=x>", "</p></p>"}) {
    EXPECT_TRUE(ReadHtml(html).links.empty()) << html;
  }
}

}  // namespace
}  // namespace evenhand::archive
