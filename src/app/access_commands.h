#pragma once

// Subcommands of `access` that change a register.

#include "app/session.h"

namespace CLI {
class App;
}

namespace evenhand::app {

void AddAccessChanges(CLI::App& group, Session* session);
void AddAccessImport(CLI::App& group, Session* session);

}  // namespace evenhand::app
