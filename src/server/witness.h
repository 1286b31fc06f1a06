#pragma once

// A witness over HTTP (C2SP tlog-witness): logs show it their newest checkpoint and that it goes on
// from the one it saw last, and it cosigns.
//
//   POST /add-checkpoint           "old " N NL (base64(hash) NL)* NL checkpoint
//   200  cosignature line          it is stored before it is answered
//   400  not such a request, or N beyond the checkpoint        404  a log that is not followed
//   403  not signed by the log's key
//   409  N is not the size seen last; text/x.tlog.size, the size NL
//   422  the proof fails; or the same size with another root
//   500  the disk refuses; nothing is signed until the witness is started again
//   GET  /HEX/checkpoint           what was cosigned last; HEX is SHA-256 of the origin
//
// What was seen of a log is one file, replaced as a whole and synced before anything is signed, so
// that no crash and no order of requests makes it sign two trees of one size, or go back.
// `evenhand ledger cosign` has the same file and the same lock.
//
// Cost:   at most 63 hashes and two signatures a request.
// Errors: of Open: kInvalidArgument for a key that is not a witness's, kUnavailable when another
//         process has a log's lock, kCorrupt for a file of what was seen that cannot be so.
// Thread: requests that change something one after the other (net/http_server.h sees to it); GET on
//         any thread beside them.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http.h"
#include "record/note.h"
#include "record/safe_files.h"
#include "record/sign.h"

namespace evenhand::server {

inline constexpr std::size_t kMostWitnessBody = 64 * 1024;

struct FollowedLog {
  record::VerifierKey key = {};
  std::string seen_file = {};  // the checkpoint seen last
};

struct WitnessOptions {
  record::SigningKey key;  // of type kCosignature
  std::vector<FollowedLog> logs = {};
  std::function<std::uint64_t()> now_s = {};  // seconds since 1970, not 0
  // What the disk refused, by the log's origin.
  std::function<void(std::string_view origin, const Error&)> failed = {};
};

class Witness {
 public:
  static Result<std::unique_ptr<Witness>> Open(WitnessOptions options);
  net::Response Answer(const net::Request& request);

 private:
  struct Log {
    record::VerifierKey key;
    record::FileLock lock;
    record::SafeFiles files;
    std::string name;          // of the file in its folder
    std::string path_of_last;  // "/HEX/checkpoint"
    record::Checkpoint seen;   // size 0: nothing yet
    // The disk refused once, and may hold what memory does not: nothing is signed until the file is
    // read again, which is when the witness is opened again.
    bool is_broken = false;
  };

  explicit Witness(WitnessOptions options) : options_(std::move(options)) {}
  Result<void> Follow(const FollowedLog& log);
  net::Response Add(std::string_view body);
  net::Response Cosign(const record::Note& note, const record::Checkpoint& checkpoint, Log* log);
  net::Response Last(std::string_view target) const;

  const WitnessOptions options_;
  std::vector<Log> logs_;
};

// The body of a request to add a checkpoint, for whoever asks.
std::string AddCheckpointBody(std::uint64_t old_size, const std::vector<record::Digest>& proof,
                              std::string_view checkpoint_note);

}  // namespace evenhand::server
