#pragma once

// Signed notes, read and checked (C2SP signed-note, tlog-checkpoint, tlog-cosignature).
//
//   note       := text NL line+          text ends in a newline; the last empty line separates
//   line       := "— " name " " base64(id:bytes[4] signature) NL
//   checkpoint := origin NL size NL base64(root) NL extension*
//
// Strict: UTF-8 without control characters (so no CR), no space at the end of a checkpoint's line,
// canonical base64 and numbers, at most kMostNoteBytes and kMostSignatures.
//
// Errors: kCorrupt, with the line, for what is not a note or checkpoint; kInvalidArgument for keys.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/digest.h"
#include "record/key.h"

namespace evenhand::record {

inline constexpr std::size_t kMostNoteBytes = 1'000'000;
inline constexpr std::size_t kMostSignatures = 100;

// A public key: name+id+base64. Its id is computed again when it is read.
struct VerifierKey {
  KeyType type = KeyType::kEd25519;
  std::string name = {};
  std::string id = {};          // 4 bytes
  std::string public_key = {};  // 32 bytes
  bool operator==(const VerifierKey&) const = default;
};

Result<VerifierKey> ParseVerifierKey(std::string_view text);

struct NoteSignature {
  std::string name = {};
  std::string id = {};         // 4 bytes
  std::string signature = {};  // what follows
};

struct Note {
  std::string text = {};  // with its last newline
  std::vector<NoteSignature> signatures = {};
};

Result<Note> ParseNote(std::string_view bytes);

// Which of `keys` signed, as positions in it, in order, each once. Signatures by other (name, id)
// are ignored; one by a known key that does not hold makes the whole note unacceptable. Errors:
// kCorrupt for such a signature. None at all is an empty list: the caller says who must sign.
Result<std::vector<std::size_t>> CheckSignatures(const Note& note,
                                                 std::span<const VerifierKey> keys);

// When the cosigner signed, in seconds since 1970; 0 for signatures that carry no time.
std::uint64_t CosignedAt(const NoteSignature& signature);

struct Checkpoint {
  std::string origin = {};
  std::uint64_t size = 0;  // at most 2^63 - 1
  Digest root{};
  std::vector<std::string> extensions = {};
};

Result<Checkpoint> ParseCheckpoint(std::string_view text);

}  // namespace evenhand::record
