#include "carry/code.h"

#include <gtest/gtest.h>

#include <set>

#include "carry/base32.h"
#include "record/verify.h"

namespace evenhand::carry {
namespace {

const std::string kKey(32, 'k');

TEST(Code, IsItsDecisionsPurposesAndIssuesOwn) {
  const std::set<std::string> codes = {MakeCode(kKey, Purpose::kAppeal, "d-1", 1),
                                       MakeCode(kKey, Purpose::kComply, "d-1", 1),
                                       MakeCode(kKey, Purpose::kAppeal, "d-1", 2),
                                       MakeCode(kKey, Purpose::kAppeal, "d-11", 1),
                                       MakeCode(kKey, Purpose::kAppeal, "d-1", 11),
                                       MakeCode(std::string(32, 'x'), Purpose::kAppeal, "d-1", 1)};
  EXPECT_EQ(codes.size(), 6U);
  EXPECT_EQ(MakeCode(kKey, Purpose::kAppeal, "d-1", 1), MakeCode(kKey, Purpose::kAppeal, "d-1", 1));
  for (const std::string& code : codes) EXPECT_EQ(*ReadCode(code), code);
}

TEST(Code, IsReadAsPeopleTypeIt) {
  // Until one has a zero, a one and other digits to be typed otherwise.
  std::string code;
  for (int issue = 1;
       code.find('0') == code.npos || code.find('1') == code.npos || code.find('7') == code.npos;
       ++issue) {
    code = MakeCode(kKey, Purpose::kAppeal, "d-1", issue);
  }
  const auto typed = [&](char what, const std::string& as) {
    std::string out = GroupedCode(code);
    for (std::size_t at = 0; (at = out.find(what, at)) != out.npos; at += as.size())
      out.replace(at, 1, as);
    return out;
  };
  std::string small = GroupedCode(code);
  for (char& c : small) c = static_cast<char>(std::tolower(c));
  for (const std::string& way :
       {GroupedCode(code), small, typed('-', " "), typed('-', "\r\n"), typed('-', "\u2011"),
        typed('0', "O"), typed('0', "o"), typed('1', "I"), typed('1', "l"), typed('7', "۷"),
        typed('7', "٧"), "\u2066" + code + "\u2069 "}) {
    const auto read = ReadCode(way);
    ASSERT_TRUE(read) << way << ": " << read.error().message;
    EXPECT_EQ(*read, code) << way;
  }
}

TEST(Code, FindsEveryWrongLetterAndEveryTwoThatChangedPlaces) {
  constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::string code = MakeCode(kKey, Purpose::kAppeal, "d-1", 1);
  for (std::size_t i = 0; i < code.size(); ++i) {
    for (const char other : kLetters) {
      std::string wrong = code;
      wrong[i] = other;
      EXPECT_EQ(ReadCode(wrong).has_value(), other == code[i]) << i << other;
    }
    for (std::size_t j = i + 1; j < code.size(); ++j) {
      std::string wrong = code;
      std::swap(wrong[i], wrong[j]);
      EXPECT_EQ(ReadCode(wrong).has_value(), code[i] == code[j]) << i << " " << j;
    }
  }
}

TEST(Code, SaysWhereItCannotBe) {
  const std::string code = GroupedCode(MakeCode(kKey, Purpose::kAppeal, "d-1", 1));
  const auto why = [](const std::string& typed) { return ReadCode(typed).error().message; };
  EXPECT_NE(why(code.substr(0, 13) + "U" + code.substr(14)).find("group 3"), std::string::npos);
  EXPECT_NE(why(code.substr(0, 20)).find("group 4"), std::string::npos);
  EXPECT_NE(why(code + "0").find("more than"), std::string::npos);
  EXPECT_NE(why("").find("after 0 of 25"), std::string::npos);
}

TEST(Code, MarkShowsNothingOfTheCode) {
  const std::string code = MakeCode(kKey, Purpose::kAppeal, "d-1", 1);
  EXPECT_EQ(ReceivedMark(code).size(), 32U);
  EXPECT_NE(ReceivedMark(code), ReceivedMark(MakeCode(kKey, Purpose::kAppeal, "d-1", 2)));
}

TEST(Base32, IsThatOfTheStandard) {
  // RFC 4648, section 10.
  EXPECT_EQ(ToBase32("f"), "MY");
  EXPECT_EQ(ToBase32("fo"), "MZXQ");
  EXPECT_EQ(ToBase32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(FromBase32("MZXW6YTBOI"), "foobar");
  EXPECT_FALSE(FromBase32("MZ"));  // bits left over
  EXPECT_FALSE(FromBase32("mzxw6"));
  EXPECT_FALSE(FromBase32("M0======"));
}

TEST(ShortRoot, IsSizeAndThirtyLetters) {
  EXPECT_EQ(ShortRoot(184227, record::EmptyRoot()), "184227 4OYMI-QUY7Q-OBJGX-36TEJ-S35ZE-QT24Q");
}

}  // namespace
}  // namespace evenhand::carry
