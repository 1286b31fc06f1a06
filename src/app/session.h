#pragma once

// What every subcommand shares: where it writes, and how it ends.

#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::app {

enum ExitCode : int {
  kSuccess = 0,
  kFindings = 1,     // errors in a rulebook, differences, failed rule tests
  kUsageError = 2,   // the command line makes no sense
  kSystemError = 3,  // files that cannot be read or written, damaged state
};

struct Session {
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int exit_code = kSuccess;

  // Colour only for people, and not for those who asked for none (NO_COLOR).
  bool color_out() const { return out_is_terminal && !no_color; }
  bool color_err() const { return err_is_terminal && !no_color; }
  bool no_color = false;
};

Session OpenSession();

// Writes to standard output; a closed pipe ends the process quietly, as people expect of `| head`.
void Print(std::string_view text);
// Writes to standard error.
void PrintError(std::string_view text);

// Says "evenhand: <what is wrong>" and sets the exit code that fits.
void Report(const Error& error, Session* session);

}  // namespace evenhand::app
