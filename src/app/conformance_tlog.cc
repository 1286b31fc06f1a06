#include "app/conformance_tlog.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "app/vector_files.h"
#include "base/hex.h"
#include "codec/json_document.h"
#include "record/base64.h"
#include "record/memory_files.h"
#include "record/policy.h"
#include "record/prove.h"
#include "record/sign.h"
#include "record/tile_path.h"
#include "record/tree.h"
#include "record/tree_hash.h"
#include "record/verify.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;
using record::Digest;

std::string Text(const Json& object, std::string_view key) {
  const Json value = object.Field(key);
  return value.kind() == JsonKind::kString ? std::string(value.AsString()) : std::string();
}

std::uint64_t Number(const Json& object, std::string_view key) {
  const Json value = object.Field(key);
  return value.kind() == JsonKind::kInt && value.AsInt() >= 0
             ? static_cast<std::uint64_t>(value.AsInt())
             : 0;
}

std::vector<Json> Items(const Json& object, std::string_view key) {
  std::vector<Json> items;
  const Json list = object.Field(key);
  if (list.kind() != JsonKind::kArray) return items;
  list.EachItem([&](const Json& item) {
    items.push_back(item);
    return true;
  });
  return items;
}

std::vector<std::string> Texts(const Json& object, std::string_view key) {
  std::vector<std::string> texts;
  for (const Json& item : Items(object, key)) {
    texts.emplace_back(item.kind() == JsonKind::kString ? item.AsString() : "");
  }
  return texts;
}

std::string Base64(const Digest& digest) { return record::ToBase64(record::BytesOf(digest)); }

// The digest; all zeros for a text that is none, which then agrees with nothing.
Digest FromBase64(const std::string& text) {
  const std::optional<std::string> bytes = record::FromBase64(text);
  return bytes && bytes->size() == sizeof(Digest) ? record::DigestAt(*bytes) : Digest{};
}

std::vector<Digest> FromBase64(const std::vector<std::string>& texts) {
  std::vector<Digest> digests;
  for (const std::string& text : texts) digests.push_back(FromBase64(text));
  return digests;
}

Digest WithOneBitChanged(Digest digest) {
  digest[17] ^= 1;
  return digest;
}

// What the entries are: the description says "the UTF-8 text '<words>N' for index N, except index K
// which is empty"; rows that show an entry's text are believed before it.
class EntryRule {
 public:
  explicit EntryRule(const Json& vectors) {
    ReadDescription(Text(vectors, "description"));
    for (const Json& row : Items(vectors, "inclusion")) {
      if (row.Field("leaf_utf8").kind() != JsonKind::kString) continue;
      shown_[Number(row, "index")] = Text(row, "leaf_utf8");
    }
    if (words_.empty()) GuessWords();
  }

  std::string At(std::uint64_t index) const {
    const auto shown = shown_.find(index);
    return shown != shown_.end() ? shown->second : words_ + std::to_string(index);
  }

 private:
  void ReadDescription(const std::string& description) {
    static constexpr std::string_view kAfter = "N' for index N", kExcept = "index ";
    const std::size_t end = description.find(kAfter);
    const std::size_t begin =
        end == description.npos || end == 0 ? end : description.rfind('\'', end - 1);
    if (begin == description.npos) return;
    words_ = description.substr(begin + 1, end - begin - 1);
    // Each "index K" of the rest of the sentence is an empty entry.
    const std::string rest =
        description.substr(end + kAfter.size(), description.find('.', end) - end - kAfter.size());
    if (rest.find("empty") == rest.npos) return;
    for (std::size_t at = 0; (at = rest.find(kExcept, at)) != rest.npos;) {
      at += kExcept.size();
      const std::size_t after = rest.find_first_not_of("0123456789", at);
      const auto index = record::ParseNumber(std::string_view(rest).substr(at, after - at));
      if (index) shown_[*index] = "";
    }
  }

  // From a row whose text ends in its index.
  void GuessWords() {
    for (const auto& [index, text] : shown_) {
      const std::string number = std::to_string(index);
      if (!text.ends_with(number)) continue;
      words_ = text.substr(0, text.size() - number.size());
      return;
    }
  }

