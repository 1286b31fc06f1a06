#include "archive/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace evenhand::archive {
namespace {

using testing::ElementsAre;

// "number@line:bytes", with "!" for one that ends in a quote.
std::vector<std::string> Records(std::string_view text, std::size_t piece) {
  RecordCounter counter(',');
  std::vector<std::string> records;
  const auto visit = [&](const Record& r) {
    records.push_back(std::to_string(r.number) + "@" + std::to_string(r.line) + ":" +
                      std::to_string(r.bytes) + (r.in_quotes ? "!" : ""));
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
