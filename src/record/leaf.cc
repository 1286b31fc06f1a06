#include "record/leaf.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "codec/dag_cbor.h"
#include "record/tree_hash.h"

namespace evenhand::record {
namespace {

using codec::Cbor;
using codec::CborBytes;
using codec::CborLink;

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kUsualLeafBytes = 256;

// In the order of LeafKind.
constexpr std::string_view kKindNames[] = {
    "decision",
    "replaced",
    "voided",
    "appeal-opened",
    "appeal-decided",
    "rulebook-published",
    "exception-granted",
    "exception-ended",
    "state-demand",
    "count",
    "label",
    "key-change",
    "correction",
    "bundle",
    "register-change",
};

tl::unexpected<Error> NoLeaf(std::string_view why) {
  return Fail(ErrorCode::kCorrupt, fmt::format("this is not a leaf: {}", why));
}

void PutDigest(std::string_view key, const std::optional<Digest>& digest, codec::DagCborOut* out) {
  if (digest) out->Key(key).Bytes(BytesOf(*digest));
}

// Takes the fields of a map one by one; what is left over at the end is unknown.
class Fields {
 public:
  explicit Fields(const Cbor::Map& fields) : left_(&fields), count_(fields.size()) {}

  template <class T>
  Result<const T*> Take(std::string_view key, bool required) {
    const auto found = std::ranges::find(*left_, key, &codec::CborField::key);
    if (found == left_->end()) {
      if (required) return NoLeaf(fmt::format("it has no {}", key));
      return nullptr;
    }
    --count_;
    const T* value = found->value.template As<T>();
    if (value == nullptr) return NoLeaf(fmt::format("its {} is of the wrong type", key));
    return value;
  }

  Result<std::optional<Digest>> TakeDigest(std::string_view key) {
    EVENHAND_ASSIGN(const CborBytes* bytes, Take<CborBytes>(key, false));
    if (bytes == nullptr) return std::nullopt;
    if (bytes->bytes.size() != sizeof(Digest))
      return NoLeaf(fmt::format("its {} is not 32 bytes", key));
    return DigestAt(bytes->bytes);
  }

  bool all_taken() const { return count_ == 0; }

