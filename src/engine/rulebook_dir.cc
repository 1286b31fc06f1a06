#include "engine/rulebook_dir.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace evenhand::engine {
namespace {

namespace fs = std::filesystem;

enum class Kind { kNone, kRules, kConfig, kList };

struct Found {
  Kind kind;
  std::string path;  // relative, with '/'
  fs::path file;
  std::uint64_t size;
};

Kind KindOf(const fs::path& relative) {
  const fs::path folder = relative.parent_path();
  if (relative.extension() == ".sml") return Kind::kRules;
  if (relative.extension() != ".yaml") return Kind::kNone;
  if (relative == "config.yaml" || folder.filename() == "config") return Kind::kConfig;
  return folder == "lists" ? Kind::kList : Kind::kNone;
}

tl::unexpected<Error> CannotRead(const fs::path& path, const std::error_code& why) {
  const bool absent = why == std::errc::no_such_file_or_directory;
  return Fail(absent ? ErrorCode::kNotFound : ErrorCode::kIo,
              path.string() + ": cannot read: " + why.message());
}

// Finds the files of a rulebook, within the limits.
class Walk {
 public:
  Walk(fs::path root, const RulebookLimits& limits) : root_(std::move(root)), limits_(limits) {}

  Result<std::vector<Found>> Run() {
    EVENHAND_TRY(Enter(root_, 0));
    std::sort(found_.begin(), found_.end(),
              [](const Found& a, const Found& b) { return a.path < b.path; });
    return std::move(found_);
  }

 private:
  Result<void> Enter(const fs::path& directory, int depth) {
    if (depth > limits_.depth) {
      return Fail(ErrorCode::kLimit, directory.string() + ": nested deeper than " +
                                         std::to_string(limits_.depth) + " directories");
    }
    std::error_code error;
    for (auto it = fs::directory_iterator(directory, error); !error && it != fs::end(it);
         it.increment(error)) {
      if (it->path().filename().native().starts_with('.')) continue;
      std::error_code unreadable;
      const fs::file_status own = it->symlink_status(unreadable);
      if (!unreadable && fs::is_directory(own)) {
        EVENHAND_TRY(Enter(it->path(), depth + 1));
      } else {
        EVENHAND_TRY(Look(*it));
      }
    }
    if (error) return CannotRead(directory, error);
    return {};
  }

  Result<void> Look(const fs::directory_entry& entry) {
    const fs::path relative = entry.path().lexically_relative(root_);
    const Kind kind = KindOf(relative);
    if (kind == Kind::kNone) return {};
    std::error_code error;
    if (!entry.is_regular_file(error)) {
      if (error) return CannotRead(entry.path(), error);
      return {};  // a link to a directory, a pipe
    }
    const std::uint64_t size = entry.file_size(error);
    if (error) return CannotRead(entry.path(), error);
    total_ += size;
    if (size > limits_.file_bytes || total_ > limits_.total_bytes) {
      return Fail(ErrorCode::kLimit, entry.path().string() + ": too large for a rulebook (" +
                                         std::to_string(size) + " bytes)");
    }
    if (found_.size() == limits_.files) {
      return Fail(ErrorCode::kLimit,
                  root_.string() + ": more than " + std::to_string(limits_.files) + " files");
    }
    found_.push_back({kind, relative.generic_string(), entry.path(), size});
    return {};
  }

  fs::path root_;
  RulebookLimits limits_;
  std::vector<Found> found_;
  std::uint64_t total_ = 0;
};

// At most `limit` bytes, in case the file grew since it was looked at.
Result<std::string> ReadFile(const fs::path& path, std::uint64_t limit) {
  std::ifstream in(path, std::ios::binary);
  std::string text;
  char chunk[1 << 16];
  while (in && text.size() <= limit) {
    in.read(chunk, sizeof chunk);
    text.append(chunk, static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof()) return Fail(ErrorCode::kIo, path.string() + ": cannot be read to its end");
  return text;
}

std::vector<sml::SourceFile>& PlaceFor(Kind kind, sml::SourceSet* set) {
  return kind == Kind::kRules ? set->files : kind == Kind::kConfig ? set->configs : set->lists;
}

}  // namespace

Result<sml::SourceSet> ReadRulebookDir(const std::string& directory, const RulebookLimits& limits) {
  EVENHAND_ASSIGN(const std::vector<Found> found, Walk(directory, limits).Run());
  sml::SourceSet set;
  for (const Found& f : found) {
    EVENHAND_ASSIGN(std::string text, ReadFile(f.file, limits.file_bytes));
    PlaceFor(f.kind, &set).push_back({f.path, std::move(text)});
  }
  const auto is_main = [](const sml::SourceFile& f) { return f.path == "main.sml"; };
  if (std::none_of(set.files.begin(), set.files.end(), is_main)) {
    return Fail(ErrorCode::kNotFound,
                directory + ": no main.sml; a rulebook starts with main.sml at its root");
  }
  return set;
}

std::uint64_t RulebookFingerprint(const std::string& directory, const RulebookLimits& limits) {
  const auto found = Walk(directory, limits).Run();
  if (!found) return 0;
  std::uint64_t print = 1;
  const auto mix = [&](std::uint64_t value) {
    print = (print ^ value) * 0x9E3779B97F4A7C15u;
    print ^= print >> 32;
  };
  for (const Found& f : *found) {
    std::error_code gone;
    mix(std::hash<std::string>{}(f.path));
    mix(f.size);
    mix(static_cast<std::uint64_t>(fs::last_write_time(f.file, gone).time_since_epoch().count()));
  }
  return print;
}

}  // namespace evenhand::engine
