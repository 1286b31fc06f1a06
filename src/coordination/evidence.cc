#include "coordination/evidence.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace evenhand::coordination {
namespace {

using Object = std::pair<model::Trace, std::uint32_t>;

// What is gathered of one account while ties are gone through.
struct Gathered {
  std::map<std::pair<Kind, model::Trace>, KindEvidence> kinds;
  std::map<Object, AccountAct> acts;
};

void AddKind(Kind kind, std::uint32_t other, const TieEvidence& evidence, Gathered* gathered) {
  KindEvidence one{
      .kind = kind, .trace = evidence.trace, .ties = 0, .other = other, .strongest = evidence};
  const auto [at, is_new] = gathered->kinds.try_emplace({kind, evidence.trace}, one);
  if (!is_new && one.p() < at->second.p()) {
    one.ties = at->second.ties;
    at->second = one;
  }
}

void AddAct(const JointAct& act, bool is_a, std::uint32_t other, Gathered* gathered) {
  const std::int64_t own_ms = is_a ? act.time_a_ms : act.time_b_ms;
  const std::int64_t other_ms = is_a ? act.time_b_ms : act.time_a_ms;
  AccountAct& own = gathered->acts[{act.trace, act.object}];
  const bool nearer =
      own.partners == 0 || std::abs(own_ms - other_ms) < std::abs(own.time_ms - own.nearest_ms);
  ++own.partners;
  if (!nearer) return;
  own.trace = act.trace;
  own.object = act.object;
  own.content = is_a ? act.content_a : act.content_b;
  own.time_ms = own_ms;
  own.nearest = other;
  own.nearest_content = is_a ? act.content_b : act.content_a;
  own.nearest_ms = other_ms;
}

std::set<Kind> KindsOf(model::Trace trace) { return {Kind::kK2, KindOf(trace)}; }

void AddTie(const FoundTie& tie, bool is_a, Gathered* gathered) {
  const std::uint32_t other = is_a ? tie.b : tie.a;
  for (const TieEvidence& evidence : tie.evidence) {
    for (const Kind kind : KindsOf(evidence.trace)) AddKind(kind, other, evidence, gathered);
  }
  // A tie found in several windows is one tie.
  std::vector<model::Trace> traces;
  for (const TieEvidence& evidence : tie.evidence) traces.push_back(evidence.trace);
  traces.erase(std::ranges::unique(traces).begin(), traces.end());
  for (const model::Trace trace : traces)
    for (const Kind kind : KindsOf(trace)) ++gathered->kinds[{kind, trace}].ties;
  for (const JointAct& act : tie.acts) AddAct(act, is_a, other, gathered);
}

}  // namespace

Kind KindOf(model::Trace trace) {
  switch (trace) {
    case model::Trace::kText:
    case model::Trace::kSimilarText:
    case model::Trace::kMedia:
      return Kind::kK1;
    case model::Trace::kAny:
      return Kind::kK2;
    default:
      return Kind::kK3;
  }
}

std::vector<AccountEvidence> EvidenceOf(const Network& network, const Detection& detection) {
  std::map<std::uint32_t, Gathered> gathered;
  for (const std::size_t i : network.ties) {
    const FoundTie& tie = detection.ties[i];
    AddTie(tie, true, &gathered[tie.a]);
    AddTie(tie, false, &gathered[tie.b]);
  }
  std::vector<AccountEvidence> all;
  for (const Member& member : network.members) {
    AccountEvidence evidence{.account = member.standing.account};
    Gathered& of = gathered[evidence.account];
    for (const auto& [key, kind] : of.kinds) evidence.kinds.push_back(kind);
    for (const auto& [object, act] : of.acts) evidence.acts.push_back(act);
    std::ranges::stable_sort(evidence.acts, {}, &AccountAct::time_ms);
    all.push_back(std::move(evidence));
  }
  return all;
}

}  // namespace evenhand::coordination
