#include "archive/read_shares.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "archive/share_file.h"
#include "source_dir.h"
#include "temp_folder.h"

namespace evenhand::archive {
namespace {

using model::Shares;
using model::Trace;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kCorpus = SourceDir() + "/conformance/coordination/";

class SharesOf : public testing::Test {
 protected:
  std::string Write(const std::string& name, std::string_view bytes) const {
    const std::string path = directory_ + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  // Rejects are kept as "name:line: reason".
  SharesRead Read(const std::vector<std::string>& paths, ReadOptions options = {}) {
    rejects_.clear();
    options.on_reject = [&](const Reject& reject) {
      rejects_.push_back(std::filesystem::path(reject.file).filename().string() + ":" +
                         std::to_string(reject.line) + ": " + reject.reason);
    };
    auto read = ReadShares(paths, options);
    EXPECT_TRUE(read) << read.error().message;
    return read ? *std::move(read) : SharesRead();
  }

  static ReadOptions Only(std::set<Trace> traces) {
    ReadOptions options;
    options.shares.traces = std::move(traces);
    return options;
  }

  // "object account content ms" for each.
  static std::vector<std::string> Rows(const Shares& shares) {
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      rows.push_back(std::string(shares.objects.Name(shares.object[i])) + " " +
                     std::string(shares.accounts.Name(shares.account[i])) + " " +
                     std::string(shares.contents.Name(shares.content[i])) + " " +
                     std::to_string(shares.time_ms[i]));
    }
    return rows;
  }

  const TempFolder folder_;
  const std::string directory_ = folder_.path();
  std::vector<std::string> rejects_;
};

TEST_F(SharesOf, ALogAreItsRows) {
  const std::string log =
      Write("log.csv",
            "object_id,account_id,content_id,timestamp_share\no1,a,p1,5\no1,a,p1,5\n,b,p2,6\n"
            "o2,b,p3,2021-08-15 12:01:02\no2,,p4,7\no2,c,p5,soon\no3,d,p6,-1.5\n");
  const SharesRead read = Read({log});
  EXPECT_THAT(
      Rows(read.shares.at(Trace::kObject)),
      ElementsAre("o1 a p1 5000", "o1 a p1 5000", "o2 b p3 1629028862000", "o3 d p6 -1500"));
  EXPECT_THAT(rejects_,
              ElementsAre("log.csv:6: there is no account", "log.csv:7: 'soon' is not a time"));
  EXPECT_EQ(read.summary.rows, 7U);
  EXPECT_EQ(read.summary.no_object, 1U);
  EXPECT_EQ(read.summary.rejects, 2U);
  EXPECT_THAT(read.summary.reasons, ElementsAre(std::pair("... is not a time", 1U),
                                                std::pair("there is no account", 1U)));
  EXPECT_EQ(read.summary.first_ms, -1500);
}

// The raw table of the German election of 2021 gives the four logs that were made of it elsewhere.
TEST_F(SharesOf, TheRawTableAreTheFourLogs) {
  const SharesRead raw = Read({kCorpus + "data/german_elections.csv.zst"},
                              Only({Trace::kLink, Trace::kHashtag, Trace::kDomain, Trace::kMedia}));
  for (const auto& [trace, name] :
       {std::pair{Trace::kLink, "urls"}, std::pair{Trace::kHashtag, "hashtags"},
        std::pair{Trace::kDomain, "domains"}, std::pair{Trace::kMedia, "images"}}) {
    const SharesRead log = Read({kCorpus + "data/german_" + name + ".csv.gz"});
    EXPECT_EQ(Rows(raw.shares.at(trace)), Rows(log.shares.at(Trace::kObject))) << name;
    EXPECT_THAT(rejects_, IsEmpty());
  }
}

TEST_F(SharesOf, QutMessages) {
  const std::string header =
      "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n";
  const std::string path = Write(
      "m.csv", header +
                   "1,u,n,,,one two three four five,10.5,https://A.example/x https://b.example\n"
                   "2,v,n,1,,RT one two three four five,11,https://a.example/x\n"
                   "1,w,n,,,another text of five words,12,https://c.example/ https://a.example/x\n"
                   "3,v,n,,1,@u short,13,\n");
  const SharesRead read = Read({path});
  EXPECT_THAT(Rows(read.shares.at(Trace::kLink)),
              ElementsAre("https://a.example/x u 1 10500", "https://b.example/ u 1 10500",
                          "https://c.example/ w 1 12000"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kRepost)), ElementsAre("1 v 2 11000"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kReply)), ElementsAre("1 v 3 13000"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kText)), ElementsAre("one two three four five u 1 10500"));
  EXPECT_EQ(read.summary.repeated, 1U);
}

