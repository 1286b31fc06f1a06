#pragma once

// Dossiers as files, and what the `dossier` subcommands share.

#include <string>
#include <vector>

#include "app/command_line.h"
#include "base/result.h"
#include "dossier/changes.h"
#include "dossier/dossier.h"
#include "dossier/publication.h"

namespace evenhand::app {

// Errors: those of dossier_json.h, with the file's name.
Result<dossier::Dossier> LoadDossier(const std::string& path);
// Replaces the file whole or not at all.
Result<void> SaveDossier(const std::string& path, const dossier::Dossier& dossier);

// Files, and those of folders that end in .json, by name. Errors: kIo with the folder; kLimit.
Result<std::vector<std::string>> JsonFilesOf(const std::vector<std::string>& paths);

// Published dossiers, each name once. Errors: with the file's name.
Result<std::vector<dossier::Publication>> LoadPublications(const std::vector<std::string>& paths);

// Who does something to which file, when, and where it goes: FILE --by NAME [--note WORDS] [--at
// TIME] [-o FILE].
struct DossierChange {
  std::string file;
  std::string out;  // empty: the file itself
  std::string by;
  std::string note;
  std::string at;
};
void AddDossierChange(CLI::App* command, DossierChange* change);
Result<dossier::Who> WhoOf(const DossierChange& change);

// What has changed in who is over the line: "d is out. c falls below the line: K1, K2 rest on
// accounts that ...".
std::string FallenText(const dossier::Dossier& before, const dossier::Dossier& after);

// Subcommands that change a dossier (dossier_change.cc).
void AddDossierChanges(CLI::App& group, Session* session);

}  // namespace evenhand::app
