#include "even/threshold.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

namespace evenhand::even {
namespace {

const std::vector<double> kX = {-0.46, -0.41, -0.37, -0.33, -0.28, -0.24, -0.19, -0.15,
                                -0.11, -0.07, -0.04, -0.02, 0.01,  0.03,  0.06,  0.1,
                                0.14,  0.18,  0.22,  0.27,  0.31,  0.36,  0.4,   0.45};
const std::vector<double> kY = {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0,
                                1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0};

TEST(Jump, IsAsPublished) {
  const auto jump = JumpAtZero({kX, kY}, 0.5);
  EXPECT_NEAR(jump->left, 0.053255265, 5e-10);
  EXPECT_NEAR(jump->right, 0.784073253, 5e-10);
  EXPECT_NEAR(jump->jump, 0.730817987, 5e-10);
  EXPECT_NEAR(jump->standard_error, 0.239316421, 5e-10);
  EXPECT_NEAR(*jump->z, 3.053772840, 5e-10);
  EXPECT_NEAR(*jump->p, 0.002259831, 5e-10);
  EXPECT_EQ(jump->rows_left, 12);
}

TEST(Jump, IsThereAtOtherWidthsToo) {
  EXPECT_GT(JumpAtZero({kX, kY}, 0.25)->jump, 0.5);
  EXPECT_GT(JumpAtZero({kX, kY}, 1.0)->jump, 0.5);
}

TEST(Window, IsAsPublished) {
  const auto window = TestWindow({kX, kY}, 0.20);
  EXPECT_EQ(window->counts.n(), 12);
  EXPECT_EQ(window->counts.m1(), 6);
  EXPECT_EQ(window->counts.a, 5);
  EXPECT_NEAR(window->permutation.two_sided.value(), 0.080086580, 5e-10);
}

TEST(Heaping, IsAsPublished) {
  EXPECT_NEAR(*HeapingP(11, 31), 0.002887248, 5e-10);
  EXPECT_EQ(*HeapingP(31, 11), *HeapingP(11, 31));
  EXPECT_EQ(*HeapingP(0, 0), 1);
  EXPECT_EQ(*HeapingP(4, 4), 1);
  EXPECT_FALSE(HeapingP(-1, 4).has_value());
}

TEST(BadRows, AreErrors) {
  const std::vector<double> one_side = {0.1, 0.2, 0.3}, y = {0, 1, 0}, short_y = {0};
  const std::vector<double> nan = {0.1, std::nan(""), 0.3};
  EXPECT_FALSE(JumpAtZero({one_side, y}, 0.5).has_value());
  EXPECT_FALSE(JumpAtZero({one_side, short_y}, 0.5).has_value());
  EXPECT_FALSE(JumpAtZero({nan, y}, 0.5).has_value());
  EXPECT_FALSE(JumpAtZero({kX, kY}, 0).has_value());
}

RC_GTEST_PROP(Jump, IsFoundExactlyWhereLinesFit, ()) {
  const double step = *rc::gen::inRange(-100, 101) / 100.0;
  const double slope = *rc::gen::inRange(-100, 101) / 100.0;
  std::vector<double> x, y;
  for (int i = -10; i <= 10; ++i) {
    x.push_back(i / 20.0);
    y.push_back(0.3 + slope * x.back() + (i >= 0 ? step : 0));
  }
  const Jump jump = *JumpAtZero({x, y}, 0.5);
  RC_ASSERT(std::fabs(jump.jump - step) < 1e-9);
}

}  // namespace
}  // namespace evenhand::even
