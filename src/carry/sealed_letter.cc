#include "carry/sealed_letter.h"

#include "codec/deflate.h"

namespace evenhand::carry {
namespace {

// The text inside, with the first key that opens it.
Result<std::string> Open(std::string_view sealed, std::span<const record::SealKey> keys) {
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

}  // namespace

std::string SealLetter(std::string_view letter, std::string_view public_key,
                       std::string_view seed) {
  return record::Seal(codec::Deflate(letter), public_key, seed);
}

Result<std::vector<std::string>> PackLetter(std::string_view letter, std::string_view public_key,
                                            std::string_view seed) {
  return WriteParts(SealLetter(letter, public_key, seed));
}

Result<Arrived> ReadArrived(std::string_view bytes, std::span<const record::SealKey> keys) {
  Arrived arrived;
  // A letter first: its words may speak of parts.
  if (IsLetter(bytes)) {
    arrived.letters.emplace_back(bytes);
    return arrived;
  }
  EVENHAND_ASSIGN(PartsRead parts, ReadParts(bytes));
  arrived.incomplete = std::move(parts.incomplete);
  for (const std::string& whole : parts.whole) Take(whole, keys, &arrived);
  if (parts.whole.empty() && arrived.incomplete.empty()) Take(bytes, keys, &arrived);
  return arrived;
}

}  // namespace evenhand::carry
