#include "archive/json_posts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace evenhand::archive {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

void Append(std::string_view name, std::string_view value, std::string* out) {
  if (!value.empty()) *out += " " + std::string(name) + "=" + std::string(value);
}
void Append(std::string_view name, const std::vector<std::string_view>& values, std::string* out) {
  for (const std::string_view value : values) Append(name, value, out);
}

// "id by account at ms ...".
std::string Described(const model::Post& post) {
  std::string text = std::string(post.id) + " by " + std::string(post.account) + " at " +
                     std::to_string(post.time_ms);
  if (post.is_repost) text += " repost";
  Append("repost_of", post.repost_of, &text);
  Append("reply_to", post.reply_to, &text);
  Append("quote_of", post.quote_of, &text);
  Append("text", post.text, &text);
  Append("link", post.links, &text);
  Append("hashtag", post.hashtags, &text);
  Append("mention", post.mentions, &text);
  Append("media", post.media, &text);
  return text;
}

// Posts, "refused: ..." and "passed over", as they come.
std::vector<std::string> Read(std::string_view json, JsonFormat wanted) {
  codec::JsonDocument parser;
  const auto document = parser.ParseCopy(json);
  EXPECT_TRUE(document) << json;
  const auto format = RecogniseJson(*document);
  EXPECT_EQ(format, wanted);
  std::vector<std::string> seen;
  JsonPosts posts(wanted);
  posts.Read(*document,
             {.post = [&](const model::Post& post) { seen.push_back(Described(post)); },
              .refused = [&](const std::string& reason) { seen.push_back("refused: " + reason); },
              .passed_over = [&] { seen.push_back("passed over"); }});
  return seen;
}

TEST(JsonPosts, Twitter1) {
  EXPECT_THAT(
      Read(
          R"({"id_str":"1050118621198921728","created_at":"Wed Oct 10 20:19:24 +0000 2018","user":{"id_str":"7","lang":"fa"},
        "text":"cut...","extended_tweet":{"full_text":"whole #a @b","entities":{"urls":[{"url":"https://t.co/x","expanded_url":"https://a.example/1"},
        {"expanded_url":"https://twitter.com/z/status/99"}],"hashtags":[{"text":"a"}],"user_mentions":[{"id_str":"8","screen_name":"b"}]}},
        "quoted_status_id_str":"99","in_reply_to_status_id_str":"5","extended_entities":{"media":[{"id_str":"m1"}]},"source":"<a>App</a>"})",
          JsonFormat::kTwitter1),
      ElementsAre("1050118621198921728 by 7 at 1539202764211 reply_to=5 quote_of=99 text=whole #a "
                  "@b link=https://a.example/1 hashtag=a "
                  "mention=8 media=m1"));
  EXPECT_THAT(
      Read(
          R"({"id_str":"20","created_at":"Tue Mar 21 20:50:14 +0000 2006","user":{"id_str":"12"},"text":"RT","retweeted_status":{"id_str":"19"}})",
          JsonFormat::kTwitter1),
      ElementsAre("20 by 12 at 1142974214000 repost repost_of=19 text=RT"));
  EXPECT_THAT(Read(R"([{"id_str":"20","user":{}}, {"delete":{}}, [1], 7])", JsonFormat::kTwitter1),
              ElementsAre("refused: there is no account", "passed over", HasSubstr("list inside"),
                          "refused: not a JSON object"));
}

TEST(JsonPosts, Twitter2) {
  EXPECT_THAT(
      Read(
          R"({"data":[{"id":"1050118621198921728","text":"short","author_id":"7","created_at":"2018-10-10T20:19:24.000Z","lang":"en",
        "note_tweet":{"text":"long"},"referenced_tweets":[{"type":"replied_to","id":"5"},{"type":"quoted","id":"9"}],
        "entities":{"urls":[{"url":"https://t.co/x","expanded_url":"https://a.example/1","unwound_url":"https://b.example/2"},{"media_key":"3_1","expanded_url":"https://twitter.com/p"}],
        "hashtags":[{"tag":"A"}],"mentions":[{"username":"b","id":"8"}]},"attachments":{"media_keys":["3_1"]}},
        {"id":"21","text":"RT","author_id":"7","created_at":"2006-03-21T20:50:14.000Z","referenced_tweets":[{"type":"retweeted","id":"19"}]}],"meta":{"result_count":2}})",
          JsonFormat::kTwitter2),
      ElementsAre("1050118621198921728 by 7 at 1539202764211 reply_to=5 quote_of=9 text=long "
                  "link=https://b.example/2 hashtag=A mention=b media=3_1",
                  "21 by 7 at 1142974214000 repost repost_of=19 text=RT"));
}

