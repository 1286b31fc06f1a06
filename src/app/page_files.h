#pragma once

// Pages as files in a directory that any web server can serve.

#include <string>
#include <vector>

#include "base/result.h"
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

}  // namespace evenhand::app
