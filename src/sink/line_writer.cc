#include "sink/line_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace evenhand::sink {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{256} << 10;

tl::unexpected<Error> Refused(const std::string& path, const char* what) {
  return Fail(ErrorCode::kIo,
              path + ": cannot " + what + ": " + std::generic_category().message(errno));
}

}  // namespace

Result<std::unique_ptr<LineWriter>> LineWriter::Open(const std::string& path,
                                                     std::uint64_t keep_bytes) {
  const bool standard = path == "-";
  const int fd =
      standard ? STDOUT_FILENO : open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return Refused(path, "open");
  struct stat about {};
  const bool is_file = !standard && fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
  std::unique_ptr<LineWriter> writer(
      new LineWriter(fd, standard ? "standard output" : path, is_file, keep_bytes));
  if (!is_file) return writer;
  if (static_cast<std::uint64_t>(about.st_size) < keep_bytes) {
    return Fail(ErrorCode::kCorrupt, path + ": holds " + std::to_string(about.st_size) +
                                         " bytes but " + std::to_string(keep_bytes) +
                                         " were written; start anew or restore it");
  }
  if (ftruncate(fd, static_cast<off_t>(keep_bytes)) != 0) return Refused(path, "cut back");
  if (lseek(fd, 0, SEEK_END) < 0) return Refused(path, "go to the end of");
  return writer;
}

LineWriter::LineWriter(int fd, std::string path, bool is_file, std::uint64_t length)
    : fd_(fd), path_(std::move(path)), is_file_(is_file), length_(length) {
  buffer_.reserve(kBufferBytes);
}

LineWriter::~LineWriter() {
  // Whoever cares about errors has flushed.
  (void)Flush();
  if (fd_ > STDERR_FILENO) close(fd_);
}

Result<void> LineWriter::Write(std::string_view lines) {
  if (buffer_.size() + lines.size() > kBufferBytes) EVENHAND_TRY(Flush());
  if (lines.size() > kBufferBytes) return WriteOut(lines);
  buffer_.append(lines);
  return {};
}

Result<void> LineWriter::Flush() {
  Result<void> written = WriteOut(buffer_);
  buffer_.clear();
  return written;
}

Result<std::uint64_t> LineWriter::Commit() {
  EVENHAND_TRY(Flush());
  if (is_file_ && fdatasync(fd_) != 0) return Refused(path_, "put on the disk");
  return length_;
}

Result<void> LineWriter::WriteOut(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Refused(path_, "write");
    length_ += static_cast<std::uint64_t>(n);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

}  // namespace evenhand::sink
