#pragma once

// A file of what was seen last, of a log or of a copy of the public side: read before something is
// judged, and replaced after, under one lock, so that two at once cannot make it forget.

#include <optional>
#include <string>

#include "record/safe_files.h"

namespace evenhand::app {

class SeenFile {
 public:
  // A file that is not there yet is one that has seen nothing.
  // Errors: kUnavailable when another process has it; kIo.
  static Result<SeenFile> Open(const std::string& path);

  const std::optional<std::string>& text() const { return text_; }
  // On the disk, whole, when this returns.
  Result<void> Keep(const std::string& text);

 private:
  SeenFile(record::FileLock lock, record::SafeFiles files, std::string name)
      : lock_(std::move(lock)), files_(std::move(files)), name_(std::move(name)) {}

  record::FileLock lock_;
  record::SafeFiles files_;
  std::string name_;
  std::optional<std::string> text_;
};

}  // namespace evenhand::app
