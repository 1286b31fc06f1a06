#pragma once

// The outcome of an appeal as a file that everybody may carry and only the holder of its code can
// open: so it reaches a person whose line is cut for months, and no server learns that it was read.
//
//   key[32] nonce_key[32] name[16] := HKDF-SHA-256(code, info "evenhand answer 1")
//   file  := nonce[24] XChaCha20-Poly1305(plain), of 2,048 or 4,096 bytes
//   nonce := first 24 bytes of HMAC-SHA-256(nonce_key, plain), so that no two texts share one
//   plain := size:u16be zlib(text) zeros
//
// The same code and text give the same file.
//
// Errors: kLimit for a text that does not fit when it is packed; kCorrupt for what does not open.

#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::carry {

inline constexpr std::size_t kAnswerSizes[] = {2'048, 4'096};

struct SealedAnswer {
  std::string name = {};  // 32 hexadecimal digits
  std::string bytes = {};
};

// `code` is 25 letters (carry/code.h).
Result<SealedAnswer> SealAnswer(std::string_view code, std::string_view text);
std::string AnswerName(std::string_view code);
Result<std::string> OpenAnswer(std::string_view code, std::string_view bytes);

}  // namespace evenhand::carry
