#pragma once

// The folder of a site on the disk: files that appear whole or not at all.
//
// Not every file is synced by itself, which would make a large site slow; Finish brings all of them
// to the disk before the caller notes down that they are there.
//
// Errors: kIo with the path.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::publish {

class SiteFolder {
 public:
  static Result<SiteFolder> Open(std::string directory);

  // Empty: there is no such file.
  std::optional<std::uint64_t> SizeOf(const std::string& path) const;
  Result<void> Put(const std::string& path, std::string_view bytes);
  // The file, and folders that are empty without it.
  Result<void> Remove(const std::string& path);
  Result<void> Finish();

 private:
  explicit SiteFolder(std::string directory) : directory_(std::move(directory)) {}

  std::string directory_;
  std::uint64_t count_ = 0;
};

}  // namespace evenhand::publish
