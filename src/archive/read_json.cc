#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "archive/json_posts.h"
#include "archive/json_rows.h"
#include "archive/reading.h"
#include "source/byte_stream.h"
#include "source/line_reader.h"

namespace evenhand::archive {
namespace {

using codec::Json;

// What one file's documents are: a platform's posts, or flat objects that are rows of a table.
class Documents {
 public:
  explicit Documents(Reading* reading) : reading_(*reading) {
    visitor_.post = [this](const model::Post& post) {
      Count();
      reading_.maker().Add(post, Repeats::kPassOver);
    };
    visitor_.refused = [this](std::string reason) {
      Count();
      reading_.Refuse(line_, std::move(reason));
    };
    visitor_.passed_over = [this] {
      Count();
      ++reading_.summary().passed_over;
    };
  }

  bool known() const { return posts_ || rows_; }

  // Finds out what the file holds from one of its documents; false when that does not tell.
  Result<bool> Recognised(const Json& document) {
    if (!reading_.options().schema) {
      if (const auto format = RecogniseJson(document)) {
        posts_.emplace(*format);
        reading_.Schema(NameOf(*format));
        return true;
      }
    }
    EVENHAND_ASSIGN(
        rows_, JsonRows::Recognise(
                   document, reading_.options().schema ? &*reading_.options().schema : nullptr));
    if (rows_) reading_.Schema(rows_->schema().name);
    return rows_.has_value();
  }

  // `line` 0: the document is the whole file, whose posts are counted instead.
  Result<void> Read(const Json& document, std::uint64_t line) {
    counting_ = line == 0;
    line_ = line;
    if (posts_) {
      posts_->Read(document, visitor_);
      return {};
    }
    return rows_->Read(document, [&](const Json& row) { return ReadRow(row); });
  }

 private:
  void Count() {
    reading_.Rows(1);
    if (counting_) ++line_;
  }

  Result<void> ReadRow(const Json& row) {
    Count();
    const Result<const model::Post*> post = rows_->Post(row);
    if (!post) {
      if (post.error().code == ErrorCode::kCorrupt) {
        return Fail(ErrorCode::kCorrupt,
                    fmt::format("{}:{}: {}", reading_.path(), line_, post.error().message));
      }
      reading_.Refuse(line_, post.error().message);
    } else if (!rows_->schema().is_share_log()) {
      reading_.maker().Add(**post, rows_->schema().repeats);
    } else if (const auto trace = rows_->Trace(); !trace) {
      reading_.Refuse(line_, "the trace is not one that is known");
    } else if ((*post)->object.empty()) {
      ++reading_.summary().no_object;
    } else {
      reading_.maker().AddShare(*trace, **post);
    }
    return {};
  }

  Reading& reading_;
  PostVisitor visitor_;
  std::optional<JsonPosts> posts_;
  std::optional<JsonRows> rows_;
  std::uint64_t line_ = 0;
  bool counting_ = false;
};

Result<void> Unknown(Reading* reading) {
  return reading->Unknown(fmt::format(
      "{}: JSON of a kind that is not known; describe its members with --schema", reading->path()));
}

Result<void> ReadLine(const source::Line& line, codec::JsonDocument* parser, Documents* documents,
                      Reading* reading) {
  const auto refuse = [&](std::string reason) {
    reading->Rows(1);
    reading->Refuse(line.at.line, std::move(reason));
    return Result<void>();
  };
  if (line.too_long) return refuse(fmt::format("longer than {} bytes", kMaxJsonLineBytes));
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const bool marked = line.at.line == 1 && line.text.starts_with(kByteOrderMark);
  const Result<Json> document = parser->Parse(line.text.substr(marked ? kByteOrderMark.size() : 0));
  if (!document) return refuse(document.error().message);
  if (!documents->known()) {
    EVENHAND_ASSIGN(const bool recognised, documents->Recognised(*document));
    if (!recognised) return refuse("JSON of a kind that is not known");
  }
  EVENHAND_TRY(documents->Read(*document, line.at.line));
  return reading->HandOver();
}

Result<void> ReadLines(Reading* reading) {
  source::LineReader reader(
      {reading->path()}, {.max_line_bytes = kMaxJsonLineBytes, .stream = {.zstd_window_log = 31}});
  codec::JsonDocument parser;
  Documents documents(reading);
  source::LineBatch batch;
  while (true) {
    EVENHAND_ASSIGN(const bool more, reader.Pull(&batch));
    if (!more) return {};
    for (const source::Line& line : batch.lines) {
      EVENHAND_TRY(ReadLine(line, &parser, &documents, reading));
    }
    if (!documents.known() && !batch.lines.empty()) return Unknown(reading);
    reading->Progress(batch.input_bytes);
  }
}

Result<std::string> WholeText(const std::string& path) {
  EVENHAND_ASSIGN(const auto stream, source::OpenByteStream(path, {.zstd_window_log = 31}));
  std::string text;
  std::size_t size = 0;
  while (true) {
    if (size == text.size()) text.resize(std::max<std::size_t>(std::size_t{1} << 20, size * 2));
    EVENHAND_ASSIGN(const std::size_t n, stream->Read(std::span(text).subspan(size)));
    if (n == 0) break;
    size += n;
    if (size > kMaxDocumentBytes) {
      return Fail(ErrorCode::kLimit, fmt::format("{}: one JSON document of more than {} MiB; make "
                                                 "lines of its posts, for example with "
                                                 "jq -c '.messages[]'",
                                                 path, kMaxDocumentBytes >> 20));
    }
  }
  text.resize(size);
  text.reserve(size + codec::kJsonPadding);
  return text;
}

Result<void> ReadDocument(Reading* reading) {
  EVENHAND_ASSIGN(std::string text, WholeText(reading->path()));
  codec::JsonDocument parser;
  const Result<Json> document = parser.Parse(text);
  if (!document) {
    return Fail(document.error().code,
                fmt::format("{}: {}; it is read as one JSON document, since its first line is none",
                            reading->path(), document.error().message));
  }
  Documents documents(reading);
  EVENHAND_ASSIGN(const bool recognised, documents.Recognised(*document));
  if (!recognised) return Unknown(reading);
  return documents.Read(*document, 0);
}

}  // namespace

Result<void> ReadJsonFile(const FileKind& kind, Reading* reading) {
  return kind.type == FileType::kJsonLines ? ReadLines(reading) : ReadDocument(reading);
}

}  // namespace evenhand::archive