  std::string words_;
  std::map<std::uint64_t, std::string> shown_;
};

// The log as a static mirror has it, growing.
class Mirror {
 public:
  explicit Mirror(const EntryRule* rule) : rule_(rule) {}

  void GrowTo(std::uint64_t size) {
    while (tree_.size() < size) Append(rule_->At(tree_.size()));
    PutEdges();
  }
  const record::Tree& tree() const { return tree_; }
  const record::MemoryFiles& files() const { return files_; }

  // The SHA-256 of every file that this size needs, by path.
  std::map<std::string, std::string> Resources() const {
    std::map<std::string, std::string> resources;
    for (const std::set<std::string>* paths : {&full_, &edges_}) {
      for (const std::string& path : *paths) {
        resources[path] = Hex(record::BytesOf(record::Sha256(files_.files.at(path))));
      }
    }
    return resources;
  }

 private:
  void Put(const std::string& path, const std::string& bytes, std::set<std::string>* paths) {
    files_.files[path] = bytes;
    paths->insert(path);
  }

  void Append(const std::string& entry) {
    bundle_ += static_cast<char>(entry.size() >> 8);
    bundle_ += static_cast<char>(entry.size());
    bundle_ += entry;
    tree_.Append(record::LeafHash(entry),
                 [this](int level, std::uint64_t n, const std::string& hashes) {
                   Put(record::TilePath(level, n, record::kTileWidth), hashes, &full_);
                   if (level > 0) return;
                   Put(record::BundlePath(n, record::kTileWidth), bundle_, &full_);
                   bundle_.clear();
                 });
  }

  void PutEdges() {
    edges_.clear();
    for (int level = 0; level < tree_.levels(); ++level) {
      const std::string edge = tree_.Edge(level);
      if (edge.empty()) continue;
      const auto width = static_cast<std::uint32_t>(edge.size() / sizeof(Digest));
      const std::uint64_t n = (tree_.size() >> (8 * level)) / record::kTileWidth;
      Put(record::TilePath(level, n, width), edge, &edges_);
      if (level == 0) Put(record::BundlePath(n, width), bundle_, &edges_);
    }
  }

  const EntryRule* rule_;
  record::Tree tree_;
  std::string bundle_;
  record::MemoryFiles files_;
  std::set<std::string> full_, edges_;
};

// Collects the differences of one row.
class Row {
 public:
  Row(std::string name, std::ostream* out) : name_(std::move(name)), out_(out) {}

  void Same(std::string_view what, const std::string& wanted, const std::string& got) {
    if (wanted == got) return;
    Fault(fmt::format("{}\n  wanted {}\n  got    {}", what, wanted, got));
  }
  void Holds(std::string_view what, bool holds) {
    if (!holds) Fault(std::string(what));
  }
  bool good() const { return good_; }

 private:
  void Fault(const std::string& what) {
    good_ = false;
    *out_ << fmt::format("{}: {}\n", name_, what);
  }
  std::string name_;
  std::ostream* out_;
  bool good_ = true;
};

struct Keys {
  std::optional<record::SigningKey> log = {};  // where the file has the private key
  std::optional<record::SigningKey> witness = {};
  record::Policy policy = {};
};

Result<Keys> ReadKeys(const Json& vectors) {
  Keys keys;
  if (const std::string text = Text(vectors, "log_signer_key"); !text.empty()) {
    EVENHAND_ASSIGN(keys.log, record::SigningKey::Parse(text));
  }
  if (const std::string seed = Text(vectors, "witness_ed25519_seed_hex"); !seed.empty()) {
    EVENHAND_ASSIGN(keys.witness, record::SigningKey::Make(record::KeyType::kCosignature,
                                                           Text(vectors, "witness_name"),
                                                           Unhex(seed).value_or("")));
  }
  EVENHAND_ASSIGN(keys.policy, record::Policy::Parse(fmt::format("log {}\nwitness w {}\nquorum w\n",
                                                                 Text(vectors, "log_vkey"),
                                                                 Text(vectors, "witness_vkey"))));
  return keys;
}

