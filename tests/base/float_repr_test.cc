#include "base/float_repr.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace evenhand {
namespace {

struct Row {
  double value;
  const char* text;
};
class FloatReprTest : public testing::TestWithParam<Row> {};
TEST_P(FloatReprTest, IsPythons) {
  char room[kFloatReprRoom];
  EXPECT_EQ(FloatRepr(GetParam().value, room), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(Values, FloatReprTest,
                         testing::Values(Row{0.0, "0.0"}, Row{-0.0, "-0.0"}, Row{5, "5.0"},
                                         Row{1.5, "1.5"}, Row{1e15, "1000000000000000.0"},
                                         Row{1e16, "1e+16"}, Row{1.25e22, "1.25e+22"},
                                         Row{1e-4, "0.0001"}, Row{1e-5, "1e-05"}, Row{0.1, "0.1"},
                                         Row{123456.789, "123456.789"}, Row{-2.5e-7, "-2.5e-07"},
                                         Row{5e-324, "5e-324"},
                                         Row{1.7976931348623157e308, "1.7976931348623157e+308"},
                                         Row{9007199254740993.0, "9007199254740992.0"},
                                         Row{std::numeric_limits<double>::infinity(), "inf"},
                                         Row{-std::numeric_limits<double>::infinity(), "-inf"},
                                         Row{std::nan(""), "nan"}));

}  // namespace
}  // namespace evenhand
