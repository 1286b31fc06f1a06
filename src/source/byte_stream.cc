#include "source/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace evenhand::source {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{128} << 10;

std::string SystemReason(int code) { return std::generic_category().message(code); }

// A file descriptor with a buffer; the one place that calls read().
class File {
 public:
  File(int fd, std::string path) : fd_(fd), path_(std::move(path)), buffer_(kBufferBytes) {}
  ~File() {
    if (fd_ > STDERR_FILENO) close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const std::string& path() const { return path_; }
  std::uint64_t consumed() const { return consumed_; }

  // What is buffered but not yet taken.
  std::span<const char> ahead() const { return std::span(buffer_).subspan(at_, size_ - at_); }
  void Take(std::size_t n) { at_ += n; }

  // Adds at least one byte to what is buffered; false at the end.
  Result<bool> Fill() {
    if (at_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + at_, size_ - at_);
      size_ -= std::exchange(at_, 0);
    }
    EVENHAND_ASSIGN(const std::size_t n, ReadInto(std::span(buffer_).subspan(size_)));
    size_ += n;
    return n > 0;
  }

  Result<std::size_t> ReadInto(std::span<char> out) {
    const ssize_t n = read(fd_, out.data(), out.size());
    if (n < 0) {
      const ErrorCode code = errno == EINTR ? ErrorCode::kUnavailable : ErrorCode::kIo;
      return Fail(code, path_ + ": cannot read: " + SystemReason(errno));
    }
    consumed_ += static_cast<std::uint64_t>(n);
    return static_cast<std::size_t>(n);
  }

  Error Damaged(const char* what) const { return Error{ErrorCode::kCorrupt, path_ + ": " + what}; }

 private:
  int fd_;
  std::string path_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;
  std::size_t size_ = 0;
  std::uint64_t consumed_ = 0;
};

class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(std::unique_ptr<File> file) : file_(std::move(file)) {}
  std::uint64_t consumed() const override { return file_->consumed(); }

  Result<std::size_t> Read(std::span<char> out) override {
    const std::span<const char> ahead = file_->ahead();
    if (ahead.empty()) return file_->ReadInto(out);
    const std::size_t n = std::min(ahead.size(), out.size());
    std::memcpy(out.data(), ahead.data(), n);
    file_->Take(n);
    return n;
  }

 private:
  std::unique_ptr<File> file_;
};

class GzipStream final : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<File> file) : file_(std::move(file)) {
    constexpr int kGzipOnly = 16;
    ready_ = inflateInit2(&inflate_, MAX_WBITS + kGzipOnly) == Z_OK;
  }
  ~GzipStream() override { inflateEnd(&inflate_); }
  std::uint64_t consumed() const override { return file_->consumed(); }

  Result<std::size_t> Read(std::span<char> out) override {
    if (!ready_) return Fail(ErrorCode::kInternal, file_->path() + ": no memory to unpack gzip");
    while (true) {
      if (file_->ahead().empty()) {
        EVENHAND_ASSIGN(const bool more, file_->Fill());
        if (!more) {
          if (inside_) return tl::unexpected(file_->Damaged("gzip data end early"));
          return std::size_t{0};
        }
      }
      EVENHAND_ASSIGN(const std::size_t n, Inflate(out));
      if (n > 0) return n;
    }
  }

 private:
  // One step; 0 when it used up its input without giving anything.
  Result<std::size_t> Inflate(std::span<char> out) {
    const std::span<const char> in = file_->ahead();
    inflate_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    inflate_.avail_in = static_cast<uInt>(in.size());
    inflate_.next_out = reinterpret_cast<Bytef*>(out.data());
    inflate_.avail_out = static_cast<uInt>(std::min<std::size_t>(out.size(), 1u << 30));
    const uInt room = inflate_.avail_out;
    inside_ = true;
    const int code = inflate(&inflate_, Z_NO_FLUSH);
    file_->Take(in.size() - inflate_.avail_in);
    if (code == Z_STREAM_END) {
      inside_ = false;
      inflateReset(&inflate_);
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      return tl::unexpected(file_->Damaged("gzip data are damaged"));
    }
    return std::size_t{room - inflate_.avail_out};
  }

  std::unique_ptr<File> file_;
  z_stream inflate_{};
  bool ready_ = false;
  bool inside_ = false;  // a member has begun and not ended
};

