#include "coordination/line.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::int64_t DayOf(std::int64_t time_ms) {
  return time_ms >= 0 ? time_ms / kDayMs : -((-time_ms + kDayMs - 1) / kDayMs);
}

bool HasEffect(const FoundTie& tie, double least) {
  return std::ranges::any_of(
      tie.evidence, [&](const TieEvidence& one) { return one.together >= least * one.expected(); });
}

template <class T>
void SortUnique(std::vector<T>* values) {
  std::ranges::sort(*values);
  values->erase(std::ranges::unique(*values).begin(), values->end());
}

template <class T>
std::uint32_t PlaceOf(const std::vector<T>& sorted, const T& value) {
  return static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, value) - sorted.begin());
}

}  // namespace

Line::Line(std::span<const FoundTie> ties, std::span<const Habits> habits, const Audience& audience,
           const LineOptions& options)
    : options_(options) {
  for (const FoundTie& tie : ties) {
    accounts_.push_back(tie.a);
    accounts_.push_back(tie.b);
  }
  SortUnique(&accounts_);
  for (const std::uint32_t account : accounts_) objects_of_.push_back(habits[account].objects);
  ties_of_.resize(accounts_.size());
  for (const FoundTie& tie : ties) {
    const auto number = static_cast<std::uint32_t>(ties_.size());
    Tie& own = ties_.emplace_back();
    own.accounts = {PlaceOf(accounts_, tie.a), PlaceOf(accounts_, tie.b)};
    own.strong = HasEffect(tie, options.least_effect);
    own.first_act = own.last_act = static_cast<std::uint32_t>(acts_.size());
    if (!own.strong) continue;
    for (const JointAct& act : tie.acts) {
      objects_.push_back({act.trace, act.object});
      acts_.push_back({.trace = act.trace,
                       .object = act.object,
                       .day = {DayOf(act.time_a_ms), DayOf(act.time_b_ms)}});
    }
    own.last_act = static_cast<std::uint32_t>(acts_.size());
    for (const std::uint32_t account : own.accounts) ties_of_[account].push_back(number);
  }
  SortUnique(&objects_);
  for (Act& act : acts_) act.object = PlaceOf(objects_, Object{act.trace, act.object});
  for (const auto& [trace, object] : objects_)
    crowds_.push_back({static_cast<double>(audience.AccountsOn(trace, object)),
                       options.common_share * audience.AccountsIn(trace)});
  NumberPlaces();
}

// Which account has ties on which object, each once.
void Line::NumberPlaces() {
  std::vector<std::uint64_t> all;
  const auto place = [](std::uint32_t object, std::uint32_t account) {
    return std::uint64_t{object} << 32 | account;
  };
  for (const Tie& tie : ties_)
    for (std::uint32_t act = tie.first_act; act < tie.last_act; ++act)
      for (const std::uint32_t account : tie.accounts)
        all.push_back(place(acts_[act].object, account));
  SortUnique(&all);
  for (const Tie& tie : ties_)
    for (std::uint32_t act = tie.first_act; act < tie.last_act; ++act)
      for (const std::size_t side : {0U, 1U})
        acts_[act].place[side] = PlaceOf(all, place(acts_[act].object, tie.accounts[side]));
  places_ = all.size();
}

// One line: who stands, and what each has with those who do.
class Line::Drawing {
 public:
  Drawing(const Line& line, const std::vector<bool>& left_out)
      : line_(line),
        standings_(line.accounts_.size()),
        is_there_(line.accounts_.size(), false),
        has_rare_(line.accounts_.size(), false),
        tied_by_(line.objects_.size(), 0),
        seen_(line.objects_.size(), 0) {
    std::vector<bool> counted(line.places_, false);
    for (std::size_t i = 0; i < standings_.size(); ++i)
      standings_[i] = {.account = line.accounts_[i], .shortfall = Shortfall::kEffect};
    for (const Tie& tie : line.ties_) {
      const auto is_left_out = [&](std::uint32_t account) {
        return !left_out.empty() && left_out[line.accounts_[account]];
      };
      if (std::ranges::any_of(tie.accounts, is_left_out)) continue;
      for (const std::uint32_t account : tie.accounts) {
        is_there_[account] = true;
        if (tie.strong) standings_[account].shortfall = Shortfall::kNone;
      }
      for (std::uint32_t act = tie.first_act; act < tie.last_act; ++act) {
        for (const std::uint32_t place : line.acts_[act].place) {
          tied_by_[line.acts_[act].object] += !counted[place];
          counted[place] = true;
        }
      }
    }
  }

