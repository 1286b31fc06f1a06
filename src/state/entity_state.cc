#include "state/entity_state.h"

#include <algorithm>

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

}  // namespace

void View::StartEvent(TimeUs now) {
  now_ = now;
  reads_.clear();
  change_count_ = 0;
}

Change& View::NewChange(Change::Kind kind, std::string_view key) {
  if (change_count_ == changes_.size()) changes_.emplace_back();
  Change& change = changes_[change_count_++];
  change.kind = kind;
  change.key.assign(key);
  return change;
}

Result<const Record*> View::Read(std::string_view key) {
  const std::size_t hash = TextHash()(key);
  if (std::find(reads_.begin(), reads_.end(), hash) == reads_.end()) reads_.push_back(hash);
  if (const auto shared = state_->records_.find(key); shared != state_->records_.end()) {
    return shared->second.get();
  }
  if (const auto own = fetched_.find(key); own != fetched_.end()) return own->second.get();
  EVENHAND_ASSIGN(const bool found, state_->store_->Get(key, &bytes_));
  auto record = std::make_unique<Record>();
  if (found) {
    EVENHAND_ASSIGN(*record, Decode(key, bytes_));
  }
  return fetched_.emplace(key, std::move(record)).first->second.get();
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
  for (std::size_t i = change_count_; i-- > 0;) {
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
  for (auto& [key, record] : view->fetched_) records_.try_emplace(key, std::move(record));
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
    EVENHAND_ASSIGN(const bool found, store_->Get(key, &bytes));
    auto record = std::make_unique<Record>();
    if (found) {
      EVENHAND_ASSIGN(*record, Decode(key, bytes));
    }
    at = records_.emplace(key, std::move(record)).first;
  }
  written_.insert(TextHash()(key));
  dirty_.try_emplace(at->first, at->second.get());
  return at->second.get();
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

Result<model::LabelChanges> EntityState::ApplyLabels(model::EntityRef entity,
                                                     std::span<const model::LabelMutation> request,
                                                     TimeUs now) {
  std::string key = "L";
  key.append(entity.type).append("/").append(entity.id);
  EVENHAND_ASSIGN(Record * record, Writable(key));
  if (!std::holds_alternative<model::EntityLabels>(*record)) *record = model::EntityLabels{};
  auto& labels = std::get<model::EntityLabels>(*record);
  model::LabelChanges changes = model::ApplyMutations(entity.id, request, now, &labels);
  for (auto& [name, state] : labels) {
    if (state.previous_states.size() > kMaxPreviousStates) {
      state.previous_states.resize(kMaxPreviousStates);
    }
  }
  if (labels.empty()) *record = std::monostate{};
  return changes;
}

Result<void> EntityState::Commit(std::string_view input, std::string_view position) {
  writes_.clear();
  for (const auto& [key, record] : dirty_) {
    if (std::holds_alternative<std::monostate>(*record)) {
      writes_.push_back({key, std::nullopt});
    } else {
      writes_.push_back({key, Encode(*record)});
    }
  }
  writes_.push_back({"P" + std::string(input), std::string(position)});
  EVENHAND_TRY(store_->Commit(writes_));
  dirty_.clear();
  Forget();
  return {};
}

// Records are kept as long as there is room, then all are let go: which ones are hot is soon seen again.
void EntityState::Forget() {
  if (records_.size() > options_.max_records) records_.clear();
}

Result<std::string> EntityState::PositionOf(std::string_view input) const {
  std::string position;
  EVENHAND_TRY(store_->Get("P" + std::string(input), &position));
  return position;
}

}  // namespace evenhand::state
