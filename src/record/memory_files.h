#pragma once

// The files of a log in memory: a double of equal standing to a directory.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "record/files.h"

namespace evenhand::record {

class MemoryFiles final : public Files {
 public:
  std::map<std::string, std::string> files;

  Result<std::optional<std::string>> Read(const std::string& path,
                                          std::size_t most_bytes) const override {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    if (found->second.size() > most_bytes) return Fail(ErrorCode::kLimit, path + ": is too large");
    return found->second;
  }

  std::vector<std::uint32_t> PartialWidths(const std::string& path) const override {
    std::vector<std::uint32_t> widths;
    const std::string folder = path + ".p/";
    for (std::uint32_t width = 1; width < 256; ++width) {
      if (files.contains(folder + std::to_string(width))) widths.push_back(width);
    }
    return widths;
  }

  std::string NameOf(const std::string& path) const override { return path; }
};

}  // namespace evenhand::record
