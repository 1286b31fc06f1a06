#include "coordination/detect.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "coordination/any_trace.h"
#include "coordination/chance.h"
#include "coordination/split.h"

namespace evenhand::coordination {
namespace {

constexpr double kPopularShare = 0.001;

std::uint64_t Both(std::uint32_t high, std::uint32_t low) {
  return std::uint64_t{high} << 32 | low;
}

// How many accounts put each object out, in each trace.
class Popularity final : public Audience {
 public:
  explicit Popularity(const std::map<model::Trace, model::Shares>& shares) {
    for (const auto& [trace, some] : shares) {
      OfTrace& of = traces_[trace];
      of.accounts_on.assign(some.objects.size(), 0);
      of.active = static_cast<double>(some.accounts.size());
      std::vector<std::uint64_t> links;
      links.reserve(some.size());
      for (std::size_t row = 0; row < some.size(); ++row)
        links.push_back(Both(some.object[row], some.account[row]));
      std::ranges::sort(links);
      links.erase(std::ranges::unique(links).begin(), links.end());
      for (const std::uint64_t link : links) ++of.accounts_on[link >> 32];
      of.objects_of.assign(some.accounts.size(), 0);
      for (const std::uint64_t link : links) ++of.objects_of[static_cast<std::uint32_t>(link)];
      of.popular = PopularFrom(of.accounts_on);
    }
  }

  std::uint32_t AccountsOn(model::Trace trace, std::uint32_t object) const override {
    return traces_.at(trace).accounts_on[object];
  }
  double AccountsIn(model::Trace trace) const override { return traces_.at(trace).active; }
  bool IsPopular(model::Trace trace, std::uint32_t object) const {
    const OfTrace& of = traces_.at(trace);
    return of.accounts_on[object] >= of.popular;
  }
  std::uint32_t ObjectsOf(model::Trace trace, std::uint32_t account) const {
    return traces_.at(trace).objects_of[account];
  }

 private:
  struct OfTrace {
    std::vector<std::uint32_t> accounts_on;
    std::vector<std::uint32_t> objects_of;
    double active = 0;
    std::uint32_t popular = 0;  // from so many accounts on
  };

  // The number of accounts that the most popular thousandth of objects has at least.
  static std::uint32_t PopularFrom(std::vector<std::uint32_t> accounts_on) {
    if (accounts_on.empty()) return 0;
    std::ranges::sort(accounts_on, std::greater<>());
    const auto top =
        static_cast<std::size_t>(kPopularShare * static_cast<double>(accounts_on.size()));
    // Never so few that objects of a small group count.
    return top == 0 ? accounts_on.front() + 1
                    : std::max(accounts_on[top - 1], accounts_on[top] + 1);
  }

  std::map<model::Trace, OfTrace> traces_;
};

// Finds what two accounts put out together, the closest posts of each object.
class ActFinder {
 public:
  ActFinder(const Pairs& pairs, const ByRank& by_rank, model::Trace trace)
      : pairs_(pairs), timeline_(pairs.timeline()), by_rank_(by_rank), trace_(trace) {}

  std::vector<JointAct> Of(std::uint32_t a, std::uint32_t b) const {
    std::vector<JointAct> acts;
    const std::span<const Own> x = by_rank_.Of(a);
    const std::span<const Own> y = by_rank_.Of(b);
    for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
      if (x[i].object != y[j].object) {
        ++(x[i].object < y[j].object ? i : j);
        continue;
      }
      const std::uint32_t object = x[i].object;
      const std::size_t i_end = End(x, i);
      const std::size_t j_end = End(y, j);
      if (auto act = Closest(x.subspan(i, i_end - i), y.subspan(j, j_end - j)); act) {
        act->object = object;
        acts.push_back(*act);
      }
      i = i_end;
      j = j_end;
    }
    return acts;
  }

 private:
  static std::size_t End(std::span<const Own> own, std::size_t from) {
    std::size_t end = from;
    while (end < own.size() && own[end].object == own[from].object) ++end;
    return end;
  }

