#pragma once

// The files of a log in memory: a double of equal standing to a directory.

#include <algorithm>
#include <charconv>
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
    for (auto file = files.lower_bound(folder); file != files.end(); ++file) {
      if (!file->first.starts_with(folder)) break;
      const std::string name = file->first.substr(folder.size());
      std::uint32_t width = 0;
      const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), width);
      if (error == std::errc() && end == name.data() + name.size()) widths.push_back(width);
    }
    std::ranges::sort(widths);
    return widths;
  }

  std::string NameOf(const std::string& path) const override { return path; }
};

}  // namespace evenhand::record
