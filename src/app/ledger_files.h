#pragma once

// What the `ledger` subcommands read and write besides the log: entries, keys, policies.

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "record/note.h"
#include "record/policy.h"
#include "record/sign.h"

namespace evenhand::app {

// The whole file; "-" is standard input. Errors: kNotFound, kIo; kLimit beyond `most_bytes`.
Result<std::string> ReadWholeFile(const std::string& path, std::size_t most_bytes);

// The same in pieces, for files of any size: calls visit(bytes) until the end or its first error.
Result<void> EachPiece(const std::string& path,
                       const std::function<Result<void>(std::string_view)>& visit);

// Replaces the file whole or not at all. Errors: kIo with the path and the reason.
Result<void> WriteWholeFile(const std::string& path, std::string_view bytes);

// A new file with these bytes that only its owner can read. Errors: kInvalidArgument if it exists.
Result<void> WriteSecretFile(const std::string& path, const std::string& bytes);

// The private key in a file, which others must not be able to read.
Result<record::SigningKey> ReadSigningKey(const std::string& path);

// A verifier key as typed, or the file that holds one.
Result<record::VerifierKey> ReadVerifierKey(const std::string& key_or_file);

// The file of what a witness with this key has seen last of a log: beside the key, one for each
// log.
std::string SeenFileOf(const std::string& key_file, const record::VerifierKey& log);

// Puts a cosignature line under the checkpoint in a log's directory, which must still be `note`.
// Errors: kUnavailable when it has changed, or the log is being written.
Result<void> AddToCheckpoint(const std::string& directory, const std::string& note,
                             const std::string& line);

// The policy in `file`, with the log of `key_or_file` added; one of the two may be empty, not both.
Result<record::Policy> ReadPolicy(const std::string& key_or_file, const std::string& file);

}  // namespace evenhand::app