TEST_F(SharesOf, TheRecordedQutMessages) {
  const SharesRead read = Read({kCorpus + "inputs/text_posts.csv.gz"});
  EXPECT_EQ(read.summary.rows, 1997U);
  EXPECT_EQ(read.summary.repeated, 1U);
  EXPECT_EQ(read.shares.at(Trace::kLink).size(), 743U);  // counted by a script of a few lines
  EXPECT_EQ(read.shares.at(Trace::kRepost).size(), 424U);
  EXPECT_EQ(read.shares.at(Trace::kReply).size(), 282U);
  EXPECT_THAT(rejects_, IsEmpty());
}

TEST_F(SharesOf, InformationOperations) {
  const std::string path =
      Write("io.csv",
            "tweetid,userid,user_screen_name,user_reported_location,follower_count,tweet_language,"
            "tweet_text,tweet_time,tweet_client_name,in_reply_to_tweetid,"
            "in_reply_to_userid,quoted_tweet_tweetid,is_retweet,retweet_tweetid,latitude,longitude,"
            "hashtags,urls,user_mentions\n"
            "1050118621198921728,h1=,n,Somewhere,7,fa,\"two\nlines\",2018-10-10 "
            "20:19,App,5,9,,False,,1,2,\"[A, B]\",\"[https://a.example/x,y, "
            "https://b.example/]\",['h2=']\n"
            "21,h1=,n,,7,fa,RT @x: y,2006-03-21 20:50,App,,,,true,19,,,[],,\n");
  const SharesRead read =
      Read({path},
           Only({Trace::kLink, Trace::kHashtag, Trace::kMention, Trace::kReply, Trace::kRepost}));
  EXPECT_THAT(Rows(read.shares.at(Trace::kLink)),
              ElementsAre("https://a.example/x,y h1= 1050118621198921728 1539202764211",
                          "https://b.example/ h1= 1050118621198921728 1539202764211"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kHashtag)),
              ElementsAre("a h1= 1050118621198921728 1539202764211",
                          "b h1= 1050118621198921728 1539202764211"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kMention)),
              ElementsAre("h2= h1= 1050118621198921728 1539202764211"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kRepost)), ElementsAre("19 h1= 21 1142974200000"));
  const std::string rounded = Write(
      "r.csv",
      "tweetid,userid,tweet_text,tweet_time,is_retweet\n1.05E+18,u,t,2018-10-10 20:19,false\n");
  const auto refused = ReadShares({rounded});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message,
              HasSubstr("row 1: the id 1.05E+18 was rounded by a spreadsheet"));
}

TEST_F(SharesOf, OtherTables) {
  const std::string facebook = Write(
      "f.csv",
      "Page Name,Facebook Id,Page Admin Top Country,Post Created,URL,Message,Link,Final Link\n"
      "P,77,XX,2021-08-15 08:01:02 "
      "EDT,https://fb.example/1,m,https://s.example/,https://a.example/\n");
  EXPECT_THAT(Rows(Read({facebook}).shares.at(Trace::kLink)),
              ElementsAre("https://a.example/ 77 https://fb.example/1 1629028862000"));
  const std::string trolls = Write("t.tsv",
                                   "external_author_id\tauthor\tcontent\tregion\tlanguage\tpublish_"
                                   "date\tretweet\ttweet_id\talt_external_id\ttco1_step1\n"
                                   "9.06E+17\tA\tsee #T https://t.co/x\tXX\tEnglish\t10/1/2017 "
                                   "19:58\t0\t20\t905874659358453760\thttps://a.example/\n");
  const SharesRead read = Read({trolls});
  EXPECT_THAT(Rows(read.shares.at(Trace::kLink)),
              ElementsAre("https://a.example/ 905874659358453760 20 1506887880000"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kHashtag)),
              ElementsAre("t 905874659358453760 20 1506887880000"));
}

