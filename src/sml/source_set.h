#pragma once

// The files of one rulebook, as texts. Reading them from a disk is engine/rulebook_dir.h.

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::sml {

struct SourceFile {
  std::string path;  // relative to the rulebook's root, with '/'
  std::string text;
};

struct SourceSet {
  std::vector<SourceFile> files;    // *.sml, sorted by path
  std::vector<SourceFile> configs;  // config.yaml and config/*.yaml, sorted by path
  std::vector<SourceFile> lists;    // lists/*.yaml: phrase lists that functions name

  // Index of a rules file, or npos.
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::size_t Find(std::string_view path) const;

  // The file a span's index means: rules files first, then config files, then lists. Past them all,
  // an empty main.sml: that is where a rulebook without files has its error.
  const SourceFile& At(std::size_t index) const;

  // SHA-256, hex, as the peer computes it (config files, then rules, as path "|" text).
  std::string Hash() const;
};

}  // namespace evenhand::sml
