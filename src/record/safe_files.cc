#include "record/safe_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <system_error>
#include <utility>

namespace evenhand::record {
namespace {

const char kTemporary[] = ".tmp";
constexpr std::size_t kMostOpen = 128;  // files at once

tl::unexpected<Error> Refused(const std::string& name, const char* what) {
  return Fail(ErrorCode::kIo,
              name + ": cannot " + what + ": " + std::generic_category().message(errno));
}

// A file that is being written: on the disk when Sync has returned.
class NewFile {
 public:
  NewFile() = default;
  NewFile(NewFile&& other) noexcept
      : name_(std::move(other.name_)), fd_(std::exchange(other.fd_, -1)) {}
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile() {
    if (fd_ >= 0) close(fd_);
  }

  Result<void> Write(std::string name, std::string_view bytes) {
    name_ = std::move(name);
    fd_ = open(name_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd_ < 0) return Refused(name_, "create");
    while (!bytes.empty()) {
      const ssize_t n = write(fd_, bytes.data(), bytes.size());
      if (n < 0 && errno != EINTR) return Refused(name_, "write");
      bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    }
    return {};
  }
  // The disk may begin now; Sync waits less when others do so too. Nothing depends on it.
  void Begin() { static_cast<void>(sync_file_range(fd_, 0, 0, SYNC_FILE_RANGE_WRITE)); }
  Result<void> Sync() {
    bool ok = fsync(fd_) == 0;
    const int error = errno;
    ok = close(std::exchange(fd_, -1)) == 0 && ok;
    errno = ok ? 0 : error;
    return ok ? Result<void>() : Refused(name_, "write");
  }

 private:
  std::string name_;
  int fd_ = -1;
};

Result<void> WriteAndSync(const std::string& name, std::string_view bytes) {
  NewFile file;
  EVENHAND_TRY(file.Write(name, bytes));
  return file.Sync();
}

Result<void> SyncFolder(const std::string& name) {
  const int fd = open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return Refused(name, "open");
  const bool ok = fsync(fd) == 0;
  close(fd);
  return ok ? Result<void>() : Refused(name, "sync");
}

Result<void> Rename(const std::string& from, const std::string& to) {
  return rename(from.c_str(), to.c_str()) == 0 ? Result<void>() : Refused(to, "put in place");
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "" : path.substr(0, slash);
}

}  // namespace

Result<FileLock> FileLock::Take(const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return Refused(path, "open");
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) return FileLock(fd);
  const bool taken = errno == EWOULDBLOCK;
  const auto refused = Refused(path, "lock");
  close(fd);
  if (!taken) return refused;
  return Fail(ErrorCode::kUnavailable,
              path + ": another process writes this log; stop it, or wait until it is done");
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock::~FileLock() {
  if (fd_ >= 0) close(fd_);
}

Result<SafeFiles> SafeFiles::Open(const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return Fail(ErrorCode::kIo, directory + ": cannot create: " + error.message());
  SafeFiles files(directory, directory + "/" + kTemporary + "/");
  EVENHAND_TRY(files.Remove(kTemporary));
  if (mkdir(files.NameOf(kTemporary).c_str(), 0755) != 0) {
    return Refused(files.NameOf(kTemporary), "create");
  }
  return files;
}

Result<SafeFiles> SafeFiles::Beside(const std::string& file) {
  const std::string folder = FolderOf(file);
  return SafeFiles(folder.empty() ? "." : folder, file + ".new");
}

std::string SafeFiles::TemporaryName(std::size_t number) const {
  return temporary_ + std::to_string(number);
}

// The folders above `path`; a new one makes its parent one to sync.
Result<void> SafeFiles::MakeFolders(const std::string& path, std::vector<std::string>* to_sync) {
  const std::string folder = FolderOf(path);
  if (std::ranges::find(*to_sync, folder) != to_sync->end()) return {};
  if (!folder.empty() && access(NameOf(folder).c_str(), F_OK) != 0) {
    EVENHAND_TRY(MakeFolders(folder, to_sync));
    if (mkdir(NameOf(folder).c_str(), 0755) != 0) return Refused(NameOf(folder), "create");
  }
  to_sync->push_back(folder);
  return {};
}

Result<void> SafeFiles::PutNew(const std::vector<FileToWrite>& files) {
  std::vector<std::string> to_sync;
  std::vector<std::size_t> fresh;
  for (std::size_t i = 0; i < files.size(); ++i) {
    EVENHAND_ASSIGN(const std::optional<std::string> there, Read(files[i].path));
    if (there && *there != files[i].bytes) {
      return Fail(ErrorCode::kCorrupt,
                  NameOf(files[i].path) +
                      ": exists with other bytes, and what was published never changes; find out "
                      "what wrote it (`evenhand ledger verify`) before anything is appended");
    }
    EVENHAND_TRY(MakeFolders(files[i].path, &to_sync));
    if (!there) fresh.push_back(i);
  }
  // Many are written before the first is waited for, so that the disk takes them together.
  for (std::span<const std::size_t> rest = fresh; !rest.empty();) {
    const auto some = rest.first(std::min(rest.size(), kMostOpen));
    std::vector<NewFile> open(some.size());
    for (std::size_t k = 0; k < some.size(); ++k) {
      EVENHAND_TRY(open[k].Write(TemporaryName(some[k]), files[some[k]].bytes));
      open[k].Begin();
    }
    for (NewFile& file : open) EVENHAND_TRY(file.Sync());
    rest = rest.subspan(some.size());
  }
  for (const std::size_t i : fresh) EVENHAND_TRY(Rename(TemporaryName(i), NameOf(files[i].path)));
  for (const std::string& folder : to_sync) EVENHAND_TRY(SyncFolder(NameOf(folder)));
  return {};
}

Result<void> SafeFiles::Replace(const FileToWrite& file) {
  const std::string temporary = TemporaryName(0);
  Result<void> put = WriteAndSync(temporary, file.bytes);
  if (put) put = Rename(temporary, NameOf(file.path));
  if (!put) {
    // A full disk has no room for half files.
    unlink(temporary.c_str());
    return put;
  }
  return SyncFolder(NameOf(FolderOf(file.path)));
}

Result<std::optional<std::string>> SafeFiles::Read(const std::string& path) const {
  const std::string name = NameOf(path);
  struct stat about {};
  if (stat(name.c_str(), &about) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    return Refused(name, "read");
  }
  std::ifstream in(name, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad() || bytes.size() != static_cast<std::size_t>(about.st_size)) {
    return Fail(ErrorCode::kIo, name + ": cannot read");
  }
  return bytes;
}

Result<void> SafeFiles::Remove(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(NameOf(path), error);
  return error ? Result<void>(
                     Fail(ErrorCode::kIo, NameOf(path) + ": cannot remove: " + error.message()))
               : Result<void>();
}

}  // namespace evenhand::record
