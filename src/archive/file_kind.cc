#include "archive/file_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <span>

#include "archive/records.h"
#include "archive/schema.h"
#include "base/utf8.h"
#include "source/byte_stream.h"

namespace evenhand::archive {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

events::Packing PackingOf(const std::string& path) {
  std::array<char, 4> magic{};
  std::ifstream(path, std::ios::binary).read(magic.data(), magic.size());
  const std::string_view bytes(magic.data(), magic.size());
  if (bytes.starts_with("\x1f\x8b")) return events::Packing::kGzip;
  return bytes == "\x28\xb5\x2f\xfd" ? events::Packing::kZstd : events::Packing::kNone;
}

struct Head {
  std::string text;
  bool whole = false;  // the file has no more
};

Result<Head> ReadHead(const std::string& path) {
  EVENHAND_ASSIGN(const auto stream, source::OpenByteStream(path, {.zstd_window_log = 31}));
  Head head{.text = std::string(kMaxHeadBytes, '\0')};
  std::size_t size = 0;
  while (size < kMaxHeadBytes) {
    EVENHAND_ASSIGN(const std::size_t n, stream->Read(std::span(head.text).subspan(size)));
    head.whole = n == 0;
    if (head.whole) break;
    size += n;
  }
  head.text.resize(size);
  return head;
}

Result<void> RefuseOthers(const std::string& path, std::string_view text) {
  const auto refuse = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("{}: {}", path, why));
  };
  if (text.starts_with("PK\x03\x04")) return refuse("a zip; unpack it and name the files in it");
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return refuse("UTF-16; convert it (iconv -f UTF-16 -t UTF-8)");
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return refuse("the file is empty");
  if (text.substr(0, 4096).find('\0') != std::string_view::npos)
    return refuse("not a text: there are NUL bytes at its beginning");
  return {};
}

FileType JsonType(const Head& head) {
  codec::JsonDocument document;
  const std::size_t end = head.text.find('\n', head.text.find_first_not_of(" \t\r\n"));
  const bool has_line = end != std::string::npos || head.whole;
  return has_line && document.ParseCopy(std::string_view(head.text).substr(0, end))
             ? FileType::kJsonLines
             : FileType::kJsonDocument;
}

// The text of the first record; nothing when it is longer than what was looked at.
std::optional<std::string_view> FirstLine(const Head& head, char delimiter) {
  RecordCounter counter(delimiter);
  for (std::size_t i = 0; i < head.text.size(); ++i) {
    bool ended = false;
    counter.Read(std::string_view(head.text).substr(i, 1),
                 [&](const Record&, std::size_t) { ended = true; });
    if (ended) return std::string_view(head.text).substr(0, i);
  }
  if (!head.whole) return std::nullopt;
  return std::string_view(head.text);
}

Result<void> ReadHeader(const std::string& path, const Head& head, std::optional<char> wanted,
                        FileKind* kind) {
  bool known = false;
  for (const char delimiter : {',', '\t', ';', '|'}) {
    if (wanted && delimiter != ',') break;
    const char tried = wanted.value_or(delimiter);
    const std::optional<std::string_view> line = FirstLine(head, tried);
    if (!line) {
      return Fail(ErrorCode::kLimit,
                  fmt::format("{}: the first line is longer than {} bytes; is this a table?", path,
                              kMaxHeadBytes));
    }
    std::vector<std::string> columns = SplitHeader(*line, tried);
    const bool now_known = Recognise(columns) != nullptr;
    if ((now_known && !known) || (now_known == known && columns.size() > kind->columns.size())) {
      known = now_known;
      kind->delimiter = tried;
      kind->columns = std::move(columns);
    }
  }
  if (kind->columns.size() <= kMaxColumns) return {};
  return Fail(ErrorCode::kLimit, fmt::format("{}: the first line names {} columns; {} are the most",
                                             path, kind->columns.size(), kMaxColumns));
}

}  // namespace

std::vector<std::string> SplitHeader(std::string_view line, char delimiter) {
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  std::vector<std::string> names(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      names.back() += line[++i];
    } else if (c == '"' && (quoted || names.back().empty())) {
      quoted = !quoted;
    } else if (c == delimiter && !quoted) {
      names.emplace_back();
    } else {
      names.back() += c;
    }
  }
  return names;
}

Result<FileKind> LookAt(const std::string& path, std::optional<char> delimiter) {
  EVENHAND_ASSIGN(const Head head, ReadHead(path));
  FileKind kind{.packing = PackingOf(path)};
  if (head.text.starts_with("PAR1")) {
    kind.type = FileType::kParquet;
    return kind;
  }
  EVENHAND_TRY(RefuseOthers(path, head.text));
  const std::string_view text =
      std::string_view(head.text).substr(head.text.starts_with(kByteOrderMark) ? 3 : 0);
  const char first = text[text.find_first_not_of(" \t\r\n")];
  if (first == '{' || first == '[') {
    kind.type = JsonType(head);
    return kind;
  }
  EVENHAND_TRY(ReadHeader(path, head, delimiter, &kind));
  return kind;
}

}  // namespace evenhand::archive
