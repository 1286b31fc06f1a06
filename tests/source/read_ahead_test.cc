#include "source/read_ahead.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace evenhand::source {
namespace {

class ReadAheadTest : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() / ("evenhand_ahead_" + std::to_string(getpid()));
    std::filesystem::create_directories(dir_);
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  std::string File(const std::string& name, const std::string& text) {
    const std::string path = dir_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  // All lines, with the next batch read early or not.
  static std::string Walk(LineReader* reader, bool early) {
    ReadAhead batches(reader);
    std::string text;
    while (const LineBatch* const batch = batches.Next().value()) {
      if (early) batches.ReadEarly();
      if (early) batches.ReadEarly();  // once is enough
      for (const Line& line : batch->lines) text.append(line.text).append("\n");
    }
    return text;
  }

  std::filesystem::path dir_;
};

TEST_F(ReadAheadTest, GivesTheSameLinesEarlyOrNot) {
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += std::to_string(i) + "\n";
  const std::vector<std::string> paths{File("a", lines), File("b", "last\n")};
  for (const bool early : {false, true}) {
    LineReader reader(paths, {.batch_bytes = 100});
    EXPECT_EQ(Walk(&reader, early), lines + "last\n") << early;
  }
}

TEST_F(ReadAheadTest, SaysWhatWentWrongWhenItsTurnComes) {
  LineReader reader({File("a", "one\n"), File("b", "two\n")});
  std::filesystem::remove(dir_ / "b");
  ReadAhead batches(&reader);
  EXPECT_EQ(batches.Next().value()->lines.size(), 1u);
  batches.ReadEarly();
  EXPECT_EQ(batches.Next().error().code, ErrorCode::kNotFound);
}

// A batch at hand is not kept from anyone because nothing has come through a pipe yet.
TEST_F(ReadAheadTest, DoesNotWaitForAPipe) {
  const std::string pipe = dir_ / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  LineReader reader({File("a", "one\n"), pipe, File("b", "three\n")});
  ReadAhead batches(&reader);
  EXPECT_EQ(batches.Next().value()->lines.front().text, "one");
  EXPECT_FALSE(reader.NeverWaits());
  batches.ReadEarly();  // would not return
  std::thread writer([&] { std::ofstream(pipe) << "two\n"; });
  EXPECT_EQ(batches.Next().value()->lines.front().text, "two");
  writer.join();
  EXPECT_EQ(batches.Next().value()->lines.front().text, "three");
  EXPECT_TRUE(reader.NeverWaits());
}

}  // namespace
}  // namespace evenhand::source