  std::vector<Standing> Draw() {
    std::vector<std::uint32_t> to_look_at(standings_.size());
    std::iota(to_look_at.begin(), to_look_at.end(), 0U);
    while (!to_look_at.empty()) {
      std::vector<std::uint32_t> leaving;
      for (const std::uint32_t account : to_look_at) {
        if (!Stands(account)) continue;
        Measure(account);
        if (Lacks(account) != Shortfall::kNone) leaving.push_back(account);
      }
      // All at once, so that the order in which accounts are looked at does not matter.
      for (const std::uint32_t account : leaving) standings_[account].shortfall = Lacks(account);
      to_look_at = TiedTo(leaving);
    }
    std::vector<Standing> all;
    for (std::size_t i = 0; i < standings_.size(); ++i)
      if (is_there_[i]) all.push_back(standings_[i]);
    return all;
  }

 private:
  bool Stands(std::uint32_t account) const {
    return is_there_[account] && standings_[account].shortfall == Shortfall::kNone;
  }

  std::vector<std::uint32_t> TiedTo(const std::vector<std::uint32_t>& leaving) const {
    std::vector<std::uint32_t> others;
    for (const std::uint32_t account : leaving)
      for (const std::uint32_t i : line_.ties_of_[account])
        others.push_back(line_.ties_[i].OtherThan(account));
    SortUnique(&others);
    return others;
  }

  void Measure(std::uint32_t account) {
    Standing& standing = standings_[account];
    standing.partners = standing.objects = 0;
    has_rare_[account] = false;
    days_.clear();
    std::uint32_t traces = 0;  // a bit each
    ++looks_;
    for (const std::uint32_t i : line_.ties_of_[account]) {
      const Tie& tie = line_.ties_[i];
      if (!Stands(tie.OtherThan(account))) continue;
      ++standing.partners;
      const std::size_t side = tie.accounts[0] == account ? 0 : 1;
      for (std::uint32_t at = tie.first_act; at < tie.last_act; ++at) {
        const Act& act = line_.acts_[at];
        if (days_.empty() || days_.back() != act.day[side]) days_.push_back(act.day[side]);
        if (std::exchange(seen_[act.object], looks_) == looks_) continue;
        ++standing.objects;
        traces |= 1U << static_cast<unsigned>(act.trace);
        if (!IsCommon(act.object)) has_rare_[account] = true;
      }
    }
    SortUnique(&days_);
    standing.days = static_cast<std::uint32_t>(days_.size());
    standing.traces = static_cast<std::uint32_t>(std::popcount(traces));
  }

  // Those whose ties rest on it do not make an object common, or a large network would excuse
  // itself.
  bool IsCommon(std::uint32_t object) const {
    const Crowd& crowd = line_.crowds_[object];
    return crowd.accounts - tied_by_[object] > crowd.common_from;
  }

  Shortfall Lacks(std::uint32_t account) const {
    const Standing& standing = standings_[account];
    const LineOptions& options = line_.options_;
    if (standing.partners < options.min_partners) return Shortfall::kPartners;
    if (standing.objects < options.min_objects) return Shortfall::kObjects;
    if (standing.days < options.min_days && standing.traces < 2) return Shortfall::kDays;
    if (!has_rare_[account]) return Shortfall::kCommonObjects;
    const bool much = standing.objects >= options.many_objects ||
                      standing.partners >= options.many_partners ||
                      2 * standing.objects >= line_.objects_of_[account];
    return much ? Shortfall::kNone : Shortfall::kSmallPart;
  }

  const Line& line_;
  std::vector<Standing> standings_;
  std::vector<bool> is_there_;
  std::vector<bool> has_rare_;
  std::vector<std::uint32_t> tied_by_;  // by object: accounts with ties on it
  std::vector<std::uint32_t> seen_;     // by object: the last look that met it
  std::uint32_t looks_ = 0;
  std::vector<std::int64_t> days_;
};

std::vector<Standing> Line::Draw(const std::vector<bool>& left_out) const {
  return Drawing(*this, left_out).Draw();
}

std::string_view NameOf(Shortfall shortfall) {
  switch (shortfall) {
    case Shortfall::kNone:
      return "none";
    case Shortfall::kEffect:
      return "effect";
    case Shortfall::kObjects:
      return "objects";
    case Shortfall::kDays:
      return "days";
    case Shortfall::kPartners:
      return "partners";
    case Shortfall::kCommonObjects:
      return "common-objects";
    case Shortfall::kSmallPart:
      return "small-part";
  }
  return "none";
}

}  // namespace evenhand::coordination
