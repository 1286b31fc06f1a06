#include "record/secret.h"

#include <sodium.h>

#include <array>

#include "base/check.h"

namespace evenhand::record {
namespace {

const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

constexpr std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> kNoNonce = {};

// The nonce of a sealed box: of both public keys, so it differs for each letter.
std::string NonceOf(std::string_view ephemeral, std::string_view public_key) {
  std::string nonce(crypto_box_NONCEBYTES, '\0');
  const std::string both = std::string(ephemeral) + std::string(public_key);
  crypto_generichash(Raw(nonce), nonce.size(), Raw(both), both.size(), nullptr, 0);
  return nonce;
}

}  // namespace

std::string Hmac(std::string_view key, std::string_view message) {
  EVENHAND_CHECK(key.size() == crypto_auth_hmacsha256_KEYBYTES);
  std::string out(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256(Raw(out), Raw(message), message.size(), Raw(key));
  return out;
}

std::string DeriveKey(std::string_view secret, std::string_view info, std::size_t bytes) {
  const std::string key = Hmac(std::string(crypto_auth_hmacsha256_KEYBYTES, '\0'), secret);
  std::string out, block;
  for (char counter = 1; out.size() < bytes; ++counter) {
    block = Hmac(key, block + std::string(info) + counter);
    out += block;
  }
  return out.substr(0, bytes);
}

bool IsSameSecret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

SealKey MakeSealKey(std::string_view seed) {
  EVENHAND_CHECK(seed.size() == crypto_box_SEEDBYTES);
  SealKey key{std::string(crypto_box_PUBLICKEYBYTES, '\0'),
              std::string(crypto_box_SECRETKEYBYTES, '\0')};
  EVENHAND_CHECK(crypto_box_seed_keypair(Raw(key.public_key), Raw(key.secret_key), Raw(seed)) == 0);
  return key;
}

std::string Seal(std::string_view text, std::string_view public_key, std::string_view seed) {
  const SealKey ephemeral = MakeSealKey(seed);
  std::string box(text.size() + crypto_box_MACBYTES, '\0');
  EVENHAND_CHECK(crypto_box_easy(Raw(box), Raw(text), text.size(),
                                 Raw(NonceOf(ephemeral.public_key, public_key)), Raw(public_key),
                                 Raw(ephemeral.secret_key)) == 0);
  return ephemeral.public_key + box;
}

Result<std::string> OpenSealed(std::string_view sealed, const SealKey& key) {
  if (sealed.size() >= crypto_box_SEALBYTES) {
    std::string text(sealed.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(Raw(text), Raw(sealed), sealed.size(), Raw(key.public_key),
                             Raw(key.secret_key)) == 0)
      return text;
  }
  return Fail(ErrorCode::kCorrupt, "it does not open with this key");
}

std::string Encrypt(std::string_view text, std::string_view key) {
  EVENHAND_CHECK(key.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  std::string out(text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(Raw(out), nullptr, Raw(text), text.size(), nullptr, 0,
                                             nullptr, kNoNonce.data(), Raw(key));
  return out;
}

Result<std::string> Decrypt(std::string_view bytes, std::string_view key) {
  constexpr std::size_t kMore = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (bytes.size() >= kMore) {
    std::string text(bytes.size() - kMore, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(Raw(text), nullptr, nullptr, Raw(bytes),
                                                   bytes.size(), nullptr, 0, kNoNonce.data(),
                                                   Raw(key)) == 0) {
      return text;
    }
  }
  return Fail(ErrorCode::kCorrupt, "it does not open with this code");
}

}  // namespace evenhand::record
