#include "app/log_check.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/random.h"
#include "base/hex.h"
#include "net/http_client.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 1 << 20;
constexpr std::size_t kMarkBytes = 16;

// In pieces that overlap, so that logs of any size can be looked through.
Result<bool> Has(const std::string& file, const std::string& mark) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return Fail(ErrorCode::kIo, file + ": cannot be read, so whether it has the mark is not known");
  std::string piece;
  while (in) {
    const std::size_t kept = std::min(piece.size(), mark.size() - 1);
    piece.erase(0, piece.size() - kept);
    piece.resize(kept + kPieceBytes);
    in.read(piece.data() + kept, static_cast<std::streamsize>(kPieceBytes));
    piece.resize(kept + static_cast<std::size_t>(in.gcount()));
    if (piece.find(mark) != piece.npos) return true;
  }
  return false;
}

}  // namespace

Result<void> CheckLogs(const std::string& address, const std::string& language,
                       const std::string& directory) {
  EVENHAND_ASSIGN(const std::string random, RandomBytes(kMarkBytes));
  const std::string mark = "mark-" + Hex(random);
  // Files that nobody has written to since cannot have it. Clocks of file systems are coarse.
  const auto begun = fs::file_time_type::clock::now() - std::chrono::seconds(5);
  std::error_code error;
  if (!fs::is_directory(directory, error))
    return Fail(ErrorCode::kIo,
                directory + ": is no folder that can be read; --check-logs names where logs are");
  EVENHAND_ASSIGN(const auto client, net::HttpClient::For(address, {}));
  const auto got = client->Get("/" + language + "/" + mark);
  if (!got) return Fail(ErrorCode::kUnavailable, "--check-logs: " + got.error().message);
  std::this_thread::sleep_for(kLogsWritten);
  auto entries = fs::recursive_directory_iterator(directory, error);
  if (error) return Fail(ErrorCode::kIo, directory + ": " + error.message());
  for (; entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    if (error) return Fail(ErrorCode::kIo, directory + ": " + error.message());
    std::error_code gone;  // logs are rotated meanwhile
    if (!entries->is_regular_file(gone) || entries->last_write_time(gone) < begun || gone) continue;
    EVENHAND_ASSIGN(const bool has, Has(entries->path().string(), mark));
    if (has)
      return Fail(
          ErrorCode::kInvalidArgument,
          entries->path().string() +
              ": holds a page that was asked for a moment ago, so readers are logged; turn that "
              "log off (docs/serving.md, behind a front proxy) and start again");
  }
  if (error) return Fail(ErrorCode::kIo, directory + ": " + error.message());
  return {};
}

}  // namespace evenhand::app
