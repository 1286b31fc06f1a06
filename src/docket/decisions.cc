#include "docket/docket.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "docket/event.h"
#include "docket/register.h"
#include "record/tree_hash.h"

namespace evenhand::docket {
namespace {

using codec::JsonOut;

// So many decisions get their leaves together: hashes of many at once cost a fraction of one by
// one, and all of it is still warm.
constexpr std::size_t kMostUnsealed = 32;

void WriteDecision(const CaseRequest& request, const Version& version,
                   const policy::Decision& decision, std::string_view statement,
                   std::string_view leaf, std::string_view blinding, JsonOut* to) {
  JsonOut& out = *to;
  out.Open('{')
      .Key("version")
      .Plain(version.hash)
      .Key("leaf")
      .Plain(leaf)
      .Key("blinding")
      .Plain(blinding);
  WriteCaseRequest(request, &out.Key("case"));
  WriteStrike(decision.strike, &out.Key("strike"));
  out.Key("ground")
      .String(decision.ground)
      .Key("item_action")
      .String(policy::FormatAction(decision.item));
  out.Key("account_action").String(policy::FormatAction(decision.account));
  out.Key("statement").Raw(statement).Close('}');
}

// A request that names no decision gets the id that its content gives, so that reading the same
// input again decides nothing twice.
std::string IdOf(const CaseRequest& request) {
  CaseRequest unnamed = request;
  unnamed.input.at = {};
  return "d-" + VersionHash("", CaseRequestJson(unnamed)).substr(0, 20);
}

bool IsMilderDecision(const policy::Decision& a, const policy::Decision& b) {
  const policy::Action& strongest_a = policy::Stronger(a.item, a.account);
  const policy::Action& strongest_b = policy::Stronger(b.item, b.account);
  if (policy::IsMilder(strongest_a, strongest_b)) return true;
  return !policy::IsMilder(strongest_b, strongest_a) && policy::IsMilder(a.item, b.item);
}

}  // namespace

Result<const Version*> Docket::VersionFor(const CaseRequest& request, Account* account) {
  std::string id = request.rulebook;
  if (id.empty()) {
    EVENHAND_ASSIGN(id, versions_.OnlyId());
  }
  EVENHAND_ASSIGN(const Version* when_posted, versions_.InForce(id, request.input.posted));
  EVENHAND_ASSIGN(const Version* now, versions_.InForce(id, request.input.at));
  if (when_posted == now) return now;
  // Both are tried on copies of the history; the milder one judges.
  const auto tried = [&](const Version& version) -> Result<policy::Decision> {
    policy::Ledger ledger = account->StrikesUnder(*when_posted);
    ledger.UseRules(&version.rulebook.strikes);
    policy::GrantRegister grants = grants_;
    return policy::Decide(version.rulebook, request.input, &ledger, &grants);
  };
  EVENHAND_ASSIGN(const policy::Decision then, tried(*when_posted));
  const Result<policy::Decision> today = tried(*now);
  return today && IsMilderDecision(*today, then) ? now : when_posted;
}

// Decides the next request, in memory.
Result<void> Docket::Take(Batch* batch) {
  CaseRequest& request = batch->requests[batch->next];
  const policy::CaseInput& input = request.input;
  Account* const account = batch->account;
  EVENHAND_ASSIGN(const Version* version, VersionFor(request, account));
  request.rulebook = version->rulebook.id;
  policy::Ledger& ledger = account->StrikesUnder(*version);
  const std::size_t grants_before = grants_.grants().size();
  EVENHAND_ASSIGN(policy::Decision decision,
                  policy::Decide(version->rulebook, input, &ledger, &grants_));
  is_ahead_ = true;
  Taken taken{
      .index = batch->next,
      .ruling = {.statement = policy::MakeStatement(version->rulebook, version->hash, input,
                                                    request.circumstances, decision, ledger),
                 .version = version},
      .decision = std::move(decision)};
  EVENHAND_TRY(policy::CheckComplete(taken.ruling.statement, version->rulebook));
  policy::WriteStatement(taken.ruling.statement, &statement_room_.Clear());
  taken.ruling.json = statement_room_.text();
  if (grants_.grants().size() > grants_before) taken.grant = grants_.grants().back();
  taken.kept = account->Adopt(MakeDecided(request, version, taken.decision.ground,
                                          taken.decision.item, taken.decision.account));
  is_ahead_ = false;
  batch->unsealed.push_back(std::move(taken));
  return {};
}

// What each decision says in public, and each exception that it made.
std::vector<Docket::NewLeaf> Docket::LeavesOf(const Batch& batch) {
  std::vector<NewLeaf> leaves;
  leaves.reserve(batch.unsealed.size());
  for (const Taken& taken : batch.unsealed) {
    const CaseRequest& request = batch.requests[taken.index];
    const std::string subject = request.input.account + '\0' + request.input.item;
    record::Leaf leaf{.kind = record::LeafKind::kDecision,
                      .time = LeafTime(request.input.at),
                      .rulebook = taken.ruling.version->digest,
                      .clause = taken.decision.ground};
    leaf.actions.reserve(taken.ruling.statement.actions.size());
    for (const policy::StatedAction& action : taken.ruling.statement.actions)
      leaf.actions.push_back(policy::FormatAction(action.action));
    leaves.push_back({std::move(leaf), subject, taken.ruling.json});
    if (!taken.grant) continue;
    const GrantFacts facts = FactsOf(*taken.grant, request, taken.ruling.version->rulebook);
    leaves.push_back(
        {GrantLeaf(*taken.grant, facts, taken.decision.item), subject, taken.grant->exception});
  }
  return leaves;
}

// In order, up to the first that cannot be recorded; that one is `unsealed.front()` then.
Result<void> Docket::Seal(Batch* batch) {
  Result<void> all;
  std::vector<MadeLeaf> made;
  if (log_ != nullptr) made = MakeLeaves(LeavesOf(*batch), store_->last_sequence() + 1, &all);
  const MadeLeaf none;
  std::vector<cases::PendingLeaf> for_log;
  std::size_t next = 0, sealed = 0;
  for (Taken& taken : batch->unsealed) {
    const std::size_t leaves = log_ == nullptr ? 0 : taken.grant ? 2 : 1;
    if (next + leaves > made.size()) break;
    const MadeLeaf* leaf = log_ == nullptr ? &none : &made[next];
    Change change = ChangeOf(*batch, taken, leaf);
    for (std::size_t i = 0; i < leaves; ++i)
      change.leaves.push_back({next_leaf_ + next + i, std::move(made[next + i].bytes)});
    if (auto put = store_->Put(change.events, change.leaves); !put) {
      all = std::move(put);
      break;
    }
    std::ranges::move(change.leaves, std::back_inserter(for_log));
    if (leaves > 0) taken.kept->leaf = leaf->sha256;
    batch->ruled(std::move(taken.ruling));
    batch->requests[taken.index] = {};  // while it is warm
    next += leaves;
    ++sealed;
  }
  TellLog(for_log);
  batch->unsealed.erase(batch->unsealed.begin(),
                        batch->unsealed.begin() + static_cast<std::ptrdiff_t>(sealed));
  if (!all) is_ahead_ = true;
  return all;
}

// The decision's event, and its exception's. `leaves` are as many.
Docket::Change Docket::ChangeOf(const Batch& batch, const Taken& taken, const MadeLeaf* leaves) {
  const CaseRequest& request = batch.requests[taken.index];
  Change change;
  WriteDecision(request, *taken.ruling.version, taken.decision, taken.ruling.json, leaves->link(),
                leaves->blinding, &body_room_.Clear());
  change.events.push_back({.account = request.input.account,
                           .kind = "decision",
                           .id = request.input.decision,
                           .at_s = SecondsOf(request.input.at),
                           .body = body_room_.text(),
                           .about = taken.kept->content});
  if (taken.grant) {
    if (log_ != nullptr) ++leaves;
    const GrantFacts facts = FactsOf(*taken.grant, request, taken.ruling.version->rulebook);
    change.events.push_back(
        {.kind = "exception-granted",
         .id = request.input.decision,
         .at_s = SecondsOf(request.input.at),
         .body = GrantJson(*taken.grant, facts, leaves->link(), leaves->blinding)});
  }
  return change;
}

Result<Ruling> Docket::Decide(CaseRequest request) {
  std::vector<CaseRequest> requests;
  requests.push_back(std::move(request));
  std::vector<Refused> refused;
  Ruling made;
  EVENHAND_TRY(DecideAll(
      std::move(requests), [&](Ruling&& ruling) { made = std::move(ruling); }, &refused));
  if (!refused.empty()) return tl::unexpected(std::move(refused.front().error));
  return made;
}

Result<void> Docket::DecideAll(std::vector<CaseRequest> requests,
                               const std::function<void(Ruling&&)>& ruled,
                               std::vector<Refused>* refused) {
  Batch batch{.requests = std::move(requests), .ruled = ruled, .refused = refused};
  EVENHAND_TRY(store_->Begin());
  return End(PutAll(&batch));
}

Result<void> Docket::PutAll(Batch* batch) {
  while (batch->next < batch->requests.size() || !batch->unsealed.empty()) {
    EVENHAND_ASSIGN(const bool was_decided, WasDecided(batch));
    const bool is_full =
        batch->unsealed.size() == kMostUnsealed || batch->next == batch->requests.size();
    if (is_full || (was_decided && !batch->unsealed.empty())) {
      EVENHAND_TRY(Settle(Seal(batch), batch));
      continue;
    }
    auto done = was_decided ? Repeat(batch) : Take(batch);
    if (!done && is_ahead_ && !batch->unsealed.empty()) {
      if (auto sealed = Seal(batch); !sealed) done = std::move(sealed);
    }
    if (done) {
      ++batch->next;
    } else {
      EVENHAND_TRY(Settle(std::move(done), batch));
    }
  }
  return {};
}

// Refuses what could not be done: a decision that is not sealed, else the next request. Where
// memory holds a part of it, what the batch has so far is committed, and memory is made again from
// there; requests that came after it are taken again.
Result<void> Docket::Settle(Result<void> done, Batch* batch) {
  if (done || done.error().code == ErrorCode::kIo || done.error().code == ErrorCode::kCorrupt)
    return done;
  const std::size_t index =
      is_ahead_ && !batch->unsealed.empty() ? batch->unsealed.front().index : batch->next;
  std::erase_if(*batch->refused, [&](const Refused& one) { return one.index > index; });
  batch->refused->push_back({index, std::move(done).error()});
  batch->next = index + 1;
  if (!is_ahead_) return {};
  is_ahead_ = false;
  batch->unsealed.clear();
  EVENHAND_TRY(store_->Commit());
  EVENHAND_TRY(Load());
  return store_->Begin();
}

Result<bool> Docket::WasDecided(Batch* batch) {
  if (batch->next == batch->requests.size()) return false;
  CaseRequest& request = batch->requests[batch->next];
  if (request.input.decision.empty()) request.input.decision = IdOf(request);
  EVENHAND_ASSIGN(batch->account, Warm(request.input.account));
  return batch->account->FindDecision(request.input.decision) != nullptr;
}

Result<void> Docket::Repeat(Batch* batch) {
  std::string recorded;
  EVENHAND_ASSIGN(Ruling ruling, Rerun(batch->requests[batch->next].input.decision, &recorded));
  batch->ruled(std::move(ruling));
  return {};
}

}  // namespace evenhand::docket
