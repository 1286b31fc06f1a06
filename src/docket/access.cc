// The register of limits on access in the history: each change an event, and a leaf that everyone
// can check against the change itself, since it is about nobody.

#include <fmt/format.h>

#include "codec/json_out.h"
#include "docket/committed.h"
#include "docket/docket.h"
#include "docket/event.h"
#include "record/tree_hash.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;
using codec::JsonDocument;

// What everyone sees without looking further: the move and the entry.
std::vector<std::string> PublicPart(const access::Change& change) {
  std::vector<std::string> lines = {std::string(access::Name(change.kind))};
  if (!change.entry.empty()) lines.push_back("entry " + change.entry);
  if (!change.challenge.empty()) lines.push_back("challenge " + change.challenge);
  if (change.upheld) lines.emplace_back(*change.upheld ? "upheld" : "not upheld");
  return lines;
}

}  // namespace

bool IsLeafOfAccess(const Json& body, const record::Leaf& leaf) {
  const auto change = access::ReadChange(body.Field("change"));
  return change && leaf.subject == record::Sha256(access::ChangeJson(*change));
}

Result<access::Register> Docket::Access() {
  access::Register known;
  EVENHAND_TRY(store_->EachOfKind(kAccessKind, [&](const CaseEvent& event) -> Result<void> {
    JsonDocument document;
    auto body = document.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    auto change = access::ReadChange(body->Field("change"));
    Result<void> applied = change ? known.Apply(*std::move(change))
                                  : Result<void>(tl::unexpected(std::move(change).error()));
    if (applied) return applied;
    return Fail(ErrorCode::kCorrupt, fmt::format("event {} ({} '{}'): {}", event.sequence,
                                                 event.kind, event.id, applied.error().message));
  }));
  return known;
}

Result<std::vector<access::Change>> Docket::ChangeAccess(std::vector<access::Change> changes) {
  EVENHAND_ASSIGN(access::Register known, Access());
  Change written;
  for (access::Change& change : changes) {
    EVENHAND_TRY(known.Apply(&change));
    const std::string json = access::ChangeJson(change);
    codec::JsonOut body;
    body.Open('{').Key("change").Raw(json);
    if (log_ != nullptr) {
      record::Leaf leaf{.kind = record::LeafKind::kRegisterChange,
                        .time = LeafTime(change.recorded_at),
                        .sequence = store_->last_sequence() + 1 +
                                    static_cast<std::int64_t>(written.events.size()),
                        .actions = PublicPart(change),
                        .subject = record::Sha256(json)};
      EVENHAND_ASSIGN(std::string encoded, record::EncodeLeaf(leaf));
      body.Key("leaf").String(Hex(record::LinkTo(encoded)));
      written.leaves.push_back({next_leaf_ + written.leaves.size(), std::move(encoded)});
    }
    body.Close('}');
    written.events.push_back({.kind = std::string(kAccessKind),
                              .id = fmt::format("a-{}", known.changes().size()),
                              .at_s = SecondsOf(change.recorded_at),
                              .body = body.text()});
  }
  EVENHAND_TRY(Commit(std::move(written)));
  return changes;
}

}  // namespace evenhand::docket
