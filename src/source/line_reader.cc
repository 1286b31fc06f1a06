#include "source/line_reader.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace evenhand::source {
namespace {

constexpr std::size_t kPadding = 64;
constexpr std::size_t kShownOfTooLong = 256;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

// Room for at least `bytes`, keeping the first `used`.
void Reserve(LineBatch* batch, std::size_t used, std::size_t bytes) {
  if (batch->capacity >= bytes) return;
  auto larger = std::make_unique_for_overwrite<char[]>(bytes + kPadding);
  if (used > 0) std::memcpy(larger.get(), batch->bytes.get(), used);
  std::memset(larger.get() + bytes, 0, kPadding);
  batch->bytes = std::move(larger);
  batch->capacity = bytes;
}

}  // namespace

LineReader::LineReader(std::vector<std::string> paths, const LineReaderOptions& options)
    : paths_(std::move(paths)), options_(options), at_(options.start) {
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    std::error_code is_no_file;
    if (!std::filesystem::is_regular_file(paths_[i], is_no_file)) waits_before_ = i + 1;
  }
}

Result<bool> LineReader::Pull(LineBatch* batch) {
  batch->lines.clear();
  while (batch->lines.empty()) {
    if (stream_ == nullptr) {
      if (at_.file >= paths_.size()) {
        batch->next = at_;
        return false;
      }
      EVENHAND_TRY(OpenNext());
    }
    std::size_t size = 0;
    const Result<bool> more = Fill(batch, &size);
    if (!more && more.error().code != ErrorCode::kUnavailable) return more;
    const bool interrupted = !more;
    const bool at_file_end = more && !*more;
    const std::string_view text(batch->bytes.get(), size);
    const std::size_t used = Split(batch, text, at_file_end);
    rest_.assign(text.substr(used));
    batch->input_bytes = closed_bytes_ + stream_->consumed();
    if (at_file_end) {
      closed_bytes_ += stream_->consumed();
      stream_.reset();
      at_ = Position{.file = at_.file + 1};
    }
    batch->next = at_;
    if (interrupted) return true;
  }
  return true;
}

Result<void> LineReader::OpenNext() {
  EVENHAND_ASSIGN(stream_, OpenByteStream(paths_[at_.file], options_.stream));
  rest_.clear();
  passing_over_ = false;
  return Discard(at_.offset);
}

Result<void> LineReader::Discard(std::uint64_t bytes) {
  std::vector<char> unwanted(std::size_t{64} << 10);
  while (bytes > 0) {
    const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, unwanted.size()));
    const Result<std::size_t> n = stream_->Read(std::span(unwanted).first(want));
    if (!n && n.error().code == ErrorCode::kUnavailable) continue;
    if (!n) return tl::unexpected(n.error());
    if (*n == 0) {
      return Fail(ErrorCode::kCorrupt,
                  paths_[at_.file] +
                      ": is shorter than the place where the last run stopped; "
                      "is it another file?");
    }
    bytes -= *n;
  }
  return {};
}

// Puts what is left of the last batch and newly read bytes into the batch, until a line has ended
// or the longest line is surpassed. False at the end of the file.
Result<bool> LineReader::Fill(LineBatch* batch, std::size_t* size) {
  const std::size_t first = std::max(options_.batch_bytes, rest_.size());
  Reserve(batch, 0, first);
  std::memcpy(batch->bytes.get(), rest_.data(), rest_.size());
  *size = rest_.size();
  while (true) {
    Reserve(batch, *size, *size == batch->capacity ? 2 * *size : first);
    const std::span<char> room(batch->bytes.get() + *size, batch->capacity - *size);
    EVENHAND_ASSIGN(const std::size_t read, stream_->Read(room));
    if (read == 0) return false;
    const std::size_t n = passing_over_ ? PassOver(room.first(read)) : read;
    const bool line_ended = std::memchr(room.data(), '\n', n) != nullptr;
    *size += n;
    if (line_ended || *size > options_.max_line_bytes) return true;
  }
}

// Drops what belongs to a line that is too long, and closes the gap. What is left of `bytes`.
std::size_t LineReader::PassOver(std::span<char> bytes) {
  const auto end = std::find(bytes.begin(), bytes.end(), '\n');
  const auto dropped = static_cast<std::size_t>(end - bytes.begin()) + (end != bytes.end() ? 1 : 0);
  at_.offset += dropped;
  if (end == bytes.end()) return 0;
  passing_over_ = false;
  ++at_.line;
  std::memmove(bytes.data(), bytes.data() + dropped, bytes.size() - dropped);
  return bytes.size() - dropped;
}

// Makes lines of `text`; returns how much of it they took.
std::size_t LineReader::Split(LineBatch* batch, std::string_view text, bool at_file_end) {
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find('\n', begin)) != std::string_view::npos; begin = end + 1) {
    AddLine(batch, text.substr(begin, end - begin), end - begin > options_.max_line_bytes);
    at_.offset += end + 1 - begin;
    ++at_.line;
  }
  const std::string_view open = text.substr(begin);
  const bool too_long = open.size() > options_.max_line_bytes;
  if (!too_long && !at_file_end) return begin;
  AddLine(batch, open, too_long);
  at_.offset += open.size();
  if (at_file_end) ++at_.line;
  passing_over_ = !at_file_end;
  return text.size();
}

void LineReader::AddLine(LineBatch* batch, std::string_view text, bool too_long) {
  if (at_.offset == 0 && text.starts_with(kByteOrderMark))
    text.remove_prefix(kByteOrderMark.size());
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (IsBlank(text)) return;
  if (too_long) text = text.substr(0, std::min(kShownOfTooLong, options_.max_line_bytes));
  batch->lines.push_back({text, at_, too_long});
}

}  // namespace evenhand::source
