#pragma once

// The public log, written: entries in, tiles, bundles and signed checkpoints out, as files that any
// web server or stick can carry. This is the file to read first.
//
//   directory/checkpoint                    signed note; replaced at each Publish
//   directory/tile/<level>/<n>[.p/<w>]      hashes; never change (record/tile_path.h)
//   directory/tile/entries/<n>[.p/<w>]      (length:u16be bytes)*; never change
//   state_file                              kept apart from the data, best on another disk:
//
//       "evenhand log state 1" NL "origin " name NL
//       "signed " size " " base64(root) NL       the last tree that was signed
//       "before " size " " base64(root) NL       the one before it
//       "reach " size NL                         no file was ever begun for a tree larger than this
//
// Order of a Publish: tiles and bundles are on the disk, then the state says what is about to be
// signed, then the checkpoint appears. So a crash at any moment leaves a checkpoint whose tree is
// complete; Open finishes or forgets the rest. What was signed once is never signed otherwise: if
// state, tiles and checkpoint do not fit together, Open refuses and says which.
//
// With a store: in its own transaction it keeps each new leaf with the index it will have (size(),
// then one more each), and after the commit calls AppendAt for them and Publish; when that has
// returned the rows may go. After a crash it calls AppendAt again for every row that is left: those
// that were published already are found equal and cost nothing.
//
// Errors: kCorrupt when what is there does not fit together or other bytes stand at an index;
//         kInvalidArgument for an entry over kMostEntryBytes or a gap; kUnavailable when another
//         process writes; kIo. After a failed Publish the log is closed for writing: open it again.
// Cost:   about two hashes an entry; a Publish syncs each new file and each folder once, and
//         state and checkpoint.
// Thread: one owner; one process (lock files beside checkpoint and state).
// Source: C2SP tlog-tiles, tlog-checkpoint; RFC 6962.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/digest.h"
#include "record/safe_files.h"
#include "record/sign.h"
#include "record/tree.h"

namespace evenhand::record {

inline constexpr std::size_t kMostEntryBytes = 65535;

struct LogOptions {
  std::string directory = {};
  std::string state_file = {};  // outside `directory`
  SigningKey key;               // of type kEd25519; its name is the log's origin
};

class Log {
 public:
  // The log in `directory`. A new one, published with size 0, when neither it nor the state is
  // there.
  static Result<std::unique_ptr<Log>> Open(LogOptions options);

  const std::string& origin() const { return options_.key.name(); }
  // Entries, with those that are not published yet.
  std::uint64_t size() const { return tree_.size(); }
  std::uint64_t published_size() const { return published_.size(); }
  // The signed note that is in place.
  const std::string& checkpoint() const { return checkpoint_; }

  // The entry's index. Nothing is written before Publish.
  Result<std::uint64_t> Append(std::string_view entry);
  // The same where the index is known: appends if it is size(); does nothing if these bytes stand
  // there already, published or not. Errors: kCorrupt when others do; kInvalidArgument for a gap.
  Result<void> AppendAt(std::uint64_t index, std::string_view entry);
  // Of entries that follow one another, which costs less than one by one.
  Result<void> AppendAt(std::uint64_t first, std::span<const std::string_view> entries);
  // Forgets what was appended since the last Publish.
  void DropUnpublished();

  // Makes everything appended public and durable; the signed checkpoint. Cheap when there is
  // nothing.
  Result<std::string> Publish();
  // Puts a cosignature line under the checkpoint in place; `line` ends in a newline. Whether it
  // holds is for readers to say.
  Result<void> AddCosignature(std::string_view line);

 private:
  struct Signed {
    std::uint64_t size = 0;
    Digest root{};
  };

  Log(LogOptions options, SafeFiles files, SafeFiles state_files, FileLock lock,
      FileLock state_lock);
  Result<void> Begin();
  Result<void> Resume(const std::string& state);
  Result<void> ReadState(const std::string& state);
  Result<void> WriteState();
  Result<void> LoadEdges();
  Result<void> LoadBundle();
  Result<void> RemoveBeyond();
  Result<void> PutCheckpoint();
  Result<void> WriteTree();
  void RemoveOutgrown(std::uint64_t old_size);
  Result<void> PutAt(std::uint64_t index, const Digest& hash, std::string_view entry);
  void AppendHashed(const Digest& leaf_hash, std::string_view entry);
  Result<Digest> LeafHashAt(std::uint64_t index);
  std::string TextOf(const Signed& tree) const;

  LogOptions options_;
  SafeFiles files_;
  SafeFiles state_files_;
  FileLock lock_;
  FileLock state_lock_;

  Signed signed_;
  Signed before_;
  std::uint64_t reach_ = 0;
  std::string checkpoint_;

  Tree published_;                // as the checkpoint has it
  std::string published_bundle_;  // its unfinished entry bundle

  Tree tree_;
  std::string bundle_;
  std::vector<FileToWrite> full_;    // tiles and bundles completed since the last Publish
  std::vector<Digest> unpublished_;  // leaf hashes
  bool broken_ = false;

  std::uint64_t read_tile_ =
      0;  // the full tile that was read last, for entries that come again in order
  std::string read_tile_hashes_;  // empty: none yet
};

}  // namespace evenhand::record