// Seconds since 1970 in the second line: "time N".
std::uint64_t TimeIn(const std::string& cosigned_message) {
  const std::size_t at = cosigned_message.find("\ntime ");
  if (at == cosigned_message.npos) return 0;
  const std::size_t digits = at + 6;
  return record::ParseNumber(std::string_view(cosigned_message)
                                 .substr(digits, cosigned_message.find('\n', digits) - digits))
      .value_or(0);
}

void CompareResources(const Json& row, const Mirror& mirror, Row* result) {
  std::map<std::string, std::string> got = mirror.Resources();
  const Json wanted = row.Field("resource_sha256");
  if (wanted.kind() != JsonKind::kObject) return;
  wanted.EachField([&](std::string_view path, const Json& digest) {
    const auto found = got.extract(std::string(path));
    result->Same(path,
                 digest.kind() == JsonKind::kString ? std::string(digest.AsString()) : "no text",
                 found.empty() ? "no such file" : found.mapped());
  });
  for (const auto& [path, digest] : got) result->Same(path, "no such file", digest);
}

void RunCheckpoint(const Json& row, const Mirror& mirror, const std::string& origin,
                   const Keys& keys, Row* result) {
  const Digest root = mirror.tree().Root();
  result->Same("root", Text(row, "root"), Base64(root));
  const std::string text = record::CheckpointText(origin, mirror.tree().size(), root);
  const std::string note = Text(row, "checkpoint"), line = Text(row, "cosignature_line");
  const std::string message = Text(row, "cosigned_message");
  const std::uint64_t time_s = TimeIn(message);
  if (keys.log) result->Same("checkpoint", note, text + "\n" + keys.log->Sign(text));
  result->Same("cosigned message", message, record::CosignedMessage(text, time_s));
  if (keys.witness) result->Same("cosignature line", line, keys.witness->Cosign(text, time_s));
  const auto trusted = record::ReadCheckpoint(note + line, keys.policy);
  result->Holds(trusted ? "" : trusted.error().message, trusted.has_value());
  if (trusted) {
    result->Holds(
        "the verifier reads another size or root",
        trusted->checkpoint.size == mirror.tree().size() && trusted->checkpoint.root == root);
  }
  result->Holds("accepted without the cosignature", !record::ReadCheckpoint(note, keys.policy));
  CompareResources(row, mirror, result);
}

Result<void> RunInclusion(const Json& row, const Mirror& mirror, const EntryRule& rule,
                          Row* result) {
  const std::uint64_t index = Number(row, "index"), size = Number(row, "size");
  const Digest hash = record::LeafHash(rule.At(index)), root = mirror.tree().Root();
  result->Same("leaf hash", Text(row, "leaf_hash"), Base64(hash));
  result->Same("root", Text(row, "root"), Base64(root));
  record::Prover prover(&mirror.files(), size);
  EVENHAND_ASSIGN(const std::vector<Digest> proof, prover.Inclusion(index));
  EVENHAND_ASSIGN(const std::string entry, prover.Entry(index));
  result->Holds("the bundle has another entry there", entry == rule.At(index));
  std::vector<std::string> texts;
  for (const Digest& part : proof) texts.push_back(Base64(part));
  const std::vector<std::string> wanted = Texts(row, "proof");
  result->Same("proof", fmt::format("{}", fmt::join(wanted, " ")),
               fmt::format("{}", fmt::join(texts, " ")));
  const Digest given_leaf = FromBase64(Text(row, "leaf_hash")),
               given_root = FromBase64(Text(row, "root"));
  const std::vector<Digest> given = FromBase64(wanted);
  result->Holds("the verifier refuses it",
                record::IncludesEntry(given_leaf, index, size, given, given_root));
  result->Holds(
      "the verifier accepts another leaf",
      !record::IncludesEntry(WithOneBitChanged(given_leaf), index, size, given, given_root));
  return {};
}

