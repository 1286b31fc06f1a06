#include "docket/docket.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/check.h"
#include "codec/json_out.h"
#include "docket/committed.h"
#include "docket/event.h"
#include "docket/locks.h"
#include "docket/register.h"
#include "record/prove.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;
using codec::JsonDocument;
using codec::JsonOut;
using policy::Time;

constexpr std::size_t kMostWarmAccounts = 200'000;

// Where two statements first differ, with a little of both.
std::string FirstDifference(std::string_view recorded, std::string_view made) {
  const auto at =
      static_cast<std::size_t>(std::ranges::mismatch(recorded, made).in1 - recorded.begin());
  const std::size_t from = at < 20 ? 0 : at - 20;
  return fmt::format("recorded …{}…, made again …{}…", recorded.substr(from, 60),
                     made.substr(from, 60));
}

// Decides again what `event` recorded, adding to `account` and `grants` as it did then.
Result<Ruling> DecideAgain(const CaseEvent& event, const Versions& versions, Account* account,
                           policy::GrantRegister* grants, std::string* recorded,
                           JsonDocument* scratch) {
  EVENHAND_ASSIGN(const Json body, scratch->ParseCopy(event.body));
  const Version* version = versions.Find(Text(body, "version"));
  if (version == nullptr)
    return Fail(ErrorCode::kNotFound, "its version of the rulebook is not published");
  EVENHAND_ASSIGN(const CaseRequest request, ReadCaseRequest(body.Field("case"), TimeOf(event)));
  policy::Ledger& ledger = account->StrikesUnder(*version);
  EVENHAND_ASSIGN(const policy::Decision decision,
                  policy::Decide(version->rulebook, request.input, &ledger, grants));
  Ruling ruling{.statement = policy::MakeStatement(version->rulebook, version->hash, request.input,
                                                   request.circumstances, decision, ledger),
                .version = version,
                .was_there = true};
  ruling.json = policy::StatementJson(ruling.statement);
  *recorded = RecordedStatement(event.body);
  account->Adopt(MakeDecided(request, version, decision.ground, decision.item, decision.account))
      ->leaf = LeafOf(body);
  return ruling;
}

}  // namespace

Result<std::unique_ptr<Docket>> Docket::Open(std::unique_ptr<cases::CaseStore> store,
                                             std::unique_ptr<record::Log> log,
                                             MakeBlinding blinding) {
  std::unique_ptr<Docket> docket(new Docket(std::move(store), std::move(log), std::move(blinding)));
  EVENHAND_TRY(docket->Load());
  return docket;
}

Result<void> Docket::Load() {
  versions_ = {};
  accounts_.clear();
  EVENHAND_TRY(store_->EachOfKind("rulebook", [&](const CaseEvent& event) -> Result<void> {
    JsonDocument document;
    auto body = document.ParseCopy(event.body);
    if (!body) return tl::unexpected(body.error());
    auto version = versions_.Add(Text(*body, "yaml"), Text(*body, "rules"), TimeOf(event));
    if (!version) return tl::unexpected(std::move(version).error().Within("a published rulebook"));
    return {};
  }));
  EVENHAND_ASSIGN(grants_, GrantsBefore(*store_, INT64_MAX));
  if (log_ == nullptr) return {};
  next_leaf_ = log_->size();
  EVENHAND_TRY(store_->EachPending(0, [&](std::uint64_t index, std::string_view) -> Result<void> {
    next_leaf_ = index + 1;
    return {};
  }));
  EVENHAND_TRY(PublishRecord());
  return {};
}

Result<std::string> Docket::PublishRecord() {
  if (log_ == nullptr) return Fail(ErrorCode::kInvalidArgument, "this docket has no public record");
  EVENHAND_TRY(store_->EachPending(log_->size(), [&](std::uint64_t index, std::string_view leaf) {
    return log_->AppendAt(index, leaf);
  }));
  EVENHAND_ASSIGN(std::string checkpoint, log_->Publish());
  EVENHAND_TRY(store_->ForgetPending(log_->published_size()));
  return checkpoint;
}

Result<void> Docket::Commit(Change change) {
  EVENHAND_TRY(store_->Begin());
  auto put = store_->Put(change.events, change.leaves);
  if (put) TellLog(change.leaves);
  return End(std::move(put));
}

Result<void> Docket::End(Result<void> done) {
  if (done) done = store_->Commit();
  if (!done) {
    store_->Rollback();
    if (log_ != nullptr) log_->DropUnpublished();
    EVENHAND_TRY(Load());  // what memory held ahead of the store is forgotten
    return done;
  }
  if (accounts_.size() > kMostWarmAccounts) accounts_.clear();  // the store has all of them
  return {};
}

