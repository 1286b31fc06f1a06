#pragma once

// A Source over files and standard input: one event a line.
//
// Lines end with LF or CRLF; the last one need not. Memory is bounded by the batch size and the
// longest line allowed; a longer line is passed over and handed out as `too_long` with its first
// bytes. A batch never holds lines of two files. From a pipe, what has arrived is handed out at
// once.
//
// Errors: those of byte_stream.h; kCorrupt when an input is shorter than the position to start at.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "source/byte_stream.h"
#include "source/source.h"

namespace evenhand::source {

struct LineReaderOptions {
  Position start = {};                             // as LineBatch::next of an earlier run
  std::size_t batch_bytes = std::size_t{1} << 20;  // about how much one batch holds
  std::size_t max_line_bytes = std::size_t{4} << 20;
  ByteStreamOptions stream = {};
};

class LineReader final : public Source {
 public:
  // `paths` are read in order; "-" is standard input.
  explicit LineReader(std::vector<std::string> paths, const LineReaderOptions& options = {});

  Result<bool> Pull(LineBatch* batch) override;
  Result<void> Acknowledge(const Position&) override { return {}; }
  // Whether all that is left are files, so that Pull does not wait for whoever writes a pipe.
  bool NeverWaits() const { return at_.file >= waits_before_; }

 private:
  Result<void> OpenNext();
  Result<void> Discard(std::uint64_t bytes);
  Result<bool> Fill(LineBatch* batch, std::size_t* size);
  std::size_t PassOver(std::span<char> bytes);
  std::size_t Split(LineBatch* batch, std::string_view text, bool at_file_end);
  void AddLine(LineBatch* batch, std::string_view text, bool too_long);

  std::vector<std::string> paths_;
  LineReaderOptions options_;
  std::size_t waits_before_ = 0;  // number of the file after the last pipe
  std::unique_ptr<ByteStream> stream_;
  Position at_;                     // of the next line
  std::string rest_;                // of a line whose end has not been read
  bool passing_over_ = false;       // inside a line that is too long
  std::uint64_t closed_bytes_ = 0;  // stored bytes of the files already read
};

}  // namespace evenhand::source
