#include "app/page_files.h"

#include <filesystem>

#include "app/ledger_files.h"
#include "page/frame.h"

namespace evenhand::app {

namespace fs = std::filesystem;

Result<void> WritePageFiles(const std::string& directory, const std::vector<PageFile>& files) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (!fs::is_directory(directory, error)) {
    return Fail(ErrorCode::kIo, directory + ": is no directory and none can be made");
  }
  for (const PageFile& file : files)
    EVENHAND_TRY(WriteWholeFile((fs::path(directory) / file.name).string(), file.bytes));
  return {};
}

std::vector<PageFile> RulebookPageFiles(const policy::Rulebook& rulebook,
                                        const page::Edition& edition) {
  std::vector<PageFile> files = {{"index.html", page::RulebookIndex(rulebook)}};
  for (const std::string& language : rulebook.languages) {
    files.push_back({page::PageFile(language), page::RulebookPage(rulebook, edition, language)});
  }
  return files;
}

page::Edition EditionOf(const docket::Version& version, const docket::Versions& versions) {
  const docket::Version* before = versions.Find(version.previous);
  return {.hash = version.hash,
          .previous = version.previous,
          .changes = before == nullptr ? std::vector<policy::Change>()
                                       : policy::DiffRulebooks(before->rulebook, version.rulebook)};
}

}  // namespace evenhand::app
