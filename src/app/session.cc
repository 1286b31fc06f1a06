#include "app/session.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace evenhand::app {

Session OpenSession() {
  const char* no_color = std::getenv("NO_COLOR");
  return {.out_is_terminal = isatty(STDOUT_FILENO) == 1,
          .err_is_terminal = isatty(STDERR_FILENO) == 1,
          .no_color = no_color != nullptr && *no_color != '\0'};
}

void Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void PrintError(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

void Report(const Error& error, Session* session) {
  PrintError("evenhand: " + error.message + "\n");
  session->exit_code = error.code == ErrorCode::kInvalidArgument ? kUsageError : kSystemError;
}

}  // namespace evenhand::app
