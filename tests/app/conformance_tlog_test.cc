// The runner of log vectors reads every file of a folder, and sees one that is wrong.

#include "app/conformance_tlog.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "source_dir.h"
#include "temp_folder.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;

class LogVectors : public testing::Test {
 protected:
  LogVectors() {
    std::ifstream file(SourceDir() + "/conformance/tlog/vectors.json");
    vectors_.assign(std::istreambuf_iterator<char>(file), {});
  }

  void Put(const std::string& name, const std::string& text) { folder_.Write(name, text); }
  std::string Run() {
    std::ostringstream out;
    const auto tally = RunTlogVectors(folder_.path(), out);
    return tally ? out.str() : tally.error().message;
  }

  const TempFolder folder_;
  std::string vectors_;
};

TEST_F(LogVectors, AreThoseOfEveryFile) {
  Put("first.json", vectors_);
  Put("held-back.json", vectors_);
  EXPECT_EQ(Run(), "340 of 340\n");
}

TEST_F(LogVectors, AWrongRootIsTold) {
  std::string wrong = vectors_;
  const std::size_t root = wrong.find("\"root\": \"") + 9;
  wrong[root] = wrong[root] == 'A' ? 'B' : 'A';
  Put("wrong.json", wrong);
  EXPECT_NE(Run().find("root\n  wanted "), std::string::npos) << Run();
}

TEST_F(LogVectors, NoFileIsNoSuccess) {
  EXPECT_NE(Run().find("no *.json in "), std::string::npos);
  Put("other.json", "{}");
  EXPECT_NE(Run().find("other.json: "), std::string::npos) << Run();
}

}  // namespace
}  // namespace evenhand::app