  std::optional<JointAct> Closest(std::span<const Own> x, std::span<const Own> y) const {
    std::optional<JointAct> best;
    std::int64_t least = 0;
    for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
      const Entry& p = timeline_.entries[x[i].position];
      const Entry& r = timeline_.entries[y[j].position];
      const std::int64_t gap = std::abs(p.time_ms - r.time_ms);
      const auto [older, newer] = std::minmax({x[i].position, y[j].position});
      const std::uint32_t content_p = timeline_.content(x[i].position);
      const std::uint32_t content_r = timeline_.content(y[j].position);
      if ((!best || gap < least) && content_p != content_r && pairs_.AreNear(older, newer)) {
        least = gap;
        best = JointAct{.trace = trace_,
                        .content_a = content_p,
                        .content_b = content_r,
                        .time_a_ms = p.time_ms,
                        .time_b_ms = r.time_ms};
      }
      ++(p.time_ms <= r.time_ms ? i : j);
    }
    return best;
  }

  const Pairs& pairs_;
  const Timeline& timeline_;
  const ByRank& by_rank_;
  model::Trace trace_;
};

// Ties of all searches, by common account numbers.
class TieBook {
 public:
  FoundTie& At(std::uint32_t a, std::uint32_t b) {
    const auto [at, is_new] = index_.emplace(Both(std::min(a, b), std::max(a, b)), ties_.size());
    if (is_new) ties_.push_back({.a = std::min(a, b), .b = std::max(a, b)});
    return ties_[at->second];
  }

  std::vector<FoundTie> Sorted() && {
    std::ranges::sort(ties_, {}, [](const FoundTie& tie) { return Both(tie.a, tie.b); });
    return std::move(ties_);
  }

 private:
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::vector<FoundTie> ties_;
};

// Adds acts of a wider window to those of narrower ones; each object once.
void MergeActs(std::vector<JointAct> more, bool swapped, std::vector<JointAct>* acts) {
  for (JointAct& act : more) {
    if (swapped) {
      std::swap(act.content_a, act.content_b);
      std::swap(act.time_a_ms, act.time_b_ms);
    }
    const auto key = [](const JointAct& one) { return std::pair(one.trace, one.object); };
    const auto at = std::ranges::lower_bound(*acts, key(act), {}, key);
    if (at == acts->end() || key(*at) != key(act)) acts->insert(at, act);
  }
}

class Detector {
 public:
  Detector(const std::map<model::Trace, model::Shares>& shares, const DetectOptions& options)
      : shares_(shares), options_(options), popularity_(shares) {}

  Detection Run(const OnSearch& on_search) {
    NumberAccounts();
    for (const auto& [trace, some] : shares_) AddSearches(trace);
    if (shares_.size() > 1) {
      any_ = Combine(shares_, popularity_);
      for (std::uint32_t account = 0; account < any_.shares.accounts.size(); ++account)
        numbers_[model::Trace::kAny].push_back(
            detection_.accounts.Find(any_.shares.accounts.Name(account)));
      AddSearches(model::Trace::kAny);
    }
    for (std::size_t i = 0; i < detection_.searches.size(); ++i) {
      if (on_search) on_search(detection_.searches[i], i, detection_.searches.size());
      Search(&detection_.searches[i]);
    }
    detection_.ties = std::move(book_).Sorted();
    FindNetworks();
    return std::move(detection_);
  }

 private:
  void AddSearches(model::Trace trace) {
    for (const std::int64_t window_ms : options_.windows_ms)
      detection_.searches.push_back({.trace = trace, .window_ms = window_ms});
  }

  void NumberAccounts() {
    bool first = true;
    for (const auto& [trace, some] : shares_) {
      std::vector<std::uint32_t>& numbers = numbers_[trace];
      for (std::uint32_t account = 0; account < some.accounts.size(); ++account) {
        numbers.push_back(detection_.accounts.Number(some.accounts.Name(account)));
        if (numbers.back() >= habits_.size()) habits_.resize(numbers.back() + 1);
        habits_[numbers.back()].objects += popularity_.ObjectsOf(trace, account);
      }
      detection_.shares += some.size();
      detection_.objects += some.objects.size();
      for (const std::int64_t time_ms : some.time_ms) {
        detection_.first_ms = first ? time_ms : std::min(detection_.first_ms, time_ms);
        detection_.last_ms = first ? time_ms : std::max(detection_.last_ms, time_ms);
        first = false;
      }
    }
  }

