#include <fmt/format.h>

#include <algorithm>

#include "archive/csv_survey.h"
#include "archive/numbering.h"
#include "archive/reading.h"
#include "archive/row_posts.h"

namespace evenhand::archive {
namespace {

// A row of the table reader that is no post; rows count from 0, as they were given.
struct BadRow {
  std::uint64_t row = 0;
  std::string reason;
};

// Further ones are only counted.
constexpr std::size_t kMostTold = 1'000'000;

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
    if (kind_.type == FileType::kCsv && given_ != survey_.rows) {
      return Fail(ErrorCode::kInternal, fmt::format("{}: {} rows were read where {} stand",
                                                    reading_.path(), given_, survey_.rows));
    }
    return TellBadRows();
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
                                                     const std::vector<std::string>& wanted) {
    const events::Resources& resources = reading_.options().resources;
    if (kind_.type == FileType::kParquet)
      return events::OpenParquet({.path = reading_.path(), .wanted = wanted}, resources);
    events::CsvFile file{.path = reading_.path(),
                         .packing = kind_.packing,
                         .delimiter = kind_.delimiter,
                         .columns = columns};
    for (const std::string& name : wanted) {
      file.wanted.push_back(
          static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin()));
    }
    EVENHAND_ASSIGN(survey_, SurveyCsv(reading_.path(), kind_));
    if (!survey_.clean) {
      EVENHAND_ASSIGN(auto copy, CopyGoodRecords(reading_.path(), kind_,
                                                 [this](std::uint64_t line, std::string reason) {
                                                   reading_.Refuse(line, std::move(reason));
                                                 }));
      good_.emplace(std::move(copy));
      file.called = file.path;
      file.path = good_->path();
      file.packing = events::Packing::kNone;
    }
    return events::OpenCsv(file, resources);
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
    shares->Reserve(shares->size() + survey_.rows);
    events::ColumnChunk chunk;
    std::vector<std::string_view> objects, accounts, contents;
    const bool beside = reading_.options().resources.threads > 1;
    Numbering of_objects(&shares->objects, &shares->object, beside),
        of_accounts(&shares->accounts, &shares->account, beside),
        of_contents(&shares->contents, &shares->content, beside);
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
      of_objects.Add(objects);
      of_accounts.Add(accounts);
      of_contents.Add(contents);
      GoOn(chunk.rows, reader);
    }
  }

  void GoOn(std::size_t rows, events::ColumnReader* reader) {
    given_ += rows;
    reading_.Rows(rows);
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
    if (bad_.size() < kMostTold) {
      bad_.push_back({row, reason});
    } else {
      ++untold_;
    }
  }

  // Tells the rows that are no posts: in a CSV file by their lines, which takes one more pass over
  // it.
  Result<void> TellBadRows() {
    auto next = bad_.begin();
    const auto tell = [&](std::uint64_t row, std::uint64_t line) {
      if (next != bad_.end() && next->row == row)
        reading_.Refuse(line, std::move((next++)->reason));
    };
    if (kind_.type == FileType::kParquet) {
      for (std::uint64_t row = 0; row < given_; ++row) tell(row, row + 1);
    } else if (!bad_.empty()) {
      EVENHAND_TRY(EachRow(reading_.path(), kind_, tell));
    }
    if (untold_ > 0)
      reading_.RefuseMany(untold_, 0, "further rows that are no posts, not told one by one");
    return {};
  }

  const FileKind& kind_;
  Reading& reading_;
  CsvSurvey survey_;
  std::optional<NamelessFile> good_;  // what is read instead, where the file has other records too
  std::uint64_t given_ = 0;           // rows that the table reader gave
  std::vector<BadRow> bad_;           // the first kMostTold
  std::uint64_t untold_ = 0;          // further ones
};

}  // namespace

Result<void> ReadTable(const FileKind& kind, Reading* reading) {
  return TableReading(kind, reading).Read();
}

}  // namespace evenhand::archive