Result<void> RunConsistency(const Json& row, const Mirror& mirror, Row* result) {
  const std::uint64_t old_size = Number(row, "old_size"), size = Number(row, "new_size");
  record::Prover prover(&mirror.files(), size);
  EVENHAND_ASSIGN(const Digest old_root, prover.RootOf(old_size));
  result->Same("old root", Text(row, "old_root"), Base64(old_root));
  result->Same("new root", Text(row, "new_root"), Base64(mirror.tree().Root()));
  std::vector<std::string> texts;
  if (old_size > 0) {
    EVENHAND_ASSIGN(const std::vector<Digest> proof, prover.Consistency(old_size));
    for (const Digest& part : proof) texts.push_back(Base64(part));
  }
  const std::vector<std::string> wanted = Texts(row, "proof");
  result->Same("proof", fmt::format("{}", fmt::join(wanted, " ")),
               fmt::format("{}", fmt::join(texts, " ")));
  const Digest given_old = FromBase64(Text(row, "old_root")),
               given_new = FromBase64(Text(row, "new_root"));
  const std::vector<Digest> given = FromBase64(wanted);
  result->Holds("the verifier refuses it",
                record::ExtendsTree(old_size, given_old, size, given_new, given));
  result->Holds(
      "the verifier accepts another old root",
      !record::ExtendsTree(old_size, WithOneBitChanged(given_old), size, given_new, given));
  return {};
}

class Runner {
 public:
  Runner(const Json& vectors, Keys keys, std::ostream* out)
      : vectors_(vectors), keys_(std::move(keys)), rule_(vectors), mirror_(&rule_), out_(out) {}

  // Rows by the size of their tree, so that the log grows once.
  Result<Tally> Run() {
    std::map<std::uint64_t, std::vector<std::pair<char, Json>>> by_size;
    for (const Json& row : Items(vectors_, "checkpoints"))
      by_size[Number(row, "size")].push_back({'c', row});
    for (const Json& row : Items(vectors_, "inclusion"))
      by_size[Number(row, "size")].push_back({'i', row});
    for (const Json& row : Items(vectors_, "consistency")) {
      by_size[Number(row, "new_size")].push_back({'k', row});
    }
    for (const auto& [size, rows] : by_size) {
      mirror_.GrowTo(size);
      for (const auto& [kind, row] : rows) EVENHAND_TRY(RunRow(kind, row, size));
    }
    return tally_;
  }

 private:
  Result<void> RunRow(char kind, const Json& row, std::uint64_t size) {
    const std::string name =
        kind == 'c'   ? fmt::format("checkpoint {}", size)
        : kind == 'i' ? fmt::format("inclusion {} in {}", Number(row, "index"), size)
                      : fmt::format("consistency {} to {}", Number(row, "old_size"), size);
    Row result(name, out_);
    Result<void> ran;
    if (kind == 'c') RunCheckpoint(row, mirror_, Text(vectors_, "log_name"), keys_, &result);
    if (kind == 'i') ran = RunInclusion(row, mirror_, rule_, &result);
    if (kind == 'k') ran = RunConsistency(row, mirror_, &result);
    if (!ran) result.Holds(ran.error().message, false);
    tally_.passed += result.good() ? 1 : 0;
    ++tally_.total;
    return {};
  }

  const Json vectors_;
  const Keys keys_;
  const EntryRule rule_;
  Mirror mirror_;
  std::ostream* out_;
  Tally tally_;
};

Result<Tally> RunFile(const std::filesystem::path& file, std::ostream* out) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Fail(ErrorCode::kNotFound, "cannot be read");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const Json vectors, document.ParseCopy(text));
  if (vectors.kind() != JsonKind::kObject) return Fail(ErrorCode::kCorrupt, "is no JSON object");
  EVENHAND_ASSIGN(Keys keys, ReadKeys(vectors));
  return Runner(vectors, std::move(keys), out).Run();
}

}  // namespace

Result<Tally> RunTlogVectors(const std::string& path, std::ostream& out) {
  EVENHAND_ASSIGN(const std::vector<std::filesystem::path> files, VectorFiles(path));
  Tally tally;
  for (const std::filesystem::path& file : files) {
    Result<Tally> one = RunFile(file, &out);
    if (!one) return tl::unexpected(std::move(one).error().Within(file.string()));
    tally.passed += one->passed;
    tally.total += one->total;
  }
  if (tally.total == 0) return Fail(ErrorCode::kNotFound, "no vectors of logs in " + path);
  out << fmt::format("{} of {}\n", tally.passed, tally.total);
  return tally;
}

}  // namespace evenhand::app
