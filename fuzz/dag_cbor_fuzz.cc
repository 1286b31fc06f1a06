// Any bytes as DAG-CBOR: decoding ends, and what it accepts encodes to the same bytes again; so
// does what a leaf of the public record accepts.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "codec/dag_cbor.h"
#include "record/leaf.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto value = evenhand::codec::DecodeDagCbor(bytes);
  if (value) {
    const auto again = evenhand::codec::EncodeDagCbor(*value);
    Require(again && *again == bytes);
  } else {
    Require(!value.error().message.empty());
  }
  const auto leaf = evenhand::record::DecodeLeaf(bytes);
  if (leaf) {
    Require(value.has_value());
    const auto again = evenhand::record::EncodeLeaf(*leaf);
    Require(again && *again == bytes);
  }
  return 0;
}
