#include "record/log.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <utility>

#include "base/check.h"
#include "record/base64.h"
#include "record/tile_path.h"
#include "record/tree_hash.h"

namespace evenhand::record {
namespace {

// How much further `reach` goes than needed, so that it is seldom written.
constexpr std::uint64_t kReachAhead = std::uint64_t{16} * kTileWidth;

constexpr std::string_view kStateTitle = "evenhand log state 1";

std::string FolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string FileNameOf(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

void AppendToBundle(std::string_view entry, std::string* bundle) {
  bundle->push_back(static_cast<char>(entry.size() >> 8));
  bundle->push_back(static_cast<char>(entry.size()));
  bundle->append(entry);
}

// The tiles of a level that a tree of `size` leaves has in full: numbers below this.
std::uint64_t FullTiles(std::uint64_t size, int level) {
  return level < 7 ? size >> (8 * (level + 1)) : 0;
}

std::uint32_t EdgeWidth(std::uint64_t size, int level) {
  return static_cast<std::uint32_t>((size >> (8 * level)) % kTileWidth);
}

int LevelsOf(std::uint64_t size) {
  int levels = 0;
  for (; size > 0; size >>= 8) ++levels;
  return levels;
}

}  // namespace

Log::Log(LogOptions options, SafeFiles files, SafeFiles state_files, FileLock lock,
         FileLock state_lock)
    : options_(std::move(options)),
      files_(std::move(files)),
      state_files_(std::move(state_files)),
      lock_(std::move(lock)),
      state_lock_(std::move(state_lock)) {}

Result<std::unique_ptr<Log>> Log::Open(LogOptions options) {
  if (options.key.type() != KeyType::kEd25519) {
    return Fail(ErrorCode::kInvalidArgument,
                "a log signs with a key of type 0x01, not a witness's");
  }
  std::error_code error;
  std::filesystem::create_directories(options.directory, error);
  std::filesystem::create_directories(FolderOf(options.state_file), error);
  EVENHAND_ASSIGN(FileLock lock, FileLock::Take(options.directory + "/.lock"));
  EVENHAND_ASSIGN(FileLock state_lock, FileLock::Take(options.state_file + ".lock"));
  EVENHAND_ASSIGN(SafeFiles files, SafeFiles::Open(options.directory));
  EVENHAND_ASSIGN(SafeFiles state_files, SafeFiles::Beside(options.state_file));
  std::unique_ptr<Log> log(new Log(std::move(options), std::move(files), std::move(state_files),
                                   std::move(lock), std::move(state_lock)));
  EVENHAND_ASSIGN(const std::optional<std::string> state,
                  log->state_files_.Read(FileNameOf(log->options_.state_file)));
  if (state) {
    EVENHAND_TRY(log->Resume(*state));
  } else {
    EVENHAND_TRY(log->Begin());
  }
  return log;
}

std::string Log::TextOf(const Signed& tree) const {
  return CheckpointText(origin(), tree.size, tree.root);
}

Result<void> Log::Begin() {
  for (const char* name : {"checkpoint", "tile"}) {
    if (!std::filesystem::exists(files_.NameOf(name))) continue;
    return Fail(
        ErrorCode::kCorrupt,
        fmt::format("{}: a log is here, but not {}, which says what was signed last; restore it "
                    "from a backup, or begin a new log elsewhere with a new key",
                    options_.directory, options_.state_file));
  }
  signed_ = before_ = {.size = 0, .root = tree_.Root()};
  EVENHAND_TRY(WriteState());
  return PutCheckpoint();
}

Result<void> Log::Resume(const std::string& state) {
  EVENHAND_TRY(ReadState(state));
  EVENHAND_TRY(LoadEdges());
  if (tree_.Root() != signed_.root) {
    return Fail(
        ErrorCode::kCorrupt,
        fmt::format("{}: the tiles do not give the root that was signed last, at size {} ({}); "
                    "restore the directory from a mirror, `evenhand ledger verify` says which "
                    "files; nothing is signed until then",
                    options_.directory, signed_.size, options_.state_file));
  }
  EVENHAND_TRY(LoadBundle());
  published_ = tree_;
  published_bundle_ = bundle_;
  EVENHAND_ASSIGN(const std::optional<std::string> note, files_.Read("checkpoint"));
  const bool in_place = note && note->starts_with(TextOf(signed_) + "\n");
  // It may have ended between the state and the checkpoint.
  if (!in_place && note && !note->starts_with(TextOf(before_) + "\n")) {
    return Fail(
        ErrorCode::kCorrupt,
        fmt::format("{}: is not what was signed last, at size {} ({}): one of the two was put "
                    "back from another time; restore the newer of each",
                    files_.NameOf("checkpoint"), signed_.size, options_.state_file));
  }
  // Not before all fits together: what lies beyond a state from another time may be the log itself.
  EVENHAND_TRY(RemoveBeyond());
  if (!in_place) return PutCheckpoint();
  checkpoint_ = *note;
  return {};
}

Result<void> Log::ReadState(const std::string& state) {
  const auto bad = [&] {
    return Fail(ErrorCode::kCorrupt,
                options_.state_file + ": is damaged; restore it from a backup");
  };
  std::string_view rest = state;
  const auto next = [&](std::string_view title) -> std::optional<std::string_view> {
    const std::size_t end = rest.find('\n');
    if (end == rest.npos || !rest.starts_with(title)) return std::nullopt;
    const std::string_view value = rest.substr(title.size(), end - title.size());
    rest.remove_prefix(end + 1);
    return value;
  };
  const auto number = [](std::string_view digits, std::uint64_t* value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), *value);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  const auto tree = [&](std::optional<std::string_view> value, Signed* to) {
    const std::size_t space = value ? value->find(' ') : std::string_view::npos;
    if (space == std::string_view::npos || !number(value->substr(0, space), &to->size))
      return false;
    const std::optional<std::string> root = FromBase64(value->substr(space + 1));
    if (!root || root->size() != sizeof(Digest)) return false;
    to->root = DigestAt(*root);
    return true;
  };
  if (next(kStateTitle) != "") return bad();
  const std::optional<std::string_view> origin_there = next("origin ");
  if (!origin_there) return bad();
  if (*origin_there != origin()) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: is of the log {}, but the key is of {}; use the key of that log",
                            options_.state_file, *origin_there, origin()));
  }
  if (!tree(next("signed "), &signed_) || !tree(next("before "), &before_)) return bad();
  const std::optional<std::string_view> reach = next("reach ");
  if (!reach || !number(*reach, &reach_) || !rest.empty()) return bad();
  return {};
}

