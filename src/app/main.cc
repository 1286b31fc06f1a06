#include "app/command_line.h"
#include "app/commands.h"
#include "base/memory.h"

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
    return app->exit(error) == 0 ? evenhand::app::kSuccess : evenhand::app::kUsageError;
  }
  return session.exit_code;
}
