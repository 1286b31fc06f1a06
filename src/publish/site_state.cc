#include "publish/site_state.h"

#include <fmt/format.h>

#include <charconv>

namespace evenhand::publish {
namespace {

constexpr std::string_view kTitle = "evenhand site state 1";
constexpr std::size_t kSumLetters = 64;

std::string_view TakeUntil(char end, std::string_view* rest) {
  const std::size_t at = std::min(rest->find(end), rest->size());
  const std::string_view part = rest->substr(0, at);
  rest->remove_prefix(std::min(at + 1, rest->size()));
  return part;
}

}  // namespace

std::string WriteState(std::string_view directory, const KnownFiles& files) {
  std::string out = fmt::format("{}\n{}\n", kTitle, directory);
  for (const auto& [path, file] : files)
    out += fmt::format("{} {} {} {}\n", file.sha256, file.given, file.size, path);
  return out;
}

KnownFiles ReadState(std::string_view text, std::string_view directory) {
  if (TakeUntil('\n', &text) != kTitle || TakeUntil('\n', &text) != directory) return {};
  KnownFiles files;
  while (!text.empty()) {
    std::string_view line = TakeUntil('\n', &text);
    KnownFile file;
    file.sha256 = TakeUntil(' ', &line);
    file.given = TakeUntil(' ', &line);
    const std::string_view size = TakeUntil(' ', &line);
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), file.size);
    if (error != std::errc() || end != size.data() + size.size() || line.empty() ||
        file.sha256.size() != kSumLetters)
      return {};
    files.emplace(line, std::move(file));
  }
  return files;
}

}  // namespace evenhand::publish