 private:
  const Cbor::Map* left_;
  std::size_t count_;
};

Result<void> ReadHead(Fields* fields, Leaf* leaf) {
  EVENHAND_ASSIGN(const std::int64_t* version, fields->Take<std::int64_t>("v", true));
  if (*version != kVersion) return NoLeaf(fmt::format("version {} is not known", *version));
  EVENHAND_ASSIGN(const std::string* kind, fields->Take<std::string>("kind", true));
  const std::optional<LeafKind> known = KindNamed(*kind);
  if (!known) return NoLeaf("its kind is not known");
  leaf->kind = *known;
  EVENHAND_ASSIGN(const std::int64_t* time, fields->Take<std::int64_t>("time", true));
  leaf->time = TimeUs{*time};
  EVENHAND_ASSIGN(const std::int64_t* sequence, fields->Take<std::int64_t>("seq", true));
  if (*sequence < 0) return NoLeaf("its seq is negative");
  leaf->sequence = *sequence;
  return {};
}

Result<void> ReadActions(Fields* fields, Leaf* leaf) {
  EVENHAND_ASSIGN(const Cbor::Array* actions, fields->Take<Cbor::Array>("actions", false));
  if (actions == nullptr) return {};
  if (actions->empty()) return NoLeaf("its actions are there but empty");
  for (const Cbor& action : *actions) {
    const auto* text = action.As<std::string>();
    if (text == nullptr) return NoLeaf("an action is not text");
    leaf->actions.push_back(*text);
  }
  return {};
}

Result<void> ReadRest(Fields* fields, Leaf* leaf) {
  EVENHAND_ASSIGN(leaf->rulebook, fields->TakeDigest("rulebook"));
  EVENHAND_ASSIGN(const std::string* clause, fields->Take<std::string>("clause", false));
  if (clause != nullptr) {
    if (clause->empty()) return NoLeaf("its clause is there but empty");
    leaf->clause = *clause;
  }
  EVENHAND_TRY(ReadActions(fields, leaf));
  EVENHAND_ASSIGN(leaf->subject, fields->TakeDigest("subject"));
  EVENHAND_ASSIGN(const CborLink* outcome, fields->Take<CborLink>("outcome", false));
  if (outcome != nullptr) leaf->outcome = outcome->cid;
  EVENHAND_ASSIGN(leaf->reason, fields->TakeDigest("reason"));
  return {};
}

}  // namespace

std::string_view KindName(LeafKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::optional<LeafKind> KindNamed(std::string_view name) {
  const auto* found = std::ranges::find(kKindNames, name);
  if (found == std::end(kKindNames)) return std::nullopt;
  return static_cast<LeafKind>(std::distance(std::begin(kKindNames), found));
}

Result<std::string> EncodeLeaf(const Leaf& leaf) {
  if (leaf.sequence < 0)
    return Fail(ErrorCode::kInvalidArgument, "a leaf's sequence is not negative");
  const std::size_t extra = std::size_t{leaf.rulebook.has_value()} + !leaf.clause.empty() +
                            !leaf.actions.empty() + leaf.subject.has_value() +
                            leaf.outcome.has_value() + leaf.reason.has_value();
  codec::DagCborOut out(kUsualLeafBytes);
  // In the order of DAG-CBOR: shorter keys first.
  out.Map(4 + extra).Key("v").Int(kVersion).Key("seq").Int(leaf.sequence);
  out.Key("kind").Text(KindName(leaf.kind)).Key("time").Int(Count(leaf.time));
  if (!leaf.clause.empty()) out.Key("clause").Text(leaf.clause);
  PutDigest("reason", leaf.reason, &out);
  if (!leaf.actions.empty()) {
    out.Key("actions").Array(leaf.actions.size());
    for (const std::string& action : leaf.actions) out.Text(action);
  }
  if (leaf.outcome) out.Key("outcome").Link(*leaf.outcome);
  PutDigest("subject", leaf.subject, &out);
  PutDigest("rulebook", leaf.rulebook, &out);
  EVENHAND_ASSIGN(std::string bytes, out.Take());
  if (bytes.size() <= kMostLeafBytes) return bytes;
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("a leaf of {} bytes; {} are the most, so shorten its clause or actions",
                          bytes.size(), kMostLeafBytes));
}

Result<Leaf> DecodeLeaf(std::string_view bytes) {
  if (bytes.size() > kMostLeafBytes) return NoLeaf("it is too long");
  EVENHAND_ASSIGN(const Cbor value, codec::DecodeDagCbor(bytes));
  const auto* map = value.As<Cbor::Map>();
  if (map == nullptr) return NoLeaf("it is no map");
  Leaf leaf;
  Fields fields(*map);
  EVENHAND_TRY(ReadHead(&fields, &leaf));
  EVENHAND_TRY(ReadRest(&fields, &leaf));
  if (!fields.all_taken()) return NoLeaf("it has a field that is not known");
  return leaf;
}

std::string LinkWith(const Digest& sha256) {
  std::string link("\x01\x71\x12\x20");
  return link.append(BytesOf(sha256));
}

std::string LinkTo(std::string_view leaf_bytes) { return LinkWith(Sha256(leaf_bytes)); }

std::string CommitmentText(CommitmentDomain domain, const Blinding& random,
                           std::string_view canonical_bytes) {
  const std::string_view name =
      domain == CommitmentDomain::kSubject ? "evenhand subject 1\n" : "evenhand reason 1\n";
  std::string text;
  text.reserve(name.size() + random.size() + canonical_bytes.size());
  return text.append(name)
      .append(reinterpret_cast<const char*>(random.data()), random.size())
      .append(canonical_bytes);
}

Digest Commit(CommitmentDomain domain, const Blinding& random, std::string_view canonical_bytes) {
  return Sha256(CommitmentText(domain, random, canonical_bytes));
}

}  // namespace evenhand::record
