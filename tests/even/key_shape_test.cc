#include "even/key_shape.h"

#include <gtest/gtest.h>

namespace evenhand::even {
namespace {

KeyShape Between(const char* prefix, const char* suffix) {
  return Join(Join(KeyShape::Text(prefix), KeyShape::Unknown()), KeyShape::Text(suffix));
}

struct Case {
  const char* name;
  KeyShape a;
  KeyShape b;
  bool may_be_equal;
};

class Keys : public testing::TestWithParam<Case> {};
TEST_P(Keys, MayBeEqual) {
  const Case& c = GetParam();
  EXPECT_EQ(MayBeEqual(c.a, c.b), c.may_be_equal);
  EXPECT_EQ(MayBeEqual(c.b, c.a), c.may_be_equal);
}
INSTANTIATE_TEST_SUITE_P(
    Shapes, Keys,
    testing::Values(Case{"same", KeyShape::Text("spam"), KeyShape::Text("spam"), true},
                    Case{"other", KeyShape::Text("spam"), KeyShape::Text("spam2"), false},
                    Case{"unknown", KeyShape::Unknown(), KeyShape::Text("spam"), true},
                    Case{"fits", Between("spam-", ""), KeyShape::Text("spam-x"), true},
                    Case{"empty_field", Between("spam-", ""), KeyShape::Text("spam-"), true},
                    Case{"too_short", Between("aa", "a"), KeyShape::Text("aa"), false},
                    Case{"other_prefix", Between("spam-", ""), Between("hour-", ""), false},
                    Case{"longer_prefix", Between("a-", ""), Between("a-b-", ""), true},
                    Case{"other_suffix", Between("", "-spam"), Between("", "-hour"), false},
                    Case{"two_sides", Between("a-", ""), Between("", "-b"), true}),
    [](const auto& c) { return std::string(c.param.name); });

TEST(KeyShape, IsPutTogether) {
  const KeyShape known = Join(KeyShape::Text("a"), KeyShape::Text("b"));
  EXPECT_TRUE(known.whole);
  EXPECT_EQ(Display(known), "'ab'");
  EXPECT_EQ(Display(Between("spam-", "")), "'spam-…'");
  EXPECT_EQ(Display(KeyShape::Unknown()), "any key");
}

}  // namespace
}  // namespace evenhand::even
