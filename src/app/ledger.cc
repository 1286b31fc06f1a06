#include "app/ledger.h"

#include "app/commands.h"

namespace evenhand::app {

void AddLedgerCommand(CLI::App& app, Session* session) {
  CLI::App* ledger = AddCommand(
      app, "ledger", "Keep the public record of decisions, and check one that others keep",
      "  evenhand ledger keygen log.example/record --out record.key\n"
      "  evenhand ledger append public/record --key record.key decision.cbor\n"
      "  evenhand ledger verify public/record --key log.example/record+6f1c...+AX...");
  ledger->require_subcommand(1);
  AddLedgerKeygen(*ledger, session);
  AddLedgerAppend(*ledger, session);
  AddLedgerVerify(*ledger, session);
  AddLedgerShow(*ledger, session);
  AddLedgerProve(*ledger, session);
  AddLedgerCheckProof(*ledger, session);
  AddLedgerCosign(*ledger, session);
  AddLedgerWitness(*ledger, session);
  AddLedgerAskWitness(*ledger, session);
}

}  // namespace evenhand::app