TEST_F(SharesOf, AGivenSchema) {
  ReadOptions options;
  options.schema = *ReadSchema(
      "account: user.id\ncontent: id\ntime: {column: ms, unit: milliseconds}\nlinks: "
      "items.url\nhashtags: tags\n");
  const std::string lines =
      Write("x.jsonl",
            "{\"user\":{\"id\":7},\"id\":\"p\",\"ms\":1500,\"items\":[{\"url\":\"https://a.example/"
            "\"},{\"url\":\"https://b.example/\"}],\"tags\":[\"x\",\"y\"]}\n"
            "{\"user\":{},\"id\":\"q\",\"ms\":1}\n{broken\n");
  const SharesRead read = Read({lines}, options);
  EXPECT_THAT(Rows(read.shares.at(Trace::kLink)),
              ElementsAre("https://a.example/ 7 p 1500", "https://b.example/ 7 p 1500"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kHashtag)), ElementsAre("x 7 p 1500", "y 7 p 1500"));
  EXPECT_THAT(rejects_, ElementsAre("x.jsonl:2: there is no account", HasSubstr("x.jsonl:3: ")));
  options.schema =
      *ReadSchema("account: who\ncontent: id\ntime: at\nobject: what\ndelimiter: \"|\"\n");
  const std::string table = Write("x.txt", "who|what|id|at\na|o|p|1\n");
  EXPECT_THAT(Rows(Read({table}, options).shares.at(Trace::kObject)), ElementsAre("o a p 1000"));
  const auto missing = ReadShares({Write("y.txt", "who|what|id\na|o|p\n")}, options);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("there is no column 'at'"));
}

TEST_F(SharesOf, AFolderOfAll) {
  Write("a/1.csv", "object_id,account_id,content_id,timestamp_share\no1,a,p1,5\n");
  Write("a/2.jsonl",
        "{\"object_id\":\"o2\",\"account_id\":\"b\",\"content_id\":\"p2\",\"timestamp_share\":6.25}"
        "\n\n");
  Write("a/b/3.json",
        "[{\"id_str\":\"20\",\"created_at\":\"Tue Mar 21 20:50:14 +0000 "
        "2006\",\"user\":{\"id_str\":\"12\"},\n\"text\":\"x\",\"retweeted_status\":{\"id_str\":"
        "\"19\"}},\n{\"id_str\":\"21\",\"user\":{}}]");
  Write("a/README.md", "not data");
  Write("a/.hidden.csv", "x");
  Write("a/other.csv", "name,value\n1,2\n");
  const SharesRead read = Read({directory_ + "/a"});
  EXPECT_THAT(Rows(read.shares.at(Trace::kObject)), ElementsAre("o1 a p1 5000", "o2 b p2 6250"));
  EXPECT_THAT(Rows(read.shares.at(Trace::kRepost)), ElementsAre("19 12 20 1142974214000"));
  EXPECT_THAT(rejects_, ElementsAre("3.json:2: there is no account"));
  ASSERT_EQ(read.summary.files.size(), 4U);
  EXPECT_FALSE(read.summary.files[3].read);
  EXPECT_THAT(read.summary.files[3].schema,
              HasSubstr("other.csv: the columns are none that are known (name, value)"));
}

