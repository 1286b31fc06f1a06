// The one file that sees SQLite. Write-ahead log, every commit on the disk before it returns. Pages
// of 8 kB hold two or three events; with 4 kB most would need more than one page. The log goes into
// the file when it has 128 MB: a page of an index that several batches touch is then written there
// once.

#include <sqlite3.h>

#include <utility>

#include "cases/store.h"

namespace evenhand::cases {
namespace {

// Of the tables and of the chain, in the file's header. Since 2 the leaves of a transaction wait in
// one row.
constexpr std::int64_t kFormat = 2;

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS event(
  sequence INTEGER PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  at_s INTEGER NOT NULL, body TEXT NOT NULL, chain BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS event_of_account ON event(account, sequence);
CREATE UNIQUE INDEX IF NOT EXISTS event_by_id ON event(kind, id);
CREATE TABLE IF NOT EXISTS event_about(
  about BLOB NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY(about, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending_leaves(
  beyond INTEGER PRIMARY KEY, first INTEGER NOT NULL, leaves BLOB NOT NULL) STRICT;
)sql";

// A prepared statement that resets itself when a use ends.
class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  int Prepare(sqlite3* db, const char* sql) {
    return sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  }
  void Bind(int column, std::int64_t value) { sqlite3_bind_int64(statement_, column, value); }
  void BindText(int column, std::string_view text) {
    sqlite3_bind_text(statement_, column, text.data(), static_cast<int>(text.size()),
                      SQLITE_STATIC);
  }
  void BindBlob(int column, std::string_view bytes) {
    sqlite3_bind_blob(statement_, column, bytes.data(), static_cast<int>(bytes.size()),
                      SQLITE_STATIC);
  }
  int Step() { return sqlite3_step(statement_); }
  void Reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  std::int64_t Int(int column) { return sqlite3_column_int64(statement_, column); }
  // Until the next step.
  std::string_view View(int column) {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(static_cast<const char*>(bytes), size);
  }
  std::string Bytes(int column) { return std::string(View(column)); }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

struct Connection {
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { sqlite3_close(db); }
  sqlite3* db = nullptr;
};

// The leaves of one transaction as they wait, in one row, which costs less than one for each. They
// follow one another without a gap:
//
//   leaves := (size:u32be bytes)*
struct LeavesRow {
  std::uint64_t first = 0, beyond = 0;
  std::string bytes = {};

  void Clear() {
    first = beyond = 0;
    bytes.clear();
  }
  void Add(const PendingLeaf& leaf) {
    if (bytes.empty()) first = leaf.index;
    beyond = leaf.index + 1;
    const auto size = static_cast<std::uint32_t>(leaf.bytes.size());
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(size >> shift));
    bytes.append(leaf.bytes);
  }
  static Result<void> Each(std::uint64_t index, std::string_view row, std::uint64_t from,
                           const VisitLeaf& visit) {
    for (; !row.empty(); ++index) {
      std::uint32_t size = 0;
      const bool has_size = row.size() >= 4;
      for (std::size_t i = 0; has_size && i < 4; ++i)
        size = size << 8 | static_cast<std::uint8_t>(row[i]);
      if (!has_size || row.size() - 4 < size)
        return Fail(ErrorCode::kCorrupt, "the leaves that wait are damaged");
      if (index >= from) EVENHAND_TRY(visit(index, row.substr(4, size)));
      row.remove_prefix(4 + size);
    }
    return {};
  }
};

class SqliteStore final : public CaseStore {
 public:
  Result<void> Open(const std::string& path, bool create) {
    const int flags =
        SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX;
    const int opened = sqlite3_open_v2(path.c_str(), &connection_.db, flags, nullptr);
    db_ = connection_.db;
    if (opened != SQLITE_OK) return Failed("opening " + path);
    EVENHAND_TRY(
        Execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA "
                "locking_mode=EXCLUSIVE;"
                "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-65536;"
                "PRAGMA wal_autocheckpoint=16384"));
    EVENHAND_TRY(CheckFormat());
    EVENHAND_TRY(Execute(kSchema));
    EVENHAND_TRY(PrepareAll());
    Statement last;
    if (last.Prepare(db_, "SELECT sequence, chain FROM event ORDER BY sequence DESC LIMIT 1") !=
        SQLITE_OK) {
      return Failed("reading the last event");
    }
    chain_ = std::string(32, '\0');
    const int step = last.Step();
    if (step == SQLITE_ROW) {
      last_ = last.Int(0);
      chain_ = last.Bytes(1);
    } else if (step != SQLITE_DONE) {
      return Failed("reading the last event");
    }
    return {};
  }

  Result<void> Begin() override {
    EVENHAND_TRY(Run(begin_, "beginning"));
    committed_last_ = last_;
    committed_chain_ = chain_;
    leaves_.Clear();
    return {};
  }

  Result<void> Put(std::span<CaseEvent> events, std::span<const PendingLeaf> leaves) override {
    for (CaseEvent& event : events) EVENHAND_TRY(PutEvent(&event));
    for (const PendingLeaf& leaf : leaves) leaves_.Add(leaf);
    return {};
  }

  Result<void> Commit() override {
    if (!leaves_.bytes.empty()) {
      put_leaves_.Bind(1, static_cast<std::int64_t>(leaves_.beyond));
      put_leaves_.Bind(2, static_cast<std::int64_t>(leaves_.first));
      put_leaves_.BindBlob(3, leaves_.bytes);
      EVENHAND_TRY(Run(put_leaves_, "writing leaves"));
    }
    return Run(commit_, "committing");
  }

  // SQLite may have rolled back by itself, which is not an error here.
  void Rollback() override {
    last_ = committed_last_;
    chain_ = committed_chain_;
    static_cast<void>(Run(rollback_, "rolling back"));
  }

  std::int64_t last_sequence() const override { return last_; }

  Result<void> Each(std::int64_t from, const VisitEvent& visit) override {
    each_.Bind(1, from);
    return VisitRows(&each_, visit);
  }

  Result<void> EachOf(std::string_view account, const VisitEvent& visit) override {
    each_of_.BindText(1, account);
    return VisitRows(&each_of_, visit);
  }

  Result<void> EachOfKind(std::string_view kind, const VisitEvent& visit) override {
    each_of_kind_.BindText(1, kind);
    return VisitRows(&each_of_kind_, visit);
  }

  Result<void> EachAbout(std::string_view about, const VisitEvent& visit) override {
    each_about_.BindBlob(1, about);
    return VisitRows(&each_about_, visit);
  }

  Result<std::optional<CaseEvent>> Find(std::string_view kind, std::string_view id) override {
    find_.BindText(1, kind);
    find_.BindText(2, id);
    std::optional<CaseEvent> found;
    EVENHAND_TRY(VisitRows(&find_, [&](const CaseEvent& event) -> Result<void> {
      found = event;
      return {};
    }));
    return found;
  }

  Result<void> EachPending(std::uint64_t from, const VisitLeaf& visit) override {
    pending_.Bind(1, static_cast<std::int64_t>(from));
    int step;
    Result<void> done;
    while (done && (step = pending_.Step()) == SQLITE_ROW) {
      done = LeavesRow::Each(static_cast<std::uint64_t>(pending_.Int(0)), pending_.View(1), from,
                             visit);
    }
    if (done && step != SQLITE_DONE) done = Failed("reading the pending leaves");
    pending_.Reset();
    return done;
  }

  Result<void> ForgetPending(std::uint64_t below) override {
    forget_.Bind(1, static_cast<std::int64_t>(below));
    return Run(forget_, "forgetting published leaves");
  }

  Result<std::int64_t> Reindex(
      const std::function<Result<std::string>(const CaseEvent&)>& about) override {
    EVENHAND_TRY(Run(begin_, "beginning"));
    auto entries = ReindexAll(about);
    if (entries) {
      if (auto done = Run(commit_, "committing"); !done)
        entries = tl::unexpected(std::move(done).error());
    }
    if (!entries) static_cast<void>(Run(rollback_, "rolling back"));
    return entries;
  }

  Result<void> Verify() override {
    Statement check;
    if (check.Prepare(db_, "PRAGMA integrity_check(1)") != SQLITE_OK)
      return Failed("checking the file");
    if (check.Step() != SQLITE_ROW) return Failed("checking the file");
    if (const std::string said = check.Bytes(0); said != "ok") {
      return Fail(ErrorCode::kCorrupt, "the store's file is damaged: " + said);
    }
    std::string chain(32, '\0');
    std::int64_t sequence = 0;
    return Each(1, [&](const CaseEvent& event) -> Result<void> {
      if (event.sequence != ++sequence) {
        return Fail(ErrorCode::kCorrupt,
                    "event " + std::to_string(sequence) + " is missing from the store");
      }
      chain = NextChain(chain, event);
      if (chain == event.chain) return {};
      return Fail(ErrorCode::kCorrupt,
                  "event " + std::to_string(sequence) + " is not what was written");
    });
  }

 private:
  tl::unexpected<Error> Failed(const std::string& doing) const {
    const int code = db_ == nullptr ? SQLITE_NOMEM : sqlite3_errcode(db_);
    const std::string why = db_ == nullptr ? "out of memory" : sqlite3_errmsg(db_);
    const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    const bool taken = code == SQLITE_BUSY;
    return Fail(damaged ? ErrorCode::kCorrupt
                : taken ? ErrorCode::kUnavailable
                        : ErrorCode::kIo,
                doing + ": " + (taken ? "another process has the store open" : why));
  }

  Result<void> Execute(const char* sql) {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return Failed("opening the store");
  }

  // A file without tables is new and gets this format.
  Result<void> CheckFormat() {
    Statement format;
    if (format.Prepare(db_,
                       "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM "
                       "pragma_user_version") != SQLITE_OK ||
        format.Step() != SQLITE_ROW) {
      return Failed("reading the store's format");
    }
    const std::int64_t found = format.Int(0);
    const bool is_new = format.Int(1) == 0;
    format.Reset();
    if (found == kFormat) return {};
    if (is_new) return Execute(("PRAGMA user_version=" + std::to_string(kFormat)).c_str());
    return Fail(ErrorCode::kInvalidArgument,
                "the store has format " + std::to_string(found) + ", and this program reads " +
                    std::to_string(kFormat) + "; use the version of the program that wrote it");
  }

  Result<void> PrepareAll() {
    constexpr const char* kColumns =
        "SELECT sequence, account, kind, id, at_s, body, chain FROM event ";
    const std::string columns = kColumns;
    const std::pair<Statement*, std::string> statements[] = {
        {&begin_, "BEGIN IMMEDIATE"},
        {&commit_, "COMMIT"},
        {&rollback_, "ROLLBACK"},
        {&insert_, "INSERT INTO event VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
        {&about_, "INSERT INTO event_about VALUES(?1, ?2)"},
        {&put_leaves_, "INSERT INTO pending_leaves VALUES(?1, ?2, ?3)"},
        {&each_, columns + "WHERE sequence >= ?1 ORDER BY sequence"},
        {&each_of_, columns + "WHERE account = ?1 ORDER BY sequence"},
        {&each_of_kind_, columns + "WHERE kind = ?1 ORDER BY sequence"},
        {&each_about_,
         columns + "JOIN event_about USING(sequence) WHERE about = ?1 ORDER BY sequence"},
        {&find_, columns + "WHERE kind = ?1 AND id = ?2"},
        {&pending_, "SELECT first, leaves FROM pending_leaves WHERE beyond > ?1 ORDER BY beyond"},
        {&forget_, "DELETE FROM pending_leaves WHERE beyond <= ?1"},
    };
    for (const auto& [statement, sql] : statements) {
      if (statement->Prepare(db_, sql.c_str()) != SQLITE_OK) return Failed("preparing the store");
    }
    return {};
  }

  Result<void> Run(Statement& statement, const char* doing) {
    const int step = statement.Step();
    statement.Reset();
    if (step == SQLITE_DONE) return {};
    return Failed(doing);
  }

  Result<void> PutEvent(CaseEvent* event) {
    event->sequence = last_ + 1;
    event->chain = NextChain(chain_, *event);
    insert_.Bind(1, event->sequence);
    insert_.BindText(2, event->account);
    insert_.BindText(3, event->kind);
    insert_.BindText(4, event->id);
    insert_.Bind(5, event->at_s);
    insert_.BindText(6, event->body);
    insert_.BindBlob(7, event->chain);
    const int step = insert_.Step();
    insert_.Reset();
    if (step == SQLITE_CONSTRAINT) {
      return Fail(ErrorCode::kInvalidArgument,
                  event->kind + " '" + event->id + "' is there already");
    }
    if (step != SQLITE_DONE) return Failed("writing an event");
    last_ = event->sequence;
    chain_ = event->chain;
    return event->about.empty() ? Result<void>() : PutAbout(event->about, event->sequence);
  }

  Result<void> PutAbout(std::string_view about, std::int64_t sequence) {
    about_.BindBlob(1, about);
    about_.Bind(2, sequence);
    return Run(about_, "writing what an event is about");
  }

  Result<std::int64_t> ReindexAll(
      const std::function<Result<std::string>(const CaseEvent&)>& about) {
    std::int64_t entries = 0;
    EVENHAND_TRY(Execute("DELETE FROM event_about"));
    EVENHAND_TRY(Each(1, [&](const CaseEvent& event) -> Result<void> {
      auto key = about(event);
      if (!key) return tl::unexpected(std::move(key).error());
      if (key->empty()) return {};
      ++entries;
      return PutAbout(*key, event.sequence);
    }));
    return entries;
  }

  Result<void> VisitRows(Statement* statement, const VisitEvent& visit) {
    int step;
    Result<void> done;
    while (done && (step = statement->Step()) == SQLITE_ROW) {
      done = visit({.sequence = statement->Int(0),
                    .account = statement->Bytes(1),
                    .kind = statement->Bytes(2),
                    .id = statement->Bytes(3),
                    .at_s = statement->Int(4),
                    .body = statement->Bytes(5),
                    .chain = statement->Bytes(6)});
    }
    if (done && step != SQLITE_DONE) done = Failed("reading events");
    statement->Reset();
    return done;
  }

  Connection connection_;  // before the statements, which go first
  sqlite3* db_ = nullptr;
  Statement begin_, commit_, rollback_, insert_, about_, put_leaves_, each_, each_of_,
      each_of_kind_, each_about_, find_, pending_, forget_;
  std::int64_t last_ = 0, committed_last_ = 0;  // committed: when the transaction began
  std::string chain_, committed_chain_;
  LeavesRow leaves_;  // of the transaction
};

}  // namespace

Result<std::unique_ptr<CaseStore>> OpenSqliteStore(const std::string& path, bool create) {
  auto store = std::make_unique<SqliteStore>();
  EVENHAND_TRY(store->Open(path, create));
  return store;
}

}  // namespace evenhand::cases
