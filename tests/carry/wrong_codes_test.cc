#include "carry/wrong_codes.h"

#include <gtest/gtest.h>

namespace evenhand::carry {
namespace {

TEST(WrongCodes, AreLateAboveAHundredOfOneDecision) {
  WrongCodes wrong = WrongCodes::Read("", 5);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(wrong.Add("d-1"));
  EXPECT_TRUE(wrong.Add("d-1"));
  EXPECT_FALSE(wrong.Add("d-2"));
}

TEST(WrongCodes, AreLateAboveTenThousandInAll) {
  WrongCodes wrong = WrongCodes::Read("", 5);
  for (int i = 0; i < 10'000; ++i) EXPECT_FALSE(wrong.Add("d-" + std::to_string(i)));
  EXPECT_TRUE(wrong.Add("another"));
  // Nothing more is kept of those beyond.
  const std::size_t size = wrong.Write().size();
  for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(wrong.Add("more-" + std::to_string(i)));
  EXPECT_LE(wrong.Write().size(), size + 1);
}

TEST(WrongCodes, BeginAnewEachDay) {
  WrongCodes wrong = WrongCodes::Read("", 5);
  for (int i = 0; i < 100; ++i) wrong.Add("d-1");
  EXPECT_TRUE(WrongCodes::Read(wrong.Write(), 5).Add("d-1"));
  EXPECT_FALSE(WrongCodes::Read(wrong.Write(), 6).Add("d-1"));
  EXPECT_EQ(wrong.Write().find("d-1"), std::string::npos);
}

TEST(WrongCodes, AFileThatCannotBeReadCountsFromNothing) {
  for (const char* text : {"5", "5\nx\n", "x\n", "5\n-1\n"})
    EXPECT_EQ(WrongCodes::Read(text, 5).all(), 0) << text;
}

}  // namespace
}  // namespace evenhand::carry
