#pragma once

// The writer's hashes of RFC 6962, section 2.1, through OpenSSL. (The verifier has its own:
// record/verify.h.)

#include <string_view>

#include "record/digest.h"

namespace evenhand::record {

// SHA-256(0x00, entry)
Digest LeafHash(std::string_view entry);
// SHA-256(0x01, left, right)
Digest NodeHash(const Digest& left, const Digest& right);
// SHA-256(bytes); of nothing it is the root of the empty tree.
Digest Sha256(std::string_view bytes);

}  // namespace evenhand::record
