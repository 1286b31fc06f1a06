#pragma once

// EVENHAND_CHECK(condition): a promise that our own code makes to itself. When it is broken the
// process says which one and ends; nothing that comes from outside may reach it.

namespace evenhand {
[[noreturn]] void BrokenPromise(const char* condition, const char* file, int line);
}

#define EVENHAND_CHECK(condition)                                \
  do {                                                           \
    if (!(condition)) [[unlikely]]                               \
      ::evenhand::BrokenPromise(#condition, __FILE__, __LINE__); \
  } while (false)
