#pragma once

// Files that are there as a whole or not at all, whenever the power goes (transparency record,
// writing safely): each is written under a temporary name, synced, renamed, and its folder synced.
//
// Errors: kIo with the path when the system refuses; kCorrupt when a file that should be new exists
//         with other bytes: it is left as it is. After any error the caller stops writing.
// Thread: one owner.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace evenhand::record {

struct FileToWrite {
  std::string path = {};  // under the directory
  std::string bytes = {};
};

// A lock on a file (flock), held until destroyed or the process ends.
class FileLock {
 public:
  // Errors: kUnavailable when another process holds it.
  static Result<FileLock> Take(const std::string& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

class SafeFiles {
 public:
  // Makes `directory` when there is none, and forgets what an unfinished write left there.
  static Result<SafeFiles> Open(const std::string& directory);
  // For `file` alone, in a folder that others use too.
  static Result<SafeFiles> Beside(const std::string& file);

  // Files that never change: all of them are on the disk when this returns. One that exists with
  // the same bytes is fine. Costs one sync a file and one a folder, whatever the number of bytes.
  Result<void> PutNew(const std::vector<FileToWrite>& files);
  // A file that is replaced each time.
  Result<void> Replace(const FileToWrite& file);
  // The whole file; nothing when there is none.
  Result<std::optional<std::string>> Read(const std::string& path) const;
  // Removes a file or folder, if it is there.
  Result<void> Remove(const std::string& path);

  std::string NameOf(const std::string& path) const { return directory_ + "/" + path; }

 private:
  SafeFiles(std::string directory, std::string temporary)
      : directory_(std::move(directory)), temporary_(std::move(temporary)) {}
  std::string TemporaryName(std::size_t number) const;
  Result<void> MakeFolders(const std::string& path, std::vector<std::string>* to_sync);

  std::string directory_;
  std::string temporary_;  // what temporary names begin with
};

}  // namespace evenhand::record
