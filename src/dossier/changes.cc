#include "dossier/changes.h"

#include <fmt/format.h>

#include <algorithm>

#include "dossier/check.h"
#include "dossier/coordination_evidence.h"
#include "dossier/innocent.h"

namespace evenhand::dossier {
namespace {

tl::unexpected<Error> Refuse(std::string why) {
  return Fail(ErrorCode::kInvalidArgument, std::move(why));
}

Result<void> MayChange(const Dossier& dossier, const Who& who) {
  if (who.by.empty()) return Refuse("who does it must be named: --by NAME");
  if (dossier.accepted)
    return Refuse(fmt::format(
        "it was accepted by {}; only removals change it. To work on it again, reopen it",
        dossier.accepted->by));
  return {};
}

Account* FindIn(Dossier* dossier, std::string_view name) {
  return const_cast<Account*>(Find(*dossier, name));
}

Result<void> AllThere(const Dossier& dossier, const Names& accounts) {
  for (const std::string& name : accounts)
    if (Find(dossier, name) == nullptr)
      return Refuse(fmt::format("{} is not in the dossier", name));
  return {};
}

void AddStep(Dossier* dossier, std::string what, const Who& who, std::string account = {}) {
  dossier->steps.push_back({.what = std::move(what),
                            .by = who.by,
                            .at_ms = who.at_ms,
                            .account = std::move(account),
                            .note = who.note});
}

// The basis of the accounts that stay, with nothing that only others need.
class SmallerBasis {
 public:
  SmallerBasis(const Basis& whole, const std::vector<std::uint32_t>& number)
      : whole_(whole), number_(number) {}

  Basis Make() {
    small_.active = whole_.active;
    for (const coordination::FoundTie& tie : whole_.ties) {
      if (number_[tie.a] == kGone || number_[tie.b] == kGone) continue;
      coordination::FoundTie own = tie;
      own.a = number_[tie.a];
      own.b = number_[tie.b];
      for (coordination::JointAct& act : own.acts) {
        act.object = Kept(act.object, whole_.objects, &objects_, &small_.objects);
        act.content_a = Kept(act.content_a, whole_.posts, &posts_, &small_.posts);
        act.content_b = Kept(act.content_b, whole_.posts, &posts_, &small_.posts);
      }
      small_.ties.push_back(std::move(own));
    }
    return std::move(small_);
  }

  static constexpr std::uint32_t kGone = 0xFFFFFFFF;

 private:
  template <class Item>
  static std::uint32_t Kept(std::uint32_t number, const std::vector<Item>& from,
                            std::map<std::uint32_t, std::uint32_t>* places, std::vector<Item>* to) {
    const auto [at, is_new] = places->emplace(number, static_cast<std::uint32_t>(to->size()));
    if (is_new) to->push_back(from[number]);
    return at->second;
  }

