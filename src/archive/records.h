#pragma once

// Where the records of a CSV text begin, by line: to tell people which line of their file a row
// was, and to notice rows that a reader dropped without a word.
//
// A record ends at a line end (LF, CRLF or CR) outside of quotes. A quote opens where a field
// begins. Nothing is taken apart further and nothing is kept: memory does not grow with the text.
//
// Cost: O(n).

#include <cstdint>
#include <string_view>

namespace evenhand::archive {

struct Record {
  std::uint64_t number = 0;  // from 1, blank ones counted
  std::uint64_t line = 0;    // from 1, of its first byte
  std::uint64_t bytes = 0;   // without its line end
  bool in_quotes = false;    // the text ended inside a quote that this record opened
  bool blank() const { return bytes == 0; }
};

class RecordCounter {
 public:
  explicit RecordCounter(char delimiter) : delimiter_(delimiter) {}

  // Takes the next piece of the text; calls visit(Record) for each record that ends in it.
  template <class Visit>
  void Read(std::string_view piece, Visit&& visit) {
    for (std::size_t at = 0; at < piece.size(); ++at) {
      if (state_ == State::kPlain && !after_return_) {
        const std::size_t from = at;
        while (at < piece.size() && piece[at] != delimiter_ && piece[at] != '\n' &&
               piece[at] != '\r')
          ++at;
        bytes_ += at - from;
        if (at == piece.size()) break;
      }
      if (Step(piece[at])) visit(Close());
    }
  }

  // After the last piece: the record that no line end closed, if any.
  template <class Visit>
  void Finish(Visit&& visit) {
    if (bytes_ == 0) return;
    Record last = Close();
    last.in_quotes = state_ == State::kQuoted;
    visit(last);
  }

 private:
  enum class State : std::uint8_t { kFieldStart, kPlain, kQuoted, kQuoteInQuoted };

  // Whether `c` ends a record.
  bool Step(char c) {
    if (c == '\n' && after_return_) {  // the second half of CRLF
      after_return_ = false;
      if (state_ == State::kQuoted) ++bytes_;
      return false;
    }
    after_return_ = c == '\r';
    const bool line_end = c == '\n' || c == '\r';
    if (line_end) ++line_;
    if (state_ == State::kQuoted) {
      if (c == '"') state_ = State::kQuoteInQuoted;
    } else if (line_end) {
      return true;
    } else if (c == '"' && state_ != State::kPlain) {
      state_ = State::kQuoted;
    } else {
      state_ = c == delimiter_ ? State::kFieldStart : State::kPlain;
    }
    ++bytes_;
    return false;
  }

  Record Close() {
    const Record record{.number = ++number_, .line = first_line_, .bytes = bytes_};
    bytes_ = 0;
    first_line_ = line_;
    if (state_ != State::kQuoted) state_ = State::kFieldStart;
    return record;
  }

  char delimiter_;
  State state_ = State::kFieldStart;
  bool after_return_ = false;
  std::uint64_t number_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t line_ = 1;        // of the next byte
  std::uint64_t first_line_ = 1;  // of the current record
};

}  // namespace evenhand::archive
