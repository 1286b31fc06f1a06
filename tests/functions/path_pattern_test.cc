#include "functions/path_pattern.h"

#include <gtest/gtest.h>

namespace evenhand::functions {
namespace {

struct Case {
  const char* name;
  const char* pattern;
  const char* path;
  bool matches;
};

class PathPattern : public testing::TestWithParam<Case> {};
TEST_P(PathPattern, Matches) {
  EXPECT_EQ(MatchesPathPattern(GetParam().pattern, GetParam().path), GetParam().matches);
}
INSTANTIATE_TEST_SUITE_P(Forms, PathPattern,
                         testing::Values(Case{"Same", "a/b.sml", "a/b.sml", true},
                                         Case{"Star", "actions/*.sml", "actions/post.sml", true},
                                         Case{"StarCrossesSlash", "actions/*.sml",
                                              "actions/a/b.sml", true},
                                         Case{"StarIsMaybeNothing", "a*.sml", "a.sml", true},
                                         Case{"TwoStars", "*/x/*.sml", "rules/x/y.sml", true},
                                         Case{"StarGoesBack", "*ab.sml", "aab/ab.sml", true},
                                         Case{"OtherFolder", "actions/*.sml", "other/x.sml", false},
                                         Case{"OtherEnd", "actions/*.sml", "actions/x.sm", false},
                                         Case{"Question", "a?.sml", "ab.sml", true},
                                         Case{"QuestionIsOne", "a?.sml", "a.sml", false},
                                         Case{"Set", "[ab].sml", "b.sml", true},
                                         Case{"Range", "[a-c].sml", "d.sml", false},
                                         Case{"NotSet", "[!ab].sml", "c.sml", true},
                                         Case{"OpenSet", "[ab.sml", "[ab.sml", true},
                                         Case{"SetWithBracket", "[]x].sml", "].sml", true},
                                         Case{"Persian", "قواعد/*.sml", "قواعد/پست.sml", true}),
                         [](const auto& test) { return test.param.name; });

TEST(PathPatternCost, IsBounded) {
  const std::string path(5000, 'a');
  EXPECT_FALSE(MatchesPathPattern("*a*a*a*a*a*a*a*a*b", path));
}

TEST(PatternOfTemplate, PutsStarsForNames) {
  EXPECT_EQ(PatternOfTemplate("actions/{ActionName}.sml"), "actions/*.sml");
  EXPECT_EQ(PatternOfTemplate("{A}/{B}{C}"), "*/**");
  EXPECT_EQ(PatternOfTemplate("a{{b}}/{نام}"), "a{b}/*");
}

}  // namespace
}  // namespace evenhand::functions
