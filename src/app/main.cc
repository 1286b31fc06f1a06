#include <cstdio>

#include "app/command_line.h"
#include "app/commands.h"
#include "base/memory.h"

namespace {

// What could not be written is no success, also where nobody looked at each write.
int Ended(evenhand::app::Session* session) {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    evenhand::app::Report(
        {evenhand::ErrorCode::kIo, "standard output: cannot write: is the disk full?"}, session);
  }
  return session->exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  evenhand::KeepFreedMemory();
  evenhand::app::Session session = evenhand::app::OpenSession();
  const auto app = evenhand::app::MakeCommandLine(&session);
  if (argc == 1) {
    evenhand::app::PrintError(app->help());
    return evenhand::app::kUsageError;
  }
  try {
    app->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Also how --help and --version end; those are no failures.
    if (app->exit(error) != 0) return evenhand::app::kUsageError;
  }
  return Ended(&session);
}