Result<void> Log::WriteState() {
  const auto row = [](const char* title, const Signed& tree) {
    return fmt::format("{} {} {}\n", title, tree.size, ToBase64(BytesOf(tree.root)));
  };
  return state_files_.Replace(
      {FileNameOf(options_.state_file),
       fmt::format("{}\norigin {}\n{}{}reach {}\n", kStateTitle, origin(), row("signed", signed_),
                   row("before", before_), reach_)});
}

Result<void> Log::LoadEdges() {
  std::vector<std::string> edges;
  for (int level = 0; level < LevelsOf(signed_.size); ++level) {
    std::string& edge = edges.emplace_back();
    const std::uint32_t width = EdgeWidth(signed_.size, level);
    if (width == 0) continue;
    const std::string path = TilePath(level, FullTiles(signed_.size, level), width);
    EVENHAND_ASSIGN(const std::optional<std::string> hashes, files_.Read(path));
    if (!hashes || hashes->size() != width * sizeof(Digest)) {
      return Fail(
          ErrorCode::kCorrupt,
          fmt::format("{}: is {}, but the tree of size {} that was signed last needs it; restore "
                      "it from a mirror",
                      files_.NameOf(path), hashes ? "damaged" : "missing", signed_.size));
    }
    edge = *hashes;
  }
  tree_ = Tree::FromEdges(signed_.size, edges);
  return {};
}

