#include "publish/site_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace evenhand::publish {
namespace {

namespace fs = std::filesystem;

// Where files are before they have their name.
constexpr std::string_view kNew = ".new";

tl::unexpected<Error> Refused(const std::string& path, const char* what) {
  return Fail(ErrorCode::kIo,
              fmt::format("{}: cannot {}: {}", path, what, std::generic_category().message(errno)));
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

Result<SiteFolder> SiteFolder::Open(std::string directory) {
  std::error_code error;
  fs::remove_all(fs::path(directory) / kNew, error);
  fs::create_directories(fs::path(directory) / kNew, error);
  if (error)
    return Fail(ErrorCode::kIo, fmt::format("{}: cannot be made: {}", directory, error.message()));
  return SiteFolder(std::move(directory));
}

std::optional<std::uint64_t> SiteFolder::SizeOf(const std::string& path) const {
  struct stat about {};
  if (stat((directory_ + "/" + path).c_str(), &about) != 0 || !S_ISREG(about.st_mode))
    return std::nullopt;
  return static_cast<std::uint64_t>(about.st_size);
}

Result<void> SiteFolder::Put(const std::string& path, std::string_view bytes) {
  const std::string to = directory_ + "/" + path;
  const std::string from = fmt::format("{}/{}/{}", directory_, kNew, count_++);
  const int fd = open(from.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return Refused(from, "create");
  const bool written = WriteAll(fd, bytes);
  if (close(fd) != 0 || !written) return Refused(from, "write");
  if (rename(from.c_str(), to.c_str()) == 0) return {};
  std::error_code error;
  fs::create_directories(fs::path(to).parent_path(), error);
  return rename(from.c_str(), to.c_str()) == 0 ? Result<void>() : Refused(to, "write");
}

Result<void> SiteFolder::Remove(const std::string& path) {
  std::error_code error;
  fs::path at = fs::path(directory_) / path;
  fs::remove(at, error);
  if (error)
    return Fail(ErrorCode::kIo, fmt::format("{}: cannot remove: {}", at.string(), error.message()));
  for (at = at.parent_path(); at != fs::path(directory_) && fs::is_empty(at, error) && !error;
       at = at.parent_path())
    fs::remove(at, error);
  return {};
}

Result<void> SiteFolder::Finish() {
  std::error_code error;
  fs::remove_all(fs::path(directory_) / kNew, error);
  const int fd = open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return Refused(directory_, "read");
  const bool synced = syncfs(fd) == 0;
  close(fd);
  return synced ? Result<void>() : Refused(directory_, "sync");
}

}  // namespace evenhand::publish
