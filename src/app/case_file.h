#pragma once

// Rulebook documents and cases from files, for the commands that ask without a docket.

#include <string>
#include <vector>

#include "policy/decide.h"

namespace evenhand::app {

// `path` is a document or the directory that it is in. Errors: with the file, and line:column for
// what is wrong in it.
Result<policy::Rulebook> LoadRulebookFile(const std::string& path);

// "rulebook.yaml:3:1: error: ...", and in the next line how to mend it.
std::string ProblemText(const std::string& file, const policy::Problem& problem);

// JSON Lines as docs/decisions.md has them. A case without a time is decided when it was posted,
// one without a name is called after its line.
Result<std::vector<policy::CaseInput>> ReadCaseFile(const std::string& file);

}  // namespace evenhand::app
