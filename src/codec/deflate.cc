#include "codec/deflate.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "base/check.h"

namespace evenhand::codec {
namespace {

constexpr int kZlib = 15;       // window bits of the zlib form
constexpr int kGzip = 15 + 16;  // of gzip

Bytef* In(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

std::string Pack(std::string_view bytes, int form) {
  z_stream stream{};
  EVENHAND_CHECK(deflateInit2(&stream, 9, Z_DEFLATED, form, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = In(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = In(out);
  stream.avail_out = static_cast<uInt>(out.size());
  EVENHAND_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

std::string Deflate(std::string_view bytes) { return Pack(bytes, kZlib); }

std::string Gzip(std::string_view bytes) { return Pack(bytes, kGzip); }

std::size_t GzipSize(std::string_view bytes) { return Gzip(bytes).size(); }

Result<std::string> Inflate(std::string_view packed, std::size_t most_bytes) {
  z_stream stream{};
  EVENHAND_CHECK(inflateInit2(&stream, kZlib) == Z_OK);
  std::string out;
  stream.next_in = In(packed);
  stream.avail_in = static_cast<uInt>(packed.size());
  int state = Z_OK;
  while (state == Z_OK && out.size() <= most_bytes) {
    const std::size_t before = out.size();
    out.resize(before + std::min<std::size_t>(65'536, most_bytes + 1 - before));
    stream.next_out = In(out) + before;
    stream.avail_out = static_cast<uInt>(out.size() - before);
    state = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
  }
  const bool has_rest = stream.avail_in != 0;
  inflateEnd(&stream);
  if (out.size() > most_bytes) {
    return Fail(ErrorCode::kLimit, fmt::format("unpacks to more than {} bytes", most_bytes));
  }
  if (state != Z_STREAM_END) return Fail(ErrorCode::kCorrupt, "is damaged or cut short");
  if (has_rest) return Fail(ErrorCode::kCorrupt, "has something after its end");
  return out;
}

}  // namespace evenhand::codec
