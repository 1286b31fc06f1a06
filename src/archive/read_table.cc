#include <fmt/format.h>

#include <algorithm>

#include "archive/reading.h"
#include "archive/records.h"
#include "archive/row_posts.h"
#include "source/byte_stream.h"

namespace evenhand::archive {
namespace {

// A row of the table reader that is no post; rows count from 0, as they were given.
struct BadRow {
  std::uint64_t row = 0;
  std::string reason;
};

class TableReading {
 public:
  TableReading(const FileKind& kind, Reading* reading) : kind_(kind), reading_(*reading) {}

  Result<void> Read() {
    EVENHAND_ASSIGN(const std::vector<std::string> columns, Columns());
    const TableSchema* schema =
        reading_.options().schema ? &*reading_.options().schema : Recognise(columns);
    if (schema == nullptr) return reading_.Unknown(UnknownColumns(columns));
    reading_.Schema(schema->name);
    auto rows = RowPosts::Make(*schema, columns);
    if (!rows)
      return reading_.Unknown(fmt::format("{}: {}", reading_.path(), rows.error().message));
    EVENHAND_ASSIGN(const auto reader, Open(columns, rows->wanted()));
    const std::optional<Log> log = PlainLog(*rows);
    EVENHAND_TRY(log ? ReadLog(*log, reader.get()) : ReadRows(&*rows, reader.get()));
    reading_.Rows(given_);
    return TellRejects(reader.get());
  }

 private:
  Result<std::vector<std::string>> Columns() const {
    if (kind_.type == FileType::kCsv) return kind_.columns;
    return events::ParquetColumns(reading_.path(), reading_.options().resources);
  }

  std::string UnknownColumns(std::span<const std::string> columns) const {
    constexpr std::size_t kShown = 12;
    return fmt::format(
        "{}: the columns are none that are known ({}{}); describe them with --schema",
        reading_.path(), fmt::join(columns.first(std::min(kShown, columns.size())), ", "),
        columns.size() > kShown ? ", ..." : "");
  }

  Result<std::unique_ptr<events::ColumnReader>> Open(const std::vector<std::string>& columns,
                                                     const std::vector<std::string>& wanted) const {
    const events::Resources& resources = reading_.options().resources;
    if (kind_.type == FileType::kParquet)
      return events::OpenParquet({.path = reading_.path(), .wanted = wanted}, resources);
    std::vector<std::size_t> numbers;
    for (const std::string& name : wanted) {
      numbers.push_back(
          static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin()));
    }
    return events::OpenCsv({.path = reading_.path(),
                            .packing = kind_.packing,
                            .delimiter = kind_.delimiter,
                            .columns = columns,
                            .wanted = numbers},
                           resources);
  }

  // Where the columns of a share log stand that needs nothing but their values.
  struct Log {
    std::size_t object, account, content, time;
    TimeUnit unit;
  };
  std::optional<Log> PlainLog(const RowPosts& rows) {
    const auto object = rows.PlainPlace(Field::kObject), account = rows.PlainPlace(Field::kAccount);
    const auto content = rows.PlainPlace(Field::kContent), time = rows.PlainPlace(Field::kTime);
    const bool plain = object && account && content && time &&
                       rows.schema()[Field::kTrace].columns.empty() && !rows.schema().time_in_id &&
                       !rows.schema().numeric_ids && reading_.maker().Wants(model::Trace::kObject);
    if (!plain) return std::nullopt;
    return Log{*object, *account, *content, *time, rows.schema().time_unit};
  }

  // What ReadRows does for such a log, a column at a time.
  Result<void> ReadLog(const Log& log, events::ColumnReader* reader) {
    model::Shares* shares = reading_.maker().SharesOf(model::Trace::kObject);
    events::ColumnChunk chunk;
    std::vector<std::string_view> objects, accounts, contents;
    while (true) {
      EVENHAND_ASSIGN(const bool more, reader->Next(&chunk));
      if (!more) return {};
      for (auto* names : {&objects, &accounts, &contents}) names->clear();
      for (std::size_t i = 0; i < chunk.rows; ++i) {
        const std::string_view object = chunk.columns[log.object][i],
                               account = chunk.columns[log.account][i];
        const std::string_view content = chunk.columns[log.content][i],
                               written = chunk.columns[log.time][i];
        const auto time = ParseTimeMs(written, log.unit);
        if (account.empty() || content.empty() || !time) {
          BadRowAt(given_ + i, WhyNoPost(account, content, written));
        } else if (object.empty()) {
          ++reading_.summary().no_object;
        } else {
          objects.push_back(object);
          accounts.push_back(account);
          contents.push_back(content);
          shares->time_ms.push_back(*time);
        }
      }
      shares->objects.Numbers(objects, &shares->object);
      shares->accounts.Numbers(accounts, &shares->account);
      shares->contents.Numbers(contents, &shares->content);
      GoOn(chunk.rows, reader);
    }
  }

