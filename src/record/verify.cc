#include "record/verify.h"

#include <sodium.h>

#include <charconv>
#include <limits>

namespace evenhand::record {
namespace {

Digest Hash(std::uint8_t prefix, std::string_view first, std::string_view second) {
  crypto_hash_sha256_state state;
  const auto add = [&](const void* bytes, std::size_t size) {
    crypto_hash_sha256_update(&state, static_cast<const unsigned char*>(bytes), size);
  };
  crypto_hash_sha256_init(&state);
  add(&prefix, 1);
  add(first.data(), first.size());
  add(second.data(), second.size());
  Digest digest;
  crypto_hash_sha256_final(&state, digest.data());
  return digest;
}

}  // namespace

Digest HashEntry(std::string_view entry) { return Hash(0, entry, {}); }

Digest HashPair(const Digest& left, const Digest& right) {
  return Hash(1, BytesOf(left), BytesOf(right));
}

Digest EmptyRoot() {
  Digest digest;
  crypto_hash_sha256(digest.data(), nullptr, 0);
  return digest;
}

// Bit by bit from the leaf: `node` is its place in the row, `last` the place of the row's last
// node. A last node that is a left one has no sibling in this row and moves up as it is.
bool IncludesEntry(const Digest& entry_hash, std::uint64_t index, std::uint64_t size,
                   std::span<const Digest> proof, const Digest& root) {
  if (index >= size) return false;
  std::uint64_t node = index, last = size - 1;
  Digest hash = entry_hash;
  for (const Digest& beside : proof) {
    if (last == 0) return false;
    if (node % 2 == 1 || node == last) {
      hash = HashPair(beside, hash);
      while (node % 2 == 0 && node != 0) {
        node /= 2;
        last /= 2;
      }
    } else {
      hash = HashPair(hash, beside);
    }
    node /= 2;
    last /= 2;
  }
  return last == 0 && hash == root;
}

bool ExtendsTree(std::uint64_t old_size, const Digest& old_root, std::uint64_t size,
                 const Digest& root, std::span<const Digest> proof) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == EmptyRoot();
  // The old tree's last perfect part: the walk begins above it.
  std::uint64_t node = old_size - 1, last = size - 1;
  while (node % 2 == 1) {
    node /= 2;
    last /= 2;
  }
  // When the old tree is one perfect tree its root is where to begin, and is not in the proof.
  const bool perfect = node == 0;
  if (!perfect && proof.empty()) return false;
  Digest old_hash = perfect ? old_root : proof.front(), hash = old_hash;
  for (const Digest& beside : proof.subspan(perfect ? 0 : 1)) {
    if (last == 0) return false;
    if (node % 2 == 1 || node == last) {
      old_hash = HashPair(beside, old_hash);
      hash = HashPair(beside, hash);
      while (node % 2 == 0 && node != 0) {
        node /= 2;
        last /= 2;
      }
    } else {
      hash = HashPair(hash, beside);
    }
    node /= 2;
    last /= 2;
  }
  return last == 0 && old_hash == old_root && hash == root;
}

std::optional<std::uint64_t> ParseNumber(std::string_view digits) {
  if (digits.empty() || (digits.size() > 1 && digits[0] == '0')) return std::nullopt;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() ||
      number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return std::nullopt;
  }
  return number;
}

}  // namespace evenhand::record
