#include "app/ledger_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "base/hex.h"
#include "record/safe_files.h"
#include "record/tree_hash.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostKeyBytes = 10'000;

tl::unexpected<Error> Refused(const std::string& path, const char* what) {
  return Fail(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
              fmt::format("{}: cannot {}: {}", path, what, std::generic_category().message(errno)));
}

std::string WithoutLineEnd(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

Result<std::string> ReadAll(int fd, const std::string& path, std::size_t most_bytes) {
  std::string bytes;
  char buffer[65536];
  while (true) {
    const ssize_t n = read(fd, buffer, sizeof(buffer));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Refused(path, "read");
    if (n == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(n));
    if (bytes.size() > most_bytes) {
      return Fail(ErrorCode::kLimit,
                  fmt::format("{}: is larger than the {} bytes it may be", path, most_bytes));
    }
  }
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) return false;
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
  return true;
}

}  // namespace

Result<std::string> ReadWholeFile(const std::string& path, std::size_t most_bytes) {
  if (path == "-") return ReadAll(STDIN_FILENO, "standard input", most_bytes);
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Refused(path, "read");
  Result<std::string> bytes = ReadAll(fd, path, most_bytes);
  close(fd);
  return bytes;
}

Result<void> EachPiece(const std::string& path,
                       const std::function<Result<void>(std::string_view)>& visit) {
  const bool is_input = path == "-";
  const int fd = is_input ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Refused(path, "read");
  std::string piece(std::size_t{1} << 20, '\0');
  Result<void> done;
  while (done) {
    const ssize_t got = read(fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) done = Refused(path, "read");
    if (got <= 0) break;
    done = visit(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
  }
  if (!is_input) close(fd);
  return done;
}

Result<void> WriteWholeFile(const std::string& path, std::string_view bytes) {
  std::error_code none;
  if (std::filesystem::exists(path, none) && !std::filesystem::is_regular_file(path, none)) {
    // A pipe or a device can only be written to.
    const int fd = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return Refused(path, "write");
    const bool written = WriteAll(fd, bytes);
    return close(fd) == 0 && written ? Result<void>() : Refused(path, "write");
  }
  EVENHAND_ASSIGN(record::SafeFiles files, record::SafeFiles::Beside(path));
  return files.Replace({std::filesystem::path(path).filename().string(), std::string(bytes)});
}

Result<void> WriteSecretFile(const std::string& path, const std::string& bytes) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST) {
    return Fail(ErrorCode::kInvalidArgument,
                path + ": exists already; a key is never written over");
  }
  if (fd < 0) return Refused(path, "create");
  const bool kept = WriteAll(fd, bytes) && fsync(fd) == 0;
  close(fd);
  return kept ? Result<void>() : Refused(path, "write");
}

Result<record::SigningKey> ReadSigningKey(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) return Refused(path, "read");
  if ((about.st_mode & 077) != 0) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("{}: others can read this private key; run `chmod 600 {}`", path, path));
  }
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, kMostKeyBytes));
  auto key = record::SigningKey::Parse(WithoutLineEnd(text));
  if (!key) return tl::unexpected(std::move(key).error().Within(path));
  return key;
}

Result<record::VerifierKey> ReadVerifierKey(const std::string& key_or_file) {
  if (std::ranges::count(key_or_file, '+') >= 2) return record::ParseVerifierKey(key_or_file);
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(key_or_file, kMostKeyBytes));
  auto key = record::ParseVerifierKey(WithoutLineEnd(text));
  if (!key) return tl::unexpected(std::move(key).error().Within(key_or_file));
  return key;
}

Result<record::Policy> ReadPolicy(const std::string& key_or_file, const std::string& file) {
  record::Policy policy;
  if (!file.empty()) {
    EVENHAND_ASSIGN(const std::string text, ReadWholeFile(file, record::kMostPolicyBytes));
    auto parsed = record::Policy::Parse(text);
    if (!parsed) return tl::unexpected(std::move(parsed).error().Within(file));
    policy = *std::move(parsed);
  }
  if (!key_or_file.empty()) {
    EVENHAND_ASSIGN(record::VerifierKey key, ReadVerifierKey(key_or_file));
    if (key.type != record::KeyType::kEd25519) {
      return Fail(ErrorCode::kInvalidArgument, "--key wants the key of a log, not of a witness");
    }
    policy.AddLog(std::move(key));
  }
  if (policy.logs().empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                "whose log is it? give its verifier key with --key, or --policy with a log in it");
  }
  return policy;
}

std::string SeenFileOf(const std::string& key_file, const record::VerifierKey& log) {
  return fmt::format("{}.{}.seen", key_file,
                     Hex(record::BytesOf(record::Sha256(log.name))).substr(0, 16));
}

Result<void> AddToCheckpoint(const std::string& directory, const std::string& note,
                             const std::string& line) {
  EVENHAND_ASSIGN(const record::FileLock lock, record::FileLock::Take(directory + "/.lock"));
  EVENHAND_ASSIGN(record::SafeFiles files, record::SafeFiles::Open(directory));
  EVENHAND_ASSIGN(const std::optional<std::string> now, files.Read("checkpoint"));
  if (now != note) {
    return Fail(ErrorCode::kUnavailable,
                directory + ": the checkpoint has changed meanwhile; try again");
  }
  return files.Replace({"checkpoint", note + line});
}

}  // namespace evenhand::app
