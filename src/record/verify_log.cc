#include "record/verify_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <span>

#include "record/verify.h"

namespace evenhand::record {
namespace {

constexpr std::uint64_t kWidth = 256;
constexpr std::size_t kHashBytes = sizeof(Digest);
constexpr std::size_t kMostBundleBytes = kWidth * (2 + 65535);

const char kCopy[] = "copy it anew from another mirror of this log";
const char kEvidence[] =
    "keep both copies and this output, tell whoever runs the log and others who read it: a log "
    "that "
    "shows different histories is not to be trusted";

// folder/x001/x234/067 and, for less than a whole tile, .p/width.
std::string PathTo(const std::string& folder, std::uint64_t number, std::uint64_t width) {
  std::string digits = std::to_string(number);
  digits.insert(0, (3 - digits.size() % 3) % 3, '0');
  std::string path = "tile/" + folder;
  for (std::size_t at = 0; at < digits.size(); at += 3) {
    path += at + 3 < digits.size() ? "/x" : "/";
    path += digits.substr(at, 3);
  }
  return width < kWidth ? path + ".p/" + std::to_string(width) : path;
}

// The root of any tree over these hashes, by halves as RFC 6962 defines it.
Digest RootOver(std::span<const Digest> hashes) {
  if (hashes.empty()) return EmptyRoot();
  if (hashes.size() == 1) return hashes[0];
  const std::size_t left = std::bit_floor(hashes.size() - 1);
  return HashPair(RootOver(hashes.first(left)), RootOver(hashes.subspan(left)));
}

std::vector<Digest> HashesIn(std::string_view bytes) {
  std::vector<Digest> hashes;
  for (; bytes.size() >= kHashBytes; bytes.remove_prefix(kHashBytes))
    hashes.push_back(DigestAt(bytes));
  return hashes;
}

// Adds perfect trees from left to right, and knows the root of the tree so far.
class Peaks {
 public:
  void Add(const Digest& root, int height) {
    Peak peak{root, height};
    while (!peaks_.empty() && peaks_.back().height == peak.height) {
      peak = {HashPair(peaks_.back().root, peak.root), peak.height + 1};
      peaks_.pop_back();
    }
    peaks_.push_back(peak);
  }
  Digest Root() const {
    if (peaks_.empty()) return EmptyRoot();
    Digest root = peaks_.back().root;
    for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = HashPair(peaks_[i].root, root);
    return root;
  }

 private:
  struct Peak {
    Digest root;
    int height;
  };
  std::vector<Peak> peaks_;
};

struct TileFile {
  std::string path = {};
  std::vector<Digest> hashes = {};
  bool whole = false;  // it was there and of the right length
};

struct Bytes {
  std::string bytes = {};
  bool is_full = false;  // of a full tile, whatever was asked for
};

class LogWalk {
 public:
  LogWalk(const Files& files, const Checkpoint& checkpoint, const VerifyOptions& options,
          LogReport* report)
      : files_(files),
        size_(checkpoint.size),
        root_(checkpoint.root),
        first_(options.first_entry),
        with_entries_(options.with_entries),
        most_findings_(options.most_findings),
        report_(report) {}

  // Checks everything under the checkpoint. `old` is an earlier one, or null.
  Result<void> Check(const Checkpoint* old) {
    EVENHAND_TRY(ReadEdges());
    const bool tiles_lead_to_root = RootOfEdges() == root_;
    for (Edge& edge : edges_) {
      EVENHAND_TRY(CheckTile(edge.level, edge.number, edge.file, tiles_lead_to_root, &edge.found));
    }
    Judge(tiles_lead_to_root);
    return old == nullptr ? Result<void>() : CheckExtends(*old);
  }

 private:
  // Tiles that are not full: at each level one at most, and together they cover all leaves.
  struct Edge {
    int level;
    std::uint64_t number;
    TileFile file;
    std::vector<Digest> found;  // the same hashes as the entries give them
  };

  void Report(const std::string& file, std::string place, std::string what, std::string mend) {
    if (report_->findings.size() >= most_findings_) return;
    report_->findings.push_back(
        {files_.NameOf(file), std::move(place), std::move(what), std::move(mend)});
  }

  std::uint64_t WidthOf(int level, std::uint64_t number) const {
    return std::min(kWidth, (size_ >> (8 * level)) - number * kWidth);
  }

