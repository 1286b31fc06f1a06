#pragma once

// Labels, counters and caches while a stream of events is walked: the records in use in memory, the
// store behind them.
//
// Work goes in batches. While a batch is evaluated nothing is written, so any number of Readers may
// read at once; each notes the keys it read and the writes its event wishes (View). Then one thread
// applies the wishes in the order of the input: an event that read a key which an earlier event of
// the batch wrote is evaluated again first. The result is that of one event after another, on any
// number of threads.
//
// Commit writes everything that changed, together with the position in the input, in one step:
// after a crash the store is as of the last Commit, and going on from its position neither loses
// nor doubles.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include "base/result.h"
#include "base/reused_list.h"
#include "model/entity.h"
#include "model/label_rules.h"
#include "state/records.h"
#include "state/store.h"

namespace evenhand::state {

struct KeyHash {
  using is_avalanching = void;
  std::size_t operator()(std::string_view key) const;
};

// The hash of the key of an entity's labels; `room` is for making the key in.
std::size_t LabelsHash(model::EntityRef entity, std::string* room);
// What stands for one label of the entity among reads and writes.
inline std::size_t LabelHash(std::size_t labels_hash, std::string_view label) {
  return labels_hash ^ (KeyHash()(label) | 1);
}

// A record in memory, under its key.
struct HeldRecord {
  std::string key;
  Record record;
  bool dirty = false;  // changed since it was last written
};
using HeldRecords =
    boost::unordered_flat_map<std::string_view, std::unique_ptr<HeldRecord>, KeyHash>;

// A change that an event made to a counter or a cache while it was evaluated.
struct Change {
  enum class Kind : std::uint8_t { kCount, kCache };
  Kind kind = Kind::kCount;
  std::string key;
  std::size_t hash = 0;          // of the key
  std::int64_t bucket = 0;       // kCount
  std::int64_t by = 0;           // kCount
  std::int64_t oldest_kept = 0;  // kCount: buckets before this one are forgotten
  Cached cached;                 // kCache
};

class EntityState;

// What one thread sees. Reads of an event see that event's own changes, and no other's.
class View {
 public:
  explicit View(const EntityState* state) : state_(state) {}

  // Begins an event whose clock says `now`; forgets the last one's reads and changes.
  void StartEvent(TimeUs now);

  // What is read of the labels counts as read once NoteLabelTest says so (program/facts.h).
  Result<const model::EntityLabels*> Labels(model::EntityRef entity);
  void NoteLabelTest(model::EntityRef entity, std::string_view label);
  // Whether the request would change nothing now; false also where that cannot be read. Not noted:
  // whoever relies on it has read each of its labels. `hash` is LabelsHash(entity).
  bool IsAsWished(model::EntityRef entity, std::size_t hash,
                  std::span<const model::LabelMutation> request);
  Result<std::int64_t> CountInWindow(std::string_view counter, std::int64_t bucket_us,
                                     std::int64_t window_us, std::int64_t by, std::int64_t keep_us);
  Result<std::optional<std::string_view>> CacheGet(std::string_view key);
  void CacheSet(std::string_view key, std::string_view text, std::int64_t ttl_us);

  // Of the current event. Hashes of keys: two keys may share one, which only costs an evaluation.
  std::span<const std::size_t> reads() const { return reads_; }
  std::span<const Change> changes() const { return changes_; }

 private:
  friend class EntityState;
  Result<const Record*> Read(std::string_view key, std::size_t hash);
  void NoteRead(std::size_t hash);
  Change& NewChange(Change::Kind kind, std::string_view key);

  const EntityState* state_;
  TimeUs now_{};
  std::string key_;
  std::string labels_key_;  // of the last label test: most of an event's ask about one entity
  std::size_t labels_hash_ = 0;
  std::string bytes_;
  std::vector<std::size_t> reads_;
  ReusedList<Change> changes_;
  HeldRecords fetched_;  // from the store, not yet shared
};

// Records are kept apart by the hash of their key, so that many threads may change them at once,
// each in shards of its own.
inline constexpr std::size_t kShards = 16;
inline std::size_t ShardOf(std::size_t hash) { return hash >> 60; }

struct EntityStateOptions {
  std::size_t max_records = 200'000;  // kept in memory between batches
};

class EntityState {
 public:
  explicit EntityState(std::unique_ptr<Store> store, const EntityStateOptions& options = {});

  // --- between evaluation and commit; no View is reading ---

  // Takes over what a View fetched.
  void Absorb(View* view);
  // Whether something that was read has been noted as written since the last BeginBatch.
  bool Conflicts(std::span<const std::size_t> reads) const;
  void NoteWritten(std::span<const std::size_t> hashes) {
    written_.insert(hashes.begin(), hashes.end());
  }
  void BeginBatch() { written_.clear(); }

  // The next two may be called at once for different shards.
  Result<void> Apply(const Change& change);
  // What it did lives until the next call for the same shard. `hash` is LabelsHash(entity).
  Result<const model::LabelChanges*> ApplyLabels(model::EntityRef entity, std::size_t hash,
                                                 std::span<const model::LabelMutation> request,
                                                 TimeUs now);
  Result<const model::LabelChanges*> ApplyLabels(model::EntityRef entity,
                                                 std::span<const model::LabelMutation> request,
                                                 TimeUs now) {
    std::string room;
    return ApplyLabels(entity, LabelsHash(entity, &room), request, now);
  }

  // Makes all changes durable, and `position` of `input` with them, if the store is of that kind.
  // What did not come from an input has an empty `input`, and no position.
  Result<void> Commit(std::string_view input, std::string_view position);

  // The position of the last Commit; empty when there was none.
  Result<std::string> PositionOf(std::string_view input) const;

 private:
  friend class View;
  struct Shard {
    HeldRecords records;
    std::vector<HeldRecord*> dirty;
    std::string key;
    std::string bytes;
    model::LabelMerger merger;
  };
  Result<Record*> Writable(Shard* shard, std::string_view key);
  Result<void> Flush();
  Result<void> Forget();

  std::unique_ptr<Store> store_;
  EntityStateOptions options_;
  std::array<Shard, kShards> shards_;
  boost::unordered_flat_set<std::size_t> written_;  // hashes, in this batch
  std::vector<Write> writes_;
};

}  // namespace evenhand::state
