#include "record/tree_hash.h"

#include <openssl/evp.h>

#include <memory>
#include <string>

#include "base/check.h"

namespace evenhand::record {
namespace {

// Fetched once: looking the algorithm up costs more than hashing a node.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVENHAND_CHECK(algorithm != nullptr);
  return algorithm;
}

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using OwnedContext = std::unique_ptr<EVP_MD_CTX, Free>;

EVP_MD_CTX* Context() {
  thread_local const OwnedContext context(EVP_MD_CTX_new());
  return context.get();
}

Digest HashOf(std::initializer_list<std::string_view> parts) {
  EVP_MD_CTX* const context = Context();
  EVENHAND_CHECK(EVP_DigestInit_ex2(context, Algorithm(), nullptr) == 1);
  for (const std::string_view part : parts) {
    EVENHAND_CHECK(EVP_DigestUpdate(context, part.data(), part.size()) == 1);
  }
  Digest digest;
  EVENHAND_CHECK(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
  return digest;
}

constexpr std::string_view kLeafPrefix("\x00", 1), kNodePrefix("\x01", 1);

}  // namespace

Digest LeafHash(std::string_view entry) { return HashOf({kLeafPrefix, entry}); }

Digest NodeHash(const Digest& left, const Digest& right) {
  return HashOf({kNodePrefix, BytesOf(left), BytesOf(right)});
}

std::vector<Digest> LeafHashes(std::span<const std::string_view> entries) {
  std::size_t size = 0;
  for (const std::string_view entry : entries) size += kLeafPrefix.size() + entry.size();
  std::string room;
  room.reserve(size);  // the messages point into it
  std::vector<std::string_view> messages;
  messages.reserve(entries.size());
  for (const std::string_view entry : entries) {
    const std::size_t begin = room.size();
    room.append(kLeafPrefix).append(entry);
    messages.push_back(std::string_view(room).substr(begin));
  }
  return Sha256Each(messages);
}

std::vector<Digest> NodeHashes(std::span<const Digest> children) {
  constexpr std::size_t kSize = 1 + 2 * sizeof(Digest);
  std::string room;
  room.reserve(children.size() / 2 * kSize);
  std::vector<std::string_view> messages;
  messages.reserve(children.size() / 2);
  for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
    room.append(kNodePrefix).append(BytesOf(children[i])).append(BytesOf(children[i + 1]));
    messages.push_back(std::string_view(room).substr(i / 2 * kSize));
  }
  return Sha256Each(messages);
}

Digest Sha256(std::string_view bytes) { return HashOf({bytes}); }

Digest Sha256(std::initializer_list<std::string_view> parts) { return HashOf(parts); }

struct Sha256Stream::State {
  OwnedContext context{EVP_MD_CTX_new()};
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  EVENHAND_CHECK(EVP_DigestInit_ex2(state_->context.get(), Algorithm(), nullptr) == 1);
}
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Add(std::string_view bytes) {
  EVENHAND_CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Digest Sha256Stream::Finish() {
  Digest digest;
  EVENHAND_CHECK(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace evenhand::record
