#include "publish/write_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/hex.h"
#include "page/plain_text.h"
#include "publish/budget.h"
#include "publish/site_folder.h"
#include "publish/site_state.h"
#include "record/safe_files.h"
#include "record/signify.h"
#include "record/tile_path.h"
#include "record/tree_hash.h"

namespace evenhand::publish {
namespace {

constexpr std::size_t kMostLogFileBytes = record::kTileWidth * (2 + 65'535);
constexpr std::size_t kGivenLetters = 16;
constexpr std::string_view kFixed = "fixed";  // given of a file that never changes

std::string SumOf(std::string_view bytes) { return Hex(record::BytesOf(record::Sha256(bytes))); }
std::string GivenOf(std::string_view given) {
  return given.empty() ? "-" : SumOf(given).substr(0, kGivenLetters);
}

class SiteWriter {
 public:
  SiteWriter(SiteFolder folder, KnownFiles before, Written* done)
      : folder_(std::move(folder)), before_(std::move(before)), done_(done) {}

  Result<void> PutLog(const record::Files& log, std::uint64_t size) {
    const std::string given = GivenOf(kFixed);
    for (const std::string& path : LogPaths(log, size)) {
      const std::string to = "record/" + path;
      if (Keep(to, given)) continue;
      EVENHAND_ASSIGN(const std::optional<std::string> bytes, log.Read(path, kMostLogFileBytes));
      if (!bytes) return Fail(ErrorCode::kCorrupt, log.NameOf(path) + ": is missing");
      EVENHAND_TRY(Put(to, *bytes, given));
    }
    return {};
  }

  Result<void> PutPages(const std::vector<PlannedPage>& pages) {
    const bool is_stale = ProgramHasChanged(pages);
    for (const PlannedPage& page : pages) {
      const std::string given = GivenOf(page.given);
      const bool is_kept = !is_stale && !page.given.empty() && Keep(page.path + ".html", given) &&
                           Keep(page.path + ".txt", given);
      if (is_kept) continue;
      const std::string html = page.make();
      const std::string text = page::PlainText(html);
      EVENHAND_TRY(CheckBudget(page.path + ".html", html, page.budget));
      EVENHAND_TRY(CheckBudget(page.path + ".txt", text, page.budget));
      EVENHAND_TRY(Put(page.path + ".html", html, given));
      EVENHAND_TRY(Put(page.path + ".txt", text, given));
    }
    return {};
  }

  Result<void> Put(const std::string& path, const std::string& bytes,
                   const std::string& given = "-") {
    ++done_->made;
    KnownFile file{.sha256 = SumOf(bytes), .given = given, .size = bytes.size()};
    const auto before = before_.find(path);
    const bool is_there = before != before_.end() && before->second.sha256 == file.sha256 &&
                          folder_.SizeOf(path) == file.size;
    now_.insert_or_assign(path, std::move(file));
    if (is_there) return {};
    ++done_->written;
    return folder_.Put(path, bytes);
  }

  Result<void> PutSums(const record::SigningKey& key) {
    std::string sums;
    for (const auto& [path, file] : now_) sums += SumLine(path, file.sha256);
    EVENHAND_ASSIGN(const std::string list, record::SignText(sums, key));
    EVENHAND_TRY(Put("SHA256", sums));
    EVENHAND_TRY(Put("SHA256.sig", list));
    done_->files = now_.size();
    return {};
  }

  Result<void> RemoveRest() {
    for (const auto& [path, file] : before_) {
      if (now_.contains(path)) continue;
      EVENHAND_TRY(folder_.Remove(path));
      ++done_->removed;
    }
    return {};
  }

  Result<void> Finish() { return folder_.Finish(); }
  const KnownFiles& now() const { return now_; }

 private:
  bool Keep(const std::string& path, const std::string& given) {
    const auto before = before_.find(path);
    if (before == before_.end() || before->second.given != given ||
        folder_.SizeOf(path) != before->second.size)
      return false;
    now_.insert_or_assign(path, before->second);
    return true;
  }

  // A page made from the same as before that comes out otherwise: the program writes pages
  // differently now, and all are made again. The first page of decisions of each language stands
  // for the others.
  bool ProgramHasChanged(const std::vector<PlannedPage>& pages) const {
    return std::ranges::any_of(pages, [&](const PlannedPage& page) {
      if (!page.path.ends_with("/decisions/1")) return false;
      const auto before = before_.find(page.path + ".html");
      if (before == before_.end() || before->second.given != GivenOf(page.given)) return false;
      return SumOf(page.make()) != before->second.sha256;
    });
  }

  Result<void> CheckBudget(const std::string& path, std::string_view bytes, std::size_t budget) {
    const PageSize size = MeasurePage(bytes);
    if (!Fits(size, budget)) {
      return Fail(
          ErrorCode::kLimit,
          fmt::format("{}: takes {} bytes on the wire and {} as it is, where {} and {} are allowed",
                      path, size.wire, size.bytes, budget, kUncompressedTimes * budget));
    }
    if (size.wire * done_->largest_budget >= done_->largest_wire * budget ||
        done_->largest.empty()) {
      done_->largest = path;
      done_->largest_wire = size.wire;
      done_->largest_budget = budget;
    }
    return {};
  }

  SiteFolder folder_;
  const KnownFiles before_;
  KnownFiles now_;
  Written* done_;
};

}  // namespace

std::string SumLine(std::string_view path, std::string_view sha256_hex) {
  return fmt::format("SHA256 ({}) = {}\n", path, sha256_hex);
}

std::vector<std::string> LogPaths(const record::Files& log, std::uint64_t size) {
  std::vector<std::string> paths;
  const auto add = [&](std::uint64_t hashes, const auto& path_of) {
    for (std::uint64_t n = 0; n < hashes / record::kTileWidth; ++n)
      paths.push_back(path_of(n, record::kTileWidth));
    const std::uint64_t edge = hashes / record::kTileWidth;
    const auto width = static_cast<std::uint32_t>(hashes % record::kTileWidth);
    if (width == 0) return;
    for (const std::uint32_t older : log.PartialWidths(path_of(edge, record::kTileWidth))) {
      if (older < width) paths.push_back(path_of(edge, older));
    }
    paths.push_back(path_of(edge, width));
  };
  for (int level = 0; level < 8 && size >> (8 * level) != 0; ++level) {
    add(size >> (8 * level), [level](std::uint64_t n, std::uint32_t width) {
      return record::TilePath(level, n, width);
    });
  }
  add(size, [](std::uint64_t n, std::uint32_t width) { return record::BundlePath(n, width); });
  return paths;
}

Result<Written> WriteSite(const std::vector<PlannedPage>& pages, const std::vector<SiteFile>& files,
                          const record::Files& log, const record::Checkpoint& checkpoint,
                          const record::SigningKey& key, const WriteOptions& options) {
  Written done;
  std::error_code error;
  const std::string directory =
      std::filesystem::absolute(options.directory, error).lexically_normal().string();
  EVENHAND_ASSIGN(const record::FileLock lock,
                  record::FileLock::Take(options.state_file + ".lock"));
  EVENHAND_ASSIGN(record::SafeFiles states, record::SafeFiles::Beside(options.state_file));
  const std::string state_name = std::filesystem::path(options.state_file).filename().string();
  EVENHAND_ASSIGN(const std::optional<std::string> state, states.Read(state_name));
  KnownFiles before = state && !options.all ? ReadState(*state, directory) : KnownFiles();
  EVENHAND_ASSIGN(SiteFolder folder, SiteFolder::Open(directory));
  SiteWriter writer(std::move(folder), std::move(before), &done);
  // From here on the folder is not what the state says; a run that ends early leaves none.
  EVENHAND_TRY(states.Replace({state_name, ""}));
  EVENHAND_TRY(writer.PutLog(log, checkpoint.size));
  EVENHAND_TRY(writer.PutPages(pages));
  for (const SiteFile& file : files) {
    if (file.path != "record/checkpoint") EVENHAND_TRY(writer.Put(file.path, file.bytes));
  }
  for (const SiteFile& file : files) {
    if (file.path == "record/checkpoint") EVENHAND_TRY(writer.Put(file.path, file.bytes));
  }
  EVENHAND_TRY(writer.PutSums(key));
  EVENHAND_TRY(writer.RemoveRest());
  EVENHAND_TRY(writer.Finish());
  EVENHAND_TRY(states.Replace({state_name, WriteState(directory, writer.now())}));
  return done;
}

}  // namespace evenhand::publish
