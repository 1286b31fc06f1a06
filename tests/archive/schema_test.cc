#include "archive/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/file_kind.h"

namespace evenhand::archive {
namespace {

using testing::ElementsAre;

std::string Recognised(const char* header, char delimiter = ',') {
  const TableSchema* schema = Recognise(SplitHeader(header, delimiter));
  return schema == nullptr ? "" : schema->name;
}

TEST(Schemas, AreKnownByTheirColumns) {
  EXPECT_EQ(Recognised("object_id,account_id,content_id,timestamp_share"), "CooRTweet shares");
  EXPECT_EQ(Recognised("timestamp_share,content_id,\"account_id\",object_id,extra"),
            "CooRTweet shares");
  EXPECT_EQ(Recognised("object_id,account_id,content_id,timestamp_share,trace"),
            "shares of several traces");
  EXPECT_EQ(Recognised("message_id,user_id,username,repost_id,reply_id,message,timestamp,urls"),
            "QUT messages");
  EXPECT_EQ(Recognised("account_id,post_id,url_id,hashtag_id,domain_id,phash_id,timestamp"),
            "CooRTweet raw table");
  EXPECT_EQ(
      Recognised(
          "account_id\tcontent_id\ttimestamp\tsubreddit\tlink_id\tparent_id\tlink_url\tscore\ttext",
          '\t'),
      "Reddit table");
  EXPECT_EQ(Recognised("account_id,content_id,timestamp"), "");
  EXPECT_EQ(Recognised(""), "");
}

TEST(Schemas, ReadNothingThatIsBarred) {
  for (const TableSchema& schema : KnownSchemas()) {
    for (const FieldSource& source : schema.sources) {
      for (const std::string& column : source.columns)
        EXPECT_FALSE(IsBarred(column)) << schema.name << " " << column;
    }
  }
  for (const char* name : {"ip", "IP Address", "user.country", "tweet_language", "lang", "langs",
                           "Followers", "tweet_client_name", "latitude", "user_agent",
                           "withheld_in_countries", "account-language"}) {
    EXPECT_TRUE(IsBarred(name)) << name;
  }
  for (const char* name : {"userid", "description", "ship", "", "links"})
    EXPECT_FALSE(IsBarred(name)) << name;
}

TEST(SchemaFile, SaysWhatColumnsMean) {
  const auto schema = ReadSchema(
      "name: forum\naccount: [member, author]\ncontent: id\ntime: {column: at, unit: "
      "milliseconds}\n"
      "text: body\nlinks: {column: urls, split: ' '}\nhashtags: {column: tags, brackets: true}\n"
      "media: {column: file, prefix: file_}\nfind-in-text: [mentions]\nrepeats: keep\ndelimiter: "
      "\";\"\n");
  ASSERT_TRUE(schema) << schema.error().message;
  EXPECT_EQ(schema->name, "forum");
  EXPECT_THAT((*schema)[Field::kAccount].columns, ElementsAre("member", "author"));
  EXPECT_EQ(schema->time_unit, TimeUnit::kMilliseconds);
  EXPECT_EQ((*schema)[Field::kLinks].split, " ");
  EXPECT_EQ((*schema)[Field::kHashtags].split, ", ");
  EXPECT_EQ((*schema)[Field::kMedia].prefix, "file_");
  EXPECT_TRUE(schema->mentions_in_text);
  EXPECT_FALSE(schema->links_in_text);
  EXPECT_EQ(schema->repeats, Repeats::kKeep);
  EXPECT_EQ(schema->delimiter, ';');
  EXPECT_FALSE(schema->is_share_log());
}

struct Mistake {
  const char* name;
  const char* yaml;
  const char* says;
};

class Mistakes : public testing::TestWithParam<Mistake> {};
TEST_P(Mistakes, HaveAPlaceAndAMend) {
  const auto schema = ReadSchema(GetParam().yaml);
  ASSERT_FALSE(schema);
  EXPECT_THAT(schema.error().message, testing::HasSubstr(GetParam().says));
}
INSTANTIATE_TEST_SUITE_P(
    Table, Mistakes,
    testing::Values(
        Mistake{"Empty", "", "1:1: a schema is a map"},
        Mistake{"NoMap", "- a", "1:1: a schema is a map"},
        Mistake{"NoTime", "account: a\ncontent: b", "'time' is missing"},
        Mistake{"Unknown", "account: a\nwho: b", "2:1: 'who' is not known"},
        Mistake{"Barred", "account: a\ntext: ip_address", "2:7: 'ip_address' is never read"},
        Mistake{"BarredInList", "account: [a, user.lang]", "1:14: 'user.lang' is never read"},
        Mistake{"Unit", "time: {column: t, unit: hours}",
                "1:25: unit is one of seconds, milliseconds"},
        Mistake{"Part", "text: {column: t, unit: seconds}", "1:19: 'unit' is not known here"},
        Mistake{"NoColumn", "text: {split: ','}", "1:7: 'column' is missing"},
        Mistake{"Delimiter", "delimiter: ab", "1:12: delimiter is one character"},
        Mistake{"FindInText", "find-in-text: [words]", "1:16: find-in-text is one of links"},
        Mistake{"Flag", "numeric-ids: maybe", "1:14: numeric-ids is true or false"},
        Mistake{"Yaml", "account: [", "1:"}),
    [](const auto& test) { return test.param.name; });

TEST(Header, IsSplit) {
  EXPECT_THAT(SplitHeader("\xEF\xBB\xBF"
                          "a,\"b,\"\"c\"\"\",,d",
                          ','),
              ElementsAre("a", "b,\"c\"", "", "d"));
  EXPECT_THAT(SplitHeader("", ','), ElementsAre(""));
}

}  // namespace
}  // namespace evenhand::archive
