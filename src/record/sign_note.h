#pragma once

// A text as a signed note (record/note.h), and further signatures on one that is there.
//
// Errors: kInvalidArgument for a key of a witness, which signs checkpoints only; for a text that no
//         note may hold: empty, without a newline at its end, with control characters, not UTF-8;
//         for a note that this key has signed. kLimit beyond kMostNoteBytes or kMostSignatures.

#include <string>
#include <string_view>

#include "record/note.h"
#include "record/sign.h"

namespace evenhand::record {

Result<std::string> SignNote(std::string_view text, const SigningKey& key);
Result<std::string> AddSignature(std::string_view note, const SigningKey& key);

}  // namespace evenhand::record
