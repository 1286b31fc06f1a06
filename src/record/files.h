#pragma once

// The files of a log as readers see them, wherever they lie: a directory, a stick, a mirror.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace evenhand::record {

class Files {
 public:
  virtual ~Files() = default;
  // The whole file; nothing when there is none.
  // Errors: kIo when it cannot be read; kLimit when it is larger than `most_bytes`.
  virtual Result<std::optional<std::string>> Read(const std::string& path,
                                                  std::size_t most_bytes) const = 0;
  // The widths W for which `path`.p/W exists, in order; none where that cannot be listed.
  virtual std::vector<std::uint32_t> PartialWidths(const std::string& path) const = 0;
  // How messages call a file: its path as a person would type it.
  virtual std::string NameOf(const std::string& path) const = 0;
};

// The files under `directory` (record/files_dir.cc; the one reader that does I/O).
std::unique_ptr<Files> OpenFiles(const std::string& directory);

}  // namespace evenhand::record
