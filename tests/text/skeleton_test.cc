#include "text/skeleton.h"

#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

struct Case {
  const char* name;
  const char* a;
  const char* b;
  bool alike;
};

class Names : public testing::TestWithParam<Case> {};

TEST_P(Names, LookAlike) {
  EXPECT_EQ(LooksLike(GetParam().a, GetParam().b), GetParam().alike);
  EXPECT_EQ(LooksLike(GetParam().b, GetParam().a), GetParam().alike);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Names,
    testing::Values(Case{"mixed_scripts_in_a_word", "khаmenei", "khamenei", true},
                    Case{"two_letters_for_one", "rnodern", "modern", true},
                    Case{"persian_and_arabic_letters", "علی", "علي", true},
                    Case{"marks_in_one_script", "José", "Jose", true},
                    Case{"same_name", "admin", "admin", false},
                    Case{"same_name_hidden_character", "ad\u200Bmin", "admin", false},
                    Case{"same_but_for_case", "ADMIN", "admin", false},
                    Case{"another_name", "admin", "adnin", false},
                    Case{"strokes_of_two_scripts", "اه", "lo", false},
                    Case{"both_empty", "", "", false}),
    [](const auto& row) { return row.param.name; });

TEST(Skeleton, BoundsLongNames) {
  const std::string name(200'000, 'a');
  EXPECT_EQ(Skeleton(name).size(), 65'536u);
}

}  // namespace
}  // namespace evenhand::text
