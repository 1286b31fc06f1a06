#pragma once

// Shell completion scripts, made from the command line itself so that they cannot drift.

#include <string>

namespace CLI {
class App;
}

namespace evenhand::app {

// `shell` is "bash", "zsh" or "fish".
std::string CompletionScript(const CLI::App& app, const std::string& shell);

}  // namespace evenhand::app
