#include "publish/public_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "record/tile_path.h"

namespace evenhand::publish {
namespace {

using record::LeafKind;

constexpr std::size_t kMostBundleBytes = record::kTileWidth * (2 + 65'535);

class Reader {
 public:
  explicit Reader(PublicRecord* out) : out_(out) {}

  Result<void> Add(std::uint64_t index, std::string_view bytes) {
    auto leaf = record::DecodeLeaf(bytes);
    if (!leaf) return tl::unexpected(std::move(leaf).error().Within(fmt::format("entry {} of the record", index)));
    ++out_->counts[static_cast<std::size_t>(leaf->kind)];
    out_->newest = std::max(out_->newest, leaf->time);
    if (leaf->kind == LeafKind::kDecision || leaf->kind == LeafKind::kReplaced) {
      places_.emplace(record::LinkTo(bytes), out_->decisions.size());
      out_->decisions.push_back({.index = index,
                                 .time = leaf->time,
                                 .rulebook = leaf->rulebook,
                                 .clause = std::move(leaf->clause),
                                 .actions = std::move(leaf->actions)});
    }
    if (!leaf->outcome) return {};
    const auto about = places_.find(*leaf->outcome);
    if (about == places_.end()) return {};
    out_->decisions[about->second].events.push_back(
        {.index = index,
         .kind = leaf->kind,
         .time = leaf->time,
         .action = leaf->actions.empty() ? std::string() : leaf->actions.front()});
    return {};
  }

 private:
  PublicRecord* out_;
  std::unordered_map<std::string, std::size_t> places_;  // by link
};

Result<std::string> ReadBundle(const record::Files& files, std::uint64_t number, std::uint32_t width) {
  for (const std::uint32_t w : {width, record::kTileWidth}) {
    const std::string path = record::BundlePath(number, w);
    EVENHAND_ASSIGN(std::optional<std::string> bytes, files.Read(path, kMostBundleBytes));
    if (bytes) return *std::move(bytes);
  }
  return Fail(ErrorCode::kCorrupt, files.NameOf(record::BundlePath(number, width)) + ": is missing");
}

}  // namespace

Result<PublicRecord> ReadPublicRecord(const record::Files& files) {
  PublicRecord out;
  EVENHAND_ASSIGN(const std::optional<std::string> checkpoint, files.Read("checkpoint", record::kMostNoteBytes));
  if (!checkpoint) return Fail(ErrorCode::kCorrupt, files.NameOf("checkpoint") + ": is missing");
  out.note = *checkpoint;
  EVENHAND_ASSIGN(const record::Note note, record::ParseNote(out.note));
  EVENHAND_ASSIGN(out.checkpoint, record::ParseCheckpoint(note.text));
  Reader reader(&out);
  const std::uint64_t size = out.checkpoint.size;
  for (std::uint64_t first = 0; first < size; first += record::kTileWidth) {
    const auto width = static_cast<std::uint32_t>(std::min<std::uint64_t>(record::kTileWidth, size - first));
    EVENHAND_ASSIGN(const std::string bundle, ReadBundle(files, first / record::kTileWidth, width));
    std::string_view rest = bundle;
    for (std::uint32_t i = 0; i < width; ++i) {
      const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(rest[at])); };
      const std::size_t length = rest.size() < 2 ? 0 : byte(0) << 8 | byte(1);
      if (rest.size() < 2 + length) {
        return Fail(ErrorCode::kCorrupt, fmt::format("{}: ends inside entry {}", files.NameOf(record::BundlePath(first / record::kTileWidth, width)), i));
      }
      EVENHAND_TRY(reader.Add(first + i, rest.substr(2, length)));
      rest.remove_prefix(2 + length);
    }
  }
  return out;
}

}  // namespace evenhand::publish