Result<Account*> Docket::Warm(std::string_view name) {
  const auto found = accounts_.find(std::string(name));
  if (found != accounts_.end()) return &found->second;
  Account account(&versions_);
  EVENHAND_TRY(store_->EachOf(
      name, [&](const CaseEvent& event) { return account.Apply(event, &scratch_); }));
  return &accounts_.emplace(std::string(name), std::move(account)).first->second;
}

Result<const Account*> Docket::AccountNamed(std::string_view name) {
  EVENHAND_ASSIGN(Account * account, Warm(name));
  return account;
}

Result<const Version*> Docket::Publish(std::string_view yaml, Time now, const Beside& beside) {
  EVENHAND_ASSIGN(const Version* version, versions_.Add(yaml, beside.rules, now));
  Change change;
  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kRulebookPublished,
                    .time = TimeUs{SecondsOf(now) * 1'000'000}};
  EVENHAND_ASSIGN(const std::string link,
                  AddLeaf(std::move(leaf), version->hash, PublishedText(yaml, beside.certificate),
                          &blinding, &change));
  JsonOut body;
  body.Open('{')
      .Key("yaml")
      .String(yaml)
      .Key("rules")
      .String(beside.rules)
      .Key("certificate")
      .String(beside.certificate)
      .Key("previous")
      .String(version->previous);
  body.Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  change.events.push_back(
      {.kind = "rulebook", .id = version->hash, .at_s = SecondsOf(now), .body = body.text()});
  EVENHAND_TRY(Commit(std::move(change)));
  return version;
}

Result<void> Docket::Note(std::string_view name, std::string_view kind, std::string_view body,
                          Time at) {
  EVENHAND_ASSIGN(Account * account, Warm(name));
  Change change;
  change.events.push_back({.account = std::string(name),
                           .kind = std::string(kind),
                           .id = fmt::format("n-{}", store_->last_sequence() + 1),
                           .at_s = SecondsOf(at),
                           .body = std::string(body)});
  EVENHAND_TRY(account->Apply(change.events.front(), &scratch_));
  return Commit(std::move(change));
}

Result<Ruling> Docket::Rerun(std::string_view decision, std::string* recorded) {
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", decision));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", decision));
  Account account(&versions_);
  EVENHAND_TRY(store_->EachOf(event->account, [&](const CaseEvent& before) {
    return before.sequence < event->sequence ? account.Apply(before, &scratch_) : Result<void>();
  }));
  EVENHAND_ASSIGN(policy::GrantRegister grants, GrantsBefore(*store_, event->sequence));
  return DecideAgain(*event, versions_, &account, &grants, recorded, &scratch_);
}

namespace {

record::Blinding BlindingAt(std::string_view bytes, std::size_t at) {
  record::Blinding blinding;
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), blinding.size(), blinding.begin());
  return blinding;
}

}  // namespace

Result<void> Docket::CheckRecord(const record::Files& files) {
  EVENHAND_TRY(store_->Verify());
  if (log_ == nullptr) return {};
  record::Prover prover(&files, log_->published_size());
  std::uint64_t index = 0;
  std::unordered_map<std::string, Account> accounts;
  EVENHAND_TRY(store_->Each(1, [&](const CaseEvent& event) -> Result<void> {
    Account* account = nullptr;
    if (!event.account.empty()) {
      account = &accounts.try_emplace(event.account, &versions_).first->second;
      if (auto applied = account->Apply(event, &scratch_); !applied) return applied;
    }
    JsonDocument document;
    auto body = document.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    const std::string link = Text(*body, "leaf");
    if (link.empty()) return {};
    const auto differs = [&](std::string_view what) {
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("event {} ({} '{}') and leaf {} of the public record: {}",
                              event.sequence, event.kind, event.id, index, what));
    };
    if (index == log_->published_size()) return differs("the leaf is missing");
    auto entry = prover.Entry(index);
    if (!entry) return tl::unexpected(std::move(entry).error());
    if (Hex(record::LinkTo(*entry)) != link) return differs("the leaf is another one");
    auto leaf = record::DecodeLeaf(*entry);
    if (!leaf) return tl::unexpected(std::move(leaf).error());
    if (event.kind == kAccessKind || event.kind == kBundleKind || event.kind == kReportKind) {
      const bool is_its =
          event.kind == kAccessKind ? IsLeafOfAccess(*body, *leaf) : IsLeafOfHash(event.id, *leaf);
      if (!is_its) return differs("the leaf commits to something else");
      ++index;
      return {};
    }
    auto blinding = Unhex(Text(*body, "blinding"));
    if (!blinding || blinding->size() != 64) return differs("its blinding is damaged");
    const auto [subject, reason] = CommittedBy(event, *body, account);
    if (leaf->subject !=
            record::Commit(record::CommitmentDomain::kSubject, BlindingAt(*blinding, 0), subject) ||
        leaf->reason !=
            record::Commit(record::CommitmentDomain::kReason, BlindingAt(*blinding, 32), reason)) {
      return differs("the leaf commits to something else");
    }
    ++index;
    return {};
  }));
  if (index == log_->published_size()) return {};
  return Fail(ErrorCode::kCorrupt, fmt::format("the public record has {} leaves, the store {}",
                                               log_->published_size(), index));
}