  void Search(Detection::Search* search) {
    const bool is_any = search->trace == model::Trace::kAny;
    const model::Shares& shares = is_any ? any_.shares : shares_.at(search->trace);
    const std::vector<std::uint32_t>& numbers = numbers_[search->trace];
    const Pairs pairs(shares, {.window_ms = search->window_ms,
                               .min_participation = 1,
                               .max_neighbours = options_.max_neighbours});
    const Timeline& timeline = pairs.timeline();
    const ByRank by_rank(timeline);
    const ChanceResult found =
        TestTies(pairs, by_rank,
                 {.false_discovery_rate = options_.false_discovery_rate /
                                          static_cast<double>(detection_.searches.size()),
                  .threads = options_.threads});
    search->together = found.together;
    search->tests = found.account_pairs;
    search->not_compared = pairs.NotCompared();
    const ActFinder acts(pairs, by_rank, search->trace);
    for (const Tie& tie : found.ties) {
      const std::uint32_t a = numbers[timeline.accounts[tie.a]];
      const std::uint32_t b = numbers[timeline.accounts[tie.b]];
      const bool is_declared = InOneDeclaredGroup(a, b);
      ++(is_declared ? search->declared : search->ties);
      if (is_declared) continue;
      FoundTie& all = book_.At(a, b);
      all.evidence.push_back(
          {.trace = search->trace,
           .window_ms = search->window_ms,
           .together = tie.together,
           .common = tie.common,
           .expected_by_choice = tie.expected_by_choice,
           .expected_by_timing = tie.expected_by_timing,
           .p_choice = tie.p_choice,
           .p_timing = tie.p_timing,
           .q = std::min(1.0, tie.q * static_cast<double>(detection_.searches.size()))});
      std::vector<JointAct> own = acts.Of(tie.a, tie.b);
      if (is_any) ToOwnTraces(&own);
      MergeActs(std::move(own), a > b, &all.acts);
    }
  }

  void ToOwnTraces(std::vector<JointAct>* acts) const {
    for (JointAct& act : *acts) {
      std::tie(act.trace, act.object) = any_.objects[act.object];
      const NameTable& contents = shares_.at(act.trace).contents;
      for (std::uint32_t* content : {&act.content_a, &act.content_b})
        *content = contents.Find(any_.shares.contents.Name(*content));
    }
  }

  bool InOneDeclaredGroup(std::uint32_t a, std::uint32_t b) const {
    const auto x = options_.declared.find(detection_.accounts.Name(a));
    const auto y = options_.declared.find(detection_.accounts.Name(b));
    return x != options_.declared.end() && y != options_.declared.end() && x->second == y->second;
  }

  Line LineOver(std::span<const FoundTie> ties) const {
    return {ties, habits_, popularity_, options_.line};
  }

  void FindNetworks() {
    std::map<std::uint32_t, Standing> candidates;
    for (const Standing& standing : LineOver(detection_.ties).Draw()) {
      if (standing.shortfall == Shortfall::kNone) {
        candidates.emplace(standing.account, standing);
      } else {
        detection_.fell_short.push_back(standing);
      }
    }
    std::map<std::uint32_t, std::uint32_t> root;
    const std::function<std::uint32_t(std::uint32_t)> find = [&](std::uint32_t account) {
      while (root[account] != account) account = root[account] = root[root[account]];
      return account;
    };
    for (const auto& [account, standing] : candidates) root[account] = account;
    for (const FoundTie& tie : detection_.ties) {
      if (!candidates.contains(tie.a) || !candidates.contains(tie.b)) continue;
      const auto [low, high] = std::minmax({find(tie.a), find(tie.b)});
      root[high] = low;
    }
    std::map<std::uint32_t, Network> networks;
    for (const auto& [account, standing] : candidates)
      networks[find(account)].members.push_back({standing});
    for (std::size_t i = 0; i < detection_.ties.size(); ++i) {
      const FoundTie& tie = detection_.ties[i];
      if (candidates.contains(tie.a) && candidates.contains(tie.b))
        networks[find(tie.a)].ties.push_back(i);
    }
    for (auto& [first, component] : networks) {
      for (Network& network : Split(std::move(component))) {
        Describe(&network);
        Check(&network);
        detection_.networks.push_back(std::move(network));
      }
    }
    std::ranges::sort(detection_.networks, [&](const Network& x, const Network& y) {
      if (x.members.size() != y.members.size()) return x.members.size() > y.members.size();
      return LeastName(x) < LeastName(y);
    });
  }

  std::vector<FoundTie> TiesOf(const Network& network) const {
    std::vector<FoundTie> ties;
    for (const std::size_t i : network.ties) ties.push_back(detection_.ties[i]);
    return ties;
  }