TEST(JsonPosts, Jetstream) {
  EXPECT_THAT(
      Read(
          R"({"did":"did:plc:a","time_us":1725911162329308,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.post","rkey":"k",
        "record":{"text":"hi","langs":["en"],"createdAt":"2024-01-01T00:00:00Z","reply":{"parent":{"uri":"at://p"},"root":{"uri":"at://r"}},
        "facets":[{"features":[{"$type":"app.bsky.richtext.facet#link","uri":"https://a.example/"},{"$type":"app.bsky.richtext.facet#tag","tag":"T"},
        {"$type":"app.bsky.richtext.facet#mention","did":"did:plc:b"}]}],"tags":["u"],
        "embed":{"$type":"app.bsky.embed.recordWithMedia","record":{"record":{"uri":"at://q"}},"media":{"images":[{"image":{"ref":{"$link":"bafk"}}}]}}}}})",
          JsonFormat::kJetstream),
      ElementsAre("at://did:plc:a/app.bsky.feed.post/k by did:plc:a at 1725911162329 "
                  "reply_to=at://p quote_of=at://q text=hi "
                  "link=https://a.example/ hashtag=T hashtag=u mention=did:plc:b media=bafk"));
  EXPECT_THAT(
      Read(
          R"([{"did":"d","time_us":1725911162329308,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.repost","rkey":"k","record":{"subject":{"uri":"at://x"}}}},
        {"did":"d","time_us":1,"kind":"commit","commit":{"operation":"delete","collection":"app.bsky.feed.post","rkey":"k"}},{"did":"d","time_us":1,"kind":"identity"}])",
          JsonFormat::kJetstream),
      ElementsAre("at://d/app.bsky.feed.repost/k by d at 1725911162329 repost repost_of=at://x",
                  "passed over", "passed over"));
}

TEST(JsonPosts, Mastodon) {
  const char* status =
      R"({"id":"1","uri":"https://m.example/1","created_at":"2024-05-01T10:00:00.000Z","visibility":"public","language":"fa",
        "account":{"acct":"a","uri":"https://m.example/users/a","bot":false},"content":"<p>see <a href=\"https://a.example/\">it</a></p>",
        "in_reply_to_id":"7","reblog":null,"tags":[{"name":"T"}],"mentions":[{"acct":"b@n.example"}],"media_attachments":[{"blurhash":"U0"}]})";
  const char* described =
      "https://m.example/1 by https://m.example/users/a at 1714557600000 reply_to=7 text=see it "
      "link=https://a.example/ hashtag=T "
      "mention=b@n.example media=U0";
  EXPECT_THAT(Read(status, JsonFormat::kMastodon), ElementsAre(described));
  EXPECT_THAT(
      Read(std::string(R"({"event":"status.created","created_at":"x","object":)") + status + "}",
           JsonFormat::kMastodon),
      ElementsAre(described));
  EXPECT_THAT(
      Read(
          R"({"stream":["public"],"event":"update","payload":"{\"uri\":\"u\",\"account\":{\"acct\":\"a\"},\"created_at\":\"2024-05-01T10:00:00Z\",\"content\":\"\",\"reblog\":{\"uri\":\"v\"}}"})",
          JsonFormat::kMastodon),
      ElementsAre("u by a at 1714557600000 repost repost_of=v"));
  EXPECT_THAT(
      Read(
          R"([{"event":"delete","payload":"12"},{"uri":"u","account":{},"content":"","visibility":"direct"},{"event":"update","payload":"{"}])",
          JsonFormat::kMastodon),
      ElementsAre("passed over", "passed over", "refused: the payload is no JSON object"));
}

