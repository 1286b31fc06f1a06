// Any bytes as what a stranger reads: a signed note, a checkpoint, a verifier key, a policy, a
// tlog-proof, and as the files of a log. Reading ends, errors have words, what is written again
// reads the same, and nothing is trusted that was not signed.
//
// The first byte says what the rest is.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "record/base64.h"
#include "record/memory_files.h"
#include "record/policy.h"
#include "record/prove.h"
#include "record/sign.h"
#include "record/tlog_proof.h"
#include "record/verify_log.h"

namespace {

using namespace evenhand::record;

void Require(bool condition) {
  if (!condition) std::abort();
}

const SigningKey& Key() {
  static const SigningKey key = *SigningKey::Make(KeyType::kEd25519, "log", std::string(32, 'k'));
  return key;
}

const Policy& Trusted() {
  static const Policy policy = Policy::ForLog(*ParseVerifierKey(Key().verifier_key()));
  return policy;
}

void ReadNote(std::string_view bytes) {
  const auto note = ParseNote(bytes);
  Require(note || !note.error().message.empty());
  if (note) {
    std::string again = note->text + "\n";
    for (const NoteSignature& s : note->signatures) {
      again += "\u2014 " + s.name + " " + ToBase64(s.id + s.signature) + "\n";
    }
    Require(again == bytes);
  }
  // Only what the fuzzer was given as a seed is signed by this key.
  const auto trusted = ReadCheckpoint(bytes, Trusted());
  Require(!trusted || trusted->checkpoint.origin == "log");
}

void ReadCheckpointText(std::string_view bytes) {
  const auto checkpoint = ParseCheckpoint(bytes);
  if (!checkpoint) return Require(!checkpoint.error().message.empty());
  std::string again = CheckpointText(checkpoint->origin, checkpoint->size, checkpoint->root);
  for (const std::string& line : checkpoint->extensions) again += line + "\n";
  Require(again == bytes);
}

void ReadKey(std::string_view bytes) {
  const auto key = ParseVerifierKey(bytes);
  Require(key || !key.error().message.empty());
  (void)SigningKey::Parse(bytes);
}

void ReadPolicy(std::string_view bytes) {
  const auto policy = Policy::Parse(bytes);
  if (!policy) return Require(!policy.error().message.empty());
  std::vector<std::size_t> everybody;
  for (std::size_t i = 0; i < policy->witnesses().size(); ++i) everybody.push_back(i);
  // Whoever else signs, what everybody signed is enough.
  Require(policy->HasQuorum(everybody));
  Require(policy->HasQuorum({}) == (policy->QuorumInWords() == "none"));
}

void ReadProof(std::string_view bytes) {
  const auto proof = ParseProof(bytes);
  if (!proof) return Require(!proof.error().message.empty());
  (void)CheckProof(*proof, "entry", Trusted());
  if (proof->extra.empty()) return;
  Require(FormatProof(proof->index, proof->hashes, proof->checkpoint_note, proof->extra) == bytes);
}

// A signed checkpoint of three entries over whatever tile and bundle there are.
void ReadLog(std::string_view bytes) {
  static const std::string kNote = [] {
    const std::string text = CheckpointText("log", 3, Digest{1, 2, 3});
    return text + "\n" + Key().Sign(text);
  }();
  const std::size_t cut = std::min<std::size_t>(96, bytes.size());
  MemoryFiles files;
  files.files["checkpoint"] = kNote;
  files.files["tile/0/000.p/3"] = bytes.substr(0, cut);
  files.files["tile/entries/000.p/3"] = bytes.substr(cut);
  const auto report = VerifyLog(files, Trusted());
  Require(report && !report->good());
  Prover prover(&files, 3);
  (void)prover.Entry(2);
  (void)prover.Inclusion(1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'n':
      ReadNote(rest);
      break;
    case 'c':
      ReadCheckpointText(rest);
      break;
    case 'k':
      ReadKey(rest);
      break;
    case 'p':
      ReadPolicy(rest);
      break;
    case 't':
      ReadProof(rest);
      break;
    case 'l':
      ReadLog(rest);
      break;
    default:
      break;
  }
  return 0;
}
