#include "coordination/line.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::int64_t DayOf(std::int64_t time_ms) {
  return time_ms >= 0 ? time_ms / kDayMs : -((-time_ms + kDayMs - 1) / kDayMs);
}

bool HasEffect(const FoundTie& tie, double least) {
  return std::ranges::any_of(tie.evidence, [&](const TieEvidence& one) { return one.together >= least * one.expected(); });
}

class Line {
 public:
  Line(std::span<const FoundTie> ties, std::span<const Habits> habits, const Audience& audience,
       const LineOptions& options, const std::vector<bool>& left_out)
      : ties_(ties), habits_(habits), audience_(audience), options_(options) {
    for (std::size_t i = 0; i < ties.size(); ++i) {
      const FoundTie& tie = ties[i];
      if (!left_out.empty() && (left_out[tie.a] || left_out[tie.b])) continue;
      for (const std::uint32_t account : {tie.a, tie.b}) {
        standings_.try_emplace(account, Standing{.account = account, .shortfall = Shortfall::kEffect});
      }
      if (!HasEffect(tie, options.least_effect)) continue;
      for (const std::uint32_t account : {tie.a, tie.b}) {
        ties_of_[account].push_back(i);
        standings_[account].shortfall = Shortfall::kNone;
        for (const JointAct& act : tie.acts) tied_by_[{act.trace, act.object}].insert(account);
      }
    }
  }

  std::vector<Standing> Draw() {
    for (bool changed = true; changed;) {
      std::vector<std::uint32_t> leaving;
      for (auto& [account, standing] : standings_) {
        if (standing.shortfall != Shortfall::kNone) continue;
        Measure(&standing);
        if (Lacks(standing) != Shortfall::kNone) leaving.push_back(account);
      }
      // All at once, so that the order in which accounts are looked at does not matter.
      for (const std::uint32_t account : leaving) standings_[account].shortfall = Lacks(standings_[account]);
      changed = !leaving.empty();
    }
    std::vector<Standing> all;
    for (const auto& [account, standing] : standings_) all.push_back(standing);
    std::ranges::sort(all, {}, &Standing::account);
    return all;
  }

 private:
  using Object = std::pair<model::Trace, std::uint32_t>;

  void Measure(Standing* standing) {
    std::set<Object> objects;
    std::set<std::int64_t> days;
    std::set<model::Trace> traces;
    standing->partners = 0;
    for (const std::size_t i : ties_of_[standing->account]) {
      const FoundTie& tie = ties_[i];
      const bool is_a = tie.a == standing->account;
      if (standings_[is_a ? tie.b : tie.a].shortfall != Shortfall::kNone) continue;
      ++standing->partners;
      for (const JointAct& act : tie.acts) {
        objects.emplace(act.trace, act.object);
        days.insert(DayOf(is_a ? act.time_a_ms : act.time_b_ms));
        traces.insert(act.trace);
      }
    }
    standing->objects = static_cast<std::uint32_t>(objects.size());
    standing->days = static_cast<std::uint32_t>(days.size());
    standing->traces = static_cast<std::uint32_t>(traces.size());
    has_rare_[standing->account] =
        std::ranges::any_of(objects, [&](const Object& object) { return !IsCommon(object); });
  }

  // Those whose ties rest on it do not make an object common, or a large network would excuse itself.
  bool IsCommon(const Object& object) const {
    const double active = audience_.AccountsIn(object.first);
    const double others =
        audience_.AccountsOn(object.first, object.second) - static_cast<double>(tied_by_.at(object).size());
    return others > options_.common_share * active;
  }

  Shortfall Lacks(const Standing& standing) {
    if (standing.partners < options_.min_partners) return Shortfall::kPartners;
    if (standing.objects < options_.min_objects) return Shortfall::kObjects;
    if (standing.days < options_.min_days && standing.traces < 2) return Shortfall::kDays;
    if (!has_rare_[standing.account]) return Shortfall::kCommonObjects;
    const bool much = standing.objects >= options_.many_objects || standing.partners >= options_.many_partners ||
                      2 * standing.objects >= habits_[standing.account].objects;
    return much ? Shortfall::kNone : Shortfall::kSmallPart;
  }

  std::span<const FoundTie> ties_;
  std::span<const Habits> habits_;
  const Audience& audience_;
  const LineOptions& options_;
  std::unordered_map<std::uint32_t, Standing> standings_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> ties_of_;
  std::unordered_map<std::uint32_t, bool> has_rare_;
  std::map<Object, std::set<std::uint32_t>> tied_by_;
};

}  // namespace

std::string_view NameOf(Shortfall shortfall) {
  switch (shortfall) {
    case Shortfall::kNone: return "none";
    case Shortfall::kEffect: return "effect";
    case Shortfall::kObjects: return "objects";
    case Shortfall::kDays: return "days";
    case Shortfall::kPartners: return "partners";
    case Shortfall::kCommonObjects: return "common-objects";
    case Shortfall::kSmallPart: return "small-part";
  }
  return "none";
}

std::vector<Standing> DrawLine(std::span<const FoundTie> ties, std::span<const Habits> habits,
                               const Audience& audience, const LineOptions& options,
                               const std::vector<bool>& left_out) {
  return Line(ties, habits, audience, options, left_out).Draw();
}

}  // namespace evenhand::coordination
