#include "dossier/standing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "coordination/evidence.h"
#include "dossier/coordination_evidence.h"

namespace evenhand::dossier {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::int64_t StartOfDay(std::int64_t time_ms) {
  const std::int64_t day = time_ms >= 0 ? time_ms / kDayMs : -((-time_ms + kDayMs - 1) / kDayMs);
  return day * kDayMs;
}

bool MayBeIn(const Account& account) {
  return account.role && *account.role != policy::Role::kBystander;
}

bool IsCoordination(int kind) { return kind <= 3; }

// Kinds as the policy weighs them: whether a suspect with these is over its line.
bool PassesLine(const std::set<int>& kinds, bool hidden_tool) {
  policy::Suspect suspect{.role = policy::Role::kOperator};
  for (const int kind : kinds)
    suspect.evidence.push_back({.kind = kind, .hidden_tool = kind == 5 && hidden_tool});
  return !policy::Dossier({{"a", suspect}}, {}).empty();
}

bool ShowsDeception(const std::set<int>& kinds, bool hidden_tool) {
  return kinds.contains(4) || kinds.contains(6) || kinds.contains(7) ||
         (kinds.contains(5) && hidden_tool);
}

class Measurer {
 public:
  Measurer(const Dossier& dossier, const Names& removed)
      : dossier_(dossier), removed_(removed), line_(dossier) {
    for (const Account& account : dossier.accounts) number_.emplace(account.name, number_.size());
  }

  std::vector<Standing> Measure() {
    const std::size_t count = dossier_.accounts.size();
    const std::vector<std::set<int>> whole =
        KindsThatCount(std::vector<bool>(count, false), nullptr);
    std::vector<bool> out(count);
    for (std::size_t i = 0; i < count; ++i)
      out[i] = !MayBeIn(dossier_.accounts[i]) || removed_.contains(dossier_.accounts[i].name);
    std::vector<coordination::Standing> drawn;
    std::vector<std::set<int>> kinds;
    for (bool changed = true; changed;) {
      changed = false;
      kinds = KindsThatCount(out, &drawn);
      // All at once, so that the order of accounts does not matter.
      for (std::size_t i = 0; i < count; ++i) {
        if (out[i] || PassesLine(kinds[i], HasHiddenTool(i))) continue;
        out[i] = changed = true;
      }
    }
    std::vector<Standing> standings;
    for (std::size_t i = 0; i < count; ++i)
      standings.push_back(StandingOf(i, out[i], kinds[i], whole[i], drawn[i].shortfall));
    return standings;
  }

 private:
  // For each account, the kinds of its evidence that count while `out` are out.
  std::vector<std::set<int>> KindsThatCount(const std::vector<bool>& out,
                                            std::vector<coordination::Standing>* drawn_out) {
    const auto drawn = line_.Draw(out);
    const std::vector<std::set<int>> tied = TiedKinds(out);
    std::vector<std::set<int>> kinds(dossier_.accounts.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const bool holds = drawn[i].shortfall == coordination::Shortfall::kNone;
      for (const Evidence& one : dossier_.accounts[i].evidence) {
        const auto kind = KindNumber(one.kind);
        if (!kind || IsAssociation(one) || !FormFaults(one).empty()) continue;
        const bool counts =
            IsCoordination(*kind) ? holds && tied[i].contains(*kind) : AllIn(one, out);
        if (counts) kinds[i].insert(*kind);
      }
    }
    if (drawn_out != nullptr) *drawn_out = drawn;
    return kinds;
  }

  std::vector<std::set<int>> TiedKinds(const std::vector<bool>& out) const {
    std::vector<std::set<int>> kinds(dossier_.accounts.size());
    for (const coordination::FoundTie& tie : dossier_.basis.ties) {
      if (out[tie.a] || out[tie.b]) continue;
      for (const std::uint32_t account : {tie.a, tie.b}) {
        kinds[account].insert(2);
        for (const coordination::TieEvidence& test : tie.evidence)
          kinds[account].insert(static_cast<int>(coordination::KindOf(test.trace)) + 1);
      }
    }
    return kinds;
  }

  bool AllIn(const Evidence& one, const std::vector<bool>& out) const {
    return std::ranges::all_of(one.rests_on, [&](const std::string& name) {
      const auto at = number_.find(name);
      return at != number_.end() && !out[at->second];
    });
  }

  bool HasHiddenTool(std::size_t account) const {
    return std::ranges::any_of(dossier_.accounts[account].evidence,
                               [](const Evidence& one) { return one.kind == "K5" && one.hidden; });
  }

  Standing StandingOf(std::size_t i, bool is_out, const std::set<int>& kinds,
                      const std::set<int>& whole, coordination::Shortfall shortfall) const {
    const Account& account = dossier_.accounts[i];
    Standing standing{.kinds = kinds, .shortfall = shortfall};
    std::ranges::set_difference(whole, kinds,
                                std::inserter(standing.withdrawn, standing.withdrawn.end()));
    standing.lack = !is_out                           ? Lack::kNone
                    : removed_.contains(account.name) ? Lack::kRemoved
                    : !account.role                   ? WithoutRole(i, whole)
                    : !MayBeIn(account)               ? Lack::kBystander
                                                      : LackOf(i, whole);
    return standing;
  }

