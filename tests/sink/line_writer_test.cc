#include "sink/line_writer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace evenhand::sink {
namespace {

class Output : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() /
            ("evenhand_output_" + std::to_string(getpid()) + "_" +
             testing::UnitTest::GetInstance()->current_test_info()->name());
  }
  void TearDown() override { std::filesystem::remove_all(path_); }
  std::string Content() const {
    std::ostringstream all;
    all << std::ifstream(path_, std::ios::binary).rdbuf();
    return all.str();
  }
  std::string path_;
};

TEST_F(Output, IsCompleteAfterACommit) {
  auto writer = LineWriter::Open(path_).value();
  ASSERT_TRUE(writer->Write("یک\n"));
  EXPECT_EQ(Content(), "");
  EXPECT_EQ(writer->Commit().value(), 5u);
  EXPECT_EQ(Content(), "یک\n");
  const std::string large(1 << 20, 'x');
  ASSERT_TRUE(writer->Write("a\n"));
  ASSERT_TRUE(writer->Write(large));
  EXPECT_EQ(writer->Commit().value(), 7u + large.size());
  EXPECT_EQ(Content(), "یک\na\n" + large);
}

TEST_F(Output, IsCutBackToWhatWasCommitted) {
  std::uint64_t committed = 0;
  {
    auto writer = LineWriter::Open(path_).value();
    ASSERT_TRUE(writer->Write("one\n"));
    committed = writer->Commit().value();
    ASSERT_TRUE(writer->Write("two, whose input position was never stored\n"));
  }
  auto writer = LineWriter::Open(path_, committed).value();
  ASSERT_TRUE(writer->Write("two\n"));
  EXPECT_EQ(writer->Commit().value(), 8u);
  EXPECT_EQ(Content(), "one\ntwo\n");
}

TEST_F(Output, StartsAnewUnlessToldToKeep) {
  std::ofstream(path_) << "old";
  ASSERT_TRUE(LineWriter::Open(path_).value()->Commit());
  EXPECT_EQ(Content(), "");
}

TEST_F(Output, SaysWhatIsWrong) {
  std::ofstream(path_) << "cut";
  EXPECT_EQ(LineWriter::Open(path_, 100).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(LineWriter::Open(path_ + "/no/such/place").error().code, ErrorCode::kIo);
  auto full = LineWriter::Open("/dev/full").value();
  ASSERT_TRUE(full->Write("x\n"));
  EXPECT_EQ(full->Flush().error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace evenhand::sink
