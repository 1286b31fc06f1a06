#pragma once

// DAG-CBOR, the strict subset of CBOR in which a value has exactly one encoding, so that its hash
// means something.
//
//   value := null | bool | integer in int64 | UTF-8 text | bytes | array | map | link
//
// Lengths are definite and as short as they can be; keys of a map are text, unique, and sorted by
// length, then bytewise; a link is tag 42 over 0x00 and a binary CID (version 1, SHA-256, of
// DAG-CBOR or raw bytes: 36 bytes). There is nothing else: no floats, no undefined, no other tags.
//
// Errors: kInvalidArgument from EncodeDagCbor (text that is not UTF-8, a key twice, a CID of
// another
//         kind, nesting beyond kMaxCborDepth); kCorrupt, with the byte offset, from DecodeDagCbor.
// Cost:   linear; the decoder allocates no more than a small multiple of the bytes it was given,
//         whatever lengths they claim.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace evenhand::codec {

inline constexpr int kMaxCborDepth = 128;
inline constexpr std::size_t kCidBytes = 36;

struct CborField;

struct CborBytes {
  std::string bytes;
  bool operator==(const CborBytes&) const = default;
};

struct CborLink {
  std::string cid;  // binary, kCidBytes of it
  bool operator==(const CborLink&) const = default;
};

struct Cbor {
  using Array = std::vector<Cbor>;
  using Map = std::vector<CborField>;

  // Null unless given. (No initializer: clang would want CborField to be complete here.)
  std::variant<std::nullptr_t, bool, std::int64_t, std::string, CborBytes, CborLink, Array, Map>
      value;

  // The value as a T, or null when it is of another kind.
  template <class T>
  const T* As() const {
    return std::get_if<T>(&value);
  }
  // The field of a map; null when this is no map or has no such field.
  const Cbor* Field(std::string_view key) const;

  bool operator==(const Cbor&) const;
};

struct CborField {
  std::string key;
  Cbor value;
  bool operator==(const CborField&) const = default;
};

// Fields of maps may come in any order; they are written in the one that is right.
Result<std::string> EncodeDagCbor(const Cbor& value);

// The one value in `bytes`. What it accepts encodes to the same bytes again.
Result<Cbor> DecodeDagCbor(std::string_view bytes);

}  // namespace evenhand::codec