  const Basis& whole_;
  const std::vector<std::uint32_t>& number_;
  std::map<std::uint32_t, std::uint32_t> objects_, posts_;
  Basis small_;
};

bool IsCoordination(const Evidence& one) {
  return one.kind == "K1" || one.kind == "K2" || one.kind == "K3";
}

// K1 to K3 and the measured explanations as they follow from the ties that are left.
void MeasureAgain(Dossier* dossier) {
  auto follows = CoordinationEvidence(dossier->accounts, dossier->basis);
  for (std::size_t i = 0; i < follows.size(); ++i) {
    for (Evidence& one : dossier->accounts[i].evidence)
      if (!IsCoordination(one)) follows[i].push_back(std::move(one));
    dossier->accounts[i].evidence = std::move(follows[i]);
  }
  auto explanations = InnocentExplanations(*dossier);
  for (std::size_t i = 0; i < explanations.size(); ++i) {
    for (Explanation& one : explanations[i])
      for (const Explanation& old : dossier->accounts[i].explanations)
        if (old.name == one.name && !old.by.empty()) one = old;
    dossier->accounts[i].explanations = std::move(explanations[i]);
  }
}

}  // namespace

Result<void> AddEvidence(Dossier* dossier, const std::vector<AccountEvidence>& evidence,
                         const Who& who) {
  EVENHAND_TRY(MayChange(*dossier, who));
  for (const AccountEvidence& one : evidence) {
    if (Find(*dossier, one.account) == nullptr)
      return Refuse(
          fmt::format("{} is not in the dossier, so nothing can be brought about it", one.account));
    for (const std::string& other : one.evidence.rests_on)
      if (Find(*dossier, other) == nullptr)
        return Refuse(fmt::format("{} of {} rests on {}, which is not in the dossier",
                                  one.evidence.kind, one.account, other));
  }
  for (const AccountEvidence& one : evidence) {
    Account* account = FindIn(dossier, one.account);
    const bool is_there =
        std::ranges::find(account->evidence, one.evidence) != account->evidence.end();
    if (is_there) continue;  // the same file given twice
    account->evidence.push_back(one.evidence);
    AddStep(dossier, "evidence",
            {.by = one.evidence.by, .at_ms = who.at_ms, .note = one.evidence.kind}, one.account);
  }
  return {};
}

Result<void> SetRoles(Dossier* dossier, const std::vector<AccountRole>& roles, const Who& who) {
  EVENHAND_TRY(MayChange(*dossier, who));
  for (const AccountRole& one : roles)
    if (Find(*dossier, one.account) == nullptr)
      return Refuse(fmt::format("{} is not in the dossier", one.account));
  for (const AccountRole& one : roles) {
    Account* account = FindIn(dossier, one.account);
    account->role = one.role;
    account->role_by = who.by;
    if (one.followers) account->followers = one.followers;
    AddStep(dossier, "role",
            {.by = who.by, .at_ms = who.at_ms, .note = one.note.empty() ? who.note : one.note},
            one.account);
  }
  return {};
}

Result<void> SetClaim(Dossier* dossier, std::string_view claim, const Who& who) {
  EVENHAND_TRY(MayChange(*dossier, who));
  if (claim.empty() || claim.size() > 2'000)
    return Refuse("a claim is a sentence or two: 1 to 2,000 bytes");
  dossier->claim = claim;
  AddStep(dossier, "claim", who);
  return {};
}

Result<void> AnswerExplanation(Dossier* dossier, std::string_view account,
                               std::string_view explanation, Explanation::Answer answer,
                               const Who& who) {
  EVENHAND_TRY(MayChange(*dossier, who));
  Account* found = FindIn(dossier, account);
  if (found == nullptr) return Refuse(fmt::format("{} is not in the dossier", account));
  const auto at = std::ranges::find(found->explanations, explanation, &Explanation::name);
  if (at == found->explanations.end())
    return Refuse(fmt::format("'{}' is no explanation", explanation));
  at->answer = answer;
  at->by = who.by;
  at->note = who.note;
  AddStep(dossier, "answer", who, found->name);
  return {};
}

Result<void> LeaveOut(Dossier* dossier, const Names& accounts, const Who& who) {
  EVENHAND_TRY(MayChange(*dossier, who));
  EVENHAND_TRY(AllThere(*dossier, accounts));
  std::vector<std::uint32_t> number;
  std::vector<Account> kept;
  for (Account& account : dossier->accounts) {
    if (accounts.contains(account.name)) {
      number.push_back(SmallerBasis::kGone);
      continue;
    }
    number.push_back(static_cast<std::uint32_t>(kept.size()));
    kept.push_back(std::move(account));
  }
  dossier->accounts = std::move(kept);
  dossier->basis = SmallerBasis(dossier->basis, number).Make();
  dossier->left_out += accounts.size();
  // Who is left out is not named, in the steps either; and what rests on somebody who is not there
  // cannot stand.
  for (Step& step : dossier->steps)
    if (accounts.contains(step.account)) step.account = "(left out)";
  for (Account& account : dossier->accounts) {
    std::erase_if(account.evidence, [&](const Evidence& one) {
      return !IsCoordination(one) &&
             std::ranges::any_of(
                 one.rests_on, [&](const std::string& other) { return accounts.contains(other); });
    });
  }
  MeasureAgain(dossier);
  AddStep(dossier, "left-out",
          {.by = who.by, .at_ms = who.at_ms, .note = fmt::format("{}", accounts.size())});
  return {};
}

Result<void> Accept(Dossier* dossier, const Who& who) {
  if (who.by.empty()) return Refuse("who accepts it must be named: --by NAME");
  if (dossier->accepted) return Refuse(fmt::format("it was accepted by {}", dossier->accepted->by));
  for (const std::string& name : Contributors(*dossier))
    if (SamePerson(name, who.by))
      return Refuse(
          fmt::format("{} brought something into it; somebody else must accept it", name));
  const std::vector<Fault> faults = Check(*dossier);
  if (!faults.empty()) {
    const Fault& first = faults.front();
    return Refuse(fmt::format("it cannot be accepted: {}{}{}", first.account,
                              first.account.empty() ? "" : ": ", first.what) +
                  (faults.size() == 1 ? ""
                                      : fmt::format(" (and {} more; see `evenhand dossier check`)",
                                                    faults.size() - 1)));
  }
  if (who.at_ms < dossier->steps.back().at_ms)
    return Refuse("it cannot be accepted before its last change");
  dossier->accepted = Acceptance{.by = who.by, .at_ms = who.at_ms, .digest = DigestOf(*dossier)};
  return {};
}

Result<void> Reopen(Dossier* dossier, const Who& who) {
  if (who.by.empty()) return Refuse("who reopens it must be named: --by NAME");
  if (!dossier->accepted) return Refuse("it is not accepted");
  dossier->accepted.reset();
  AddStep(dossier, "reopened", who);
  return {};
}

Result<void> Remove(Dossier* dossier, const Names& accounts, const Who& who) {
  if (who.by.empty()) return Refuse("who removes must be named: --by NAME");
  if (who.note.empty()) return Refuse("say why: --why WORDS");
  EVENHAND_TRY(AllThere(*dossier, accounts));
  for (const Removal& one : dossier->removed)
    if (accounts.contains(one.account))
      return Refuse(fmt::format("{} was removed before", one.account));
  for (const std::string& account : accounts)
    dossier->removed.push_back(
        {.account = account, .by = who.by, .at_ms = who.at_ms, .why = who.note});
  return {};
}

}  // namespace evenhand::dossier
