#include <map>
#include <mutex>
#include <shared_mutex>

#include "state/store.h"

namespace evenhand::state {
namespace {

class MemoryStore final : public Store {
 public:
  Result<bool> Get(std::string_view key, std::string* out) const override {
    const std::shared_lock lock(mutex_);
    const auto found = values_.find(key);
    if (found == values_.end()) return false;
    *out = found->second;
    return true;
  }

  bool durable() const override { return false; }

  Result<void> Commit(std::span<const Write> writes) override {
    const std::unique_lock lock(mutex_);
    for (const Write& write : writes) {
      if (write.value) {
        values_.insert_or_assign(write.key, *write.value);
      } else {
        values_.erase(write.key);
      }
    }
    return {};
  }

 private:
  mutable std::shared_mutex mutex_;  // guards values_
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace

std::unique_ptr<Store> MakeMemoryStore() { return std::make_unique<MemoryStore>(); }

}  // namespace evenhand::state
