#include "app/command_line.h"

#include <gtest/gtest.h>

#include "app/commands.h"
#include "app/completion.h"

namespace evenhand::app {
namespace {

TEST(CommandLine, EveryCommandHasAPurposeAndExamples) {
  Session session;
  const auto app = MakeCommandLine(&session);
  const auto commands = app->get_subcommands([](const CLI::App*) { return true; });
  EXPECT_FALSE(commands.empty());
  for (const CLI::App* command : commands) {
    EXPECT_FALSE(command->get_description().empty()) << command->get_name();
    EXPECT_NE(command->get_footer().find("  evenhand " + command->get_name()), std::string::npos)
        << command->get_name();
    for (const CLI::Option* option : command->get_options()) {
      EXPECT_FALSE(option->get_description().empty())
          << command->get_name() << " " << option->get_name();
    }
  }
}

TEST(Completion, KnowsEveryCommandAndItsWords) {
  CLI::App app("test", "evenhand");
  CLI::App* run = app.add_subcommand("run", "Runs a rulebook's rules");
  std::string format = "text";
  AddFormat(run, &format);
  bool watch = false;
  run->add_flag("--watch", watch, "again on change");

  const std::string bash = CompletionScript(app, "bash");
  EXPECT_NE(bash.find("compgen -W 'run --help --version'"), std::string::npos) << bash;
  EXPECT_NE(bash.find("'run --format') words='text json'"), std::string::npos) << bash;
  EXPECT_NE(bash.find("run) words='--help --format --watch ' ;;"), std::string::npos) << bash;

  const std::string zsh = CompletionScript(app, "zsh");
  EXPECT_NE(zsh.find("'run:Runs a rulebooks rules'"), std::string::npos) << zsh;
  EXPECT_NE(zsh.find("'--format[text for people, or json]:word:(text json)'"), std::string::npos);

  const std::string fish = CompletionScript(app, "fish");
  EXPECT_NE(fish.find("-a run -d 'Runs a rulebooks rules'"), std::string::npos) << fish;
  EXPECT_NE(fish.find("-l format -d 'text for people, or json' -x -a 'text json'"),
            std::string::npos);
}

}  // namespace
}  // namespace evenhand::app
