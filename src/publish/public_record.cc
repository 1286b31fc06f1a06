#include "publish/public_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

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
    if (!leaf)
      return tl::unexpected(
          std::move(leaf).error().Within(fmt::format("entry {} of the record", index)));
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

Result<std::string> ReadBundle(const record::Files& files, std::uint64_t number,
                               std::uint32_t width) {
  for (const std::uint32_t w : {width, record::kTileWidth}) {
    const std::string path = record::BundlePath(number, w);
    EVENHAND_ASSIGN(std::optional<std::string> bytes, files.Read(path, kMostBundleBytes));
    if (bytes) return *std::move(bytes);
  }
  return Fail(ErrorCode::kCorrupt,
              files.NameOf(record::BundlePath(number, width)) + ": is missing");
}

// The entries of a bundle, in order. Errors: kCorrupt with the place where it ends too early.
Result<std::vector<std::string_view>> EntriesIn(std::string_view bundle, std::uint32_t width,
                                                const std::string& name) {
  std::vector<std::string_view> entries;
  for (std::uint32_t i = 0; i < width; ++i) {
    const auto byte = [&](std::size_t at) {
      return static_cast<std::size_t>(static_cast<unsigned char>(bundle[at]));
    };
    const std::size_t length = bundle.size() < 2 ? 0 : byte(0) << 8 | byte(1);
    if (bundle.size() < 2 + length || bundle.size() < 2)
      return Fail(ErrorCode::kCorrupt, fmt::format("{}: ends inside entry {}", name, i));
    entries.push_back(bundle.substr(2, length));
    bundle.remove_prefix(2 + length);
  }
  return entries;
}

struct EntryBundle {
  std::string bytes = {};
  std::uint64_t first = 0;  // index of its first entry
  std::uint32_t width = 0;
};

Result<EntryBundle> BundleAt(const record::Files& files, std::uint64_t number, std::uint64_t size) {
  EntryBundle bundle{.first = number * record::kTileWidth};
  bundle.width =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(record::kTileWidth, size - bundle.first));
  EVENHAND_ASSIGN(bundle.bytes, ReadBundle(files, number, bundle.width));
  return bundle;
}

std::uint64_t BundlesOf(std::uint64_t size) {
  return (size + record::kTileWidth - 1) / record::kTileWidth;
}

struct Head {
  std::string note = {};
  record::Checkpoint checkpoint = {};
};

Result<Head> ReadHead(const record::Files& files) {
  EVENHAND_ASSIGN(const std::optional<std::string> note,
                  files.Read("checkpoint", record::kMostNoteBytes));
  if (!note) return Fail(ErrorCode::kCorrupt, files.NameOf("checkpoint") + ": is missing");
  EVENHAND_ASSIGN(const record::Note parsed, record::ParseNote(*note));
  Head head{.note = *note};
  EVENHAND_ASSIGN(head.checkpoint, record::ParseCheckpoint(parsed.text));
  return head;
}

}  // namespace

Result<PublicRecord> ReadPublicRecord(const record::Files& files) {
  PublicRecord out;
  EVENHAND_ASSIGN(Head head, ReadHead(files));
  out.note = std::move(head.note);
  out.checkpoint = std::move(head.checkpoint);
  Reader reader(&out);
  for (std::uint64_t number = 0; number < BundlesOf(out.checkpoint.size); ++number) {
    EVENHAND_ASSIGN(const EntryBundle bundle, BundleAt(files, number, out.checkpoint.size));
    EVENHAND_ASSIGN(const auto entries,
                    EntriesIn(bundle.bytes, bundle.width,
                              files.NameOf(record::BundlePath(number, bundle.width))));
    for (std::size_t i = 0; i < entries.size(); ++i)
      EVENHAND_TRY(reader.Add(bundle.first + i, entries[i]));
  }
  return out;
}

namespace {

// The last entry that is it, looked for from the end.
template <class IsIt>
Result<std::optional<std::uint64_t>> LastPlace(const record::Files& files, IsIt is_it) {
  EVENHAND_ASSIGN(const Head head, ReadHead(files));
  for (std::uint64_t number = BundlesOf(head.checkpoint.size); number-- > 0;) {
    EVENHAND_ASSIGN(const EntryBundle bundle, BundleAt(files, number, head.checkpoint.size));
    EVENHAND_ASSIGN(const auto entries,
                    EntriesIn(bundle.bytes, bundle.width,
                              files.NameOf(record::BundlePath(number, bundle.width))));
    for (std::size_t i = entries.size(); i-- > 0;) {
      if (is_it(entries[i])) return bundle.first + i;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::optional<std::uint64_t>> PlaceOfLeaf(const record::Files& files,
                                                 std::string_view link) {
  return LastPlace(files, [&](std::string_view entry) { return record::LinkTo(entry) == link; });
}

Result<std::optional<std::uint64_t>> PlaceOfBundle(const record::Files& files,
                                                   const record::Digest& sums) {
  return LastPlace(files, [&](std::string_view entry) {
    const auto leaf = record::DecodeLeaf(entry);
    return leaf && leaf->kind == record::LeafKind::kBundle && leaf->subject == sums;
  });
}

}  // namespace evenhand::publish
