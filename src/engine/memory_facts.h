#pragma once

// Facts kept in memory: for rule tests, conformance cases, and looking at one event.

#include <functional>
#include <map>
#include <set>
#include <string>

#include "model/label.h"
#include "program/facts.h"

namespace evenhand::engine {

class MemoryFacts final : public program::Facts {
 public:
  // The instant that counters and cache entries are measured against.
  void SetNow(TimeUs now) { now_ = now; }

  // By "Type/id".
  std::map<std::string, model::EntityLabels, std::less<>> labels;
  std::set<std::string, std::less<>> unavailable;  // reading their labels fails
  const program::AccessFacts* limits = nullptr;    // the register of limits on access; null: none

  const program::DossierFacts* roles = nullptr;  // accepted dossiers; null: none

  const program::AccessFacts* access() const override { return limits; }
  const program::DossierFacts* dossiers() const override { return roles; }

  Result<const model::EntityLabels*> Labels(model::EntityRef entity) override;
  Result<std::int64_t> Window(std::string_view key, std::int64_t bucket_us, std::int64_t window_us,
                              std::int64_t by, std::int64_t keep_us) override;
  Result<std::optional<std::string_view>> CacheGet(std::string_view key) override;
  Result<void> CacheSet(std::string_view key, std::string_view value, std::int64_t ttl_us) override;

 private:
  struct CacheEntry {
    std::string value;
    TimeUs until;
  };
  TimeUs now_{};
  std::map<std::string, std::map<std::int64_t, std::int64_t>, std::less<>> windows_;
  std::map<std::string, CacheEntry, std::less<>> cache_;
};

// How stores and reports write an entity: "Type/id".
std::string EntityKey(model::EntityRef entity);

}  // namespace evenhand::engine
