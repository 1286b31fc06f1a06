#include "carry/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/hex.h"
#include "carry/base32.h"
#include "codec/deflate.h"
#include "record/tree_hash.h"

namespace evenhand::carry {
namespace {

constexpr std::string_view kMark = "EH1:";
constexpr std::size_t kIdLetters = 8;
constexpr std::size_t kSumLetters = 4;
constexpr std::size_t kPartBytes = 357;   // 572 letters of data, under a head of at most 28
constexpr std::size_t kMostVariants = 3;  // of one part, when someone mixes forged ones in
constexpr std::size_t kMostTries = 64;    // of ways to put variants together
constexpr std::size_t kMostSets = 200;

std::string UpperHex(std::string_view bytes, std::size_t letters) {
  std::string hex = Hex(bytes).substr(0, letters);
  std::ranges::transform(hex, hex.begin(),
                         [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return hex;
}
std::string IdOf(std::string_view packed) {
  return UpperHex(record::BytesOf(record::Sha256(packed)), kIdLetters);
}
std::string SumOf(std::string_view id, std::size_t i, std::size_t n, std::string_view bytes) {
  return UpperHex(
      record::BytesOf(record::Sha256(fmt::format("{}:{}:{}:", id, i, n) + std::string(bytes))),
      kSumLetters);
}

// A text without its blanks, which remembers where they were.
struct Letters {
  std::string text;
  std::vector<bool> blank_before;
};

Letters WithoutBlanks(std::string_view text) {
  Letters letters;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      blank = true;
      continue;
    }
    letters.text += c;
    letters.blank_before.push_back(blank);
    blank = false;
  }
  return letters;
}

struct Head {
  std::string id;
  std::size_t i = 0, n = 0;
  std::string sum;
};

class Scanner {
 public:
  explicit Scanner(const Letters& letters) : letters_(letters), text_(letters.text) {}

  // The next head at or after `*at`, which moves behind it.
  std::optional<Head> Next(std::size_t* at) const {
    while ((*at = text_.find(kMark, *at)) != text_.npos) {
      *at += kMark.size();
      std::size_t here = *at;
      Head head;
      if (Hexes(&here, kIdLetters, &head.id) && Number(&here, &head.i) && Number(&here, &head.n) &&
          Hexes(&here, kSumLetters, &head.sum) && head.i >= 1 && head.i <= head.n &&
          head.n <= kMostParts) {
        *at = here;
        return head;
      }
    }
    return std::nullopt;
  }

  // The part's bytes: the data may be followed by words that look like it, so each blank may be its
  // end.
  std::optional<std::string> DataAt(std::size_t at, const Head& head) const {
    std::size_t end = at;
    while (end < text_.size() && end - at < kMostPartLetters && IsData(text_[end])) ++end;
    const std::size_t longest = end;
    for (; end > at; --end) {
      const bool may_end =
          end == longest || letters_.blank_before[end] || text_.substr(end).starts_with(kMark);
      if (!may_end) continue;
      const auto bytes = FromBase32(text_.substr(at, end - at));
      if (bytes && SumOf(head.id, head.i, head.n, *bytes) == head.sum) return bytes;
    }
    return std::nullopt;
  }

 private:
  static bool IsData(char c) { return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'); }

  bool Colon(std::size_t* at) const { return *at < text_.size() && text_[(*at)++] == ':'; }
  bool Hexes(std::size_t* at, std::size_t count, std::string* out) const {
    *out = text_.substr(*at, count);
    *at = std::min(*at + count, text_.size());
    return out->size() == count && out->find_first_not_of("0123456789ABCDEF") == out->npos &&
           Colon(at);
  }
  bool Number(std::size_t* at, std::size_t* out) const {
    const std::size_t first = *at;
    for (*out = 0; *at < text_.size() && *at - first < 2 && text_[*at] >= '0' && text_[*at] <= '9';
         ++*at)
      *out = *out * 10 + static_cast<std::size_t>(text_[*at] - '0');
    return *at > first && Colon(at);
  }

  const Letters& letters_;
  const std::string_view text_;
};

struct Set {
  std::map<std::size_t, std::vector<std::string>> parts;  // by number; variants
};

// Puts the parts together, in one of the few ways there are, so that the id is right.
Result<std::string> Assemble(const std::string& id, const Set& set) {
  std::vector<std::size_t> chosen(set.parts.size());
  for (std::size_t tries = 0; tries < kMostTries; ++tries) {
    std::string packed;
    std::size_t at = 0;
    for (const auto& [number, variants] : set.parts) packed += variants[chosen[at++]];
    if (IdOf(packed) == id) return codec::Inflate(packed, kMostUnpacked);
    at = 0;
    auto part = set.parts.begin();
    for (; part != set.parts.end(); ++part, ++at) {
      if (++chosen[at] < part->second.size()) break;
      chosen[at] = 0;
    }
    if (part == set.parts.end()) break;
  }
  return Fail(ErrorCode::kCorrupt, "its parts do not fit together");
}

}  // namespace

Result<std::vector<std::string>> WriteParts(std::string_view bytes) {
  const std::string packed = codec::Deflate(bytes);
  const std::size_t n = (packed.size() + kPartBytes - 1) / kPartBytes;
  if (n > kMostParts || bytes.size() > kMostUnpacked) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} bytes are more than {} parts hold: send them as a file",
                            bytes.size(), kMostParts));
  }
  const std::string id = IdOf(packed);
  // All about as long, so that no code is much denser than another.
  const std::size_t each = (packed.size() + n - 1) / n;
  std::vector<std::string> parts;
  for (std::size_t i = 1; i <= n; ++i) {
    const std::string_view part = std::string_view(packed).substr((i - 1) * each, each);
    parts.push_back(
        fmt::format("{}{}:{}:{}:{}:{}", kMark, id, i, n, SumOf(id, i, n, part), ToBase32(part)));
  }
  return parts;
}

Result<PartsRead> ReadParts(std::string_view text) {
  if (text.size() > kMostPartsText)
    return Fail(ErrorCode::kLimit,
                fmt::format("a text with parts has at most {} bytes", kMostPartsText));
  const Letters letters = WithoutBlanks(text);
  const Scanner scanner(letters);
  std::map<std::pair<std::string, std::size_t>, Set> sets;  // by id and number of parts
  std::size_t at = 0;
  while (const std::optional<Head> head = scanner.Next(&at)) {
    if (sets.size() == kMostSets && !sets.contains({head->id, head->n})) continue;
    Set& set = sets[{head->id, head->n}];
    const std::optional<std::string> bytes = scanner.DataAt(at, *head);
    if (!bytes) continue;
    auto& variants = set.parts[head->i];
    if (variants.size() < kMostVariants && std::ranges::find(variants, *bytes) == variants.end())
      variants.push_back(*bytes);
  }
  PartsRead read;
  for (const auto& [name, set] : sets) {
    const auto& [id, count] = name;
    Incomplete incomplete{.id = id, .count = count};
    for (std::size_t i = 1; i <= count; ++i) {
      if (!set.parts.contains(i)) incomplete.missing.push_back(i);
    }
    if (incomplete.missing.empty()) {
      auto whole = Assemble(id, set);
      if (whole) {
        read.whole.push_back(*std::move(whole));
        continue;
      }
      incomplete.why = whole.error().message;
    }
    read.incomplete.push_back(std::move(incomplete));
  }
  return read;
}

}  // namespace evenhand::carry
