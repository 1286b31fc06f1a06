#include "record/sign_note.h"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::record {
namespace {

Result<void> CheckKey(const SigningKey& key) {
  if (key.type() == KeyType::kEd25519) return {};
  return Fail(
      ErrorCode::kInvalidArgument,
      fmt::format("'{}' is the key of a witness, which signs checkpoints only", key.name()));
}

Result<void> CheckSize(std::string_view note) {
  if (note.size() <= kMostNoteBytes) return {};
  return Fail(ErrorCode::kLimit, fmt::format("signed it has {} bytes, and a note has at most {}",
                                             note.size(), kMostNoteBytes));
}

}  // namespace

Result<std::string> SignNote(std::string_view text, const SigningKey& key) {
  EVENHAND_TRY(CheckKey(key));
  if (!text.ends_with('\n')) {
    return Fail(ErrorCode::kInvalidArgument,
                "its last line does not end, so it is no text of a note");
  }
  std::string note = fmt::format("{}\n{}", text, key.Sign(text));
  EVENHAND_TRY(CheckSize(note));
  // Whoever reads the note must find this text in it, and nothing else.
  auto read = ParseNote(note);
  if (!read) {
    return Fail(ErrorCode::kInvalidArgument, "no note may hold it: " + read.error().message);
  }
  if (read->text == text && read->signatures.size() == 1) return note;
  return Fail(ErrorCode::kInvalidArgument, "it is a signed note already");
}

Result<std::string> AddSignature(std::string_view note, const SigningKey& key) {
  EVENHAND_TRY(CheckKey(key));
  EVENHAND_ASSIGN(const Note read, ParseNote(note));
  EVENHAND_ASSIGN(const VerifierKey own, ParseVerifierKey(key.verifier_key()));
  const bool has_signed = std::ranges::any_of(read.signatures, [&](const NoteSignature& one) {
    return one.name == own.name && one.id == own.id;
  });
  if (has_signed) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' has signed it", key.name()));
  }
  if (read.signatures.size() == kMostSignatures) {
    return Fail(ErrorCode::kLimit,
                fmt::format("it has {} signatures, the most there may be", kMostSignatures));
  }
  std::string more = std::string(note) + key.Sign(read.text);
  EVENHAND_TRY(CheckSize(more));
  return more;
}

}  // namespace evenhand::record
