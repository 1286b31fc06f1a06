#pragma once

// The writer's hashes of RFC 6962, section 2.1, through OpenSSL. (The verifier has its own:
// record/verify.h.)

#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "record/digest.h"

namespace evenhand::record {

// SHA-256(0x00, entry)
Digest LeafHash(std::string_view entry);
// SHA-256(0x01, left, right)
Digest NodeHash(const Digest& left, const Digest& right);
// SHA-256(bytes); of nothing it is the root of the empty tree.
Digest Sha256(std::string_view bytes);
// SHA-256 of the parts, one after the other.
Digest Sha256(std::initializer_list<std::string_view> parts);

// SHA-256 of each: many at once cost a fraction of one by one, on processors with wide registers.
std::vector<Digest> Sha256Each(std::span<const std::string_view> messages);
// LeafHash of each; NodeHash of each two.
std::vector<Digest> LeafHashes(std::span<const std::string_view> entries);
std::vector<Digest> NodeHashes(std::span<const Digest> children);

// The same of bytes that come in pieces.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;
  void Add(std::string_view bytes);
  // Once, at the end.
  Digest Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenhand::record
