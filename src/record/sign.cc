#include "record/sign.h"

#include <fmt/format.h>
#include <sodium.h>

#include "base/check.h"
#include "base/hex.h"
#include "record/base64.h"
#include "record/tree_hash.h"

namespace evenhand::record {
namespace {

constexpr std::string_view kPrivate = "PRIVATE+KEY+";

const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string BigEndian(std::uint64_t number) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

}  // namespace

Result<SigningKey> SigningKey::Make(KeyType type, std::string_view name, std::string_view seed) {
  if (!IsKeyName(name)) {
    return Fail(ErrorCode::kInvalidArgument,
                "a key's name is not empty and has no space and no plus sign in it");
  }
  if (seed.size() != crypto_sign_SEEDBYTES) {
    return Fail(ErrorCode::kInvalidArgument, "a key is made of 32 bytes");
  }
  SigningKey key;
  key.type_ = type;
  key.name_ = name;
  key.seed_ = seed;
  key.secret_.resize(crypto_sign_SECRETKEYBYTES);
  key.public_key_.resize(crypto_sign_PUBLICKEYBYTES);
  EVENHAND_CHECK(crypto_sign_seed_keypair(Raw(key.public_key_), Raw(key.secret_), Raw(seed)) == 0);
  std::string named = key.name_ + "\n" + static_cast<char>(type) + key.public_key_;
  key.id_ = BytesOf(Sha256(named)).substr(0, 4);
  return key;
}

Result<SigningKey> SigningKey::Parse(std::string_view private_text) {
  const auto bad = [](const char* why) {
    return Fail(ErrorCode::kInvalidArgument,
                std::string("this is no private key (PRIVATE+KEY+name+id+base64): ") + why);
  };
  if (!private_text.starts_with(kPrivate)) return bad("it begins otherwise");
  private_text.remove_prefix(kPrivate.size());
  const std::size_t first = private_text.find('+');
  const std::size_t second = private_text.find('+', first == private_text.npos ? first : first + 1);
  if (second == private_text.npos) return bad("a part is missing");
  const std::optional<std::string> secret = FromBase64(private_text.substr(second + 1));
  if (!secret || secret->size() != 1 + crypto_sign_SEEDBYTES)
    return bad("the last part is not 33 bytes");
  const auto type = static_cast<KeyType>((*secret)[0]);
  if (type != KeyType::kEd25519 && type != KeyType::kCosignature)
    return bad("its type is unknown here");
  EVENHAND_ASSIGN(SigningKey key,
                  Make(type, private_text.substr(0, first), std::string_view(*secret).substr(1)));
  if (Hex(key.id_) != private_text.substr(first + 1, second - first - 1)) {
    return bad("the id does not fit the rest");
  }
  return key;
}

std::string SigningKey::verifier_key() const {
  return name_ + "+" + Hex(id_) + "+" + ToBase64(static_cast<char>(type_) + public_key_);
}

std::string SigningKey::private_text() const {
  return std::string(kPrivate) + name_ + "+" + Hex(id_) + "+" +
         ToBase64(static_cast<char>(type_) + seed_);
}

std::string SigningKey::SignBytes(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  EVENHAND_CHECK(crypto_sign_detached(Raw(signature), nullptr, Raw(message), message.size(),
                                      Raw(secret_)) == 0);
  return signature;
}

std::string SigningKey::Line(std::string_view message, std::string_view before_signature) const {
  return "\u2014 " + name_ + " " +
         ToBase64(id_ + std::string(before_signature) + SignBytes(message)) + "\n";
}

std::string SigningKey::Sign(std::string_view text) const {
  EVENHAND_CHECK(type_ == KeyType::kEd25519);
  return Line(text, "");
}

std::string SigningKey::Cosign(std::string_view text, std::uint64_t time_s) const {
  EVENHAND_CHECK(type_ == KeyType::kCosignature);
  return Line(CosignedMessage(text, time_s), BigEndian(time_s));
}

std::string CosignedMessage(std::string_view text, std::uint64_t time_s) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time_s, text);
}

std::string CheckpointText(std::string_view origin, std::uint64_t size, const Digest& root) {
  return fmt::format("{}\n{}\n{}\n", origin, size, ToBase64(BytesOf(root)));
}

}  // namespace evenhand::record
