#include "carry/wrong_codes.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "base/hex.h"
#include "record/tree_hash.h"

namespace evenhand::carry {
namespace {

std::optional<std::int64_t> TakeNumber(char end, std::string_view* rest) {
  const std::size_t at = rest->find(end);
  if (at == rest->npos) return std::nullopt;
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(rest->data(), rest->data() + at, number);
  if (error != std::errc() || stop != rest->data() + at || number < 0) return std::nullopt;
  rest->remove_prefix(at + 1);
  return number;
}

}  // namespace

WrongCodes WrongCodes::Read(std::string_view text, std::int64_t day) {
  WrongCodes read(day);
  if (TakeNumber('\n', &text) != day) return read;
  const auto all = TakeNumber('\n', &text);
  if (!all) return read;
  read.all_ = *all;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space == text.npos) break;
    const std::string hash(text.substr(0, space));
    text.remove_prefix(space + 1);
    const auto count = TakeNumber('\n', &text);
    if (!count) break;
    read.of_.emplace(hash, *count);
  }
  return read;
}

std::string WrongCodes::Write() const {
  std::string out = fmt::format("{}\n{}\n", day_, all_);
  for (const auto& [hash, count] : of_) out += fmt::format("{} {}\n", hash, count);
  return out;
}

bool WrongCodes::Add(std::string_view decision) {
  ++all_;
  if (all_ > kMostWrongInAll) return true;
  const std::string hash = Hex(record::BytesOf(record::Sha256(decision)).substr(0, 8));
  return ++of_[hash] > kMostWrongOfOne;
}

}  // namespace evenhand::carry
