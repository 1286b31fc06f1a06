#include "text/required_strings.h"

#include <gtest/gtest.h>

#include <ostream>

namespace evenhand::text {
namespace {

// "a|b & c", boundaries as |..., and "!" when they decide.
std::string Show(std::string_view pattern, bool ignore_case = true) {
  const RequiredStrings required = RequiredBy(ParsePythonRegex(pattern, ignore_case).value());
  std::string shown;
  for (const auto& set : required.one_of_each) {
    if (!shown.empty()) shown += " & ";
    for (const RequiredString& string : set) {
      if (&string != &set.front()) shown += ",";
      shown += (string.left ? "|" : "") + string.text + (string.right ? "|" : "");
    }
  }
  return shown + (required.exact ? " !" : "");
}

struct Wanted {
  const char* pattern;
  const char* shown;
};
std::ostream& operator<<(std::ostream& out, const Wanted& w) { return out << w.pattern; }

class RequiredStringsOf : public testing::TestWithParam<Wanted> {};
TEST_P(RequiredStringsOf, Are) { EXPECT_EQ(Show(GetParam().pattern), GetParam().shown); }
INSTANTIATE_TEST_SUITE_P(
    Patterns, RequiredStringsOf,
    testing::Values(Wanted{"Casino", "casino !"}, Wanted{"\\bfree money\\b", "|free money| !"},
                    Wanted{"a", "a !"}, Wanted{"سلام", "سلام !"}, Wanted{"Привет", "привет !"},
                    Wanted{"c\\+\\+", "c++ !"}, Wanted{"\\d{3}", ""}, Wanted{"x*", ""},
                    Wanted{"free\\s+money", "|money & free|"},
                    Wanted{"(?:^|\\s)(?:book|prize)\\s+\\S*win", "book,prize & win"},
                    Wanted{"(?:book|a)", ""}, Wanted{"(?:book|x*)", ""}, Wanted{"^cat$", "|cat|"},
                    Wanted{"(cat)+s?", "cat"}, Wanted{"(cat)?dog", "dog"},
                    Wanted{"(?<!not )good", "good"},
                    Wanted{"(?:one|two|three)four", "four & one,three,two"}));

TEST(RequiredStringsOfCase, DoNotDecideWhereCaseMatters) {
  EXPECT_EQ(Show("Casino", false), "casino");
  EXPECT_EQ(Show("سلام", false), "سلام !");
  EXPECT_EQ(Show("Привет", false), "привет");
}

TEST(RequiredStringsOfALongPhrase, AreItsBeginning) {
  EXPECT_EQ(Show(std::string(256, 'x')), std::string(256, 'x') + " !");
  const std::string phrase(70'000, 'x');
  EXPECT_EQ(Show(phrase), phrase.substr(0, 256));
  EXPECT_EQ(Show("\\b" + phrase + "\\b"), "|" + phrase.substr(0, 256));
}

TEST(RequiredStringsOfIota, AreNone) { EXPECT_EQ(Show("ι"), ""); }

}  // namespace
}  // namespace evenhand::text
