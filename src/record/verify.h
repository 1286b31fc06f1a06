#pragma once

// Whether proofs hold: the reader's own walk from leaf to root, which shares no code with the
// writer and hashes through another library (libsodium). A test reads the includes of this side.
//
// All of it is total: any bytes in, true or false out. Cost: one hash per hash of the proof.
// Source: RFC 6962, sections 2.1.1 and 2.1.2; the walk by bits of RFC 9162, section 2.1.3
// and 2.1.4.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "record/digest.h"

namespace evenhand::record {

// SHA-256(0x00, entry), SHA-256(0x01, left, right), SHA-256().
Digest HashEntry(std::string_view entry);
Digest HashPair(const Digest& left, const Digest& right);
Digest EmptyRoot();

// Whether `proof` leads from the hash of entry `index` to the root of the tree of `size` entries.
bool IncludesEntry(const Digest& entry_hash, std::uint64_t index, std::uint64_t size,
                   std::span<const Digest> proof, const Digest& root);

// Whether `proof` shows that the tree (size, root) begins with the tree (old_size, old_root). Every
// tree begins with the empty one; between equal sizes the proof is empty.
bool ExtendsTree(std::uint64_t old_size, const Digest& old_root, std::uint64_t size,
                 const Digest& root, std::span<const Digest> proof);

// Decimal, no sign, no leading zero, up to 2^63 - 1.
std::optional<std::uint64_t> ParseNumber(std::string_view digits);

}  // namespace evenhand::record
