#include <openssl/evp.h>

#include <array>

#include "base/check.h"
#include "cases/store.h"

namespace evenhand::cases {
namespace {

// Fetched once: looking the algorithm up costs more than hashing an event.
const EVP_MD* Sha256() {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return md;
}

}  // namespace

std::string NextChain(std::string_view before, const CaseEvent& event) {
  std::array<unsigned char, 8> at;
  for (std::size_t i = 0; i < at.size(); ++i) {
    at[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(event.at_s) >> (56 - 8 * i));
  }
  thread_local EVP_MD_CTX* const context = EVP_MD_CTX_new();
  bool ok = EVP_DigestInit_ex(context, Sha256(), nullptr) == 1;
  const auto add = [&](const void* bytes, std::size_t size) {
    ok = ok && EVP_DigestUpdate(context, bytes, size) == 1;
  };
  add(before.data(), before.size());
  for (const std::string* part : {&event.account, &event.kind, &event.id}) {
    add(part->c_str(), part->size() + 1);
  }
  add(at.data(), at.size());
  add(event.body.data(), event.body.size());
  std::string digest(32, '\0');
  ok = ok &&
       EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1;
  EVENHAND_CHECK(ok);
  return digest;
}

Result<std::vector<PendingLeaf>> CaseStore::Pending() {
  std::vector<PendingLeaf> leaves;
  EVENHAND_TRY(EachPending([&](std::uint64_t index, std::string_view bytes) -> Result<void> {
    leaves.push_back({index, std::string(bytes)});
    return {};
  }));
  return leaves;
}

}  // namespace evenhand::cases