// The unfinished bundle: its entries must be those of the tile.
Result<void> Log::LoadBundle() {
  const std::uint32_t width = EdgeWidth(signed_.size, 0);
  if (width == 0) return {};
  const std::string path = BundlePath(FullTiles(signed_.size, 0), width);
  EVENHAND_ASSIGN(const std::optional<std::string> bundle, files_.Read(path));
  std::string hashes;
  for (std::string_view rest = bundle ? *bundle : std::string_view(); rest.size() >= 2;) {
    const std::size_t size =
        std::size_t{static_cast<std::uint8_t>(rest[0])} << 8 | static_cast<std::uint8_t>(rest[1]);
    if (rest.size() < 2 + size) break;
    hashes += BytesOf(LeafHash(rest.substr(2, size)));
    rest.remove_prefix(2 + size);
  }
  if (!bundle || hashes != tree_.Edge(0)) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("{}: is {}; restore it from a mirror", files_.NameOf(path),
                            bundle ? "damaged" : "missing"));
  }
  bundle_ = *bundle;
  return {};
}

// Files of a tree that was never signed: what a Publish that did not end may have begun.
Result<void> Log::RemoveBeyond() {
  for (int level = -1; level < LevelsOf(reach_); ++level) {
    const int height = level < 0 ? 0 : level;
    const auto path = [&](std::uint64_t n, std::uint32_t width) {
      return level < 0 ? BundlePath(n, width) : TilePath(level, n, width);
    };
    const std::uint64_t edge = FullTiles(signed_.size, height);
    for (std::uint64_t n = edge; n <= FullTiles(reach_, height); ++n) {
      EVENHAND_TRY(files_.Remove(path(n, kTileWidth)));
      const std::uint32_t kept = n == edge ? EdgeWidth(signed_.size, height) : 0;
      if (!std::filesystem::exists(files_.NameOf(path(n, kTileWidth)) + ".p")) continue;
      for (std::uint32_t width = kept + 1; width < kTileWidth; ++width) {
        EVENHAND_TRY(files_.Remove(path(n, width)));
      }
    }
  }
  return {};
}

Result<void> Log::PutCheckpoint() {
  const std::string text = TextOf(signed_);
  checkpoint_ = text + "\n" + options_.key.Sign(text);
  return files_.Replace({"checkpoint", checkpoint_});
}

Result<Digest> Log::LeafHashAt(std::uint64_t index) {
  if (index >= published_.size()) return unpublished_[index - published_.size()];
  const std::uint64_t n = index / kTileWidth;
  const std::size_t at = index % kTileWidth * sizeof(Digest);
  if (n == FullTiles(published_.size(), 0)) {
    return DigestAt(std::string_view(published_.Edge(0)).substr(at));
  }
  if (read_tile_hashes_.empty() || read_tile_ != n) {
    const std::string path = TilePath(0, n, kTileWidth);
    EVENHAND_ASSIGN(std::optional<std::string> tile, files_.Read(path));
    if (!tile || tile->size() != kTileWidth * sizeof(Digest)) {
      return Fail(ErrorCode::kCorrupt,
                  files_.NameOf(path) + ": is missing or damaged; restore it from a mirror");
    }
    read_tile_hashes_ = *std::move(tile);
    read_tile_ = n;
  }
  return DigestAt(std::string_view(read_tile_hashes_).substr(at));
}

Result<std::uint64_t> Log::Append(std::string_view entry) {
  const std::uint64_t index = size();
  EVENHAND_TRY(AppendAt(index, entry));
  return index;
}

Result<void> Log::AppendAt(std::uint64_t index, std::string_view entry) {
  return AppendAt(index, std::span(&entry, 1));
}

Result<void> Log::AppendAt(std::uint64_t first, std::span<const std::string_view> entries) {
  if (broken_) return Fail(ErrorCode::kIo, "the log could not be written before; open it again");
  for (const std::string_view entry : entries) {
    if (entry.size() <= kMostEntryBytes) continue;
    return Fail(ErrorCode::kInvalidArgument, fmt::format("an entry of {} bytes; {} are the most",
                                                         entry.size(), kMostEntryBytes));
  }
  if (first > size()) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("entry {} cannot follow entry {}: those between are missing", first,
                            static_cast<std::int64_t>(size()) - 1));
  }
  const std::vector<Digest> hashes = LeafHashes(entries);
  for (std::size_t i = 0; i < entries.size(); ++i)
    EVENHAND_TRY(PutAt(first + i, hashes[i], entries[i]));
  return {};
}

