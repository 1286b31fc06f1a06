#include "sink/dead_letters.h"

#include <gtest/gtest.h>

#include "codec/json_document.h"

namespace evenhand::sink {
namespace {

TEST(DeadLetters, AreJsonWhateverTheLineWas) {
  std::string line;
  AppendDeadLetter({.file = "رویدادها.jsonl",
                    .line = 12,
                    .offset = 4096,
                    .reason = "not a JSON object: \"x\"",
                    .raw = "{\"a\": \xff\xfe \x01 سلام \xed\xa0\x80"},
                   &line);
  ASSERT_TRUE(line.ends_with("}\n"));
  codec::JsonDocument document;
  const auto read = document.ParseCopy(line);
  ASSERT_TRUE(read.has_value()) << read.error().message << line;
  EXPECT_EQ(read->Field("file").AsString(), "رویدادها.jsonl");
  EXPECT_EQ(read->Field("line").AsInt(), 12);
  EXPECT_EQ(read->Field("offset").AsInt(), 4096);
  EXPECT_EQ(read->Field("reason").AsString(), "not a JSON object: \"x\"");
  EXPECT_EQ(read->Field("raw").AsString(),
            "{\"a\": \xef\xbf\xbd\xef\xbf\xbd \x01 سلام \xed\xa0\x80");
}

}  // namespace
}  // namespace evenhand::sink
