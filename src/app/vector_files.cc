#include "app/vector_files.h"

#include <algorithm>
#include <system_error>

namespace evenhand::app {

Result<std::vector<std::filesystem::path>> VectorFiles(const std::string& path) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) {
    for (const auto& entry : std::filesystem::directory_iterator(path, failed)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
  } else if (std::filesystem::exists(path, failed)) {
    files.emplace_back(path);
  }
  if (files.empty()) return Fail(ErrorCode::kNotFound, "no *.json in " + path);
  return files;
}

}  // namespace evenhand::app
