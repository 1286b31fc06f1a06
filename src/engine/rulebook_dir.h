#pragma once

// A rulebook's files, read from a directory into a sml::SourceSet.
//
//   rules    every *.sml below the root; main.sml at the root is the entry point
//   config   config.yaml at the root, and *.yaml directly inside any directory named `config`
//   lists    *.yaml directly inside `lists` at the root
//
// Names that start with a dot (version control, editors' locks, mounted volumes' insides) are not
// read, and links to directories are not followed.
//
// Errors: kNotFound without the directory or main.sml; kIo when something cannot be read; kLimit
// when the tree is too large, too deep, or holds a file that no rulebook would have.

#include <cstdint>
#include <string>

#include "base/result.h"
#include "sml/source_set.h"

namespace evenhand::engine {

struct RulebookLimits {
  std::size_t files = 20'000;
  std::uint64_t file_bytes = std::uint64_t{8} << 20;
  std::uint64_t total_bytes = std::uint64_t{256} << 20;
  int depth = 32;
};

Result<sml::SourceSet> ReadRulebookDir(const std::string& directory,
                                       const RulebookLimits& limits = {});

// Changes whenever a file of the rulebook is added, removed or written, without reading any: for
// watching. 0 when the directory cannot be read.
std::uint64_t RulebookFingerprint(const std::string& directory, const RulebookLimits& limits = {});

}  // namespace evenhand::engine
