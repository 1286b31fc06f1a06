#include <sodium.h>

#include <array>

#include "base/check.h"
#include "cases/store.h"

namespace evenhand::cases {

// BLAKE2b (RFC 7693) with 32 bytes: nobody outside reads the chain, and it costs less where the
// processor has no instructions for SHA-256 (docs/benchmarks.md).
std::string NextChain(std::string_view before, const CaseEvent& event) {
  static const bool is_ready = sodium_init() >= 0;  // finds the fastest code for this processor
  std::array<unsigned char, 8> at;
  for (std::size_t i = 0; i < at.size(); ++i) {
    at[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(event.at_s) >> (56 - 8 * i));
  }
  crypto_generichash_state state;
  std::string digest(32, '\0');
  bool ok = is_ready && crypto_generichash_init(&state, nullptr, 0, digest.size()) == 0;
  const auto add = [&](const void* bytes, std::size_t size) {
    ok = ok &&
         crypto_generichash_update(&state, static_cast<const unsigned char*>(bytes), size) == 0;
  };
  add(before.data(), before.size());
  for (const std::string* part : {&event.account, &event.kind, &event.id}) {
    add(part->c_str(), part->size() + 1);
  }
  add(at.data(), at.size());
  add(event.body.data(), event.body.size());
  ok = ok && crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(digest.data()),
                                      digest.size()) == 0;
  EVENHAND_CHECK(ok);
  return digest;
}

Result<void> CaseStore::Append(std::span<CaseEvent> events, std::span<const PendingLeaf> leaves) {
  EVENHAND_TRY(Begin());
  auto done = Put(events, leaves);
  if (done) done = Commit();
  if (!done) Rollback();
  return done;
}

Result<std::vector<PendingLeaf>> CaseStore::Pending() {
  std::vector<PendingLeaf> leaves;
  EVENHAND_TRY(EachPending(0, [&](std::uint64_t index, std::string_view bytes) -> Result<void> {
    leaves.push_back({index, std::string(bytes)});
    return {};
  }));
  return leaves;
}

}  // namespace evenhand::cases
