// How what happens becomes leaves of the public record.

#include "base/hex.h"
#include "docket/docket.h"
#include "record/tree_hash.h"

namespace evenhand::docket {
namespace {

std::string_view Bytes(const record::Blinding& blinding) {
  return {reinterpret_cast<const char*>(blinding.data()), blinding.size()};
}

std::vector<record::Digest> HashesOf(const std::vector<std::string>& texts) {
  return record::Sha256Each(std::vector<std::string_view>(texts.begin(), texts.end()));
}

}  // namespace

std::string Docket::MadeLeaf::link() const {
  return bytes.empty() ? std::string() : Hex(record::LinkWith(sha256));
}

// Of events that follow one another from `sequence` on. As many as can be written; *all says why
// not the rest.
std::vector<Docket::MadeLeaf> Docket::MakeLeaves(std::vector<NewLeaf> leaves, std::int64_t sequence,
                                                 Result<void>* all) {
  using record::CommitmentDomain;
  std::vector<MadeLeaf> made;
  std::vector<std::string> committed, encoded;
  made.reserve(leaves.size());
  committed.reserve(2 * leaves.size());
  encoded.reserve(leaves.size());
  for (const NewLeaf& one : leaves) {
    const record::Blinding of_subject = blinding_(), of_reason = blinding_();
    std::string& blinding = made.emplace_back().blinding;
    AppendHex(Bytes(of_subject), &blinding);
    AppendHex(Bytes(of_reason), &blinding);
    committed.push_back(
        record::CommitmentText(CommitmentDomain::kSubject, of_subject, one.subject));
    committed.push_back(record::CommitmentText(CommitmentDomain::kReason, of_reason, one.reason));
  }
  const std::vector<record::Digest> commitments = HashesOf(committed);
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    record::Leaf& leaf = leaves[i].leaf;
    leaf.sequence = sequence++;
    leaf.subject = commitments[2 * i];
    leaf.reason = commitments[2 * i + 1];
    auto bytes = record::EncodeLeaf(leaf);
    if (!bytes) {
      *all = tl::unexpected(std::move(bytes).error());
      break;
    }
    encoded.push_back(*std::move(bytes));
  }
  made.resize(encoded.size());
  const std::vector<record::Digest> hashes = HashesOf(encoded);
  for (std::size_t i = 0; i < made.size(); ++i) {
    made[i].sha256 = hashes[i];
    made[i].bytes = std::move(encoded[i]);
  }
  return made;
}

Result<std::string> Docket::AddLeaf(record::Leaf leaf, std::string_view subject,
                                    std::string_view reason, std::string* blinding_hex,
                                    Change* change) {
  if (log_ == nullptr) return std::string();
  std::vector<NewLeaf> leaves;
  leaves.push_back({std::move(leaf), std::string(subject), reason});
  Result<void> all;
  std::vector<MadeLeaf> made = MakeLeaves(
      std::move(leaves),
      store_->last_sequence() + 1 + static_cast<std::int64_t>(change->events.size()), &all);
  EVENHAND_TRY(all);
  *blinding_hex = std::move(made.front().blinding);
  std::string link = made.front().link();
  change->leaves.push_back({next_leaf_ + change->leaves.size(), std::move(made.front().bytes)});
  return link;
}

// The log has its leaves at once, while they are warm. Those that it cannot take wait in the store,
// and PublishRecord says why.
void Docket::TellLog(std::span<const cases::PendingLeaf> leaves) {
  if (leaves.empty()) return;
  std::vector<std::string_view> entries;
  entries.reserve(leaves.size());
  for (const cases::PendingLeaf& leaf : leaves) entries.push_back(leaf.bytes);
  static_cast<void>(log_->AppendAt(next_leaf_, entries));
  next_leaf_ += entries.size();
}

}  // namespace evenhand::docket
