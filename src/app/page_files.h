#pragma once

// Pages as files in a directory that any web server can serve.

#include <string>
#include <vector>

#include "base/result.h"
#include "docket/versions.h"
#include "page/rulebook_page.h"

namespace evenhand::app {

struct PageFile {
  std::string name;  // "fa.html"
  std::string bytes;
};

// Makes the directory where it is not there. A file is replaced whole or not at all.
// Errors: kIo with the path.
Result<void> WritePageFiles(const std::string& directory, const std::vector<PageFile>& files);

// A rulebook in each of its languages, and index.html that leads to them.
std::vector<PageFile> RulebookPageFiles(const policy::Rulebook& rulebook,
                                        const page::Edition& edition);

// What a page says of a published version: its hash, and what it changed.
page::Edition EditionOf(const docket::Version& version, const docket::Versions& versions);

}  // namespace evenhand::app