// Appends, or finds the same there.
Result<void> Log::PutAt(std::uint64_t index, const Digest& hash, std::string_view entry) {
  if (index == size()) {
    AppendHashed(hash, entry);
    return {};
  }
  EVENHAND_ASSIGN(const Digest there, LeafHashAt(index));
  if (there == hash) return {};
  return Fail(ErrorCode::kCorrupt, fmt::format("{}: entry {} is there already with other bytes",
                                               options_.directory, index));
}

void Log::AppendHashed(const Digest& leaf_hash, std::string_view entry) {
  AppendToBundle(entry, &bundle_);
  unpublished_.push_back(leaf_hash);
  tree_.Append(leaf_hash, [this](int level, std::uint64_t n, const std::string& hashes) {
    full_.push_back({TilePath(level, n, kTileWidth), hashes});
    if (level == 0) full_.push_back({BundlePath(n, kTileWidth), std::exchange(bundle_, {})});
  });
}

void Log::DropUnpublished() {
  tree_ = published_;
  bundle_ = published_bundle_;
  full_.clear();
  unpublished_.clear();
}

Result<void> Log::WriteTree() {
  std::vector<FileToWrite> files = std::move(full_);
  full_.clear();
  for (int level = 0; level < tree_.levels(); ++level) {
    const bool grown = size() >> (8 * level) != published_.size() >> (8 * level);
    const std::uint32_t width = EdgeWidth(size(), level);
    if (!grown || width == 0) continue;
    const std::uint64_t n = FullTiles(size(), level);
    files.push_back({TilePath(level, n, width), tree_.Edge(level)});
    if (level == 0) files.push_back({BundlePath(n, width), bundle_});
  }
  return files_.PutNew(files);
}

Result<std::string> Log::Publish() {
  if (broken_) return Fail(ErrorCode::kIo, "the log could not be written before; open it again");
  if (size() == published_.size()) return checkpoint_;
  broken_ = true;  // until all of it is done
  if (size() > reach_) {
    reach_ = size() + kReachAhead;
    EVENHAND_TRY(WriteState());
  }
  EVENHAND_TRY(WriteTree());
  const std::uint64_t old_size = published_.size();
  before_ = std::exchange(signed_, {.size = size(), .root = tree_.Root()});
  EVENHAND_TRY(WriteState());
  EVENHAND_TRY(PutCheckpoint());
  published_ = tree_;
  published_bundle_ = bundle_;
  unpublished_.clear();
  RemoveOutgrown(old_size);
  broken_ = false;
  return checkpoint_;
}

// Partial tiles that have a full one now: readers ask for that instead. If one stays, no harm is
// done.
void Log::RemoveOutgrown(std::uint64_t old_size) {
  for (int level = 0; level < LevelsOf(old_size); ++level) {
    const std::uint64_t n = FullTiles(old_size, level);
    if (n == FullTiles(size(), level)) continue;
    (void)files_.Remove(TilePath(level, n, kTileWidth) + ".p");
    if (level == 0) (void)files_.Remove(BundlePath(n, kTileWidth) + ".p");
  }
}

Result<void> Log::AddCosignature(std::string_view line) {
  if (!line.starts_with("\u2014 ") || line.find('\n') != line.size() - 1) {
    return Fail(ErrorCode::kInvalidArgument,
                "a cosignature is one line that begins with an em dash");
  }
  if (checkpoint_.find(line) != checkpoint_.npos) return {};
  const std::string cosigned = checkpoint_ + std::string(line);
  EVENHAND_TRY(files_.Replace({"checkpoint", cosigned}));
  checkpoint_ = cosigned;
  return {};
}

}  // namespace evenhand::record
