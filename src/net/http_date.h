#pragma once

// "Wed, 25 Nov 2026 21:00:00 GMT" (RFC 9110, 5.6.7).

#include <chrono>
#include <string>

namespace evenhand::net {

std::string HttpDate(std::chrono::sys_seconds time);

}  // namespace evenhand::net
