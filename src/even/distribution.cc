#include "even/distribution.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace evenhand::even {
namespace {

namespace bm = boost::math;
namespace bp = boost::math::policies;

// No exceptions; doubles all the way, so that x87 and SSE machines agree.
using Quiet =
    bp::policy<bp::domain_error<bp::ignore_error>, bp::pole_error<bp::ignore_error>,
               bp::overflow_error<bp::ignore_error>, bp::underflow_error<bp::ignore_error>,
               bp::denorm_error<bp::ignore_error>, bp::rounding_error<bp::ignore_error>,
               bp::evaluation_error<bp::ignore_error>,
               bp::indeterminate_result_error<bp::ignore_error>, bp::promote_double<false>>;

const bm::normal_distribution<double, Quiet> kNormal(0, 1);

}  // namespace

double NormalQuantile(double probability) { return bm::quantile(kNormal, probability); }

double NormalTwoSided(double z) { return 2 * bm::cdf(bm::complement(kNormal, std::fabs(z))); }

double ChiSquareTail(double statistic, double df) {
  return bm::cdf(bm::complement(bm::chi_squared_distribution<double, Quiet>(df), statistic));
}

double BetaQuantile(double probability, double a, double b) {
  return bm::quantile(bm::beta_distribution<double, Quiet>(a, b), probability);
}

double BinomialLower(double successes, double tries) {
  return bm::cdf(bm::binomial_distribution<double, Quiet>(tries, 0.5), successes);
}

}  // namespace evenhand::even
