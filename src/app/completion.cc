#include "app/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/command_line.h"
#include "app/commands.h"

namespace evenhand::app {
namespace {

struct Option {
  std::string name;  // without dashes
  std::string purpose;
  std::string choices;  // separated by blanks; empty: any word
  bool takes_value = false;
};

struct Command {
  std::string name;
  std::string purpose;
  std::string subcommands;  // separated by blanks; their options are the command's
  std::vector<Option> options;
};

std::string ReplaceAll(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::vector<const CLI::App*> SubcommandsOf(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

void AddOptions(const CLI::App& app, Command* command) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty()) continue;
    const std::string& name = option->get_lnames().front();
    const auto known = std::find_if(command->options.begin(), command->options.end(),
                                    [&](const Option& o) { return o.name == name; });
    if (known != command->options.end()) continue;
    const std::string type = option->get_type_name();
    const bool is_choice = type.find('|') != std::string::npos;
    command->options.push_back({name, option->get_description(),
                                is_choice ? ReplaceAll(type, "|", " ") : "",
                                option->get_expected_min() > 0});
  }
}

std::vector<Command> Describe(const CLI::App& app) {
  std::vector<Command> commands;
  for (const CLI::App* sub : SubcommandsOf(app)) {
    Command command{sub->get_name(), sub->get_description(), {}, {}};
    AddOptions(*sub, &command);
    for (const CLI::App* inner : SubcommandsOf(*sub)) {
      command.subcommands += (command.subcommands.empty() ? "" : " ") + inner->get_name();
      AddOptions(*inner, &command);
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

// Purposes stand in single quotes, where none of the shells wants anything but the quote escaped.
std::string Quoted(const std::string& text) { return "'" + ReplaceAll(text, "'", "") + "'"; }

std::string Bash(const std::vector<Command>& commands) {
  std::string names, values, options;
  for (const Command& c : commands) {
    names += c.name + " ";
    // Right behind the command's own name.
    if (!c.subcommands.empty()) {
      values += fmt::format("    '{0} {0}') words='{1}' ;;\n", c.name, c.subcommands);
    }
    options += fmt::format("      {}) words='", c.name);
    for (const Option& o : c.options) {
      options += "--" + o.name + " ";
      if (!o.choices.empty()) {
        values += fmt::format("    '{} --{}') words='{}' ;;\n", c.name, o.name, o.choices);
      }
    }
    options += "' ;;\n";
  }
  return fmt::format(
      "# bash completion for evenhand: source it, or put it into /etc/bash_completion.d\n"
      "_evenhand() {{\n"
      "  local cur=${{COMP_WORDS[COMP_CWORD]}} words=\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W '{}--help --version' -- \"$cur\"))\n"
      "    return\n"
      "  fi\n"
      "  case \"${{COMP_WORDS[1]}} ${{COMP_WORDS[COMP_CWORD-1]}}\" in\n{}  esac\n"
      "  if [ -z \"$words\" ] && [ \"${{cur:0:1}}\" = - ]; then\n"
      "    case \"${{COMP_WORDS[1]}}\" in\n{}    esac\n"
      "  fi\n"
      "  if [ -n \"$words\" ]; then\n"
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -f -- \"$cur\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _evenhand evenhand\n",
      names, values, options);
}

std::string Zsh(const std::vector<Command>& commands) {
  const auto plain = [](const std::string& text) {
    return ReplaceAll(ReplaceAll(ReplaceAll(text, "'", ""), "[", "("), "]", ")");
  };
  std::string names, cases;
  for (const Command& c : commands) {
    names += fmt::format("    '{}:{}'\n", c.name, ReplaceAll(plain(c.purpose), ":", ","));
    cases += fmt::format("    {}) _arguments", c.name);
    for (const Option& o : c.options) {
      cases += fmt::format(" '--{}[{}]", o.name, plain(o.purpose));
      if (!o.choices.empty()) {
        cases += fmt::format(":word:({})", o.choices);
      } else if (o.takes_value) {
        cases += ":value:_files";
      }
      cases += "'";
    }
    if (!c.subcommands.empty()) cases += fmt::format(" '1:command:({})'", c.subcommands);
    cases += " '*:file:_files' ;;\n";
  }
  return fmt::format(
      "#compdef evenhand\n"
      "# zsh completion for evenhand: put it into a directory of $fpath as _evenhand\n"
      "_evenhand() {{\n"
      "  local -a commands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
      "  shift words\n"
      "  (( CURRENT-- ))\n"
      "  case $words[1] in\n{}  esac\n"
      "}}\n"
      "_evenhand \"$@\"\n",
      names, cases);
}

std::string Fish(const std::vector<Command>& commands) {
  std::string script =
      "# fish completion for evenhand: put it into ~/.config/fish/completions/evenhand.fish\n";
  for (const Command& c : commands) {
    script += fmt::format("complete -c evenhand -f -n __fish_use_subcommand -a {} -d {}\n", c.name,
                          Quoted(c.purpose));
    if (!c.subcommands.empty()) {
      script += fmt::format(
          "complete -c evenhand -f -n '__fish_seen_subcommand_from {}; and not "
          "__fish_seen_subcommand_from {}' -a '{}'\n",
          c.name, c.subcommands, c.subcommands);
    }
    for (const Option& o : c.options) {
      script += fmt::format("complete -c evenhand -n '__fish_seen_subcommand_from {}' -l {} -d {}",
                            c.name, o.name, Quoted(o.purpose));
      if (!o.choices.empty())
        script += fmt::format(" -x -a '{}'", o.choices);
      else if (o.takes_value)
        script += " -r";
      script += '\n';
    }
  }
  return script;
}

}  // namespace

std::string CompletionScript(const CLI::App& app, const std::string& shell) {
  const std::vector<Command> commands = Describe(app);
  if (shell == "bash") return Bash(commands);
  if (shell == "zsh") return Zsh(commands);
  return Fish(commands);
}

void AddCompletionCommand(CLI::App& app, Session*) {
  CLI::App* command =
      AddCommand(app, "completion", "Print the completion script of a shell",
                 "  evenhand completion bash > /etc/bash_completion.d/evenhand\n"
                 "  evenhand completion zsh > ~/.zfunc/_evenhand\n"
                 "  evenhand completion fish > ~/.config/fish/completions/evenhand.fish");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""))
      ->type_name("bash|zsh|fish");
  command->callback([&app, shell] { Print(CompletionScript(app, *shell)); });
}

}  // namespace evenhand::app
