#include "engine/memory_facts.h"

namespace evenhand::engine {

std::string EntityKey(model::EntityRef entity) {
  std::string key(entity.type);
  return key.append("/").append(entity.id);
}

Result<const model::EntityLabels*> MemoryFacts::Labels(model::EntityRef entity) {
  const std::string key = EntityKey(entity);
  if (unavailable.contains(key)) {
    return Fail(ErrorCode::kUnavailable, "the labels of " + key + " cannot be read");
  }
  const auto found = labels.find(key);
  return found == labels.end() ? nullptr : &found->second;
}

Result<std::int64_t> MemoryFacts::Window(std::string_view key, std::int64_t bucket_us,
                                         std::int64_t window_us, std::int64_t by, std::int64_t) {
  if (bucket_us <= 0) return Fail(ErrorCode::kInvalidArgument, "a bucket has a width");
  const std::string name = std::string(key) + ":w" + std::to_string(window_us);
  const auto bucket_of = [&](std::int64_t us) {
    return us / bucket_us - (us % bucket_us < 0 ? 1 : 0);
  };
  auto& buckets = windows_[name];
  const std::int64_t current = bucket_of(Count(now_));
  if (by != 0) buckets[current] += by;
  std::int64_t sum = 0;
  for (auto it = buckets.lower_bound(bucket_of(Count(now_) - window_us));
       it != buckets.end() && it->first <= current; ++it) {
    sum += it->second;
  }
  return sum;
}

Result<std::optional<std::string_view>> MemoryFacts::CacheGet(std::string_view key) {
  const auto found = cache_.find(key);
  if (found == cache_.end() || found->second.until <= now_) return std::nullopt;
  return found->second.value;
}

Result<void> MemoryFacts::CacheSet(std::string_view key, std::string_view value,
                                   std::int64_t ttl_us) {
  cache_.insert_or_assign(std::string(key), CacheEntry{std::string(value), now_ + ttl_us});
  return {};
}

}  // namespace evenhand::engine
