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
#include <system_error>
#include <utility>

namespace evenhand::record {
namespace {

const char kTemporary[] = ".tmp";

tl::unexpected<Error> Refused(const std::string& name, const char* what) {
  return Fail(ErrorCode::kIo,
              name + ": cannot " + what + ": " + std::generic_category().message(errno));
}

Result<void> WriteAndSync(const std::string& name, std::string_view bytes) {
  const int fd = open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return Refused(name, "create");
  bool ok = true;
  while (ok && !bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    ok = n >= 0 || errno == EINTR;
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
  ok = ok && fsync(fd) == 0;
  const int error = errno;
  ok = close(fd) == 0 && ok;
  errno = error;
  return ok ? Result<void>() : Refused(name, "write");
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
  std::vector<bool> is_new(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    EVENHAND_ASSIGN(const std::optional<std::string> there, Read(files[i].path));
    if (there && *there != files[i].bytes) {
      return Fail(ErrorCode::kCorrupt,
                  NameOf(files[i].path) +
                      ": exists with other bytes, and what was published never changes; find out "
                      "what wrote it (`evenhand ledger verify`) before anything is appended");
    }
    EVENHAND_TRY(MakeFolders(files[i].path, &to_sync));
    is_new[i] = !there;
    if (is_new[i]) EVENHAND_TRY(WriteAndSync(TemporaryName(i), files[i].bytes));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (is_new[i]) EVENHAND_TRY(Rename(TemporaryName(i), NameOf(files[i].path)));
  }
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