  // A component whose parts stand apart (split.h), and over the line each by its own ties, is as
  // many networks.
  std::vector<Network> Split(Network component) const {
    std::map<std::uint32_t, std::uint32_t> node_of;
    for (const Member& member : component.members)
      node_of.emplace(member.standing.account, static_cast<std::uint32_t>(node_of.size()));
    std::vector<WeightedTie> ties;
    for (const std::size_t i : component.ties)
      ties.push_back({node_of.at(detection_.ties[i].a), node_of.at(detection_.ties[i].b)});
    const std::vector<std::uint32_t> part_of =
        SplitNetwork(static_cast<std::uint32_t>(node_of.size()), ties);
    std::vector<Network> parts(*std::ranges::max_element(part_of) + 1);
    if (parts.size() == 1) return {std::move(component)};
    for (std::size_t i = 0; i < ties.size(); ++i)
      if (part_of[ties[i].a] == part_of[ties[i].b])
        parts[part_of[ties[i].a]].ties.push_back(component.ties[i]);
    for (Network& part : parts) {
      for (const Standing& standing : LineOver(TiesOf(part)).Draw())
        if (standing.shortfall == Shortfall::kNone) part.members.push_back({standing});
    }
    std::size_t standing = 0;
    for (const Network& part : parts) standing += part.members.size();
    if (standing < component.members.size()) return {std::move(component)};
    return parts;
  }

  std::string_view LeastName(const Network& network) const {
    std::string_view least = detection_.accounts.Name(network.members.front().standing.account);
    for (const Member& member : network.members)
      least = std::min(least, detection_.accounts.Name(member.standing.account));
    return least;
  }

  void Describe(Network* network) const {
    const double others = static_cast<double>(network->members.size()) - 1;
    network->density = static_cast<double>(network->ties.size()) / ((others + 1) * others / 2);
    for (Member& member : network->members) member.core = 2 * member.standing.partners >= others;
    network->first_ms = INT64_MAX;
    network->last_ms = INT64_MIN;
    for (const std::size_t i : network->ties) {
      for (const JointAct& act : detection_.ties[i].acts) {
        network->first_ms = std::min({network->first_ms, act.time_a_ms, act.time_b_ms});
        network->last_ms = std::max({network->last_ms, act.time_a_ms, act.time_b_ms});
      }
    }
  }

  static std::size_t CountCandidates(const std::vector<Standing>& standings) {
    return static_cast<std::size_t>(
        std::ranges::count(standings, Shortfall::kNone, &Standing::shortfall));
  }

  // A network that falls when one account or a few crowded objects are left out was not one.
  void Check(Network* network) const {
    std::vector<FoundTie> own = TiesOf(*network);
    network->without_any_one = network->members.size() - 1;
    const Line line = LineOver(own);
    std::vector<bool> left_out(detection_.accounts.size(), false);
    for (const std::uint32_t account : MostTied(*network)) {
      left_out[account] = true;
      network->without_any_one =
          std::min(network->without_any_one, CountCandidates(line.Draw(left_out)));
      left_out[account] = false;
    }
    for (FoundTie& tie : own)
      std::erase_if(tie.acts, [&](const JointAct& act) {
        return popularity_.IsPopular(act.trace, act.object);
      });
    std::erase_if(own, [](const FoundTie& tie) { return tie.acts.empty(); });
    network->without_popular = CountCandidates(LineOver(own).Draw());
  }

  // The accounts on whom most can rest: those with the most partners. All of a small network.
  static std::vector<std::uint32_t> MostTied(const Network& network) {
    constexpr std::size_t kMost = 50;
    std::vector<Member> members = network.members;
    std::ranges::stable_sort(members, std::greater<>(),
                             [](const Member& member) { return member.standing.partners; });
    std::vector<std::uint32_t> accounts;
    for (const Member& member : std::span(members).first(std::min(kMost, members.size())))
      accounts.push_back(member.standing.account);
    return accounts;
  }

  const std::map<model::Trace, model::Shares>& shares_;
  const DetectOptions& options_;
  Popularity popularity_;
  std::map<model::Trace, std::vector<std::uint32_t>> numbers_;  // of a trace's accounts
  std::vector<Habits> habits_;
  AnyTrace any_;  // where there are several traces
  TieBook book_;
  Detection detection_;
};

}  // namespace

Detection Detect(const std::map<model::Trace, model::Shares>& shares, const DetectOptions& options,
                 const OnSearch& on_search) {
  return Detector(shares, options).Run(on_search);
}

}  // namespace evenhand::coordination
