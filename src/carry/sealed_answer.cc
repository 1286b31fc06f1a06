#include "carry/sealed_answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hex.h"
#include "codec/deflate.h"
#include "record/secret.h"

namespace evenhand::carry {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kNameBytes = 16;
constexpr std::size_t kNonceBytes = 24;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kSizeBytes = 2;
constexpr std::size_t kAround = kNonceBytes + kTagBytes;
constexpr std::size_t kMostText = 64 * 1024;

struct Keys {
  std::string key, nonce_key, name;
};

Keys KeysOf(std::string_view code) {
  const std::string all = record::Derive(code, "evenhand answer 1", 2 * kKeyBytes + kNameBytes);
  return {all.substr(0, kKeyBytes), all.substr(kKeyBytes, kKeyBytes), all.substr(2 * kKeyBytes)};
}

tl::unexpected<Error> NoAnswer(const char* why) {
  return Fail(ErrorCode::kCorrupt, std::string("the answer cannot be opened: ") + why);
}

}  // namespace

std::string AnswerName(std::string_view code) { return Hex(KeysOf(code).name); }

Result<SealedAnswer> SealAnswer(std::string_view code, std::string_view text) {
  const Keys keys = KeysOf(code);
  const std::string packed = codec::Deflate(text);
  const auto* size = std::ranges::find_if(kAnswerSizes, [&](std::size_t whole) {
    return kSizeBytes + packed.size() <= whole - kAround;
  });
  if (size == std::end(kAnswerSizes))
    return Fail(ErrorCode::kLimit,
                fmt::format("the answer takes {} bytes, and {} fit", packed.size(),
                            kAnswerSizes[1] - kAround - kSizeBytes));
  std::string plain = {static_cast<char>(packed.size() >> 8),
                       static_cast<char>(packed.size() & 0xFF)};
  plain += packed;
  plain.resize(*size - kAround, '\0');
  const std::string nonce = record::Hmac(keys.nonce_key, plain).substr(0, kNonceBytes);
  return SealedAnswer{Hex(keys.name), nonce + record::Lock(plain, keys.key, nonce)};
}

Result<std::string> OpenAnswer(std::string_view code, std::string_view bytes) {
  if (std::ranges::find(kAnswerSizes, bytes.size()) == std::end(kAnswerSizes))
    return NoAnswer("no answer has this size");
  const auto plain =
      record::Unlock(bytes.substr(kNonceBytes), KeysOf(code).key, bytes.substr(0, kNonceBytes));
  if (!plain) return NoAnswer("it is for another code, or was changed");
  const auto byte = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>((*plain)[at]));
  };
  const std::size_t size = byte(0) << 8 | byte(1);
  if (size > plain->size() - kSizeBytes) return NoAnswer("its length cannot be");
  return codec::Inflate(std::string_view(*plain).substr(kSizeBytes, size), kMostText);
}

}  // namespace evenhand::carry
