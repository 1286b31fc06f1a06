#pragma once

// What the last run wrote, so that the next one need not make it again.
//
//   state := "evenhand site state 1" NL directory NL (sha256:hex[64] " " given " " size " " path
//   NL)* given := hex[16] of what it was made from, or "-"
//
// A state of another folder, or one that cannot be read, is none: everything is made then.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace evenhand::publish {

struct KnownFile {
  std::string sha256 = {};  // hexadecimal
  std::string given = "-";
  std::uint64_t size = 0;
};
using KnownFiles = std::map<std::string, KnownFile, std::less<>>;  // by path

std::string WriteState(std::string_view directory, const KnownFiles& files);
KnownFiles ReadState(std::string_view text, std::string_view directory);

}  // namespace evenhand::publish
