#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>

#include "record/files.h"

namespace evenhand::record {
namespace {

class DirectoryFiles final : public Files {
 public:
  explicit DirectoryFiles(std::string directory) : directory_(std::move(directory)) {}

  Result<std::optional<std::string>> Read(const std::string& path,
                                          std::size_t most_bytes) const override {
    const std::string name = NameOf(path);
    const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
    if (fd < 0) return Refused(name);
    Result<std::string> bytes = ReadAll(fd, name, most_bytes);
    close(fd);
    if (!bytes) return tl::unexpected(std::move(bytes).error());
    return std::move(*bytes);
  }

  std::vector<std::uint32_t> PartialWidths(const std::string& path) const override {
    std::vector<std::uint32_t> widths;
    std::error_code error;
    for (std::filesystem::directory_iterator file(NameOf(path) + ".p", error), end;
         !error && file != end; file.increment(error)) {
      const std::string name = file->path().filename().string();
      std::uint32_t width = 0;
      const auto [stop, wrong] = std::from_chars(name.data(), name.data() + name.size(), width);
      if (wrong == std::errc() && std::to_string(width) == name) widths.push_back(width);
    }
    std::ranges::sort(widths);
    return widths;
  }

  std::string NameOf(const std::string& path) const override { return directory_ + "/" + path; }

 private:
  static tl::unexpected<Error> Refused(const std::string& name) {
    return Fail(ErrorCode::kIo, name + ": cannot read: " + std::generic_category().message(errno));
  }

  static Result<std::string> ReadAll(int fd, const std::string& name, std::size_t most_bytes) {
    struct stat about {};
    if (fstat(fd, &about) != 0) return Refused(name);
    if (S_ISDIR(about.st_mode)) return Fail(ErrorCode::kIo, name + ": is a directory, not a file");
    std::string bytes;
    for (std::size_t room = static_cast<std::size_t>(about.st_size) + 1;;) {
      const std::size_t before = bytes.size();
      if (before > most_bytes) {
        return Fail(ErrorCode::kLimit, name + ": is larger than the " + std::to_string(most_bytes) +
                                           " bytes it may be");
      }
      room = std::min(room, most_bytes + 1 - before);
      bytes.resize(before + room);
      const ssize_t n = read(fd, bytes.data() + before, room);
      if (n < 0 && errno != EINTR) return Refused(name);
      bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
      if (n == 0) return bytes;
      room = 4096;
    }
  }

  std::string directory_;
};

}  // namespace

std::unique_ptr<Files> OpenFiles(const std::string& directory) {
  return std::make_unique<DirectoryFiles>(directory);
}

}  // namespace evenhand::record
