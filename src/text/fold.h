#pragma once

// Folding: from text as written to a key in which spellings of one word are one (docs/text.md).
//
//   in:   text    any bytes, at most 4 GiB; what is not UTF-8 becomes U+FFFD, one for each maximal
//                 ill-formed part; a lone surrogate's three bytes are one such part
//         depth   how far to go
//         joint   what a zero width non-joiner is
//   out:  characters with their origins; white space collapsed to single spaces and trimmed
//
// A letter keeps at most 32 marks: more is not writing, and sorting them would take quadratic time.
// Cost:   O(n) time; about 12 bytes of memory a character, 72 times the input at the very worst.
// Thread: safe.

#include <string_view>

#include "text/fold_table.h"
#include "text/key_text.h"

namespace evenhand::text {

enum class Joint : std::uint8_t { kJoins, kSpace };

KeyText Fold(std::string_view text, FoldDepth depth, Joint joint);

// RAW: the text itself, with U+FFFD for what is not UTF-8.
KeyText Raw(std::string_view text);

}  // namespace evenhand::text
