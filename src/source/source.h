#pragma once

// Where events come from: lines of text with their place, in batches that own their bytes.
//
// A batch is filled by one thread, may be read by another (source/envelope.h turns its lines into
// events), and is acknowledged once everything that follows from it is durable.

#include <compare>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::source {

// A place in the input.
struct Position {
  std::uint32_t file = 0;    // index into the list of inputs
  std::uint64_t line = 1;    // from 1
  std::uint64_t offset = 0;  // bytes of the (decompressed) text before the line
  auto operator<=>(const Position&) const = default;
};

struct Line {
  std::string_view text;  // without its line end; followed by at least 64 readable bytes
  Position at;
  bool too_long = false;  // beyond the limit: `text` is only its beginning
};

// Moves, never copies: the lines borrow from `bytes`.
struct LineBatch {
  LineBatch() = default;
  LineBatch(LineBatch&&) = default;
  LineBatch& operator=(LineBatch&&) = default;

  std::vector<Line> lines;        // blank ones left out
  Position next;                  // after the last line: start here to go on
  std::uint64_t input_bytes = 0;  // read from all inputs so far, as stored (compressed)

  std::unique_ptr<char[]> bytes;
  std::size_t capacity = 0;
};

// Not thread-safe; one puller.
class Source {
 public:
  virtual ~Source() = default;
  // Puts the next lines into *batch, reusing its memory. False at the end of all input. True with
  // no lines means "none now" (a signal arrived while waiting). Blocks while a pipe has nothing.
  virtual Result<bool> Pull(LineBatch* batch) = 0;
  // Everything before `position` is done with: it will not be asked for again.
  virtual Result<void> Acknowledge(const Position& position) = 0;
};

}  // namespace evenhand::source
