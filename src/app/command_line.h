#pragma once

// Small helpers over CLI11 that keep the subcommands alike.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/session.h"

namespace evenhand::app {

// A subcommand with worked examples under its help text.
inline CLI::App* AddCommand(CLI::App& app, const std::string& name, const std::string& purpose,
                            const std::string& examples) {
  CLI::App* command = app.add_subcommand(name, purpose);
  command->footer("Examples:\n" + examples);
  return command;
}

// --option one of a few words. The type's name lists them, also for shell completion.
inline CLI::Option* AddChoice(CLI::App* command, const std::string& names, std::string* value,
                              const std::vector<std::string>& choices, const std::string& purpose) {
  std::string listed;
  for (const std::string& choice : choices) listed += (listed.empty() ? "" : "|") + choice;
  return command->add_option(names, *value, purpose)
      ->check(CLI::IsMember(choices).description(""))
      ->type_name(listed)
      ->capture_default_str();
}

inline CLI::Option* AddFormat(CLI::App* command, std::string* format) {
  return AddChoice(command, "--format", format, {"text", "json"}, "text for people, or json");
}

inline CLI::Option* AddRulebook(CLI::App* command, std::string* directory) {
  return command->add_option("DIR", *directory, "the rulebook's directory")
      ->required()
      ->type_name("DIR");
}

// When the command is chosen: does `run`, which returns a Result<void>, and reports what went
// wrong.
template <class Run>
void OnCall(CLI::App* command, Session* session, Run run) {
  command->callback([session, run] {
    if (auto done = run(); !done) Report(done.error(), session);
  });
}

}  // namespace evenhand::app