Result<std::int64_t> Docket::Rebuild() {
  EVENHAND_ASSIGN(const std::int64_t entries,
                  store_->Reindex([this](const CaseEvent& event) -> Result<std::string> {
                    auto body = scratch_.ParseCopy(event.body);
                    if (!body) return tl::unexpected(std::move(body).error());
                    return AboutOf(event, *body);
                  }));
  EVENHAND_TRY(Load());
  return entries;
}

Result<Conformity> Docket::Recompute(const std::function<void(std::int64_t)>& progress) {
  Conformity found;
  std::unordered_map<std::string, Account> accounts;
  policy::GrantRegister grants;
  EVENHAND_TRY(store_->Each(1, [&](const CaseEvent& event) -> Result<void> {
    progress(event.sequence);
    if (event.account.empty()) {
      // Grants come from deciding again.
      return event.kind == "exception-granted" ? Result<void>() : ApplyToRegister(event, &grants);
    }
    Account& account = accounts.try_emplace(event.account, &versions_).first->second;
    if (event.kind != "decision") return account.Apply(event, &scratch_);
    ++found.recomputed;
    std::string recorded;
    const auto again = DecideAgain(event, versions_, &account, &grants, &recorded, &scratch_);
    if (!again) {
      found.not_recomputable.push_back({event.id, again.error().message});
      return account.Apply(event, &scratch_);
    }
    if (again->json == recorded) {
      ++found.identical;
    } else {
      found.different.push_back({event.id, FirstDifference(recorded, again->json)});
    }
    return {};
  }));
  return found;
}

Result<void> Docket::EachCase(
    std::string_view name, const std::function<void(const CaseRequest&, const Version&)>& visit) {
  EVENHAND_ASSIGN(const Account* account, AccountNamed(name));
  return store_->EachOf(name, [&](const CaseEvent& event) -> Result<void> {
    if (event.kind != "decision" || account->FindDecision(event.id)->voided) return {};
    JsonDocument document;
    auto body = document.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    auto request = ReadCaseRequest(body->Field("case"), TimeOf(event));
    if (!request) return tl::unexpected(std::move(request).error());
    visit(*request, *versions_.Find(Text(*body, "version")));
    return {};
  });
}

Result<StandingView> Docket::StandingOf(std::string_view name, Time at) {
  EVENHAND_ASSIGN(const Account* account, AccountNamed(name));
  StandingView view;
  const policy::Ledger* strikes = account->strikes();
  if (strikes == nullptr) return view;
  view.live = strikes->Live(at);
  view.running = account->RunningAt(at);
  view.locks = LocksAt(*account, at);
  view.free_at = at;
  for (const policy::Running& running : view.running) {
    view.free_at = running.until && view.free_at
                       ? std::optional(std::max(*view.free_at, *running.until))
                       : std::nullopt;
    if (account->IsLifted(running.decision, at)) view.lifted.emplace_back(running.decision);
  }
  const DecidedCase* last = account->last_decision();
  const Version* version = last == nullptr ? nullptr : last->version;
  if (version == nullptr) return view;
  for (const policy::Ladder& ladder : version->rulebook.strikes.ladders) {
    StandingView::Next next{.families = ladder.families};
    std::set<std::int64_t> weights;
    for (const policy::Clause& clause : version->rulebook.clauses) {
      if (clause.strikes > 0 && ladder.Counts(clause.family)) weights.insert(clause.strikes);
    }
    for (const std::string& family : ladder.families) next.count += strikes->Count(family, at);
    for (const std::int64_t weight : weights)
      next.steps.push_back({weight, strikes->Next(ladder, weight, at)});
    view.next.push_back(std::move(next));
  }
  return view;
}

}  // namespace evenhand::docket