  Result<void> ReadEdges() {
    int top = 0;
    while (top < 7 && size_ >> (8 * (top + 1)) != 0) ++top;
    for (int level = top; level >= 0; --level) {
      const std::uint64_t hashes = size_ >> (8 * level);
      if (hashes % kWidth == 0) continue;
      EVENHAND_ASSIGN(TileFile file, ReadTile(level, hashes / kWidth));
      edges_.push_back({level, hashes / kWidth, std::move(file), {}});
    }
    return {};
  }

  Digest RootOfEdges() const {
    Peaks peaks;
    for (const Edge& edge : edges_) {
      for (const Digest& hash : edge.file.hashes) peaks.Add(hash, 8 * edge.level);
    }
    return peaks.Root();
  }

  // The file of this width, or the full one, which begins with it.
  Result<std::optional<Bytes>> ReadWidest(const std::string& folder, std::uint64_t number,
                                          std::uint64_t width, std::size_t most_bytes) {
    for (const std::uint64_t w : {width, kWidth}) {
      Result<std::optional<std::string>> bytes = files_.Read(PathTo(folder, number, w), most_bytes);
      // A file that is too large is damaged, and no reason to stop.
      const bool too_large = !bytes && bytes.error().code == ErrorCode::kLimit;
      if (too_large) return Bytes{std::string(most_bytes + 1, '\0'), w == kWidth};
      if (!bytes) return tl::unexpected(std::move(bytes).error());
      if (*bytes) return Bytes{**std::move(bytes), w == kWidth};
    }
    return std::nullopt;
  }

  Result<TileFile> ReadTile(int level, std::uint64_t number) {
    const std::uint64_t width = WidthOf(level, number);
    const std::string folder = std::to_string(level);
    TileFile tile{.path = PathTo(folder, number, width)};
    EVENHAND_ASSIGN(const std::optional<Bytes> file,
                    ReadWidest(folder, number, width, kWidth * kHashBytes));
    if (!file) {
      Report(tile.path, "", "is missing", kCopy);
      return tile;
    }
    const std::size_t wanted = (file->is_full ? kWidth : width) * kHashBytes;
    tile.whole = file->bytes.size() == wanted;
    if (!tile.whole) {
      Report(tile.path, "", fmt::format("has {} bytes, not {}", file->bytes.size(), wanted), kCopy);
      return tile;
    }
    tile.hashes = HashesIn(std::string_view(file->bytes).substr(0, width * kHashBytes));
    CheckOlder(folder, number, width, file->bytes, [](std::string_view all, std::uint64_t w) {
      return std::optional(all.substr(0, w * kHashBytes));
    });
    return tile;
  }

  // Partial files of earlier checkpoints that still lie there are the beginning of this one.
  template <class Cut>
  void CheckOlder(const std::string& folder, std::uint64_t number, std::uint64_t width,
                  std::string_view all, Cut cut) {
    for (const std::uint64_t older : files_.PartialWidths(PathTo(folder, number, kWidth))) {
      if (older == 0 || older >= width) continue;
      const std::string path = PathTo(folder, number, older);
      const auto bytes = files_.Read(path, all.size() + 1);
      const std::optional<std::string_view> wanted = cut(all, older);
      const bool gone = bytes && !*bytes;  // the writer has a full one now
      if (gone || (bytes && wanted && **bytes == *wanted)) continue;
      Report(path, "",
             fmt::format("is not the beginning of {}: one of the two is damaged",
                         PathTo(folder, number, width)),
             "copy both anew from another mirror of this log");
    }
  }

  // Finds in `*found` the hashes that this tile should hold, computed from the entries below it.
  // `trusted` says that the tile is known to be right.
  Result<void> CheckTile(int level, std::uint64_t number, const TileFile& tile, bool trusted,
                         std::vector<Digest>* found) {
    if (report_->findings.size() >= most_findings_)
      return Fail(ErrorCode::kLimit, "enough was found");
    ++report_->tiles;
    if (level == 0) return CheckEntries(number, tile, trusted, found);
    const std::uint64_t width = WidthOf(level, number);
    for (std::uint64_t i = 0; i < width; ++i) {
      const Digest* above = tile.whole ? &tile.hashes[i] : nullptr;
      EVENHAND_ASSIGN(const Digest hash,
                      CheckSubtree(level - 1, number * kWidth + i, above, trusted));
      found->push_back(hash);
    }
    return {};
  }

