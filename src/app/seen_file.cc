#include "app/seen_file.h"

#include <filesystem>
#include <utility>

namespace evenhand::app {

Result<SeenFile> SeenFile::Open(const std::string& path) {
  EVENHAND_ASSIGN(record::FileLock lock, record::FileLock::Take(path + ".lock"));
  EVENHAND_ASSIGN(record::SafeFiles files, record::SafeFiles::Beside(path));
  SeenFile seen(std::move(lock), std::move(files), std::filesystem::path(path).filename().string());
  EVENHAND_ASSIGN(seen.text_, seen.files_.Read(seen.name_));
  return seen;
}

Result<void> SeenFile::Keep(const std::string& text) {
  EVENHAND_TRY(files_.Replace({name_, text}));
  text_ = text;
  return {};
}

}  // namespace evenhand::app
