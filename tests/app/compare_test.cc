#include "app/compare.h"

#include <gtest/gtest.h>

namespace evenhand::app {
namespace {

struct Case {
  const char* name;
  const char* left;
  const char* right;
  bool equal;
  Lists lists = Lists::kInOrder;
};

class Compared : public testing::TestWithParam<Case> {};
TEST_P(Compared, AsTheResultsAreDefined) {
  codec::JsonDocument left, right;
  const std::string a = Canonical(left.ParseCopy(GetParam().left).value(), GetParam().lists);
  const std::string b = Canonical(right.ParseCopy(GetParam().right).value(), GetParam().lists);
  EXPECT_EQ(a == b, GetParam().equal) << a << " and " << b;
}
INSTANTIATE_TEST_SUITE_P(
    Values, Compared,
    testing::Values(
        Case{"an_integer_is_not_a_float", "1", "1.0", false},
        Case{"floats_are_doubles", "0.1", "0.10000000000000000001", true},
        Case{"a_float_has_many_spellings", "1e3", "1000.0", true},
        Case{"zero_has_no_sign", "0.0", "-0.0", true},
        Case{"integers_have_no_limit", "18446744073709551617", "18446744073709551616", false},
        Case{"nor_do_equal_ones", "[18446744073709551617]", "[18446744073709551617]", true},
        Case{"keys_have_no_order", R"({"a":1,"b":2})", R"({"b":2,"a":1})", true},
        Case{"the_last_equal_key_counts", R"({"a":1,"a":2})", R"({"a":2})", true},
        Case{"lists_have_one", "[1,2]", "[2,1]", false},
        Case{"but_multisets_do_not", "[1,2,1]", "[2,1,1]", true, Lists::kAsMultisets},
        Case{"and_they_count", "[1,2,2]", "[2,1,1]", false, Lists::kAsMultisets},
        Case{"text_is_compared_as_text", R"("\u0645\u062a\u0646")", R"("متن")", true},
        Case{"a_lone_surrogate_is_kept", R"(["\ud800"])", R"(["\ud801"])", false},
        Case{"null_is_not_false", "[null]", "[false]", false}),
    [](const auto& tested) { return tested.param.name; });

TEST(CompareFeatures, NamesWhatDiffers) {
  codec::JsonDocument wanted, got;
  const auto differences = CompareFeatures(
      wanted.ParseCopy(R"({"A":1,"B":"متن\n","__verdicts":["a","b"],"L":[1,2]})").value(),
      got.ParseCopy(R"({"C":null,"A":2,"__verdicts":["b","a"],"L":[2,1]})").value());
  std::string all;
  for (const Difference& d : differences) all += Show(d);
  EXPECT_EQ(all,
            "  A: wanted 1, got 2\n"
            "  B: wanted \"متن\\n\", got nothing\n"
            "  C: wanted nothing, got null\n"
            "  L: wanted [1, 2], got [2, 1]\n");
}

}  // namespace
}  // namespace evenhand::app
