#pragma once

// Exact fractions: what a permutation test by counting ends in. Kept as counted, so that "3040 of
// 48620" can be shown; reduced on request.

#include <string>

#include "base/bigint.h"

namespace evenhand::even {

struct Fraction {
  BigInt numerator = 0;
  BigInt denominator = 1;  // above 0

  Fraction Reduced() const;
  double value() const;      // correct to the last few bits whatever the size of the parts
  std::string Text() const;  // "3040/48620"; a whole number stands alone when the denominator is 1
};

Fraction operator+(const Fraction& left, const Fraction& right);  // reduced

}  // namespace evenhand::even
