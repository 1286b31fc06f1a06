#pragma once

// A copy of the public side as it reaches somebody: a folder, or a ZIP that came from anywhere.
//
// Opening a ZIP reads its table alone and refuses, before anything is unpacked: more than
// kMostFiles files, more than kMostBytes unpacked, more than 1,000 bytes out of one, names that are
// absolute, lead upwards, are twice there (whatever the case) or hold other than a-z A-Z 0-9 . _ -
// /, links, encryption, methods but stored and deflated. Nothing is ever written.
//
// Errors: kCorrupt, kLimit with the name and the reason; kIo, kNotFound.
// Thread: one owner.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::publish {

inline constexpr std::uint64_t kMostFiles = 200'000;
inline constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30;
inline constexpr std::uint64_t kMostRatio = 1'000;

class Copy {
 public:
  virtual ~Copy() = default;
  // Sizes by path.
  const std::map<std::string, std::uint64_t>& files() const { return files_; }
  // The whole file. Errors: kNotFound; kCorrupt when it does not unpack to its size.
  virtual Result<std::string> Read(const std::string& path) const = 0;

 protected:
  std::map<std::string, std::uint64_t> files_;
};

Result<std::unique_ptr<Copy>> OpenZip(const std::string& path);
Result<std::unique_ptr<Copy>> OpenZipBytes(std::string bytes);
// Files under `directory`; those under bundles/ and what an unfinished run left are no part of it.
Result<std::unique_ptr<Copy>> OpenFolder(const std::string& directory);

struct ZipFile {
  std::string path = {};
  std::string bytes = {};
};
// The files in the order given, deflated, all of the same day: the same files, the same bytes.
// `year` is 1980 to 2107.
struct ZipDay {
  int year = 1980;
  unsigned month = 1, day = 1;
};
Result<std::string> PackZip(const std::vector<ZipFile>& files, ZipDay day);

// Nothing when a file may be called so.
std::string WhyNoName(std::string_view path);

}  // namespace evenhand::publish