class ZstdStream final : public ByteStream {
 public:
  ZstdStream(std::unique_ptr<File> file, int window_log)
      : file_(std::move(file)), context_(ZSTD_createDCtx(), &ZSTD_freeDCtx) {
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, window_log);
  }
  std::uint64_t consumed() const override { return file_->consumed(); }

  Result<std::size_t> Read(std::span<char> out) override {
    while (true) {
      const std::size_t n = Unpack(out);
      if (failed_) return tl::unexpected(file_->Damaged(reason_));
      if (n > 0) return n;
      EVENHAND_ASSIGN(const bool more, file_->Fill());
      if (!more && inside_) return tl::unexpected(file_->Damaged("zstd data end early"));
      if (!more) return std::size_t{0};
    }
  }

 private:
  // Also called without input: what was unpacked before may not all have fitted.
  std::size_t Unpack(std::span<char> out) {
    const std::span<const char> ahead = file_->ahead();
    ZSTD_inBuffer in{ahead.data(), ahead.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    while (to.pos == 0) {
      const std::size_t before = in.pos;
      const std::size_t left = ZSTD_decompressStream(context_.get(), &to, &in);
      failed_ = ZSTD_isError(left) != 0;
      if (failed_) {
        const bool window = ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge;
        reason_ =
            window ? "zstd data ask for more memory than is allowed" : "zstd data are damaged";
        break;
      }
      if (in.pos > before || to.pos > 0) inside_ = left != 0;
      if (in.pos == in.size) break;
    }
    file_->Take(in.pos);
    return to.pos;
  }

  std::unique_ptr<File> file_;
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context_;
  bool failed_ = false;
  const char* reason_ = "";
  bool inside_ = false;  // a frame has begun and not ended
};

bool StartsWith(std::span<const char> bytes, std::string_view magic) {
  return std::string_view(bytes.data(), bytes.size()).starts_with(magic);
}

Result<std::unique_ptr<File>> OpenFile(const std::string& path) {
  if (path == "-") return std::make_unique<File>(STDIN_FILENO, "standard input");
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return Fail(code, path + ": cannot open: " + SystemReason(errno));
  }
  auto file = std::make_unique<File>(fd, path);
  struct stat about {};
  if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
    return Fail(ErrorCode::kIo, path + ": is a directory; name the files in it");
  }
  return file;
}

}  // namespace

Result<std::unique_ptr<ByteStream>> OpenByteStream(const std::string& path,
                                                   const ByteStreamOptions& options) {
  EVENHAND_ASSIGN(std::unique_ptr<File> file, OpenFile(path));
  constexpr std::size_t kMagicBytes = 4;
  while (file->ahead().size() < kMagicBytes) {
    const Result<bool> more = file->Fill();
    if (!more && more.error().code == ErrorCode::kUnavailable) continue;
    if (!more) return tl::unexpected(more.error());
    if (!*more || file->ahead()[0] == '{') break;
  }
  std::unique_ptr<ByteStream> stream;
  if (StartsWith(file->ahead(), "\x1f\x8b")) {
    stream = std::make_unique<GzipStream>(std::move(file));
  } else if (StartsWith(file->ahead(), "\x28\xb5\x2f\xfd")) {
    stream = std::make_unique<ZstdStream>(std::move(file), options.zstd_window_log);
  } else {
    stream = std::make_unique<PlainStream>(std::move(file));
  }
  return stream;
}

}  // namespace evenhand::source
