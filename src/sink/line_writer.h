#pragma once

// Lines out, to a file or standard output.
//
// Commit makes what was written durable and says how long the output is. Whoever stores that length
// together with the position in the input can stop at any moment: on the next start the output is
// cut back to it, and every result stands there exactly once.
//
// Errors: kIo with the path when the system refuses; kCorrupt when the output to go on with is
// shorter than it was. Thread: one owner.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::sink {

class LineWriter {
 public:
  // `path` "-" is standard output. Keeps the first `keep_bytes` of a file that exists (0: none of
  // it).
  static Result<std::unique_ptr<LineWriter>> Open(const std::string& path,
                                                  std::uint64_t keep_bytes = 0);
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  // Appends text that ends with a line end; buffered.
  Result<void> Write(std::string_view lines);
  // Hands everything to the system: what people watching a pipe want.
  Result<void> Flush();
  // Flushes, and waits until a file is on the disk. The length of the output, in bytes.
  Result<std::uint64_t> Commit();

 private:
  LineWriter(int fd, std::string path, bool is_file, std::uint64_t length);
  Result<void> WriteOut(std::string_view bytes);

  int fd_;
  std::string path_;
  bool is_file_;
  std::uint64_t length_;  // handed to the system
  std::string buffer_;
};

}  // namespace evenhand::sink
