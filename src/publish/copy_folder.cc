#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "publish/copy.h"

namespace evenhand::publish {
namespace {

namespace fs = std::filesystem;

class FolderCopy final : public Copy {
 public:
  explicit FolderCopy(std::string directory) : directory_(std::move(directory)) {}

  Result<void> List() {
    std::error_code error;
    if (!fs::is_directory(directory_, error))
      return Fail(ErrorCode::kNotFound, directory_ + ": there is no such folder");
    std::uint64_t sum = 0;
    for (fs::recursive_directory_iterator at(directory_, error), end; !error && at != end;
         at.increment(error)) {
      const std::string path = at->path().lexically_relative(directory_).generic_string();
      if (at->is_symlink(error))
        return Fail(ErrorCode::kCorrupt, fmt::format("'{}' is a link, which no copy has", path));
      if (at->is_directory(error)) {
        if (path == "bundles" || path == ".new") at.disable_recursion_pending();
        continue;
      }
      if (const std::string why = WhyNoName(path); !why.empty())
        return Fail(ErrorCode::kCorrupt, fmt::format("'{}' {}", path, why));
      const std::uint64_t size = at->file_size(error);
      sum += error ? 0 : size;
      if (files_.size() == kMostFiles || sum > kMostBytes)
        return Fail(ErrorCode::kLimit, directory_ + ": is larger than any copy");
      files_.emplace(path, size);
    }
    return error ? Fail(ErrorCode::kIo,
                        fmt::format("{}: cannot be read: {}", directory_, error.message()))
                 : Result<void>();
  }

  Result<std::string> Read(const std::string& path) const override {
    const auto found = files_.find(path);
    if (found == files_.end()) return Fail(ErrorCode::kNotFound, path + ": is missing");
    std::string bytes(found->second, '\0');
    std::ifstream file(fs::path(directory_) / path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file || file.peek() != std::ifstream::traits_type::eof())
      return Fail(ErrorCode::kIo, path + ": cannot be read, or changes meanwhile");
    return bytes;
  }

 private:
  const std::string directory_;
};

}  // namespace

Result<std::unique_ptr<Copy>> OpenFolder(const std::string& directory) {
  auto copy = std::make_unique<FolderCopy>(directory);
  EVENHAND_TRY(copy->List());
  return copy;
}

}  // namespace evenhand::publish
