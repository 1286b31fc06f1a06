#include "coordination/qut_text.h"

#include <algorithm>
#include <vector>

#include "text/case_map.h"
#include "text/runs.h"
#include "text/word_bounds.h"

namespace evenhand::coordination {
namespace {

std::string Lowered(std::string_view message) {
  std::string lower(message.size() * text::kCaseGrowth, '\0');
  lower.resize(static_cast<std::size_t>(text::ToLower(message, lower.data()) - lower.data()));
  return lower;
}

// In lower case and without mentions.
std::string Cleaned(std::string_view message) {
  const std::string lower = Lowered(message);
  const std::string_view rest = lower;
  std::string clean;
  clean.reserve(rest.size());
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t mention = std::min(rest.find('@', at), rest.size());
    clean += rest.substr(at, mention - at);
    at = mention < rest.size() ? text::RunEnd(rest, mention, text::IsNoSpace) : mention;
  }
  return clean;
}

std::string Joined(const std::vector<std::string_view>& words) {
  std::string joined;
  for (const std::string_view word : words) {
    if (!joined.empty()) joined += ' ';
    joined += word;
  }
  return joined;
}

// The pieces between word bounds, where a bound swallows the spaces after it and then one
// apostrophe.
std::vector<std::string_view> Pieces(std::string_view clean) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (const std::size_t bound : text::WordBounds(clean)) {
    if (bound < begin) continue;
    if (bound > begin) pieces.push_back(clean.substr(begin, bound - begin));
    begin = text::RunEnd(clean, bound, text::IsSegmentSpace);
    if (begin < clean.size() && clean[begin] == '\'') ++begin;
  }
  return pieces;
}

}  // namespace

std::string QutPreprocess(std::string_view message) {
  const std::string clean = Cleaned(message);
  std::vector<std::string_view> words;
  text::EachWord(clean, [&](std::string_view word) { words.push_back(word); });
  return Joined(words);
}

std::string QutTokenSet(std::string_view message) {
  const std::string clean = Cleaned(message);
  std::vector<std::string_view> pieces = Pieces(clean);
  std::ranges::sort(pieces);
  pieces.erase(std::ranges::unique(pieces).begin(), pieces.end());
  return Joined(pieces);
}

}  // namespace evenhand::coordination
