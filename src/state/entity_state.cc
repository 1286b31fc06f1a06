#include "state/entity_state.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <utility>

namespace evenhand::state {
namespace {

constexpr std::size_t kMaxPreviousStates = 256;

std::int64_t FloorDivide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

void AddTo(Window* window, std::int64_t bucket, std::int64_t by, std::int64_t oldest_kept) {
  auto& buckets = window->buckets;
  std::erase_if(buckets, [&](const auto& b) { return b.first < oldest_kept; });
  const auto at = std::lower_bound(buckets.begin(), buckets.end(), std::pair(bucket, INT64_MIN));
  if (at != buckets.end() && at->first == bucket) {
    at->second += by;
  } else {
    buckets.insert(at, {bucket, by});
  }
}

void MakeLabelsKey(model::EntityRef entity, std::string* key) {
  key->assign("L").append(entity.type).append("/").append(entity.id);
}

bool IsLabelsKey(std::string_view key, model::EntityRef entity) {
  const std::size_t slash = 1 + entity.type.size();
  return key.size() == slash + 1 + entity.id.size() && key[slash] == '/' &&
         key.ends_with(entity.id) && key.substr(1).starts_with(entity.type);
}

// The record under a key, as the store has it.
Result<std::unique_ptr<HeldRecord>> Fetch(const Store& store, std::string_view key,
                                          std::string* bytes) {
  auto held = std::make_unique<HeldRecord>();
  held->key.assign(key);
  EVENHAND_ASSIGN(const bool found, store.Get(key, bytes));
  if (found) {
    EVENHAND_ASSIGN(held->record, Decode(key, *bytes));
  }
  return held;
}

}  // namespace

std::size_t KeyHash::operator()(std::string_view key) const {
  return XXH3_64bits(key.data(), key.size());
}

std::size_t LabelsHash(model::EntityRef entity, std::string* room) {
  MakeLabelsKey(entity, room);
  return KeyHash()(*room);
}

void View::StartEvent(TimeUs now) {
  now_ = now;
  reads_.clear();
  changes_.Clear();
}

Change& View::NewChange(Change::Kind kind, std::string_view key) {
  Change& change = changes_.Add();
  change.kind = kind;
  change.key.assign(key);
  change.hash = KeyHash()(key);
  return change;
}

void View::NoteRead(std::size_t hash) {
  if (std::find(reads_.begin(), reads_.end(), hash) == reads_.end()) reads_.push_back(hash);
}

Result<const Record*> View::Read(std::string_view key, std::size_t hash) {
  const HeldRecords& shared = state_->shards_[ShardOf(hash)].records;
  if (const auto found = shared.find(key); found != shared.end()) return &found->second->record;
  if (const auto own = fetched_.find(key); own != fetched_.end()) return &own->second->record;
  EVENHAND_ASSIGN(std::unique_ptr<HeldRecord> held, Fetch(*state_->store_, key, &bytes_));
  const std::string_view stays = held->key;
  return &fetched_.emplace(stays, std::move(held)).first->second->record;
}

Result<const model::EntityLabels*> View::Labels(model::EntityRef entity) {
  const std::size_t hash = LabelsHash(entity, &key_);
  EVENHAND_ASSIGN(const Record* record, Read(key_, hash));
  return std::get_if<model::EntityLabels>(record);
}

void View::NoteLabelTest(model::EntityRef entity, std::string_view label) {
  if (!IsLabelsKey(labels_key_, entity)) labels_hash_ = LabelsHash(entity, &labels_key_);
  NoteRead(label.empty() ? labels_hash_ : LabelHash(labels_hash_, label));
}

bool View::IsAsWished(model::EntityRef entity, std::size_t hash,
                      std::span<const model::LabelMutation> request) {
  MakeLabelsKey(entity, &key_);
  const Result<const Record*> record = Read(key_, hash);
  const auto* labels = record ? std::get_if<model::EntityLabels>(*record) : nullptr;
  return labels != nullptr && model::IsAsWished(request, now_, *labels);
}

Result<std::int64_t> View::CountInWindow(std::string_view counter, std::int64_t bucket_us,
                                         std::int64_t window_us, std::int64_t by,
                                         std::int64_t keep_us) {
  key_.assign("W").append(counter).append(":w").append(std::to_string(window_us));
  const std::int64_t last = FloorDivide(Count(now_), bucket_us);
  const std::int64_t first = FloorDivide(Count(now_) - window_us, bucket_us);
  const std::size_t hash = KeyHash()(key_);
  NoteRead(hash);
  EVENHAND_ASSIGN(const Record* record, Read(key_, hash));
  if (by != 0) {
    Change& change = NewChange(Change::Kind::kCount, key_);
    change.bucket = last;
    change.by = by;
    change.oldest_kept =
        std::min(first, FloorDivide(Count(now_) - std::max(keep_us, window_us), bucket_us));
  }
  std::int64_t sum = 0;
  if (const auto* window = std::get_if<Window>(record)) {
    for (const auto& [bucket, count] : window->buckets) {
      if (bucket >= first && bucket <= last) sum += count;
    }
  }
  for (const Change& change : changes()) {
    if (change.kind == Change::Kind::kCount && change.key == key_) sum += change.by;
  }
  return sum;
}

Result<std::optional<std::string_view>> View::CacheGet(std::string_view key) {
  key_.assign("C").append(key);
  for (std::size_t i = changes_.size(); i-- > 0;) {
    const Change& change = changes_[i];
    if (change.kind == Change::Kind::kCache && change.key == key_) return change.cached.text;
  }
  const std::size_t hash = KeyHash()(key_);
  NoteRead(hash);
  EVENHAND_ASSIGN(const Record* record, Read(key_, hash));
  const auto* cached = std::get_if<Cached>(record);
  if (cached == nullptr || cached->expires_at <= now_) return std::nullopt;
  return cached->text;
}

void View::CacheSet(std::string_view key, std::string_view text, std::int64_t ttl_us) {
  key_.assign("C").append(key);
  Change& change = NewChange(Change::Kind::kCache, key_);
  change.cached = {now_ + ttl_us, std::string(text)};
}

EntityState::EntityState(std::unique_ptr<Store> store, const EntityStateOptions& options)
    : store_(std::move(store)), options_(options) {}

void EntityState::Absorb(View* view) {
  if (view->fetched_.empty()) return;
  for (auto& [key, held] : view->fetched_) {
    shards_[ShardOf(KeyHash()(key))].records.try_emplace(key, std::move(held));
  }
  view->fetched_.clear();
}

bool EntityState::Conflicts(std::span<const std::size_t> reads) const {
  return !written_.empty() && std::any_of(reads.begin(), reads.end(), [&](std::size_t hash) {
    return written_.contains(hash);
  });
}

// The record under a key, to be changed; read from the store when it is not in memory.
Result<Record*> EntityState::Writable(Shard* shard, std::string_view key) {
  auto at = shard->records.find(key);
  if (at == shard->records.end()) {
    EVENHAND_ASSIGN(std::unique_ptr<HeldRecord> held, Fetch(*store_, key, &shard->bytes));
    const std::string_view stays = held->key;
    at = shard->records.emplace(stays, std::move(held)).first;
  }
  HeldRecord& held = *at->second;
  if (!std::exchange(held.dirty, true)) shard->dirty.push_back(&held);
  return &held.record;
}

Result<void> EntityState::Apply(const Change& change) {
  EVENHAND_ASSIGN(Record * record, Writable(&shards_[ShardOf(change.hash)], change.key));
  if (change.kind == Change::Kind::kCache) {
    *record = change.cached;
    return {};
  }
  if (!std::holds_alternative<Window>(*record)) *record = Window{};
  AddTo(&std::get<Window>(*record), change.bucket, change.by, change.oldest_kept);
  return {};
}

Result<const model::LabelChanges*> EntityState::ApplyLabels(
    model::EntityRef entity, std::size_t hash, std::span<const model::LabelMutation> request,
    TimeUs now) {
  Shard& shard = shards_[ShardOf(hash)];
  MakeLabelsKey(entity, &shard.key);
  EVENHAND_ASSIGN(Record * record, Writable(&shard, shard.key));
  if (!std::holds_alternative<model::EntityLabels>(*record)) *record = model::EntityLabels{};
  auto& labels = std::get<model::EntityLabels>(*record);
  const model::LabelChanges& changes = shard.merger.Apply(entity.id, request, now, &labels);
  for (const model::LabelMutation& mutation : request) {
    const auto at = labels.find(mutation.label);
    if (at == labels.end()) continue;
    auto& previous = at->second.previous_states;
    if (previous.size() > kMaxPreviousStates) previous.resize(kMaxPreviousStates);
  }
  if (labels.empty()) *record = std::monostate{};
  return &changes;
}

Result<void> EntityState::Commit(std::string_view input, std::string_view position) {
  if (store_->durable()) {
    if (!input.empty()) writes_.push_back({"P" + std::string(input), std::string(position)});
    EVENHAND_TRY(Flush());
  }
  return Forget();
}

// Writes what has changed, and whatever else is in writes_.
Result<void> EntityState::Flush() {
  for (const Shard& shard : shards_) {
    for (const HeldRecord* held : shard.dirty) {
      const bool gone = std::holds_alternative<std::monostate>(held->record);
      writes_.push_back({held->key, gone ? std::nullopt : std::optional(Encode(held->record))});
    }
  }
  const Result<void> written = store_->Commit(writes_);
  writes_.clear();
  if (!written) return written;
  for (Shard& shard : shards_) {
    for (HeldRecord* held : shard.dirty) held->dirty = false;
    shard.dirty.clear();
  }
  return {};
}

// Records are kept as long as there is room, then all are let go: which ones are hot is soon seen
// again.
Result<void> EntityState::Forget() {
  std::size_t records = 0;
  bool any_dirty = false;
  for (const Shard& shard : shards_) {
    records += shard.records.size();
    any_dirty |= !shard.dirty.empty();
  }
  if (records <= options_.max_records) return {};
  if (any_dirty) EVENHAND_TRY(Flush());
  for (Shard& shard : shards_) shard.records.clear();
  return {};
}

Result<std::string> EntityState::PositionOf(std::string_view input) const {
  std::string position;
  EVENHAND_TRY(store_->Get("P" + std::string(input), &position));
  return position;
}

}  // namespace evenhand::state
