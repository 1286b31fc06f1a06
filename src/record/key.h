#pragma once

// What keys of signed notes have in common: their types and how they may be called.

#include <cstdint>
#include <string_view>

namespace evenhand::record {

enum class KeyType : std::uint8_t {
  kEd25519 = 0x01,      // signs the text of a note
  kCosignature = 0x04,  // a witness: signs a time and the text of a checkpoint
};

// UTF-8, not empty, no Unicode space, no control character, no plus sign.
bool IsKeyName(std::string_view name);

}  // namespace evenhand::record
