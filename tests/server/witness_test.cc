// A witness never signs two trees of one size and never goes back, whoever asks and in whatever
// order; what it is asked with are the vectors that Go's packages made (conformance/tlog).

#include "server/witness.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/hex.h"
#include "codec/json_document.h"
#include "record/base64.h"
#include "record/tree_hash.h"
#include "record/verify.h"
#include "source_dir.h"

namespace evenhand::server {
namespace {

using net::Response;

std::string WholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {(std::istreambuf_iterator<char>(file)), {}};
}

struct Vectors {
  record::VerifierKey log;
  std::map<std::uint64_t, std::string> checkpoints;  // signed notes, by size
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<record::Digest>> proofs;
};

const Vectors& TheVectors() {
  static const Vectors vectors = [] {
    Vectors v;
    codec::JsonDocument document;
    const auto json =
        *document.ParseCopy(WholeFile(SourceDir() + "/conformance/tlog/vectors.json"));
    v.log = *record::ParseVerifierKey(json.Field("log_vkey").AsString());
    const auto checkpoints = json.Field("checkpoints");
    for (std::size_t i = 0; i < checkpoints.size(); ++i) {
      const std::string note(checkpoints.Item(i).Field("checkpoint").AsString());
      v.checkpoints[record::ParseCheckpoint(record::ParseNote(note)->text)->size] = note;
    }
    const auto proofs = json.Field("consistency");
    for (std::size_t i = 0; i < proofs.size(); ++i) {
      const auto one = proofs.Item(i);
      auto& hashes = v.proofs[{static_cast<std::uint64_t>(one.Field("old_size").AsInt()),
                               static_cast<std::uint64_t>(one.Field("new_size").AsInt())}];
      const auto list = one.Field("proof");
      for (std::size_t k = 0; k < list.size(); ++k)
        hashes.push_back(record::DigestAt(*record::FromBase64(list.Item(k).AsString())));
    }
    return v;
  }();
  return vectors;
}

record::SigningKey KeyOf(record::KeyType type, const std::string& name, char seed) {
  return *record::SigningKey::Make(type, name, std::string(32, seed));
}

class WitnessTest : public testing::Test {
 protected:
  WitnessTest() { std::filesystem::create_directories(folder_); }
  ~WitnessTest() override { std::filesystem::remove_all(folder_); }
  void SetUp() override { Open(); }

  void Open() {
    witness_.reset();
    auto opened = Witness::Open({.key = key_,
                                 .logs = {{TheVectors().log, folder_ + "/vectors.seen"},
                                          {Public(forker_), folder_ + "/f.seen"}},
                                 .now_s = [this] { return ++now_; }});
    ASSERT_TRUE(opened) << opened.error().message;
    witness_ = *std::move(opened);
  }
  static record::VerifierKey Public(const record::SigningKey& key) {
    return *record::ParseVerifierKey(key.verifier_key());
  }
  Response Post(const std::string& body) {
    return witness_->Answer(
        {.method = net::Method::kPost, .target = "/add-checkpoint", .body = body});
  }
  Response Add(std::uint64_t old_size, std::uint64_t size) {
    const auto proof = TheVectors().proofs.find({old_size, size});
    return Post(AddCheckpointBody(old_size,
                                  old_size == 0 || proof == TheVectors().proofs.end()
                                      ? std::vector<record::Digest>()
                                      : proof->second,
                                  TheVectors().checkpoints.at(size)));
  }
  // A tree of the log that may say anything.
  std::string Forked(std::uint64_t size, char root) const {
    record::Digest digest;
    digest.fill(static_cast<std::uint8_t>(root));
    const std::string text = record::CheckpointText(forker_.name(), size, digest);
    return text + "\n" + forker_.Sign(text);
  }