  // A full tile, of which the tile above holds the root: `above`, or null when that could not be
  // read.
  Result<Digest> CheckSubtree(int level, std::uint64_t number, const Digest* above,
                              bool above_trusted) {
    const bool is_earlier = (number + 1) << (8 * (level + 1)) <= first_;
    if (is_earlier && above != nullptr) return *above;
    EVENHAND_ASSIGN(const TileFile tile, ReadTile(level, number));
    const bool agrees = tile.whole && above != nullptr && RootOver(tile.hashes) == *above;
    std::vector<Digest> found;
    EVENHAND_TRY(CheckTile(level, number, tile, agrees && above_trusted, &found));
    const Digest root = RootOver(found);
    if (!tile.whole) return root;
    const bool entries_agree = above != nullptr && root == *above;
    if (agrees && !entries_agree) {
      // Told below, entry by entry, when the tile is known to be right.
      if (!(above_trusted)) BlameDifferences(level, number, tile, found, "or the entries below it");
    } else if (!agrees && entries_agree) {
      BlameDifferences(level, number, tile, found, "");
    } else if (!agrees && found != tile.hashes) {
      BlameDifferences(level, number, tile, found, "or the entries below it");
    } else if (!agrees && above_trusted) {
      Report(
          tile.path, "", "its hashes and the entries below it agree, but not with the tile above",
          "copy it, and the entries below it, anew from another mirror; if that does not help: " +
              std::string(kEvidence));
    }
    return root;
  }

  void BlameDifferences(int level, std::uint64_t number, const TileFile& tile,
                        const std::vector<Digest>& found, const char* or_what) {
    for (std::size_t i = 0; i < found.size() && tile.whole; ++i) {
      if (found[i] == tile.hashes[i]) continue;
      const std::string what = *or_what == '\0'
                                   ? "is damaged: it is not what the entries below give"
                                   : fmt::format("it {} is damaged: they disagree", or_what);
      Report(tile.path, fmt::format("hash {} (from byte {})", i, i * kHashBytes), what,
             *or_what == '\0'
                 ? std::string(kCopy)
                 : fmt::format("copy it and {} anew from another mirror",
                               level == 0 ? PathTo("entries", number, WidthOf(0, number))
                                          : std::string("those")));
      return;
    }
  }

  Result<void> CheckEntries(std::uint64_t number, const TileFile& tile, bool trusted,
                            std::vector<Digest>* found) {
    const std::uint64_t width = WidthOf(0, number);
    if (!with_entries_) {
      *found = tile.hashes;
      found->resize(width);
      return {};
    }
    const std::string path = PathTo("entries", number, width);
    EVENHAND_ASSIGN(const std::optional<Bytes> file,
                    ReadWidest("entries", number, width, kMostBundleBytes));
    if (!file) {
      Report(path, "", "is missing", kCopy);
    } else {
      *found = HashBundle(*file, width, path);
      CheckOlder("entries", number, width, file->bytes, &CutBundle);
    }
    report_->entries += found->size();
    if (trusted) {
      for (std::size_t i = 0; i < found->size(); ++i) {
        if ((*found)[i] == tile.hashes[i]) continue;
        Report(path, fmt::format("entry {}", number * kWidth + i),
               "is damaged: it does not hash to its leaf in the tile", kCopy);
        break;
      }
    }
    // What is not there counts as what the tile says, so that one gap is one finding.
    for (std::size_t i = found->size(); i < width; ++i) {
      found->push_back(tile.whole ? tile.hashes[i] : Digest{});
    }
    return {};
  }

  // The bytes of the first `count` entries of a bundle; nothing when it has fewer.
  static std::optional<std::string_view> CutBundle(std::string_view bundle, std::uint64_t count) {
    std::string_view rest = bundle;
    for (; count > 0; --count) {
      if (rest.size() < 2) return std::nullopt;
      const std::size_t size = EntryBytes(rest);
      if (rest.size() < 2 + size) return std::nullopt;
      rest.remove_prefix(2 + size);
    }
    return bundle.substr(0, bundle.size() - rest.size());
  }

  static std::size_t EntryBytes(std::string_view at) {
    return std::size_t{static_cast<unsigned char>(at[0])} << 8 | static_cast<unsigned char>(at[1]);
  }

  std::vector<Digest> HashBundle(const Bytes& file, std::uint64_t width, const std::string& path) {
    std::vector<Digest> hashes;
    const std::string_view bundle = file.bytes;
    std::string_view rest = bundle;
    while (hashes.size() < width) {
      const std::size_t size = rest.size() < 2 ? 0 : EntryBytes(rest);
      if (rest.size() < 2 + size) {
        Report(path, fmt::format("byte {}", bundle.size() - rest.size()),
               fmt::format("ends inside entry {} of {}", hashes.size(), width), kCopy);
        return hashes;
      }
      hashes.push_back(HashEntry(rest.substr(2, size)));
      rest.remove_prefix(2 + size);
    }
    const bool may_go_on = file.is_full && width < kWidth;
    if (!rest.empty() && !may_go_on) {
      Report(path, fmt::format("byte {}", bundle.size() - rest.size()),
             fmt::format("has more than its {} entries", width), kCopy);
    }
    return hashes;
  }

