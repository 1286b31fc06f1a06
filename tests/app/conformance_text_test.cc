#include "app/conformance_text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "source_dir.h"
#include "temp_folder.h"

namespace evenhand::app {
namespace {

const std::string kVectors = SourceDir() + "/conformance/text";

Result<Tally> RunOf(const std::string& row, std::ostream& out) {
  const TempFolder folder;
  return RunTextVectors(folder.Write("row.tsv", row + '\n'), out);
}

TEST(TextVectors, AllHold) {
  std::ostringstream out;
  const auto tally = RunTextVectors(kVectors, out);
  ASSERT_TRUE(tally.has_value()) << tally.error().message;
  EXPECT_EQ(tally->total, 119u);
  EXPECT_EQ(tally->passed, tally->total) << out.str();
}

TEST(TextVectors, ADifferenceIsShownByNumbers) {
  std::ostringstream out;
  const auto tally = RunOf("fa-x\tK2\t\\u0643\tk\tkaf", out);
  ASSERT_TRUE(tally.has_value());
  EXPECT_EQ(out.str(), "fa-x K2: input \\u0643\n  wanted k\n  got    \\u06a9\n0 of 1\n");
}

TEST(TextVectors, BadFilesAreErrorsWithTheirPlace) {
  std::ostringstream out;
  EXPECT_EQ(RunTextVectors("/nowhere", out).error().code, ErrorCode::kNotFound);
  for (const char* row : {"only one column", "id\tK9\ta\ta\t", "id\tK2\t\\u06\ta\t"}) {
    const auto tally = RunOf(row, out);
    ASSERT_FALSE(tally.has_value()) << row;
    EXPECT_NE(tally.error().message.find("row.tsv:1: "), std::string::npos);
  }
}

}  // namespace
}  // namespace evenhand::app
