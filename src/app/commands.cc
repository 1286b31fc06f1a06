#include "app/commands.h"

#include "app/command_line.h"

namespace evenhand::app {

std::unique_ptr<CLI::App> MakeCommandLine(Session* session) {
  auto app = std::make_unique<CLI::App>(
      "Evenhand runs rules over events: a rulebook in Osprey's language, unchanged.", "evenhand");
  app->require_subcommand(1);
  app->set_version_flag("--version", "evenhand " EVENHAND_VERSION);
  app->footer(
      "Exit codes: 0 done; 1 errors or differences were found; 2 wrong usage;\n"
      "3 a file could not be read or written. `evenhand COMMAND --help` shows examples.");
  AddCheckCommand(*app, session);
  AddRunCommand(*app, session);
  AddExplainCommand(*app, session);
  AddTestCommand(*app, session);
  AddReplayCommand(*app, session);
  AddDiffOspreyCommand(*app, session);
  AddLabelsCommand(*app, session);
  AddDecideCommand(*app, session);
  AddDecisionCommand(*app, session);
  AddAccountCommand(*app, session);
  AddItemCommand(*app, session);
  AddAccessCommand(*app, session);
  AddAppealCommand(*app, session);
  AddExceptionCommand(*app, session);
  AddRebuildCommand(*app, session);
  AddReportCommand(*app, session);
  AddDemandCommand(*app, session);
  AddCountsCommand(*app, session);
  AddReviewCommand(*app, session);
  AddConformityCommand(*app, session);
  AddSwapCommand(*app, session);
  AddWhatIfCommand(*app, session);
  AddLedgerCommand(*app, session);
  AddSharesCommand(*app, session);
  AddDetectCommand(*app, session);
  AddFollowCommand(*app, session);
  AddDossierCommand(*app, session);
  AddTiesCommand(*app, session);
  AddNetworksCommand(*app, session);
  AddSimulateCommand(*app, session);
  AddCalibrateCommand(*app, session);
  AddLookalikesCommand(*app, session);
  AddNoteCommand(*app, session);
  AddPublishCommand(*app, session);
  AddServeCommand(*app, session);
  AddBundleCommand(*app, session);
  AddAnswerCommand(*app, session);
  AddMirrorCommand(*app, session);
  AddStatementCommand(*app, session);
  AddCodeCommand(*app, session);
  AddFunctionsCommand(*app, session);
  AddFeaturesCommand(*app, session);
  AddRulebookCommand(*app, session);
  AddConformanceCommand(*app, session);
  AddParityCommand(*app, session);
  AddDocketCommand(*app, session);
  AddCompletionCommand(*app, session);
  return app;
}

}  // namespace evenhand::app
