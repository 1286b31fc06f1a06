#include "dossier/coordination_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace evenhand::dossier {
namespace {

using coordination::FoundTie;
using coordination::JointAct;

// Words of the nulls, the same in every dossier (coordination/chance.h).
constexpr std::string_view kChoiceNull = "choice: objects picked by activity alone, Poisson";
constexpr std::string_view kTimingNull =
    "timing: the pace of other accounts on these objects, Poisson-binomial";

bool IsOut(const FoundTie& tie, const std::vector<bool>& out) {
  return !out.empty() && (out[tie.a] || out[tie.b]);
}

class KnownAudience final : public coordination::Audience {
 public:
  explicit KnownAudience(const Basis& basis) : basis_(basis) {}
  // Those outside who are tied by an object do not make it common, as in the search.
  std::uint32_t AccountsOn(model::Trace, std::uint32_t object) const override {
    return basis_.objects[object].accounts - basis_.objects[object].tied_outside;
  }
  double AccountsIn(model::Trace trace) const override { return basis_.active.at(trace); }

 private:
  const Basis& basis_;
};

// The account's joint posts in one trace, in order of time, and whom it is tied to by it. Those of
// a tie that was tested over all traces are joint in that one too.
struct Joint {
  std::set<std::pair<std::int64_t, std::uint32_t>> posts;
  std::map<std::uint32_t, std::uint32_t> object_of;  // a post's first object
  std::set<std::uint32_t> others;
};

void AddAct(const JointAct& act, bool is_a, Joint* in) {
  const std::uint32_t post = is_a ? act.content_a : act.content_b;
  in->posts.emplace(is_a ? act.time_a_ms : act.time_b_ms, post);
  const auto [at, is_new] = in->object_of.emplace(post, act.object);
  if (!is_new) at->second = std::min(at->second, act.object);
}

std::map<model::Trace, Joint> JointOf(std::uint32_t account,
                                      const std::vector<const FoundTie*>& ties) {
  std::map<model::Trace, Joint> joint;
  for (const FoundTie* tie : ties) {
    const bool is_a = tie->a == account;
    for (const coordination::TieEvidence& test : tie->evidence)
      joint[test.trace].others.insert(is_a ? tie->b : tie->a);
    const bool in_any = std::ranges::find(tie->evidence, model::Trace::kAny,
                                          &coordination::TieEvidence::trace) != tie->evidence.end();
    for (const JointAct& act : tie->acts) {
      AddAct(act, is_a, &joint[act.trace]);
      if (in_any) AddAct(act, is_a, &joint[model::Trace::kAny]);
    }
  }
  return joint;
}

Evidence EvidenceIn(const coordination::KindEvidence& kind, const Joint& joint,
                    const std::vector<Account>& accounts, const Basis& basis) {
  Evidence one{
      .kind = fmt::format("K{}", static_cast<int>(kind.kind) + 1),
      .trace = kind.trace,
      .number = kind.strongest.together,
      .expected = kind.expected(),
      .null = std::string(kind.kind == coordination::Kind::kK2 ? kTimingNull : kChoiceNull),
      .p = kind.p(),
      .q = kind.strongest.q};
  for (const auto& [time_ms, post] : joint.posts) {
    one.posts.push_back({.id = basis.posts[post],
                         .time_ms = time_ms,
                         .object = basis.objects[joint.object_of.at(post)].name});
  }
  if (!one.posts.empty()) {
    one.from_ms = one.posts.front().time_ms;
    one.to_ms = one.posts.back().time_ms;
  }
  for (const std::uint32_t other : joint.others) one.rests_on.push_back(accounts[other].name);
  std::ranges::sort(one.rests_on);
  return one;
}

// The ties that are left, as a network of a detection.
struct Left {
  coordination::Detection detection;
  coordination::Network network;
};

Left WithoutThose(const std::vector<Account>& accounts, const Basis& basis,
                  const std::vector<bool>& out) {
  Left left;
  for (std::uint32_t account = 0; account < accounts.size(); ++account)
    left.network.members.push_back({.standing = {.account = account}});
  for (const FoundTie& tie : basis.ties) {
    if (IsOut(tie, out)) continue;
    left.network.ties.push_back(left.detection.ties.size());
    left.detection.ties.push_back(tie);
  }
  return left;
}

std::vector<coordination::Habits> HabitsOf(const std::vector<Account>& accounts) {
  std::vector<coordination::Habits> habits;
  for (const Account& account : accounts) habits.push_back({.objects = account.own_objects});
  return habits;
}

}  // namespace

std::vector<std::vector<Evidence>> CoordinationEvidence(const std::vector<Account>& accounts,
                                                        const Basis& basis,
                                                        const std::vector<bool>& out) {
  const Left left = WithoutThose(accounts, basis, out);
  std::vector<std::vector<const FoundTie*>> ties_of(accounts.size());
  for (const FoundTie& tie : left.detection.ties) {
    ties_of[tie.a].push_back(&tie);
    ties_of[tie.b].push_back(&tie);
  }
  std::vector<std::vector<Evidence>> all;
  for (const coordination::AccountEvidence& of :
       coordination::EvidenceOf(left.network, left.detection)) {
    const auto joint = JointOf(of.account, ties_of[of.account]);
    all.emplace_back();
    for (const coordination::KindEvidence& kind : of.kinds)
      all.back().push_back(EvidenceIn(kind, joint.at(kind.trace), accounts, basis));
  }
  return all;
}

std::vector<std::vector<coordination::AccountAct>> JointActs(const std::vector<Account>& accounts,
                                                             const Basis& basis) {
  const Left left = WithoutThose(accounts, basis, {});
  std::vector<std::vector<coordination::AccountAct>> all;
  for (coordination::AccountEvidence& of : coordination::EvidenceOf(left.network, left.detection))
    all.push_back(std::move(of.acts));
  return all;
}

LineAgain::LineAgain(const Dossier& dossier)
    : accounts_(dossier.accounts.size()),
      line_(dossier.basis.ties, HabitsOf(dossier.accounts), KnownAudience(dossier.basis),
            dossier.method.line) {}

std::vector<coordination::Standing> LineAgain::Draw(const std::vector<bool>& out) const {
  std::vector<coordination::Standing> standings(accounts_);
  for (std::uint32_t account = 0; account < accounts_; ++account)
    standings[account] = {.account = account, .shortfall = coordination::Shortfall::kPartners};
  for (const coordination::Standing& one : line_.Draw(out)) standings[one.account] = one;
  return standings;
}

}  // namespace evenhand::dossier
