#pragma once

// Where results go, and how they get there: in long pieces and without being copied.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace evenhand::engine {

// Whole lines, in order.
class ResultSink {
 public:
  virtual ~ResultSink() = default;
  virtual Result<void> Write(std::string_view lines) = 0;
};

// Joins lines that lie side by side to one piece, which it writes when a line comes that does not.
class ResultJoiner {
 public:
  // For what comes from now on; nothing waits to be written.
  void WriteTo(ResultSink* sink) { sink_ = sink; }
  std::uint64_t bytes() const { return bytes_; }  // written so far

  // `lines` stay where they are until the next Flush.
  Result<void> Add(std::string_view lines) {
    if (!piece_.empty() && lines.data() == piece_.data() + piece_.size()) {
      piece_ = {piece_.data(), piece_.size() + lines.size()};
      return {};
    }
    EVENHAND_TRY(Flush());
    piece_ = lines;
    return {};
  }

  // A text to append lines to. Its address is always the same; call this before each line.
  Result<std::string*> Text() {
    if (!piece_.empty() || text_.size() >= kPieceBytes) EVENHAND_TRY(Flush());
    return &text_;
  }

  Result<void> Flush() {
    for (const std::string_view lines : {std::exchange(piece_, {}), std::string_view(text_)}) {
      if (lines.empty()) continue;
      bytes_ += lines.size();
      EVENHAND_TRY(sink_->Write(lines));
    }
    text_.clear();
    return {};
  }

 private:
  static constexpr std::size_t kPieceBytes = std::size_t{256} << 10;  // fits a processor's cache

  ResultSink* sink_ = nullptr;
  std::string_view piece_;  // one of these two is empty
  std::string text_;
  std::uint64_t bytes_ = 0;
};

}  // namespace evenhand::engine
