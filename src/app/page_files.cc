#include "app/page_files.h"

#include <filesystem>
#include <fstream>

#include "page/frame.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;

Result<void> WriteWhole(const fs::path& path, const std::string& bytes) {
  const fs::path unfinished = path.string() + ".new";
  std::ofstream out(unfinished, std::ios::binary);
  out << bytes;
  out.close();
  std::error_code error;
  if (out) fs::rename(unfinished, path, error);
  if (!out || error) return Fail(ErrorCode::kIo, path.string() + ": cannot be written");
  return {};
}

}  // namespace

Result<void> WritePageFiles(const std::string& directory, const std::vector<PageFile>& files) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (!fs::is_directory(directory, error)) {
    return Fail(ErrorCode::kIo, directory + ": is no directory and none can be made");
  }
  for (const PageFile& file : files)
    EVENHAND_TRY(WriteWhole(fs::path(directory) / file.name, file.bytes));
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

}  // namespace evenhand::app
