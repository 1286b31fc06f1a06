#include "engine/result_sink.h"

#include <gtest/gtest.h>

#include <vector>

namespace evenhand::engine {
namespace {

class Pieces final : public ResultSink {
 public:
  Result<void> Write(std::string_view lines) override {
    pieces.emplace_back(lines);
    if (full) return Fail(ErrorCode::kIo, "full");
    return {};
  }
  std::vector<std::string> pieces;
  bool full = false;
};

TEST(ResultJoiner, WritesNeighboursAsOnePiece) {
  Pieces sink;
  ResultJoiner joiner;
  joiner.WriteTo(&sink);
  const std::string_view all = "a\nb\nc\nd\n";
  ASSERT_TRUE(joiner.Add(all.substr(0, 2)));
  ASSERT_TRUE(joiner.Add(all.substr(2, 2)));
  ASSERT_TRUE(joiner.Add(all.substr(6)));
  EXPECT_EQ(sink.pieces, std::vector<std::string>{"a\nb\n"}) << "c was left out";
  ASSERT_TRUE(joiner.Flush());
  EXPECT_EQ(sink.pieces, (std::vector<std::string>{"a\nb\n", "d\n"}));
  EXPECT_EQ(joiner.bytes(), 6u);
}

TEST(ResultJoiner, KeepsTheOrderOfPiecesAndText) {
  Pieces sink;
  ResultJoiner joiner;
  joiner.WriteTo(&sink);
  ASSERT_TRUE(joiner.Add("a\n"));
  joiner.Text().value()->append("b\n");
  joiner.Text().value()->append("c\n");
  ASSERT_TRUE(joiner.Add("d\n"));
  ASSERT_TRUE(joiner.Flush());
  EXPECT_EQ(sink.pieces, (std::vector<std::string>{"a\n", "b\nc\n", "d\n"}));
}

TEST(ResultJoiner, WritesTextBeforeItGrowsLong) {
  Pieces sink;
  ResultJoiner joiner;
  joiner.WriteTo(&sink);
  const std::string line = std::string(999, 'x') + "\n";
  for (int i = 0; i < 1000; ++i) joiner.Text().value()->append(line);
  EXPECT_GT(sink.pieces.size(), 2u);
  ASSERT_TRUE(joiner.Flush());
  EXPECT_EQ(joiner.bytes(), 1'000'000u);
}

TEST(ResultJoiner, SaysWhatTheSinkSays) {
  Pieces sink;
  sink.full = true;
  ResultJoiner joiner;
  joiner.WriteTo(&sink);
  ASSERT_TRUE(joiner.Add("a\n"));
  EXPECT_FALSE(joiner.Add("b\n"));
}

}  // namespace
}  // namespace evenhand::engine