  void GoOn(std::size_t rows, events::ColumnReader* reader) {
    given_ += rows;
    reading_.Progress(
        static_cast<std::uint64_t>(reader->share_done() * static_cast<double>(reading_.bytes())));
  }

  Result<void> ReadRows(RowPosts* rows, events::ColumnReader* reader) {
    events::ColumnChunk chunk;
    std::vector<std::string_view> row(rows->wanted().size());
    while (true) {
      EVENHAND_ASSIGN(const bool more, reader->Next(&chunk));
      if (!more) return {};
      for (std::size_t i = 0; i < chunk.rows; ++i) {
        for (std::size_t column = 0; column < row.size(); ++column)
          row[column] = chunk.columns[column][i];
        EVENHAND_TRY(ReadRow(rows, row, given_ + i));
      }
      GoOn(chunk.rows, reader);
    }
  }

  Result<void> ReadRow(RowPosts* rows, std::span<const std::string_view> row,
                       std::uint64_t number) {
    const Result<const model::Post*> post = rows->Read(row, events::kListSeparator);
    if (!post) {
      if (post.error().code == ErrorCode::kCorrupt) {
        return Fail(ErrorCode::kCorrupt, fmt::format("{}: row {}: {}", reading_.path(), number + 1,
                                                     post.error().message));
      }
      BadRowAt(number, post.error().message);
    } else if (!rows->schema().is_share_log()) {
      reading_.maker().Add(**post, rows->schema().repeats);
    } else if (const auto trace = rows->TraceOf(row); !trace) {
      BadRowAt(number, "the trace is not one that is known");
    } else if ((*post)->object.empty()) {
      ++reading_.summary().no_object;
    } else {
      reading_.maker().AddShare(*trace, **post);
    }
    return {};
  }

  void BadRowAt(std::uint64_t row, const std::string& reason) {
    if (bad_.size() < events::kMaxRejects) bad_.push_back({row, reason});
  }

  Result<void> TellRejects(events::ColumnReader* reader) {
    if (kind_.type == FileType::kParquet) {
      for (BadRow& bad : bad_) reading_.Refuse(bad.row + 1, std::move(bad.reason));
      return {};
    }
    EVENHAND_ASSIGN(std::vector<events::RejectedRecord> rejected, reader->Rejects());
    return Locate(std::move(rejected));
  }

  // Goes through the records of the file once: tells each reject with its line, and that no row was
  // lost.
  Result<void> Locate(std::vector<events::RejectedRecord> rejected) {
    EVENHAND_ASSIGN(const auto stream,
                    source::OpenByteStream(reading_.path(), {.zstd_window_log = 31}));
    RecordCounter counter(kind_.delimiter);
    std::vector<char> piece(std::size_t{1} << 20);
    auto next_rejected = rejected.begin();
    auto next_bad = bad_.begin();
    std::uint64_t rows = 0;
    const auto visit = [&](const Record& record) {
      while (next_rejected != rejected.end() && next_rejected->record < record.number)
        ++next_rejected;
      const bool is_rejected =
          next_rejected != rejected.end() && next_rejected->record == record.number;
      if (record.in_quotes) {
        reading_.Refuse(
            record.line,
            fmt::format(
                "a quote opens here and never closes: all that follows, {} bytes, is one value",
                record.bytes));
      } else if (is_rejected) {
        reading_.Refuse(record.line, std::move(next_rejected->reason));
      } else if (record.bytes > events::kMaxCsvLineBytes) {
        reading_.Refuse(record.line, fmt::format("longer than {} bytes", events::kMaxCsvLineBytes));
      } else if (record.number > 1 && !record.blank()) {
        if (next_bad != bad_.end() && next_bad->row == rows)
          reading_.Refuse(record.line, std::move((next_bad++)->reason));
        ++rows;
      }
    };
    while (true) {
      EVENHAND_ASSIGN(const std::size_t n, stream->Read(piece));
      if (n == 0) break;
      counter.Read({piece.data(), n}, visit);
    }
    counter.Finish(visit);
    if (rows != given_) {
      reading_.Refuse(0, fmt::format("of {} rows in the file {} were read; look for a stray quote",
                                     rows, given_));
    }
    return {};
  }

  const FileKind& kind_;
  Reading& reading_;
  std::uint64_t given_ = 0;  // rows that the table reader gave
  std::vector<BadRow> bad_;
};

}  // namespace

Result<void> ReadTable(const FileKind& kind, Reading* reading) {
  return TableReading(kind, reading).Read();
}

}  // namespace evenhand::archive
