#pragma once

// The records of a CSV text: where each begins, by line, and what is wrong with it. A table reader
// takes records apart; this says which of them it can be given, and which line of the file a row
// was.
//
// A record ends at a line end (LF, CRLF or CR) outside of quotes. A quote opens where a field
// begins; where it closes, a field or the record has to end. Memory does not grow with the text.
//
// Cost: O(n).

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace evenhand::archive {

struct Record {
  std::uint64_t number = 0;  // from 1, blank ones counted
  std::uint64_t line = 0;    // from 1, of its first byte
  std::uint64_t bytes = 0;   // without its line end
  std::uint64_t fields = 0;
  bool in_quotes = false;   // the text ended inside a quote that this record opened
  bool stray = false;       // something follows where a quote closed
  bool ill_formed = false;  // not UTF-8
  bool blank() const { return bytes == 0; }
};

static_assert(std::endian::native == std::endian::little);

class RecordCounter {
 public:
  explicit RecordCounter(char delimiter) : delimiter_(delimiter) {}

  // Takes the next piece of the text; calls visit(record, at) for each record that ends in it, `at`
  // being where in the piece its line end is. The record's last bytes are those before.
  template <class Visit>
  void Read(std::string_view piece, Visit&& visit) {
    for (std::size_t at = 0; at < piece.size(); ++at) {
      if (!after_return_ && wanted_ == 0) at = SkipPlain(piece, at);
      if (at == piece.size()) break;
      if (Step(piece[at])) visit(Close(), at);
    }
  }

  // After the last piece: the record that no line end closed, if any.
  template <class Visit>
  void Finish(Visit&& visit) {
    if (bytes_ == 0) return;
    const bool in_quotes = state_ == State::kQuoted;
    Record last = Close();
    last.in_quotes = in_quotes;
    visit(last, 0);
  }

  // Whether lines ended in more than one way.
  bool mixed_line_ends() const {
    return (crlf_ ? 1 : 0) + (lf_ ? 1 : 0) + (cr_ || after_return_ ? 1 : 0) > 1;
  }

 private:
  enum class State : std::uint8_t { kFieldStart, kPlain, kQuoted, kQuoteInQuoted };

  // Past fields of plain ASCII without quotes at their start, which is nearly all there is.
  std::size_t SkipPlain(std::string_view piece, std::size_t at) {
    const std::size_t from = at;
    while (at < piece.size() && (state_ == State::kPlain || state_ == State::kFieldStart)) {
      if (state_ == State::kFieldStart && piece[at] == '"') break;
      const std::size_t plain = PlainBytes(piece.substr(at));
      if (plain > 0) state_ = State::kPlain;
      at += plain;
      if (at == piece.size() || piece[at] != delimiter_) break;
      state_ = State::kFieldStart;
      ++fields_;
      ++at;
    }
    bytes_ += at - from;
    return at;
  }

  // How many bytes come before the first that is a delimiter, of a line end or not ASCII: eight at
  // a time, as long as there are so many.
  std::size_t PlainBytes(std::string_view text) const {
    constexpr std::uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
    // The lowest high bit that is set marks the first zero byte.
    const auto zeros = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
    const auto is = [&](std::uint64_t word, char c) {
      return zeros(word ^ kOnes * static_cast<unsigned char>(c));
    };
    std::size_t at = 0;
    for (std::uint64_t word; at + sizeof word <= text.size(); at += sizeof word) {
      std::memcpy(&word, text.data() + at, sizeof word);
      const std::uint64_t found =
          (word & kHighs) | is(word, delimiter_) | is(word, '\n') | is(word, '\r');
      if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
    while (at < text.size() && IsPlain(text[at])) ++at;
    return at;
  }

  bool IsPlain(char c) const {
    return static_cast<signed char>(c) >= 0 && c != delimiter_ && c != '\n' && c != '\r';
  }

  // Whether `c` ends a record.
  bool Step(char c) {
    CheckUtf8(static_cast<unsigned char>(c));
    if (after_return_) {
      after_return_ = false;
      const bool quoted = state_ == State::kQuoted;
      if (c == '\n') {  // the second half of CRLF
        crlf_ = crlf_ || !quoted;
        if (quoted) ++bytes_;
        return false;
      }
      cr_ = cr_ || !quoted;
    }
    after_return_ = c == '\r';
    const bool line_end = c == '\n' || c == '\r';
    if (line_end) ++line_;
    if (state_ == State::kQuoted) {
      if (c == '"') state_ = State::kQuoteInQuoted;
    } else if (line_end) {
      lf_ = lf_ || c == '\n';
      return true;
    } else if (c == delimiter_) {
      state_ = State::kFieldStart;
      ++fields_;
    } else if (c == '"' && state_ != State::kPlain) {
      state_ = State::kQuoted;
    } else {
      stray_ = stray_ || state_ == State::kQuoteInQuoted;
      state_ = State::kPlain;
    }
    ++bytes_;
    return false;
  }

  // Table 3-7 of the Unicode Standard: what may follow a first byte, then plain continuations.
  void CheckUtf8(unsigned char byte) {
    if (wanted_ > 0) {
      if (byte >= least_ && byte <= most_) {
        --wanted_;
        least_ = 0x80, most_ = 0xBF;
        return;
      }
      ill_formed_ = true;
      wanted_ = 0;
    }
    least_ = 0x80, most_ = 0xBF;
    if (byte < 0x80) return;
    if (byte >= 0xC2 && byte <= 0xDF) {
      wanted_ = 1;
    } else if (byte >= 0xE0 && byte <= 0xEF) {
      wanted_ = 2;
      if (byte == 0xE0) least_ = 0xA0;
      if (byte == 0xED) most_ = 0x9F;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
      wanted_ = 3;
      if (byte == 0xF0) least_ = 0x90;
      if (byte == 0xF4) most_ = 0x8F;
    } else {
      ill_formed_ = true;
    }
  }

  Record Close() {
    const Record record{.number = ++number_,
                        .line = first_line_,
                        .bytes = bytes_,
                        .fields = fields_ + 1,
                        .in_quotes = false,
                        .stray = stray_,
                        .ill_formed = ill_formed_ || wanted_ > 0};
    bytes_ = fields_ = 0;
    stray_ = ill_formed_ = false;
    wanted_ = 0;
    first_line_ = line_;
    state_ = State::kFieldStart;
    return record;
  }

  char delimiter_;
  State state_ = State::kFieldStart;
  bool after_return_ = false;
  bool crlf_ = false, lf_ = false, cr_ = false;  // ends of records seen
  bool stray_ = false;
  bool ill_formed_ = false;
  int wanted_ = 0;  // continuation bytes that are to come
  unsigned char least_ = 0x80, most_ = 0xBF;
  std::uint64_t number_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t fields_ = 0;
  std::uint64_t line_ = 1;        // of the next byte
  std::uint64_t first_line_ = 1;  // of the current record
};

}  // namespace evenhand::archive
