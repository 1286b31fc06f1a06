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

void View::StartEvent(TimeUs now) {
  now_ = now;
  reads_.clear();
  changes_.Clear();
}

Change& View::NewChange(Change::Kind kind, std::string_view key) {
  Change& change = changes_.Add();
  change.kind = kind;
  change.key.assign(key);
  return change;
}

Result<const Record*> View::Read(std::string_view key) {
  const std::size_t hash = KeyHash()(key);
  if (std::find(reads_.begin(), reads_.end(), hash) == reads_.end()) reads_.push_back(hash);
  if (const auto shared = state_->records_.find(key); shared != state_->records_.end()) {
    return &shared->second->record;
  }
  if (const auto own = fetched_.find(key); own != fetched_.end()) return &own->second->record;
  EVENHAND_ASSIGN(std::unique_ptr<HeldRecord> held, Fetch(*state_->store_, key, &bytes_));
  const std::string_view stays = held->key;
  return &fetched_.emplace(stays, std::move(held)).first->second->record;
}

Result<const model::EntityLabels*> View::Labels(model::EntityRef entity) {
  key_.assign("L").append(entity.type).append("/").append(entity.id);
  EVENHAND_ASSIGN(const Record* record, Read(key_));
  return std::get_if<model::EntityLabels>(record);
}

Result<std::int64_t> View::CountInWindow(std::string_view counter, std::int64_t bucket_us,
                                         std::int64_t window_us, std::int64_t by,
                                         std::int64_t keep_us) {
  key_.assign("W").append(counter).append(":w").append(std::to_string(window_us));
  const std::int64_t last = FloorDivide(Count(now_), bucket_us);
  const std::int64_t first = FloorDivide(Count(now_) - window_us, bucket_us);
  EVENHAND_ASSIGN(const Record* record, Read(key_));
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
  EVENHAND_ASSIGN(const Record* record, Read(key_));
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
  for (auto& [key, held] : view->fetched_) records_.try_emplace(key, std::move(held));
  view->fetched_.clear();
}

bool EntityState::Conflicts(std::span<const std::size_t> reads) const {
  return !written_.empty() && std::any_of(reads.begin(), reads.end(), [&](std::size_t hash) {
    return written_.contains(hash);
  });
}

// The record under a key, to be changed; read from the store when it is not in memory.
Result<Record*> EntityState::Writable(std::string_view key) {
  auto at = records_.find(key);
  if (at == records_.end()) {
    std::string bytes;
    EVENHAND_ASSIGN(std::unique_ptr<HeldRecord> held, Fetch(*store_, key, &bytes));
    const std::string_view stays = held->key;
    at = records_.emplace(stays, std::move(held)).first;
  }
  HeldRecord& held = *at->second;
  written_.insert(KeyHash()(key));
  if (!std::exchange(held.dirty, true)) dirty_.push_back(&held);
  return &held.record;
}

Result<void> EntityState::Apply(std::span<const Change> changes) {
  for (const Change& change : changes) {
    EVENHAND_ASSIGN(Record * record, Writable(change.key));
    if (change.kind == Change::Kind::kCache) {
      *record = change.cached;
    } else {
      if (!std::holds_alternative<Window>(*record)) *record = Window{};
      AddTo(&std::get<Window>(*record), change.bucket, change.by, change.oldest_kept);
    }
  }
  return {};
}

Result<const model::LabelChanges*> EntityState::ApplyLabels(
    model::EntityRef entity, std::span<const model::LabelMutation> request, TimeUs now) {
  key_.assign("L").append(entity.type).append("/").append(entity.id);
  EVENHAND_ASSIGN(Record * record, Writable(key_));
  if (!std::holds_alternative<model::EntityLabels>(*record)) *record = model::EntityLabels{};
  auto& labels = std::get<model::EntityLabels>(*record);
  const model::LabelChanges& changes = merger_.Apply(entity.id, request, now, &labels);
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
  for (const HeldRecord* held : dirty_) {
    if (std::holds_alternative<std::monostate>(held->record)) {
      writes_.push_back({held->key, std::nullopt});
    } else {
      writes_.push_back({held->key, Encode(held->record)});
    }
  }
  const Result<void> written = store_->Commit(writes_);
  writes_.clear();
  if (!written) return written;
  for (HeldRecord* held : dirty_) held->dirty = false;
  dirty_.clear();
  return {};
}

// Records are kept as long as there is room, then all are let go: which ones are hot is soon seen again.
Result<void> EntityState::Forget() {
  if (records_.size() <= options_.max_records) return {};
  if (!dirty_.empty()) EVENHAND_TRY(Flush());
  records_.clear();
  return {};
}

Result<std::string> EntityState::PositionOf(std::string_view input) const {
  std::string position;
  EVENHAND_TRY(store_->Get("P" + std::string(input), &position));
  return position;
}

}  // namespace evenhand::state