  // What evidence lacks says more than that nobody has looked.
  Lack WithoutRole(std::size_t i, const std::set<int>& whole) const {
    const Lack lack = LackOf(i, whole);
    return lack == Lack::kWithdrawn ? Lack::kNoRole : lack;
  }

  Lack LackOf(std::size_t i, const std::set<int>& whole) const {
    const bool hidden = HasHiddenTool(i);
    if (PassesLine(whole, hidden)) return Lack::kWithdrawn;
    std::set<int> with_association = whole;
    for (const Evidence& one : dossier_.accounts[i].evidence)
      if (const auto kind = KindNumber(one.kind); kind && IsAssociation(one))
        with_association.insert(*kind);
    if (PassesLine(with_association, hidden)) return Lack::kAssociation;
    return ShowsDeception(whole, hidden) ? Lack::kOneGroup : Lack::kNoDeception;
  }

  const Dossier& dossier_;
  const Names& removed_;
  LineAgain line_;
  std::map<std::string, std::size_t, std::less<>> number_;
};

}  // namespace

bool IsAssociation(const Evidence& evidence) {
  return !evidence.rests_on.empty() && evidence.posts.empty();
}

std::vector<std::string> FormFaults(const Evidence& evidence) {
  std::vector<std::string> faults;
  if (IsNeverEvidence(evidence.kind))
    return {fmt::format("'{}' is not evidence, of anybody (15.3)", evidence.kind)};
  const auto kind = KindNumber(evidence.kind);
  if (!kind) return {fmt::format("'{}' is no kind of evidence: K1 to K7", evidence.kind)};
  if (!evidence.number) faults.push_back(evidence.kind + " has no number");
  if (evidence.null.empty()) faults.push_back(evidence.kind + " has no null model");
  if (!evidence.from_ms || !evidence.to_ms) {
    faults.push_back(evidence.kind + " has no data range");
  } else if (*evidence.from_ms > *evidence.to_ms) {
    faults.push_back(evidence.kind + " has a data range that ends before it begins");
  }
  if (IsCoordination(*kind) && !evidence.trace)
    faults.push_back(evidence.kind + " says of no trace");
  if (!IsCoordination(*kind) && evidence.by.empty())
    faults.push_back(evidence.kind + " has no reviewer");
  return faults;
}

std::vector<Standing> Measure(const Dossier& dossier, const Names& also_removed) {
  Names removed = also_removed;
  for (const Removal& one : dossier.removed) removed.insert(one.account);
  return Measurer(dossier, removed).Measure();
}

Names Over(const Dossier& dossier, const std::vector<Standing>& standings) {
  Names names;
  for (std::size_t i = 0; i < standings.size(); ++i)
    if (standings[i].over()) names.insert(dossier.accounts[i].name);
  return names;
}

std::string Sentence(const Standing& standing) {
  switch (standing.lack) {
    case Lack::kNone:
      return "over the line";
    case Lack::kRemoved:
      return "removed";
    case Lack::kNoRole:
      return "below the line: no reviewer has given it a role";
    case Lack::kBystander:
      return "below the line: a bystander";
    case Lack::kNoDeception:
      return "below the line: no evidence of deception (K4, K6, K7, or K5 with a hidden tool)";
    case Lack::kOneGroup:
      return "below the line: evidence from one group only, of {K1-K3}, {K4}, {K5-K7}";
    case Lack::kAssociation:
      return "below the line: it would rest on association with others alone";
    case Lack::kWithdrawn:
      break;
  }
  std::string withdrawn;
  for (const int kind : standing.withdrawn)
    withdrawn += fmt::format("{}K{}", withdrawn.empty() ? "" : ", ", kind);
  const bool one = standing.withdrawn.size() == 1;
  return fmt::format(
      "below the line: {} {} on accounts that are not in the dossier, and {} withdrawn", withdrawn,
      one ? "rests" : "rest", one ? "is" : "are");
}

std::vector<RolesFrom> RolesOverTime(const Dossier& dossier) {
  std::vector<RolesFrom> all;
  if (!dossier.accepted) return all;
  std::set<std::int64_t> changes = {dossier.accepted->at_ms};
  for (const Removal& one : dossier.removed)
    changes.insert(std::max(StartOfDay(one.at_ms), dossier.accepted->at_ms));
  for (const std::int64_t from_ms : changes) {
    Names removed;
    for (const Removal& one : dossier.removed)
      if (StartOfDay(one.at_ms) <= from_ms) removed.insert(one.account);
    const std::vector<Standing> standings = Measurer(dossier, removed).Measure();
    RolesFrom roles{.from_ms = from_ms};
    for (std::size_t i = 0; i < standings.size(); ++i)
      if (standings[i].over())
        roles.roles.emplace(dossier.accounts[i].name, *dossier.accounts[i].role);
    all.push_back(std::move(roles));
  }
  return all;
}

}  // namespace evenhand::dossier
