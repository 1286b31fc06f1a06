#include "archive/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "base/utf8.h"

namespace evenhand::archive {
namespace {

using testing::ElementsAre;

// "number@line:bytes", with "!" for one that ends in a quote.
std::vector<std::string> Records(std::string_view text, std::size_t piece) {
  RecordCounter counter(',');
  std::vector<std::string> records;
  const auto visit = [&](const Record& r, std::size_t) {
    records.push_back(std::to_string(r.number) + "@" + std::to_string(r.line) + ":" +
                      std::to_string(r.bytes) + (r.in_quotes ? "!" : ""));
    EXPECT_GE(r.fields, 1U);
  };
  for (std::size_t at = 0; at < text.size(); at += piece)
    counter.Read(text.substr(at, piece), visit);
  counter.Finish(visit);
  return records;
}

TEST(Records, KnowTheirLines) {
  EXPECT_THAT(Records("a,b\n1,2\n\n3,4", 99), ElementsAre("1@1:3", "2@2:3", "3@3:0", "4@4:3"));
  EXPECT_THAT(Records("a\r\nb\rc\n", 99), ElementsAre("1@1:1", "2@2:1", "3@3:1"));
  EXPECT_THAT(Records("\"x\ny\",1\n\"p\r\nq\"\nz\n", 99), ElementsAre("1@1:7", "2@3:6", "3@5:1"));
  EXPECT_THAT(Records("a\"b\nc,\"d\"\"\ne\"\nf", 99), ElementsAre("1@1:3", "2@2:9", "3@4:1"));
  EXPECT_THAT(Records("a\n\"open,1\nb,2\n", 99), ElementsAre("1@1:1", "2@2:12!"));
  EXPECT_THAT(Records("", 99), ElementsAre());
}

TEST(Records, KnowWhatIsWrong) {
  struct Case {
    std::string_view text;
    std::uint64_t fields;
    bool stray, ill_formed;
  };
  for (const Case& c : {Case{"a,b", 2, false, false}, Case{",,", 3, false, false},
                        Case{"\"a,b\",c", 2, false, false}, Case{"\"a\"\"b\"", 1, false, false},
                        Case{"\"a\"b,c", 2, true, false}, Case{"a\"b,c", 2, false, false},
                        Case{"\"a\" ,c", 2, true, false}, Case{"é,\u200C,😀", 3, false, false},
                        Case{"\xFF", 1, false, true}, Case{"\xE2\x82", 1, false, true},
                        Case{"\xE2\x82,a", 2, false, true}, Case{"\xED\xA0\x80", 1, false, true},
                        Case{"\xC0\x80", 1, false, true}, Case{"\xF4\x90\x80\x80", 1, false, true},
                        Case{"\x80", 1, false, true}}) {
    RecordCounter counter(',');
    Record seen;
    counter.Read(c.text, [](const Record&, std::size_t) { FAIL(); });
    counter.Finish([&](const Record& record, std::size_t) { seen = record; });
    EXPECT_EQ(seen.fields, c.fields) << c.text;
    EXPECT_EQ(seen.stray, c.stray) << c.text;
    EXPECT_EQ(seen.ill_formed, c.ill_formed) << c.text;
  }
}

TEST(Records, KnowHowLinesEnd) {
  const auto mixed = [](std::string_view text) {
    RecordCounter counter(',');
    counter.Read(text, [](const Record&, std::size_t) {});
    return counter.mixed_line_ends();
  };
  for (const char* text : {"a\nb\n", "a\r\nb\r\n", "a\rb\r", "\"a\nb\"\r\nc\r\n", "a"})
    EXPECT_FALSE(mixed(text)) << text;
  for (const char* text : {"a\nb\r\n", "a\rb\n", "a\r\nb\rc"}) EXPECT_TRUE(mixed(text)) << text;
}

RC_GTEST_PROP(Records, IllFormedIsWhatTheDecoderSays, (const std::string& bytes)) {
  std::string text;
  for (const char c : bytes) text += c == '\n' || c == '\r' || c == '"' || c == ',' ? '\xE9' : c;
  RecordCounter counter(',');
  bool ill_formed = false;
  counter.Read(text, [](const Record&, std::size_t) {});
  counter.Finish([&](const Record& record, std::size_t) { ill_formed = record.ill_formed; });
  RC_ASSERT(ill_formed == !IsWellFormed(text, false));
}

RC_GTEST_PROP(Records, AreTheSameHoweverTheTextIsCut, ()) {
  const auto picks =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 6));
  std::string text;
  for (const std::size_t pick : picks) text += std::string_view("a,\"\n\rb")[pick];
  const auto piece = *rc::gen::inRange<std::size_t>(1, 5);
  RC_ASSERT(Records(text, piece) == Records(text, text.size() + 1));
}

}  // namespace
}  // namespace evenhand::archive
