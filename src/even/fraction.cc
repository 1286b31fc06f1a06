#include "even/fraction.h"

#include <cmath>

namespace evenhand::even {
namespace {

int Bits(const BigInt& value) {
  return value == 0 ? 0 : static_cast<int>(boost::multiprecision::msb(value)) + 1;
}

}  // namespace

Fraction Fraction::Reduced() const {
  const BigInt divisor = boost::multiprecision::gcd(numerator, denominator);
  return {BigInt(numerator / divisor), BigInt(denominator / divisor)};
}

double Fraction::value() const {
  if (numerator == 0) return 0;
  // Scaled so that the quotient has 64 bits or one more: all that a double can hold, and spare.
  const BigInt size = boost::multiprecision::abs(numerator);
  const int shift = 64 + Bits(denominator) - Bits(size);
  const BigInt quotient =
      shift >= 0 ? BigInt((size << shift) / denominator) : BigInt(size / (denominator << -shift));
  const double result = std::ldexp(quotient.convert_to<double>(), -shift);
  return numerator < 0 ? -result : result;
}

std::string Fraction::Text() const {
  return denominator == 1 ? numerator.str() : numerator.str() + "/" + denominator.str();
}

Fraction operator+(const Fraction& left, const Fraction& right) {
  return Fraction{BigInt(left.numerator * right.denominator + right.numerator * left.denominator),
                  BigInt(left.denominator * right.denominator)}
      .Reduced();
}

}  // namespace evenhand::even
