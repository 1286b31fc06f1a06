#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <cstdarg>
#include <filesystem>

#include "state/store.h"

namespace evenhand::state {
namespace {

tl::unexpected<Error> Refused(const rocksdb::Status& status, const std::string& directory) {
  const ErrorCode code = status.IsCorruption() ? ErrorCode::kCorrupt
                         : status.IsBusy()     ? ErrorCode::kUnavailable
                                               : ErrorCode::kIo;
  return Fail(code, "the state in " + directory + ": " + status.ToString());
}

// RocksDB ends the process where its own log cannot be written, as on a full disk; what goes wrong
// is in the statuses that it gives.
class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

class RocksStore final : public Store {
 public:
  RocksStore(std::unique_ptr<rocksdb::DB> db, RocksOptions options)
      : db_(std::move(db)), options_(std::move(options)) {}

  Result<bool> Get(std::string_view key, std::string* out) const override {
    rocksdb::PinnableSlice value(out);
    const rocksdb::Status status =
        db_->Get({}, db_->DefaultColumnFamily(), {key.data(), key.size()}, &value);
    if (status.IsNotFound()) return false;
    if (!status.ok()) return Refused(status, options_.directory);
    if (value.IsPinned()) out->assign(value.data(), value.size());
    return true;
  }

  Result<void> Commit(std::span<const Write> writes) override {
    rocksdb::WriteBatch batch;
    for (const Write& write : writes) {
      const rocksdb::Status status =
          write.value ? batch.Put(write.key, *write.value) : batch.Delete(write.key);
      if (!status.ok()) return Refused(status, options_.directory);
    }
    rocksdb::WriteOptions how;
    how.sync = options_.sync;
    const rocksdb::Status status = db_->Write(how, &batch);
    if (!status.ok()) return Refused(status, options_.directory);
    return {};
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  RocksOptions options_;
};

}  // namespace

Result<std::unique_ptr<Store>> OpenRocksStore(const RocksOptions& options) {
  // Asked for here, because opening makes the directory before it looks.
  std::error_code error;
  const auto current = std::filesystem::path(options.directory) / "CURRENT";
  if (!options.create && !std::filesystem::exists(current, error)) {
    return Fail(ErrorCode::kNotFound, "there is no state in " + options.directory);
  }
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(options.cache_bytes);
  table.cache_index_and_filter_blocks = true;  // so that the cache bounds them too
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::Options db_options;
  db_options.create_if_missing = options.create;
  db_options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  db_options.write_buffer_size = std::size_t{8} << 20;
  db_options.max_write_buffer_number = 2;
  db_options.max_open_files = 64;
  db_options.info_log = std::make_shared<NoLog>();
  db_options.max_background_jobs = 2;
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(db_options, options.directory, &opened);
  if (!status.ok()) {
    const bool locked = status.ToString().find("lock") != std::string::npos;
    if (locked) {
      return Fail(ErrorCode::kUnavailable,
                  "the state in " + options.directory + " is in use by another process");
    }
    return Refused(status, options.directory);
  }
  return std::make_unique<RocksStore>(std::unique_ptr<rocksdb::DB>(opened), options);
}

}  // namespace evenhand::state
