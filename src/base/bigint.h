#pragma once

// Integers without a size limit, for the rare value that leaves 64 bits.

#include <boost/multiprecision/cpp_int.hpp>

namespace evenhand {
using BigInt = boost::multiprecision::cpp_int;
}