TEST(JsonPosts, Reddit) {
  EXPECT_THAT(
      Read(
          R"([{"id":"c1","author":"a","author_fullname":"t2_a","body":"see https://a.example/x","created_utc":1394097912,"link_id":"t3_l","parent_id":"t1_p","subreddit":"s"},
        {"id":"s1","author":"b","title":"T","selftext":"[removed]","url":"https://b.example/","is_self":false,"created_utc":"1394097912.0","subreddit":"s"},
        {"id":"s2","author":"b","title":"T","selftext":"","url":"u","is_self":true,"created_utc":1394097912.5,"subreddit":"s","crosspost_parent":"t3_o"},
        {"id":"s3","author":"[deleted]","title":"T","created_utc":1,"subreddit":"s"}])",
          JsonFormat::kReddit),
      ElementsAre("t1_c1 by t2_a at 1394097912000 reply_to=t1_p text=see https://a.example/x "
                  "link=https://a.example/x",
                  "t3_s1 by b at 1394097912000 text=T link=https://b.example/",
                  "t3_s2 by b at 1394097912500 repost repost_of=t3_o text=T", "passed over"));
}

TEST(JsonPosts, Telegram) {
  EXPECT_THAT(
      Read(R"({"name":"N","type":"public_channel","id":12,"messages":[
        {"id":1,"type":"service","action":"pin_message"},
        {"id":2,"type":"message","date":"2024-05-01T12:00:00","date_unixtime":"1714557600","from":"N","from_id":"channel12","reply_to_message_id":1,
         "text":["see ",{"type":"link","text":"https://a.example/"}],"text_entities":[{"type":"plain","text":"see "},{"type":"link","text":"https://a.example/"},
         {"type":"text_link","text":"x","href":"https://b.example/"},{"type":"hashtag","text":"#T"},{"type":"phone","text":"+1"}],"location_information":{}},
        {"id":3,"type":"message","date_unixtime":"1714557601","from_id":"channel12","forwarded_from":"O","text":"said"}]})",
           JsonFormat::kTelegram),
      ElementsAre("passed over",
                  "12/2 by channel12 at 1714557600000 reply_to=12/1 text=see https://a.example/ "
                  "link=https://a.example/ link=https://b.example/ hashtag=#T",
                  "12/3 by channel12 at 1714557601000 repost repost_of=O/said text=said"));
  EXPECT_THAT(
      Read(
          R"({"chats":{"list":[{"type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","text":"private"}]}]}})",
          JsonFormat::kTelegram),
      ElementsAre("passed over"));
}

TEST(JsonPosts, CrowdTangle) {
  EXPECT_THAT(
      Read(
          R"({"status":200,"result":{"posts":[{"platformId":"1_2","date":"2020-05-01 10:00:00","message":"m #T","link":"https://s.example/",
        "expandedLinks":[{"original":"https://s.example/","expanded":"https://a.example/"}],"account":{"id":3,"platformId":"44","pageAdminTopCountry":"XX"}}]}})",
          JsonFormat::kCrowdTangle),
      ElementsAre("1_2 by 44 at 1588327200000 text=m #T link=https://a.example/ hashtag=T"));
}

TEST(JsonPosts, Events) {
  EXPECT_THAT(
      Read(
          R"([{"v":1,"id":"x:1","verb":"post","time":"2024-05-01T10:00:00.250Z","author":{"id":"a"},"text":"t","urls":[{"href":"https://a.example/"}],
        "hashtags":["T"],"mentions":[{"id":"b"}],"reply_to":{"id":"x:0"},"media":[{"hash":{"md5":"m","sha256":"s"}}]},{"v":1,"verb":"like","author":{}}])",
          JsonFormat::kEvent),
      ElementsAre("x:1 by a at 1714557600250 reply_to=x:0 text=t link=https://a.example/ hashtag=T "
                  "mention=b media=s",
                  "passed over"));
}

TEST(JsonPosts, TextIsUtf8) {
  EXPECT_THAT(Read(R"({"v":1,"id":"\ud800","verb":"post","time":"0","author":{"id":7}})",
                   JsonFormat::kEvent),
              ElementsAre("\uFFFD by 7 at 0"));
}

TEST(JsonPosts, OthersAreNotRecognised) {
  for (const char* json :
       {"{}", "[]", "7", "[[]]", R"({"id":1,"text":"x"})", R"({"object_id":"o"})"}) {
    codec::JsonDocument parser;
    EXPECT_EQ(RecogniseJson(*parser.ParseCopy(json)), std::nullopt) << json;
  }
}

}  // namespace
}  // namespace evenhand::archive
