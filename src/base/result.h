#pragma once

// Result and Error: how every folder says that it could not do its work.
//
// A rule that met awkward data is not an Error: that is a value of the language (program/value.h).
// A broken promise of our own is EVENHAND_CHECK (base/check.h).

#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace evenhand {

enum class ErrorCode : std::uint8_t {
  kInvalidArgument,  // the caller or the user gave something that cannot work
  kNotFound,
  kCorrupt,      // stored bytes that do not mean anything
  kIo,           // the operating system said no
  kLimit,        // a stated bound was reached
  kUnavailable,  // try again later
  kInternal,
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;  // says what to do, with the values that matter; no trailing full stop
  std::source_location raised_at = std::source_location::current();

  // The same error seen from one step further out: "loading rulebook spam: line 12: ...".
  Error Within(std::string_view context) && {
    message.insert(0, std::string(context) + ": ");
    return std::move(*this);
  }
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> Fail(ErrorCode code, std::string message,
                                  std::source_location at = std::source_location::current()) {
  return tl::unexpected<Error>(Error{code, std::move(message), at});
}

}  // namespace evenhand

#define EVENHAND_CONCAT_(a, b) a##b
#define EVENHAND_CONCAT(a, b) EVENHAND_CONCAT_(a, b)

// EVENHAND_ASSIGN(const int n, ParseCount(text)): n, or return the error.
#define EVENHAND_ASSIGN(declaration, expression) \
  EVENHAND_ASSIGN_(EVENHAND_CONCAT(evenhand_result_, __LINE__), declaration, expression)
#define EVENHAND_ASSIGN_(result, declaration, expression)                             \
  auto result = (expression);                                                         \
  if (!result) return ::tl::unexpected<::evenhand::Error>(std::move(result).error()); \
  declaration = *std::move(result)

// EVENHAND_TRY(store.Flush()): go on, or return the error.
#define EVENHAND_TRY(expression)                                                   \
  do {                                                                             \
    if (auto evenhand_try = (expression); !evenhand_try)                           \
      return ::tl::unexpected<::evenhand::Error>(std::move(evenhand_try).error()); \
  } while (false)
