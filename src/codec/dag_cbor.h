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

// Writes a value part by part, without making it first: for who writes very many of one shape.
//
//   DagCborOut out;
//   out.Map(2).Key("v").Int(1).Key("kind").Text("decision");
//
// The caller says as many parts as it announced, and keys in their order: shorter first, then
// bytewise. Take says what was wrong with a text or a link.
class DagCborOut {
 public:
  // With room for so many bytes, where about so many are expected.
  explicit DagCborOut(std::size_t room = 0) { out_.reserve(room); }

  DagCborOut& Map(std::size_t fields);
  DagCborOut& Array(std::size_t items);
  DagCborOut& Key(std::string_view key) { return Text(key); }
  DagCborOut& Int(std::int64_t value);
  DagCborOut& Bool(bool value);
  DagCborOut& Null();
  DagCborOut& Text(std::string_view text);
  DagCborOut& Bytes(std::string_view bytes);
  DagCborOut& Link(std::string_view cid);

  Result<std::string> Take();

 private:
  DagCborOut& Head(std::uint8_t major, std::uint64_t number);
  DagCborOut& Run(std::uint8_t major, std::string_view bytes);

  std::string out_;
  std::string_view wrong_;  // the first thing
};

// The one value in `bytes`. What it accepts encodes to the same bytes again.
Result<Cbor> DecodeDagCbor(std::string_view bytes);

}  // namespace evenhand::codec