  const std::string folder_ =
      std::filesystem::temp_directory_path() / ("evenhand-witness-" + std::to_string(getpid()));
  const record::SigningKey key_ = KeyOf(record::KeyType::kCosignature, "witness.example", 'w');
  const record::SigningKey forker_ = KeyOf(record::KeyType::kEd25519, "forker.example", 'f');
  std::uint64_t now_ = 1'700'000'000;
  std::unique_ptr<Witness> witness_;
};

TEST_F(WitnessTest, FollowsALogThroughEverySizeAndEveryRestart) {
  std::uint64_t seen = 0;
  for (const auto& [size, note] : TheVectors().checkpoints) {
    const Response done = Add(seen, size);
    ASSERT_EQ(done.status, 200) << size << ": " << done.body;
    const record::Note cosigned =
        *record::ParseNote(record::ParseNote(note)->text + "\n" + done.body);
    const record::VerifierKey by = Public(key_);
    EXPECT_EQ(record::CheckSignatures(cosigned, std::span(&by, 1))->size(), 1u) << done.body;
    EXPECT_EQ(record::CosignedAt(cosigned.signatures.front()), now_);
    seen = size;
    Open();
    const Response stale = Add(0, size);
    if (size > 0) {
      EXPECT_EQ(stale.status, 409);
      EXPECT_EQ(stale.body, std::to_string(size) + "\n");
      EXPECT_EQ(stale.headers.front().value, "text/x.tlog.size");
    }
  }
  // The same again is signed anew; an older one is not.
  EXPECT_EQ(Post(AddCheckpointBody(seen, {}, TheVectors().checkpoints.at(seen))).status, 200);
  EXPECT_EQ(Add(1, 2).status, 409);
}

TEST_F(WitnessTest, TakesEveryProofOfTheVectorsAndNoOther) {
  for (const auto& [sizes, proof] : TheVectors().proofs) {
    const auto [old_size, size] = sizes;
    if (old_size == 0 || !TheVectors().checkpoints.contains(old_size) ||
        !TheVectors().checkpoints.contains(size))
      continue;
    witness_.reset();
    std::filesystem::remove(folder_ + "/vectors.seen");
    Open();
    ASSERT_EQ(Add(0, old_size).status, 200);
    std::vector<record::Digest> wrong = proof;
    if (wrong.empty()) {
      wrong.push_back({});
    } else {
      wrong.back()[0] ^= 1;
    }
    EXPECT_EQ(Post(AddCheckpointBody(old_size, wrong, TheVectors().checkpoints.at(size))).status,
              422);
    EXPECT_EQ(Add(old_size, size).status, 200) << old_size << " to " << size;
  }
}

TEST_F(WitnessTest, NeverSignsTwoTreesOfOneSize) {
  EXPECT_EQ(Post(AddCheckpointBody(0, {}, Forked(5, 'a'))).status, 200);
  EXPECT_EQ(Post(AddCheckpointBody(5, {}, Forked(5, 'b'))).status, 422);
  EXPECT_EQ(Post(AddCheckpointBody(0, {}, Forked(5, 'b'))).status, 409);
  Open();
  EXPECT_EQ(Post(AddCheckpointBody(5, {}, Forked(5, 'b'))).status, 422);
  EXPECT_EQ(Post(AddCheckpointBody(5, {}, Forked(4, 'b'))).status, 400);
  EXPECT_EQ(Post(AddCheckpointBody(5, {}, Forked(5, 'a'))).status, 200);
  const auto last = [&](std::string_view origin) {
    return witness_->Answer(
        {.target = "/" + Hex(record::BytesOf(record::Sha256(origin))) + "/checkpoint"});
  };
  EXPECT_TRUE(last("forker.example").body.starts_with(Forked(5, 'a')));
  EXPECT_NE(last("forker.example").body.find("\u2014 witness.example "), std::string::npos);
  EXPECT_EQ(last(TheVectors().log.name).status, 404) << "nothing of it has been seen";
  EXPECT_EQ(last("stranger.example").status, 404);
}

TEST_F(WitnessTest, RefusesWhatItShould) {
  const std::string good = TheVectors().checkpoints.at(1);
  const std::string stranger = [&] {
    const auto key = KeyOf(record::KeyType::kEd25519, "stranger.example", 's');
    const std::string text = record::CheckpointText(key.name(), 1, {});
    return text + "\n" + key.Sign(text);
  }();
  const std::string badly_signed = [&] {
    const std::string text = record::CheckpointText(forker_.name(), 1, {});
    return text + "\n" + KeyOf(record::KeyType::kEd25519, forker_.name(), 'x').Sign(text);
  }();
  const std::vector<record::Digest> one(1), many(64);
  const std::pair<int, std::string> cases[] = {
      {404, AddCheckpointBody(0, {}, stranger)},
      {403, AddCheckpointBody(0, {}, badly_signed)},
      {422, AddCheckpointBody(0, one, good)},
      {422, AddCheckpointBody(0, {}, Forked(0, 'a'))},
      {400, AddCheckpointBody(2, {}, good)},
      {400, AddCheckpointBody(0, many, good)},
      {400, ""},
      {400, "old 0"},
      {400, "old 0\n"},
      {400, "old 00\n\n" + good},
      {400, "old -1\n\n" + good},
      {400, "old 9223372036854775808\n\n" + good},
      {400, "size 0\n\n" + good},
      {400, "old 0\nAAAA\n\n" + good},
      {400, "old 0\n\n" + good.substr(0, good.size() / 2)},
      {400, "old 0\n\n" + good + std::string(kMostWitnessBody, 'x')},
  };
  for (const auto& [status, body] : cases)
    EXPECT_EQ(Post(body).status, status) << body.substr(0, 99);
  // Any byte of a good one changed is signed by nobody, and cut anywhere it is refused.
  const std::string whole = AddCheckpointBody(0, {}, good);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_NE(Post(whole.substr(0, i)).status, 200);
    std::string changed = whole;
    changed[i] ^= 1;
    EXPECT_NE(Post(changed).status, 200) << i;
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/vectors.seen"));
  EXPECT_EQ(Post(whole).status, 200);
}

TEST_F(WitnessTest, WhoseFileIsDamagedSignsNothing) {
  ASSERT_EQ(Add(0, 1).status, 200);
  witness_.reset();
  std::string seen = WholeFile(folder_ + "/vectors.seen");
  seen[seen.find('\n') + 1] = '7';
  std::ofstream(folder_ + "/vectors.seen", std::ios::binary) << seen;
  const auto opened = Witness::Open({.key = key_,
                                     .logs = {{TheVectors().log, folder_ + "/vectors.seen"}},
                                     .now_s = [] { return std::uint64_t{1}; }});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
}

TEST_F(WitnessTest, WhoseDiskRefusesSignsNothing) {
  if (getuid() == 0) std::filesystem::create_directories(folder_ + "/vectors.seen.new0");
  std::filesystem::permissions(
      folder_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  EXPECT_EQ(Add(0, 1).status, 500);
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
  std::filesystem::remove(folder_ + "/vectors.seen.new0");
  EXPECT_EQ(Add(0, 1).status, 500) << "until it is opened again";
  Open();
  EXPECT_EQ(Add(0, 1).status, 200);
}

}  // namespace
}  // namespace evenhand::server
