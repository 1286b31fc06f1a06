#include "archive/csv_survey.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "source/byte_stream.h"

namespace evenhand::archive {
namespace {

// Why a record is no row; empty when it is one.
std::string WhyNoRow(const Record& record, std::size_t columns) {
  if (record.in_quotes) {
    return fmt::format(
        "a quote opens here and never closes: all that follows, {} bytes, is one value",
        record.bytes);
  }
  if (record.bytes > events::kMaxCsvLineBytes)
    return fmt::format("longer than {} bytes", events::kMaxCsvLineBytes);
  if (record.stray) return "something follows where a quote closes";
  if (record.fields < columns) return "fewer fields than the first line names";
  if (record.fields > columns) return "more fields than the first line names";
  if (record.ill_formed) return "not UTF-8";
  return {};
}

bool IsRow(const Record& record, std::size_t columns) {
  return record.number > 1 && !record.blank() && WhyNoRow(record, columns).empty();
}

// Gives the file's text piece by piece to read(piece).
template <class Read>
Result<void> EachPiece(const std::string& path, Read read) {
  EVENHAND_ASSIGN(const auto stream, source::OpenByteStream(path, {.zstd_window_log = 31}));
  std::vector<char> piece(std::size_t{1} << 20);
  while (true) {
    EVENHAND_ASSIGN(const std::size_t n, stream->Read(piece));
    if (n == 0) return {};
    EVENHAND_TRY(read(std::string_view(piece.data(), n)));
  }
}

// Puts records together again, of which a part may have come with an earlier piece.
class RecordText {
 public:
  // The text of a record that ends before `at`; nothing of one that is too long.
  std::string_view Take(const Record& record, std::string_view piece, std::size_t at) {
    whole_.clear();
    whole_.swap(carried_);
    const std::string_view rest = piece.substr(begin_, at - begin_);
    begin_ = at + 1;
    if (record.bytes > events::kMaxCsvLineBytes) return {};
    if (record.bytes <= rest.size()) return rest.substr(rest.size() - record.bytes);
    whole_ += rest;
    return std::string_view(whole_).substr(whole_.size() - record.bytes);
  }
  // Of the last record, which no line end closed.
  std::string_view TakeLast(const Record& record) const {
    if (record.bytes > events::kMaxCsvLineBytes) return {};
    return std::string_view(carried_).substr(carried_.size() - record.bytes);
  }
  // Keeps what is left of the piece; of a record that is too long its beginning will do.
  void EndOfPiece(std::string_view piece) {
    if (carried_.size() <= events::kMaxCsvLineBytes) carried_ += piece.substr(begin_);
    begin_ = 0;
  }

 private:
  std::size_t begin_ = 0;
  std::string carried_;
  std::string whole_;
};

}  // namespace

Result<CsvSurvey> SurveyCsv(const std::string& path, const FileKind& kind) {
  CsvSurvey survey;
  RecordCounter counter(kind.delimiter);
  const auto visit = [&](const Record& record, std::size_t) {
    const bool row = IsRow(record, kind.columns.size());
    survey.rows += row ? 1 : 0;
    survey.clean = survey.clean && (row || record.number == 1 || record.blank());
  };
  EVENHAND_TRY(EachPiece(path, [&](std::string_view piece) {
    counter.Read(piece, visit);
    return Result<void>();
  }));
  counter.Finish(visit);
  survey.clean = survey.clean && !counter.mixed_line_ends();
  return survey;
}

Result<NamelessFile> CopyGoodRecords(
    const std::string& path, const FileKind& kind,
    const std::function<void(std::uint64_t line, std::string reason)>& refuse) {
  EVENHAND_ASSIGN(NamelessFile copy, NamelessFile::Make());
  RecordCounter counter(kind.delimiter);
  RecordText texts;
  std::string out;
  const auto add = [&](const Record& record, std::string_view text) {
    if (record.blank()) return;
    std::string reason = record.number == 1 ? "" : WhyNoRow(record, kind.columns.size());
    if (reason.empty()) {
      (out += text) += '\n';
    } else {
      refuse(record.line, std::move(reason));
    }
  };
  EVENHAND_TRY(EachPiece(path, [&](std::string_view piece) -> Result<void> {
    counter.Read(piece, [&](const Record& record, std::size_t at) {
      add(record, texts.Take(record, piece, at));
    });
    texts.EndOfPiece(piece);
    Result<void> written = copy.Write(out);
    out.clear();
    return written;
  }));
  counter.Finish([&](const Record& record, std::size_t) { add(record, texts.TakeLast(record)); });
  EVENHAND_TRY(copy.Write(out));
  return copy;
}

Result<void> EachRow(const std::string& path, const FileKind& kind,
                     const std::function<void(std::uint64_t row, std::uint64_t line)>& visit) {
  RecordCounter counter(kind.delimiter);
  std::uint64_t rows = 0;
  const auto each = [&](const Record& record, std::size_t) {
    if (IsRow(record, kind.columns.size())) visit(rows++, record.line);
  };
  EVENHAND_TRY(EachPiece(path, [&](std::string_view piece) {
    counter.Read(piece, each);
    return Result<void>();
  }));
  counter.Finish(each);
  return {};
}

Result<NamelessFile> NamelessFile::Make() {
  std::error_code ignored;
  std::string name = (std::filesystem::temp_directory_path(ignored) / "evenhand-XXXXXX").string();
  const int fd = mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0)
    return Fail(ErrorCode::kIo,
                fmt::format("{}: {}", name, std::generic_category().message(errno)));
  unlink(name.c_str());
  return NamelessFile(fd);
}

NamelessFile::NamelessFile(NamelessFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

NamelessFile::~NamelessFile() {
  if (fd_ >= 0) close(fd_);
}

std::string NamelessFile::path() const { return fmt::format("/proc/self/fd/{}", fd_); }

Result<void> NamelessFile::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      return Fail(ErrorCode::kIo,
                  "writing a copy of good rows: " + std::generic_category().message(errno));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

}  // namespace evenhand::archive
