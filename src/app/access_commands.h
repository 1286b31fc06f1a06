#pragma once

// Subcommands of `access` that change a register, and what stands on it.

#include "app/session.h"

namespace CLI {
class App;
}

namespace evenhand::app {

void AddAccessChallenges(CLI::App& group, Session* session);
void AddAccessChanges(CLI::App& group, Session* session);
void AddAccessImport(CLI::App& group, Session* session);
void AddAccessLabels(CLI::App& group, Session* session);
void AddAccessServices(CLI::App& group, Session* session);

}  // namespace evenhand::app
