#include "functions/bare_domains.h"

#include <algorithm>
#include <unordered_set>

#include "base/utf8.h"
#include "text/char_class.h"

namespace evenhand::functions {
namespace {

constexpr std::size_t kLongestLabel = 63;
constexpr std::string_view kWww = "www.";

bool IsAlpha(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool IsAlnum(char c) { return IsAlpha(c) || (c >= '0' && c <= '9'); }
bool IsLabelChar(char c) { return IsAlnum(c) || c == '-'; }

class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  // The next domain, or empty at the end of the text.
  std::string_view Next() {
    while (at_ < text_.size()) {
      if (!IsAlnum(text_[at_])) {
        ++at_;
        continue;
      }
      const std::size_t begin = at_;
      if (const std::size_t end = EndOfDomain(begin); end != 0) {
        at_ = end;
        if (at_ < text_.size() && (text_[at_] == ':' || text_[at_] == '/')) SkipToSpace();
        return text_.substr(begin, end - begin);
      }
    }
    return {};
  }

 private:
  std::size_t EndOfLabel(std::size_t begin) const {
    std::size_t end = begin;
    while (end < text_.size() && IsLabelChar(text_[end])) ++end;
    return end;
  }

  // The end of the letters at `begin`.
  std::size_t EndOfLetters(std::size_t begin) const {
    std::size_t end = begin;
    while (end < text_.size() && IsAlpha(text_[end])) ++end;
    return end;
  }

  // Where the domain that begins at `begin` ends; 0 when none does, and then at_ moves to the next
  // place where one may.
  std::size_t EndOfDomain(std::size_t begin) {
    std::size_t best = 0;
    std::size_t label = begin;
    for (;;) {
      const std::size_t end = EndOfLabel(label);
      const bool dotted = end < text_.size() && text_[end] == '.';
      const bool good = end > label && IsAlnum(text_[label]) && IsAlnum(text_[end - 1]) &&
                        end - label <= kLongestLabel;
      if (!dotted || !good) {
        if (label == begin) {
          // The end of a label that is too long may be one.
          const bool too_long = dotted && end - label > kLongestLabel && IsAlnum(text_[end - 1]);
          at_ = too_long ? end - kLongestLabel : std::max(end, begin + 1);
        } else {
          at_ = label;
        }
        return best;
      }
      label = end + 1;
      if (const std::size_t letters = EndOfLetters(label); letters >= label + 2) best = letters;
    }
  }

  void SkipToSpace() {
    while (at_ < text_.size()) {
      std::size_t next = at_;
      if (text::IsSpace(DecodeNext(text_, &next))) return;
      at_ = next;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string_view Lower(std::string_view domain, Arena& arena) {
  const std::span<char> lower = arena.Array<char>(domain.size());
  std::transform(domain.begin(), domain.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return {lower.data(), lower.size()};
}

}  // namespace

std::vector<std::string_view> BareDomains(std::string_view text, Arena& arena) {
  std::vector<std::string_view> domains;
  std::unordered_set<std::string_view> seen;
  Scan scan(text);
  for (std::string_view found = scan.Next(); !found.empty(); found = scan.Next()) {
    std::string_view domain = Lower(found, arena);
    const bool is_host = domain.starts_with(kWww) && domain.find('.', kWww.size()) != domain.npos;
    if (is_host) domain.remove_prefix(kWww.size());
    if (seen.insert(domain).second) domains.push_back(domain);
  }
  return domains;
}

}  // namespace evenhand::functions
