#pragma once

#include <cstdint>

namespace evenhand::text {

// How often operator new has been called on this thread by the whole test program.
std::uint64_t AllocationCount();

}  // namespace evenhand::text