// Where somebody writes from, with what, to how many: not one byte depends on it.
TEST_F(SharesOf, BarredColumnsChangeNoByte) {
  const std::string plain = Write("p/x.csv",
                                  "message_id,user_id,repost_id,reply_id,message,timestamp,urls\n1,"
                                  "u,,,one two three four five #t,10,https://a.example/\n");
  const std::string more =
      Write("q/x.csv",
            "ip,message_id,user_id,country,repost_id,reply_id,message,language,timestamp,client,"
            "urls,followers\n"
            "192.0.2.1,1,u,XX,,,one two three four five #t,fa,10,App,https://a.example/,7\n");
  const std::string tweet =
      R"({"id_str":"20","created_at":"Tue Mar 21 20:50:14 +0000 2006","user":{"id_str":"12")";
  const std::string tail = R"(},"text":"one two three four five")";
  const std::string bare = Write("p/t.jsonl", tweet + tail + "}\n");
  const std::string full = Write(
      "q/t.jsonl",
      tweet + R"(,"lang":"fa","location":"Somewhere","followers_count":9)" + tail +
          R"(,"lang":"fa","source":"App","geo":{"x":1},"place":{"country":"XX"},"withheld_in_countries":["XX"]})" +
          "\n");
  const auto written = [&](const std::vector<std::string>& paths, const std::string& out) {
    EXPECT_TRUE(WriteShares(out, events::TableFormat::kCsv, Read(paths).shares));
    std::ifstream in(out);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string one = written({plain, bare}, directory_ + "/one.csv");
  EXPECT_EQ(one, written({more, full}, directory_ + "/two.csv"));
  EXPECT_THAT(one, HasSubstr("one two three four five,12,20"));
}

TEST_F(SharesOf, WrittenSharesComeBack) {
  const SharesRead read = Read({kCorpus + "inputs/text_posts.csv.gz"},
                               Only({Trace::kLink, Trace::kText, Trace::kRepost}));
  for (const auto format : {events::TableFormat::kCsv, events::TableFormat::kParquet}) {
    const std::string path = directory_ + "/out";
    ASSERT_TRUE(WriteShares(path, format, read.shares));
    const SharesRead again = Read({path});
    ASSERT_EQ(again.shares.size(), 3U);
    for (const auto& [trace, shares] : read.shares)
      EXPECT_EQ(Rows(again.shares.at(trace)), Rows(shares));
  }
}

TEST_F(SharesOf, LinesOfRejectsAreThoseOfTheFile) {
  const std::string log =
      Write("log.csv",
            "object_id,account_id,content_id,timestamp_share\n\"o\n1\",a,p1,5\n\no1,a\no1,a,"
            "\"p\r\n2\",never\no,a,p,1,2\no2,b,p3,6\no2,b,p3,x\n");
  const SharesRead read = Read({log});
  EXPECT_EQ(read.shares.at(Trace::kObject).size(), 2U);
  EXPECT_THAT(rejects_,
              ElementsAre("log.csv:5: fewer fields than the first line names",
                          "log.csv:8: more fields than the first line names",
                          "log.csv:6: 'never' is not a time", "log.csv:10: 'x' is not a time"));
}

TEST_F(SharesOf, NoRowIsLostWithoutAWord) {
  const std::string header = "object_id,account_id,content_id,timestamp_share\n";
  const std::string open = Write("open.csv", header + "o,a,p,1\n\"o,a,p,2\no,a,p,3\no,a,p,4\n");
  EXPECT_EQ(Read({open}).shares.at(Trace::kObject).size(), 1U);
  EXPECT_THAT(rejects_, ElementsAre("open.csv:3: a quote opens here and never closes: all that "
                                    "follows, 25 bytes, is one value"));
  const std::string lengthy =
      Write("long.csv", header + std::string(std::size_t{40} << 20, 'x') + ",a,p,2\no,a,p,1\n");
  EXPECT_EQ(Read({lengthy}).shares.at(Trace::kObject).size(), 1U);
  EXPECT_THAT(rejects_, ElementsAre("long.csv:2: longer than 2097152 bytes"));
  const std::string bytes = Write("bytes.csv", header + "o\xFF,a,p,1\n" + std::string(5000, 'o') +
                                                   std::string("\0x,a,p,2\n", 9));
  EXPECT_EQ(Read({bytes}).shares.at(Trace::kObject).size(), 1U);
  EXPECT_THAT(rejects_, ElementsAre("bytes.csv:2: not UTF-8"));
}

TEST_F(SharesOf, RowsAfterABadOneAreRead) {
  const std::string header = "object_id,account_id,content_id,timestamp_share\n";
  const std::string stray = Write("stray.csv", header + "o,\"a\"x,p,1\no,a,p,2\no,a,p,3\n");
  EXPECT_EQ(Read({stray}).shares.at(Trace::kObject).size(), 2U);
  EXPECT_THAT(rejects_, ElementsAre("stray.csv:2: something follows where a quote closes"));
  const std::string ends =
      Write("ends.csv", header + "o,a,p,1\r\no,a,\"p\r\n\",2\no,a,p,3\ro,a,p,4");
  EXPECT_EQ(Read({ends}).shares.at(Trace::kObject).size(), 4U);
  EXPECT_THAT(rejects_, IsEmpty());
}

TEST_F(SharesOf, RejectsWithoutEndAreCounted) {
  std::string log = "object_id,account_id,content_id,timestamp_share\no,a,p,1\n";
  for (int i = 0; i < 150'000; ++i) log += i % 3 == 0 ? "o,a,p,soon\n" : "o\xFF,a,p\n";
  const SharesRead read = Read({Write("log.csv", log)});
  EXPECT_EQ(read.shares.at(Trace::kObject).size(), 1U);
  EXPECT_THAT(read.summary.reasons,
              ElementsAre(std::pair("... is not a time", 50'000U),
                          std::pair("fewer fields than the first line names", 100'000U)));
  EXPECT_EQ(rejects_.back(), "log.csv:150000: 'soon' is not a time");
}

// Whatever the bytes: each record is a share or a reject, by a second, slow way of counting.
RC_GTEST_FIXTURE_PROP(SharesOf, EachRecordIsAShareOrAReject, ()) {
  std::string log = "object_id,account_id,content_id,timestamp_share\n";
  const auto picks =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 12));
  static constexpr std::string_view kRows[] = {
      "o,a,p,1\n",      "o,a,p,1\r\n",        "o,a,p\n", "o,a,p,1,2\n",  "\"o\nx\",a,p,2\n",
      "o,\"a\"x,p,2\n", "o,\"a\"\"x\",p,2\n", "\n",      "o,a,p,soon\n", "o\xFF,a,p,2\n",
      ",,,\n",          "o\"x,a,p,3\n"};
  std::size_t shares = 0, rejects = 0;
  for (const std::size_t pick : picks) {
    log += kRows[pick];
    const bool good = pick == 0 || pick == 1 || pick == 4 || pick == 6 || pick == 11;
    shares += good ? 1 : 0;
    rejects += !good && pick != 7 ? 1 : 0;
  }
  const SharesRead read = Read({Write("log.csv", log)});
  const auto found = read.shares.find(Trace::kObject);
  RC_ASSERT((found == read.shares.end() ? 0U : found->second.size()) == shares);
  RC_ASSERT(rejects_.size() == rejects);
}

TEST_F(SharesOf, WhatIsNoArchiveIsRefused) {
  const auto refusal = [&](const std::string& path) {
    const auto read = ReadShares({path});
    EXPECT_FALSE(read);
    return read ? "" : read.error().message;
  };
  std::string wide = "object_id,account_id,content_id,timestamp_share";
  for (int i = 0; i < 100'000; ++i) wide += ",c" + std::to_string(i);
  EXPECT_THAT(refusal(Write("wide.csv", wide + "\n")),
              HasSubstr("names 100004 columns; 4096 are the most"));
  EXPECT_THAT(refusal(Write("line.csv", std::string(std::size_t{3} << 20, 'x'))),
              HasSubstr("the first line is longer than 1048576 bytes"));
  EXPECT_THAT(refusal(Write("zip.csv", "PK\x03\x04....")), HasSubstr("a zip; unpack it"));
  EXPECT_THAT(refusal(Write("utf16.csv", std::string("\xFF\xFE"
                                                     "o\0",
                                                     4))),
              HasSubstr("UTF-16; convert it"));
  EXPECT_THAT(refusal(Write("nul.csv", std::string("a,b\0c\n", 6))), HasSubstr("NUL bytes"));
  EXPECT_THAT(refusal(Write("empty.csv", "\n")), HasSubstr("the file is empty"));
  EXPECT_THAT(refusal(Write("other.csv", "a,b\n")), HasSubstr("describe them with --schema"));
  EXPECT_THAT(refusal(Write("other.json", "{\"a\":1}\n")),
              HasSubstr("JSON of a kind that is not known"));
  EXPECT_THAT(refusal(Write("broken.json", "{\"a\":\n")), HasSubstr("read as one JSON document"));
  EXPECT_THAT(refusal(Write("x.csv.gz", "\x1f\x8b broken")), HasSubstr("gzip data"));
  EXPECT_THAT(refusal(directory_ + "/none.csv"), HasSubstr("there is no such file"));
}

}  // namespace
}  // namespace evenhand::archive
