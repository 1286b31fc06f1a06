#include "record/tlog_proof.h"

#include <fmt/format.h>

#include <optional>

#include "record/base64.h"
#include "record/verify.h"

namespace evenhand::record {
namespace {

class ProofReader {
 public:
  explicit ProofReader(std::string_view text) : rest_(text) {}

  Result<ParsedProof> Read() {
    ParsedProof proof;
    EVENHAND_ASSIGN(std::string_view line, Next());
    if (line != "c2sp.org/tlog-proof@v1") return Bad("it is not `c2sp.org/tlog-proof@v1`");
    EVENHAND_ASSIGN(line, Next());
    if (Take("extra ", &line)) {
      const std::optional<std::string> extra = FromBase64(line);
      if (!extra) return Bad("the extra data is not canonical base64");
      proof.extra = *extra;
      EVENHAND_ASSIGN(line, Next());
    }
    const std::optional<std::uint64_t> index =
        Take("index ", &line) ? ParseNumber(line) : std::nullopt;
    if (!index) return Bad("it is not `index ` and a decimal number");
    proof.index = *index;
    EVENHAND_TRY(ReadHashes(&proof.hashes));
    proof.checkpoint_note = rest_;
    return proof;
  }

 private:
  tl::unexpected<Error> Bad(std::string_view why) const {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("this is not a tlog-proof: line {}: {}", line_, why));
  }

  static bool Take(std::string_view prefix, std::string_view* line) {
    if (!line->starts_with(prefix)) return false;
    line->remove_prefix(prefix.size());
    return true;
  }

  Result<std::string_view> Next() {
    ++line_;
    const std::size_t end = rest_.find('\n');
    if (end == rest_.npos) return Bad("it has no end");
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }

  // Up to the empty line.
  Result<void> ReadHashes(std::vector<Digest>* hashes) {
    while (true) {
      EVENHAND_ASSIGN(const std::string_view line, Next());
      if (line.empty()) return {};
      const std::optional<std::string> hash = FromBase64(line);
      if (!hash || hash->size() != sizeof(Digest))
        return Bad("it is not 32 bytes in canonical base64");
      if (hashes->size() == kMostProofHashes) return Bad("a proof has 63 hashes at most");
      hashes->push_back(DigestAt(*hash));
    }
  }

  std::string_view rest_;
  std::size_t line_ = 0;
};

}  // namespace

Result<ParsedProof> ParseProof(std::string_view text) { return ProofReader(text).Read(); }

Result<TrustedCheckpoint> CheckProof(const ParsedProof& proof, std::string_view entry,
                                     const Policy& policy) {
  Result<TrustedCheckpoint> trusted = ReadCheckpoint(proof.checkpoint_note, policy);
  if (!trusted) return tl::unexpected(std::move(trusted).error().Within("the proof's checkpoint"));
  const Checkpoint& checkpoint = trusted->checkpoint;
  if (IncludesEntry(HashEntry(entry), proof.index, checkpoint.size, proof.hashes,
                    checkpoint.root)) {
    return trusted;
  }
  return Fail(
      ErrorCode::kCorrupt,
      fmt::format("the proof does not lead from these bytes, as entry {}, to the root of {} "
                  "at size {}: they are not what was recorded, or the proof is for another entry",
                  proof.index, checkpoint.origin, checkpoint.size));
}

}  // namespace evenhand::record
