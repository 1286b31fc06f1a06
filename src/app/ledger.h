#pragma once

// The subcommands of `evenhand ledger`: those that write, and those with which a stranger reads.

#include "app/command_line.h"
#include "app/session.h"

namespace evenhand::app {

void AddLedgerKeygen(CLI::App& ledger, Session* session);
void AddLedgerAppend(CLI::App& ledger, Session* session);
void AddLedgerCosign(CLI::App& ledger, Session* session);
// Over HTTP: what `cosign` does, for logs that come to a witness.
void AddLedgerWitness(CLI::App& ledger, Session* session);
void AddLedgerAskWitness(CLI::App& ledger, Session* session);

void AddLedgerVerify(CLI::App& ledger, Session* session);
void AddLedgerProve(CLI::App& ledger, Session* session);
void AddLedgerCheckProof(CLI::App& ledger, Session* session);
void AddLedgerShow(CLI::App& ledger, Session* session);

}  // namespace evenhand::app
