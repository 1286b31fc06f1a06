#include "record/prove.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>

#include "record/base64.h"
#include "record/tile_path.h"
#include "record/tree.h"
#include "record/tree_hash.h"

namespace evenhand::record {
namespace {

constexpr std::size_t kMostBundleBytes = std::size_t{kTileWidth} * (2 + 65535);

// Where a tree of n > 1 leaves is cut: the largest power of two below n.
std::uint64_t Split(std::uint64_t n) { return std::bit_floor(n - 1); }

std::uint32_t WidthAt(std::uint64_t size, int level, std::uint64_t n) {
  const std::uint64_t hashes = size >> (8 * level);
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(kTileWidth, hashes - std::min(hashes, n * kTileWidth)));
}

}  // namespace

// The wanted width if it is there, else the full one, of which that is the beginning.
Result<std::string> Prover::ReadTile(const std::string& full, const std::string& as_needed,
                                     std::size_t most_bytes) const {
  EVENHAND_ASSIGN(std::optional<std::string> bytes, files_->Read(as_needed, most_bytes));
  if (!bytes && full != as_needed) {
    EVENHAND_ASSIGN(bytes, files_->Read(full, most_bytes));
  }
  if (bytes) return *std::move(bytes);
  return Fail(ErrorCode::kNotFound,
              files_->NameOf(as_needed) + ": is missing; copy it from a mirror of this log");
}

Result<const std::string*> Prover::Tile(int level, std::uint64_t n) {
  const auto found = tiles_.find({level, n});
  if (found != tiles_.end()) return &found->second;
  const std::uint32_t width = WidthAt(size_, level, n);
  const std::string path = TilePath(level, n, width);
  EVENHAND_ASSIGN(std::string hashes,
                  ReadTile(TilePath(level, n, kTileWidth), path, kTileWidth * sizeof(Digest)));
  if (hashes.size() < width * sizeof(Digest)) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("{}: holds {} bytes, not {}; copy it from a mirror",
                            files_->NameOf(path), hashes.size(), width * sizeof(Digest)));
  }
  return &tiles_.emplace(std::pair(level, n), std::move(hashes)).first->second;
}

// The root over leaves [n * 2^height, (n + 1) * 2^height).
Result<Digest> Prover::PerfectHash(int height, std::uint64_t n) {
  const int level = height / 8;
  const std::uint64_t count = std::uint64_t{1} << (height % 8), first = n * count;
  EVENHAND_ASSIGN(const std::string* tile, Tile(level, first / kTileWidth));
  std::vector<Digest> hashes;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t at = (first + i) % kTileWidth * sizeof(Digest);
    hashes.push_back(DigestAt(std::string_view(*tile).substr(at)));
  }
  return PerfectRoot(hashes.data(), hashes.size());
}

// The root over leaves [begin, end), where `begin` is a multiple of a power of two >= end - begin.
Result<Digest> Prover::RangeHash(std::uint64_t begin, std::uint64_t end) {
  std::optional<Digest> hash;
  // Perfect trees from the right, as the size's bits say.
  for (std::uint64_t rest = end - begin; rest > 0; rest &= rest - 1) {
    const int height = std::countr_zero(rest);
    const std::uint64_t start = begin + (rest & (rest - 1));
    EVENHAND_ASSIGN(const Digest left, PerfectHash(height, start >> height));
    hash = hash ? NodeHash(left, *hash) : left;
  }
  return hash ? *hash : Sha256("");
}

Result<Digest> Prover::RootOf(std::uint64_t size) {
  if (size > size_) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the log has {} entries, not {}", size_, size));
  }
  return RangeHash(0, size);
}

Result<std::vector<Digest>> Prover::Inclusion(std::uint64_t index) {
  if (index >= size_) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("there is no entry {}: the log has {}, counted from 0", index, size_));
  }
  std::vector<Digest> hashes;
  std::uint64_t begin = 0, end = size_;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + Split(end - begin);
    const bool right = index >= middle;
    EVENHAND_ASSIGN(const Digest beside, right ? RangeHash(begin, middle) : RangeHash(middle, end));
    hashes.push_back(beside);
    (right ? begin : end) = middle;
  }
  std::ranges::reverse(hashes);
  return hashes;
}

Result<std::vector<Digest>> Prover::Consistency(std::uint64_t old_size) {
  if (old_size == 0 || old_size > size_) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("a proof goes from a size between 1 and {}, not from {}", size_, old_size));
  }
  std::vector<Digest> hashes;
  std::uint64_t begin = 0, end = size_;
  bool whole_old_tree = true;  // [begin, old_size) is the old tree, which the asker has
  while (end != old_size) {
    const std::uint64_t middle = begin + Split(end - begin);
    const bool right = old_size > middle;
    EVENHAND_ASSIGN(const Digest beside, right ? RangeHash(begin, middle) : RangeHash(middle, end));
    hashes.push_back(beside);
    if (right) whole_old_tree = false;
    (right ? begin : end) = middle;
  }
  if (!whole_old_tree) {
    EVENHAND_ASSIGN(const Digest rest, RangeHash(begin, end));
    hashes.push_back(rest);
  }
  std::ranges::reverse(hashes);
  return hashes;
}

Result<std::string> Prover::Entry(std::uint64_t index) {
  if (index >= size_) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("there is no entry {}: the log has {}, counted from 0", index, size_));
  }
  const std::uint64_t n = index / kTileWidth;
  const std::string path = BundlePath(n, WidthAt(size_, 0, n));
  EVENHAND_ASSIGN(const std::string bundle,
                  ReadTile(BundlePath(n, kTileWidth), path, kMostBundleBytes));
  std::string_view rest = bundle;
  for (std::uint64_t i = 0; rest.size() >= 2; ++i) {
    const std::size_t size =
        static_cast<std::uint8_t>(rest[0]) * std::size_t{256} + static_cast<std::uint8_t>(rest[1]);
    if (rest.size() < 2 + size) break;
    if (i == index % kTileWidth) return std::string(rest.substr(2, size));
    rest.remove_prefix(2 + size);
  }
  return Fail(ErrorCode::kCorrupt, fmt::format("{}: ends before entry {}; copy it from a mirror",
                                               files_->NameOf(path), index));
}

std::string FormatProof(std::uint64_t index, const std::vector<Digest>& hashes,
                        std::string_view checkpoint_note, std::string_view extra) {
  std::string text = "c2sp.org/tlog-proof@v1\n";
  if (!extra.empty()) text += "extra " + ToBase64(extra) + "\n";
  text += fmt::format("index {}\n", index);
  for (const Digest& hash : hashes) text += ToBase64(BytesOf(hash)) + "\n";
  return text + "\n" + std::string(checkpoint_note);
}

}  // namespace evenhand::record
