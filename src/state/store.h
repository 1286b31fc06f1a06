#pragma once

// Entity state: labels, counters and caches, behind one small key-value interface.
//
// The store knows bytes, not rules; state/records.h says what the bytes mean. One writer. Commit is
// all or nothing, and durable when it returns (if the store was opened so).

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::state {

struct Write {
  std::string key;
  std::optional<std::string> value;  // none: delete
};

class Store {
 public:
  virtual ~Store() = default;
  // Thread-safe. Puts the value into *out; false when there is none.
  virtual Result<bool> Get(std::string_view key, std::string* out) const = 0;
  virtual Result<void> Commit(std::span<const Write> writes) = 0;
  // Whether what was committed outlives the process. If not, there is no hurry to commit.
  virtual bool durable() const { return true; }
};

// In memory, lost at the end: tests, and `run` without --state.
std::unique_ptr<Store> MakeMemoryStore();

// A directory of RocksDB. Errors: kIo with the path; kUnavailable when another process has it open.
struct RocksOptions {
  std::string directory;
  bool create = true;  // or else kNotFound where there is no store yet
  bool sync = true;    // fsync on commit
  std::size_t cache_bytes = 32u << 20;
};
Result<std::unique_ptr<Store>> OpenRocksStore(const RocksOptions& options);

}  // namespace evenhand::state
