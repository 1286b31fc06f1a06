#include "coordination/qut_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "codec/json_document.h"
#include "source_dir.h"

namespace evenhand::coordination {
namespace {

struct Case {
  const char* name;
  const char* message;
  const char* preprocessed;
  const char* token_set;
};

class QutText : public testing::TestWithParam<Case> {};
TEST_P(QutText, IsThePeersKey) {
  const Case& c = GetParam();
  EXPECT_EQ(QutPreprocess(c.message), c.preprocessed);
  EXPECT_EQ(QutTokenSet(c.message), c.token_set);
}
INSTANTIATE_TEST_SUITE_P(
    Messages, QutText,
    testing::Values(Case{"Empty", "", "", ""}, Case{"Mentions", "@a  @b", "", ""},
                    Case{"Address", "e-mail me at desk@paper.example", "e-mail me at desk",
                         "- at desk e mail me"},
                    Case{"Spaces", "\tHi\u3000 THERE\n", "hi there", "\t \n hi there"},
                    Case{"Apostrophes", "rock 'n' roll don't", "rock 'n' roll don't",
                         "don't n rock roll"},
                    Case{"Persian", "مرگ بر دیکتاتور!", "مرگ بر دیکتاتور!", "! بر دیکتاتور مرگ"},
                    Case{"Repeated", "No, no.", "no, no.", ", . no"}),
    [](const auto& test) { return test.param.name; });

TEST(QutText, TakesBytesThatAreNoText) {
  EXPECT_EQ(QutPreprocess("a\xFF\xC3 b"), "a\uFFFD\uFFFD b");
  EXPECT_EQ(QutTokenSet("\xE2\x80"), "\uFFFD");
}

TEST(QutText, EqualsAllRecordedExamples) {
  std::ifstream lines(SourceDir() + "/conformance/coordination/qut/tokens.jsonl");
  codec::JsonDocument document;
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const auto row = document.ParseCopy(line);
    ASSERT_TRUE(row) << line;
    const std::string message(row->Field("message").AsString());
    EXPECT_EQ(QutPreprocess(message), row->Field("preprocessed").AsString()) << message;
    EXPECT_EQ(QutTokenSet(message), row->Field("token_set").AsString()) << message;
  }
  EXPECT_EQ(count, 1103U);
}

}  // namespace
}  // namespace evenhand::coordination