  // When the edge tiles do not lead to the root, the entries may: then the tiles are damaged.
  void Judge(bool tiles_lead_to_root) {
    if (tiles_lead_to_root) return;
    Peaks peaks;
    for (const Edge& edge : edges_) {
      for (const Digest& hash : edge.found) peaks.Add(hash, 8 * edge.level);
    }
    const bool entries_lead_to_root = peaks.Root() == root_;
    for (const Edge& edge : edges_) {
      BlameDifferences(edge.level, edge.number, edge.file, edge.found,
                       entries_lead_to_root ? "" : "or the entries below it");
    }
    if (report_->findings.empty()) {
      Report("checkpoint", "line 3",
             "the tiles and entries agree with each other, but not with the root that was signed",
             "copy the whole log anew from another mirror; if that does not help: " +
                 std::string(kEvidence));
    }
  }

  // The tree of the old size, from the hashes that are now known to be right.
  Result<void> CheckExtends(const Checkpoint& old) {
    if (old.size > size_) {
      report_->is_other_history = true;
      Report("checkpoint", "line 2",
             fmt::format("the log has gone back: it has {} entries, and had {}", size_, old.size),
             kEvidence);
      return {};
    }
    if (!report_->good()) return {};  // first things first
    Peaks peaks;
    std::uint64_t done = 0;
    for (int level = 7; level >= 0; --level) {
      const std::uint64_t hashes = old.size >> (8 * level);
      std::uint64_t first = done >> (8 * level);
      if (first == hashes) continue;
      EVENHAND_ASSIGN(const TileFile tile, ReadTile(level, first / kWidth));
      for (; first < hashes && tile.whole; ++first)
        peaks.Add(tile.hashes[first % kWidth], 8 * level);
      done = hashes << (8 * level);
    }
    if (report_->good() && peaks.Root() != old.root) {
      report_->is_other_history = true;
      Report("checkpoint", "",
             fmt::format("its first {} entries are not those of the earlier checkpoint", old.size),
             kEvidence);
    }
    return {};
  }

  const Files& files_;
  const std::uint64_t size_;
  const Digest root_;
  const std::uint64_t first_;
  const bool with_entries_;
  const std::size_t most_findings_;
  LogReport* report_;
  std::vector<Edge> edges_;
};

void ReportCheckpoint(const Files& files, std::string what, std::string mend, LogReport* report) {
  report->findings.push_back({files.NameOf("checkpoint"), "", std::move(what), std::move(mend)});
}

}  // namespace

Result<LogReport> VerifyLog(const Files& files, const Policy& policy,
                            const VerifyOptions& options) {
  LogReport report;
  EVENHAND_ASSIGN(const std::optional<std::string> note, files.Read("checkpoint", kMostNoteBytes));
  if (!note) {
    ReportCheckpoint(files, "is missing",
                     "is this the directory of a log? else copy it from a mirror", &report);
    return report;
  }
  Result<TrustedCheckpoint> trusted = ReadCheckpoint(*note, policy);
  if (!trusted) {
    ReportCheckpoint(files, trusted.error().message,
                     "copy it anew from another mirror; check the key and the policy", &report);
    return report;
  }
  report.checkpoint = *std::move(trusted);
  if (!options.since.empty()) {
    // Signed by the log; which witnesses had seen it then is not asked.
    EVENHAND_ASSIGN(const TrustedCheckpoint since,
                    ReadCheckpoint(options.since, policy.LogsOnly()));
    if (since.checkpoint.origin != report.checkpoint->checkpoint.origin) {
      return Fail(ErrorCode::kInvalidArgument,
                  "the earlier checkpoint is one of another log: " + since.checkpoint.origin);
    }
    report.since = since.checkpoint;
  }
  LogWalk walk(files, report.checkpoint->checkpoint, options, &report);
  const Result<void> walked = walk.Check(report.since ? &*report.since : nullptr);
  if (!walked && walked.error().code != ErrorCode::kLimit) return tl::unexpected(walked.error());
  return report;
}

}  // namespace evenhand::record
