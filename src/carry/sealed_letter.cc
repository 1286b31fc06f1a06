#include "carry/sealed_letter.h"

#include "codec/deflate.h"
#include "record/age.h"

namespace evenhand::carry {
namespace {

// The text inside, with the first key that opens it.
Result<std::string> Open(std::string_view sealed, std::span<const record::SealKey> keys) {
  if (record::IsAge(sealed)) return record::OpenAge(sealed, keys, kMostLetterBytes);
  for (const record::SealKey& key : keys) {
    const auto packed = record::OpenSealed(sealed, key);
    if (packed) return codec::Inflate(*packed, kMostLetterBytes);
  }
  return Fail(ErrorCode::kCorrupt, keys.empty()
                                       ? "it is sealed, and there is no key here to open it"
                                       : "it is sealed to another key, or damaged");
}

void Take(std::string_view bytes, std::span<const record::SealKey> keys, Arrived* arrived) {
  if (IsLetter(bytes)) {
    arrived->letters.emplace_back(bytes);
    return;
  }
  auto opened = Open(bytes, keys);
  if (opened && IsLetter(*opened)) {
    arrived->letters.push_back(*std::move(opened));
  } else {
    arrived->unreadable.push_back(opened ? "what was sealed is no letter" : opened.error().message);
  }
}

// Files of age as text, which may stand between other words: taken out of `text`, opened, and told.
std::string TakeAgeTexts(std::string_view text, std::span<const record::SealKey> keys,
                         Arrived* arrived) {
  std::string rest;
  for (;;) {
    const std::size_t begin = text.find(record::kAgeBegins);
    rest += text.substr(0, begin);
    if (begin == text.npos) return rest;
    text.remove_prefix(begin);
    const std::size_t end = text.find(record::kAgeEnds);
    const std::string_view file =
        end == text.npos ? text : text.substr(0, end + record::kAgeEnds.size());
    Take(file, keys, arrived);
    text.remove_prefix(file.size());
  }
}

}  // namespace

std::string SealLetter(std::string_view letter, std::string_view public_key,
                       std::string_view seed) {
  return record::Seal(codec::Deflate(letter), public_key, seed);
}

Result<std::vector<std::string>> PackLetter(std::string_view letter, std::string_view public_key,
                                            std::string_view seed) {
  return WriteParts(SealLetter(letter, public_key, seed));
}

bool MayBeCarried(std::string_view text) {
  return IsLetter(text) || text.find("EH1:") != text.npos ||
         text.find(record::kAgeBegins) != text.npos;
}

Result<Arrived> ReadArrived(std::string_view bytes, std::span<const record::SealKey> keys) {
  Arrived arrived;
  // A letter first: its words may speak of parts.
  if (IsLetter(bytes)) {
    arrived.letters.emplace_back(bytes);
    return arrived;
  }
  const std::string rest = TakeAgeTexts(bytes, keys, &arrived);
  const bool has_age = rest.size() < bytes.size();
  EVENHAND_ASSIGN(PartsRead parts, ReadParts(rest));
  arrived.incomplete = std::move(parts.incomplete);
  for (const std::string& whole : parts.whole) Take(whole, keys, &arrived);
  if (parts.whole.empty() && arrived.incomplete.empty() && !has_age) Take(bytes, keys, &arrived);
  return arrived;
}

}  // namespace evenhand::carry
