#include "server/witness.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

#include "base/hex.h"
#include "base/take_line.h"
#include "record/base64.h"
#include "record/tree_hash.h"
#include "record/verify.h"

namespace evenhand::server {
namespace {

constexpr std::size_t kMostHashes = 63;
constexpr std::string_view kText = "text/plain; charset=utf-8";

net::Response Say(int status, std::string body, std::string_view type = kText) {
  return {.status = status,
          .headers = {{"Content-Type", std::string(type)}, {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

struct Asked {
  std::uint64_t old_size = 0;
  std::vector<record::Digest> proof = {};
  std::string_view checkpoint = {};
};

std::optional<Asked> ReadBody(std::string_view body) {
  if (body.size() > kMostWitnessBody) return std::nullopt;
  const auto first = TakeLine(&body);
  if (!first || !first->starts_with("old ")) return std::nullopt;
  const auto old_size = record::ParseNumber(first->substr(4));
  if (!old_size) return std::nullopt;
  Asked asked{.old_size = *old_size};
  for (;;) {
    const auto line = TakeLine(&body);
    if (!line) return std::nullopt;
    if (line->empty()) break;
    const auto hash = record::FromBase64(*line);
    if (!hash || hash->size() != sizeof(record::Digest) || asked.proof.size() == kMostHashes)
      return std::nullopt;
    asked.proof.push_back(record::DigestAt(*hash));
  }
  asked.checkpoint = body;
  return asked;
}

std::string LineOf(const record::NoteSignature& signature) {
  return fmt::format("\u2014 {} {}\n", signature.name,
                     record::ToBase64(signature.id + signature.signature));
}

// The log's own signatures; a note may bring others, which are not kept.
std::string SignaturesBy(const record::Note& note, const record::VerifierKey& key) {
  std::string lines;
  for (const record::NoteSignature& signature : note.signatures)
    if (lines.empty() && signature.name == key.name && signature.id == key.id)
      lines = LineOf(signature);
  return lines;
}

// A checkpoint in form, but of no entries and with a root that the empty tree has not: the protocol
// has an answer of its own for it.
bool IsEmptyWithARoot(std::string_view text) {
  TakeLine(&text);
  if (TakeLine(&text) != "0") return false;
  const auto root = record::FromBase64(TakeLine(&text).value_or(""));
  return root && root->size() == sizeof(record::Digest);
}

bool IsSignedBy(const record::Note& note, const record::VerifierKey& key) {
  const auto signers = record::CheckSignatures(note, std::span(&key, 1));
  return signers && !signers->empty();
}

}  // namespace

Result<std::unique_ptr<Witness>> Witness::Open(WitnessOptions options) {
  if (options.key.type() != record::KeyType::kCosignature)
    return Fail(ErrorCode::kInvalidArgument,
                "a witness signs with a key of type 0x04: `evenhand ledger keygen --witness`");
  const std::vector<FollowedLog> logs = options.logs;
  std::unique_ptr<Witness> witness(new Witness(std::move(options)));
  for (const FollowedLog& log : logs) EVENHAND_TRY(witness->Follow(log));
  return witness;
}

Result<void> Witness::Follow(const FollowedLog& followed) {
  for (const Log& log : logs_) {
    if (log.key.name == followed.key.name)
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("the log {} is named twice", followed.key.name));
  }
  EVENHAND_ASSIGN(record::FileLock lock, record::FileLock::Take(followed.seen_file + ".lock"));
  EVENHAND_ASSIGN(record::SafeFiles files, record::SafeFiles::Beside(followed.seen_file));
  const std::string name = std::filesystem::path(followed.seen_file).filename().string();
  Log log{.key = followed.key,
          .lock = std::move(lock),
          .files = std::move(files),
          .name = name,
          .path_of_last = fmt::format("/{}/checkpoint",
                                      Hex(record::BytesOf(record::Sha256(followed.key.name)))),
          .seen = {.origin = followed.key.name, .root = record::EmptyRoot()}};
  EVENHAND_ASSIGN(const std::optional<std::string> note, log.files.Read(name));
  if (note) {
    const auto damaged = [&](std::string_view why) {
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("{}: {}; restore it from a backup that is not older than what this "
                              "witness has signed",
                              followed.seen_file, why));
    };
    const auto read = record::ParseNote(*note);
    if (!read || !IsSignedBy(*read, log.key)) return damaged("is not a checkpoint of this log");
    auto checkpoint = record::ParseCheckpoint(read->text);
    if (!checkpoint || checkpoint->origin != log.key.name) return damaged("is of another log");
    log.seen = *std::move(checkpoint);
  }
  logs_.push_back(std::move(log));
  return {};
}

net::Response Witness::Answer(const net::Request& request) {
  if (request.method == net::Method::kGet || request.method == net::Method::kHead)
    return Last(request.target);
  if (request.method != net::Method::kPost) return Say(405, "POST or GET\n");
  if (request.target != "/add-checkpoint") return Say(404, "only /add-checkpoint is here\n");
  return Add(request.body);
}

net::Response Witness::Last(std::string_view target) const {
  for (const Log& log : logs_) {
    if (target != log.path_of_last) continue;
    auto note = log.files.Read(log.name);
    // It may be replaced just then.
    for (int again = 0; !note && again < 3; ++again) note = log.files.Read(log.name);
    if (!note) return Say(500, "it cannot be read now\n");
    return *note ? Say(200, **note) : Say(404, "nothing of this log has been seen yet\n");
  }
  return Say(404, "not here\n");
}

net::Response Witness::Add(std::string_view body) {
  const auto asked = ReadBody(body);
  if (!asked) return Say(400, "not 'old N', hashes, an empty line and a checkpoint\n");
  const auto note = record::ParseNote(asked->checkpoint);
  if (!note) return Say(400, note.error().message + "\n");
  const auto checkpoint = record::ParseCheckpoint(note->text);
  if (!checkpoint)
    return Say(IsEmptyWithARoot(note->text) ? 422 : 400, checkpoint.error().message + "\n");
  const auto log = std::ranges::find_if(
      logs_, [&](const Log& one) { return one.key.name == checkpoint->origin; });
  if (log == logs_.end()) return Say(404, "this log is not followed here\n");
  if (!IsSignedBy(*note, log->key)) return Say(403, "it is not signed by this log's key\n");
  if (log->is_broken) return Say(500, "this witness has to be started again\n");
  if (asked->old_size > checkpoint->size) return Say(400, "the old size is the larger one\n");
  if (asked->old_size != log->seen.size)
    return Say(409, fmt::format("{}\n", log->seen.size), "text/x.tlog.size");
  // Every tree goes on from the empty one, without a proof.
  const bool extends = asked->old_size == 0
                           ? asked->proof.empty()
                           : record::ExtendsTree(log->seen.size, log->seen.root, checkpoint->size,
                                                 checkpoint->root, asked->proof);
  if (!extends) return Say(422, "it does not go on from what was seen here\n");
  return Cosign(*note, *checkpoint, &*log);
}

net::Response Witness::Cosign(const record::Note& note, const record::Checkpoint& checkpoint,
                              Log* log) {
  const std::string line = options_.key.Cosign(note.text, options_.now_s());
  const Result<void> stored =
      log->files.Replace({log->name, note.text + "\n" + SignaturesBy(note, log->key) + line});
  if (!stored) {
    log->is_broken = true;
    if (options_.failed) options_.failed(log->key.name, stored.error());
    return Say(500, "it could not be stored, so it is not signed\n");
  }
  log->seen = checkpoint;
  return Say(200, line);
}

std::string AddCheckpointBody(std::uint64_t old_size, const std::vector<record::Digest>& proof,
                              std::string_view checkpoint_note) {
  std::string body = fmt::format("old {}\n", old_size);
  for (const record::Digest& hash : proof) body += record::ToBase64(record::BytesOf(hash)) + "\n";
  return body.append("\n").append(checkpoint_note);
}

}  // namespace evenhand::server
