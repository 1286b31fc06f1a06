#include "app/command_line.h"

#include <gtest/gtest.h>

#include "app/commands.h"
#include "app/completion.h"

namespace evenhand::app {
namespace {

// `name` is how a person calls it: "evenhand", "evenhand labels".
void ExpectPurposesAndExamples(const CLI::App& app, const std::string& name) {
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string full = name + " " + command->get_name();
    EXPECT_FALSE(command->get_description().empty()) << full;
    EXPECT_NE(command->get_footer().find("  " + full), std::string::npos) << full;
    for (const CLI::Option* option : command->get_options()) {
      EXPECT_FALSE(option->get_description().empty()) << full << " " << option->get_name();
    }
    ExpectPurposesAndExamples(*command, full);
  }
}

TEST(CommandLine, EveryCommandHasAPurposeAndExamples) {
  Session session;
  const auto app = MakeCommandLine(&session);
  EXPECT_FALSE(app->get_subcommands([](const CLI::App*) { return true; }).empty());
  ExpectPurposesAndExamples(*app, "evenhand");
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

TEST(Completion, KnowsCommandsInsideACommand) {
  CLI::App app("test", "evenhand");
  CLI::App* labels = app.add_subcommand("labels", "Labels by hand");
  std::string reason;
  labels->add_subcommand("show", "Show")->add_option("--at", reason, "when");
  labels->add_subcommand("add", "Add")->add_option("--reason", reason, "why");

  const std::string bash = CompletionScript(app, "bash");
  EXPECT_NE(bash.find("'labels labels') words='show add' ;;"), std::string::npos) << bash;
  EXPECT_NE(bash.find("labels) words='--help --at --reason ' ;;"), std::string::npos) << bash;
  EXPECT_NE(CompletionScript(app, "zsh").find("'1:command:(show add)'"), std::string::npos);
  EXPECT_NE(CompletionScript(app, "fish").find("-a 'show add'"), std::string::npos);
}

}  // namespace
}  // namespace evenhand::app
