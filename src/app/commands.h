#pragma once

// The subcommands of `evenhand`, one file each. Each adds itself to the command line; when it is
// chosen it does its work and leaves how it ended in the session.

#include <memory>

#include "app/session.h"

namespace CLI {
class App;
}

namespace evenhand::app {

void AddCheckCommand(CLI::App& app, Session* session);
void AddRunCommand(CLI::App& app, Session* session);
void AddExplainCommand(CLI::App& app, Session* session);
void AddTestCommand(CLI::App& app, Session* session);
void AddReplayCommand(CLI::App& app, Session* session);
void AddDiffOspreyCommand(CLI::App& app, Session* session);
void AddLabelsCommand(CLI::App& app, Session* session);
void AddDecideCommand(CLI::App& app, Session* session);
void AddDecisionCommand(CLI::App& app, Session* session);
void AddAccountCommand(CLI::App& app, Session* session);
void AddItemCommand(CLI::App& app, Session* session);
void AddAccessCommand(CLI::App& app, Session* session);
void AddAppealCommand(CLI::App& app, Session* session);
void AddRebuildCommand(CLI::App& app, Session* session);
void AddExceptionCommand(CLI::App& app, Session* session);
void AddReportCommand(CLI::App& app, Session* session);
void AddDemandCommand(CLI::App& app, Session* session);
void AddCountsCommand(CLI::App& app, Session* session);
void AddReviewCommand(CLI::App& app, Session* session);
void AddConformityCommand(CLI::App& app, Session* session);
void AddSwapCommand(CLI::App& app, Session* session);
void AddWhatIfCommand(CLI::App& app, Session* session);
void AddLedgerCommand(CLI::App& app, Session* session);
void AddFunctionsCommand(CLI::App& app, Session* session);
void AddFeaturesCommand(CLI::App& app, Session* session);
void AddRulebookCommand(CLI::App& app, Session* session);
void AddConformanceCommand(CLI::App& app, Session* session);
void AddParityCommand(CLI::App& app, Session* session);
void AddDocketCommand(CLI::App& app, Session* session);
void AddSharesCommand(CLI::App& app, Session* session);
void AddDetectCommand(CLI::App& app, Session* session);
void AddFollowCommand(CLI::App& app, Session* session);
void AddDossierCommand(CLI::App& app, Session* session);
void AddTiesCommand(CLI::App& app, Session* session);
void AddNetworksCommand(CLI::App& app, Session* session);
void AddSimulateCommand(CLI::App& app, Session* session);
void AddCalibrateCommand(CLI::App& app, Session* session);
void AddLookalikesCommand(CLI::App& app, Session* session);
void AddNoteCommand(CLI::App& app, Session* session);
void AddPublishCommand(CLI::App& app, Session* session);
void AddServeCommand(CLI::App& app, Session* session);
void AddAnswerCommand(CLI::App& app, Session* session);
void AddBundleCommand(CLI::App& app, Session* session);
void AddMirrorCommand(CLI::App& app, Session* session);
void AddStatementCommand(CLI::App& app, Session* session);
void AddCodeCommand(CLI::App& app, Session* session);
void AddCompletionCommand(CLI::App& app, Session* session);

// Subcommands of `appeal` about letters that are carried.
void AddCarriedAppealCommands(CLI::App& group, Session* session);

// Subcommands of `rulebook` about the published document.
void AddPolicyRulebookCommands(CLI::App& group, Session* session);

// The whole command line.
std::unique_ptr<CLI::App> MakeCommandLine(Session* session);

}  // namespace evenhand::app
