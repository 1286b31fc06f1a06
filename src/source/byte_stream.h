#pragma once

// The bytes of one input: a file or standard input, plain, gzip or zstd as its first bytes say.
//
// Compressed input is unpacked as a stream: memory does not grow with the file or with how well it
// was packed. Several gzip members or zstd frames one after another are one text.
//
// Errors: kNotFound, kIo when it cannot be opened or read; kCorrupt when compressed data are
// damaged or end early; kUnavailable when a signal interrupted a read (call again).

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

namespace evenhand::source {

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Up to out.size() bytes; 0 only at the end. Gives what is there rather than waiting for more.
  virtual Result<std::size_t> Read(std::span<char> out) = 0;
  // Bytes read from the file so far, as stored.
  virtual std::uint64_t consumed() const = 0;
};

struct ByteStreamOptions {
  // Zstd data packed with a longer window are refused: it is memory that they ask for, 2^27 bytes
  // as zstd itself allows. Archives packed with --long=31 need 31.
  int zstd_window_log = 27;
};

// `path` "-" is standard input.
Result<std::unique_ptr<ByteStream>> OpenByteStream(const std::string& path,
                                                   const ByteStreamOptions& options = {});

}  // namespace evenhand::source
