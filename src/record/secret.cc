#include "record/secret.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

#include <memory>

#include "base/check.h"

namespace evenhand::record {
namespace {

const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

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

bool IsSameSecret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string Derive(std::string_view secret, std::string_view info, std::size_t size,
                   std::string_view salt) {
  const std::unique_ptr<EVP_KDF, void (*)(EVP_KDF*)> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr),
                                                         &EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, void (*)(EVP_KDF_CTX*)> context(EVP_KDF_CTX_new(kdf.get()),
                                                                     &EVP_KDF_CTX_free);
  // No salt is one of zeros.
  constexpr std::size_t kHashBytes = 32;
  std::string with = salt.empty() ? std::string(kHashBytes, '\0') : std::string(salt);
  std::string hash = "SHA256", from(secret), about(info), out(size, '\0');
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, hash.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, from.data(), from.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, with.data(), with.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, about.data(), about.size()),
      OSSL_PARAM_construct_end()};
  EVENHAND_CHECK(EVP_KDF_derive(context.get(), Raw(out), out.size(), params) == 1);
  return out;
}

std::string Lock(std::string_view text, std::string_view key, std::string_view nonce) {
  EVENHAND_CHECK(key.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES &&
                 nonce.size() == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  std::string out(text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(Raw(out), nullptr, Raw(text), text.size(), nullptr, 0,
                                             nullptr, Raw(nonce), Raw(key));
  return out;
}

Result<std::string> Unlock(std::string_view locked, std::string_view key, std::string_view nonce) {
  EVENHAND_CHECK(key.size() == crypto_aead_xchacha20poly1305_ietf_KEYBYTES &&
                 nonce.size() == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  if (locked.size() >= crypto_aead_xchacha20poly1305_ietf_ABYTES) {
    std::string text(locked.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(Raw(text), nullptr, nullptr, Raw(locked),
                                                   locked.size(), nullptr, 0, Raw(nonce),
                                                   Raw(key)) == 0)
      return text;
  }
  return Fail(ErrorCode::kCorrupt, "it does not open with this key");
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

}  // namespace evenhand::record
