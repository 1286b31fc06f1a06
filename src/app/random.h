#pragma once

// Random bytes from the system. Everything below `app` is given its randomness.

#include <sys/random.h>

#include <cstddef>
#include <string>

#include "base/result.h"

namespace evenhand::app {

inline Result<std::string> RandomBytes(std::size_t size) {
  std::string bytes(size, '\0');
  if (getrandom(bytes.data(), size, 0) == static_cast<ssize_t>(size)) return bytes;
  return Fail(ErrorCode::kUnavailable, "the system has no random bytes to give");
}

}  // namespace evenhand::app
