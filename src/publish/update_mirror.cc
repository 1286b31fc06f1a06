#include "publish/update_mirror.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/hex.h"
#include "publish/about.h"
#include "publish/site_folder.h"
#include "record/signify.h"
#include "record/tree_hash.h"

namespace evenhand::publish {
namespace {

// What stands for the whole comes last, in this order.
constexpr std::array<std::string_view, 4> kLast = {"record/checkpoint", "about.txt", "SHA256",
                                                   "SHA256.sig"};

bool IsLast(std::string_view path) { return std::ranges::find(kLast, path) != kLast.end(); }

std::string SumOf(std::string_view bytes) { return Hex(record::BytesOf(record::Sha256(bytes))); }

// Sums by path, of a list that was verified.
std::map<std::string, std::string, std::less<>> ReadSums(std::string_view list) {
  std::map<std::string, std::string, std::less<>> sums;
  while (!list.empty()) {
    const std::string_view line = list.substr(0, list.find('\n'));
    list.remove_prefix(std::min(line.size() + 1, list.size()));
    const std::size_t end = line.find(") = ");
    if (line.starts_with(record::kSumsLabel) && end != line.npos) {
      sums.emplace(line.substr(record::kSumsLabel.size(), end - record::kSumsLabel.size()),
                   line.substr(end + 4));
    }
  }
  return sums;
}

class Update {
 public:
  Update(const std::string& directory, const Copy& bundle, SiteFolder folder)
      : directory_(directory), bundle_(bundle), folder_(std::move(folder)) {}

  Result<Updated> Run(const About& about) {
    is_delta_ = about.kind == CopyKind::kDelta;
    EVENHAND_ASSIGN(const std::string list, bundle_.Read(InBundle("SHA256")));
    const auto sums = ReadSums(list);
    // Before anything changes: all that will be listed is there, in the bundle or already.
    EVENHAND_ASSIGN(const auto mirror, OpenFolder(directory_));
    std::vector<std::string> to_write;
    for (const auto& [path, sum] : sums) {
      if (bundle_.files().contains(InBundle(path))) {
        to_write.push_back(path);
        continue;
      }
      const auto bytes = mirror->Read(path);
      if (!bytes || SumOf(*bytes) != sum)
        return Fail(
            ErrorCode::kCorrupt,
            fmt::format(
                "{} is neither in the bundle nor as it should be in the mirror: take a full bundle",
                path));
    }
    for (const std::string& path : to_write) {
      if (!IsLast(path)) EVENHAND_TRY(Put(path));
    }
    for (const std::string_view path : kLast) EVENHAND_TRY(Put(std::string(path)));
    for (const auto& [path, size] : mirror->files()) {
      if (sums.contains(path) || IsLast(path)) continue;
      EVENHAND_TRY(folder_.Remove(path));
      ++done_.removed;
    }
    EVENHAND_TRY(folder_.Finish());
    return done_;
  }

 private:
  std::string InBundle(const std::string& path) const {
    const bool is_of_whole = path == "SHA256" || path == "SHA256.sig" || path == "about.txt";
    return is_delta_ && is_of_whole ? std::string(kWholeSite) + path : path;
  }

  Result<void> Put(const std::string& path) {
    EVENHAND_ASSIGN(const std::string bytes, bundle_.Read(InBundle(path)));
    ++done_.written;
    return folder_.Put(path, bytes);
  }

  const std::string& directory_;
  const Copy& bundle_;
  SiteFolder folder_;
  bool is_delta_ = false;
  Updated done_;
};

}  // namespace

Result<Updated> UpdateMirror(const std::string& directory, const Copy& bundle) {
  EVENHAND_ASSIGN(const std::string text, bundle.Read("about.txt"));
  EVENHAND_ASSIGN(const About about, ReadAbout(text));
  if (about.kind != CopyKind::kFull && about.kind != CopyKind::kDelta) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("a mirror is made from a full bundle or a delta, and this is a {} bundle",
                    Name(about.kind)));
  }
  EVENHAND_ASSIGN(SiteFolder folder, SiteFolder::Open(directory));
  return Update(directory, bundle, std::move(folder)).Run(about);
}

}  // namespace evenhand::publish
