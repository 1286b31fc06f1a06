#include "coordination/chance_null.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "base/parallel.h"

namespace evenhand::coordination {
namespace {

// As many imagined account pairs with the pace of the class stand beside those of an object: one of a few accounts says
// little about its own pace.
constexpr double kPriorPairs = 20;
// Which ties make accounts suspect: five times the rate.
constexpr double kSuspectFactor = 5;
constexpr unsigned kMostRounds = 8;

unsigned ClassOf(std::uint64_t accounts) { return static_cast<unsigned>(std::bit_width(accounts)); }

double AllPairs(double accounts) { return accounts * (accounts - 1) / 2; }

// The distinct objects of an account, in order.
template <class Visit>
void ForEachObject(std::span<const Own> owned, Visit visit) {
  for (std::size_t i = 0; i < owned.size(); ++i)
    if (i == 0 || owned[i].object != owned[i - 1].object) visit(owned[i].object);
}

struct Sum {
  double together = 0;
  double all = 0;
  void Add(std::uint64_t pairs_together, double accounts) {
    together += static_cast<double>(pairs_together);
    all += AllPairs(accounts);
  }
  double TowardsOf(double prior) const { return (together + kPriorPairs * prior) / (all + kPriorPairs); }
};

// Who is together so often, and expects so much, that it happens by chance more often than `most_p`: told by one comparison.
class TooCommon {
 public:
  explicit TooCommon(double most_p) {
    for (std::uint32_t together = 0; together < kCounts; ++together) expected_.push_back(LeastExpected(together, most_p));
  }

  bool operator()(std::uint32_t together, double expected) const {
    return together < kCounts && expected > expected_[together];
  }

 private:
  static constexpr std::uint32_t kCounts = 64;

  // From which mean on the tail is surely greater: it rises with the mean.
  static double LeastExpected(std::uint32_t together, double most_p) {
    double low = 0;
    double high = 2.0 * kCounts;
    if (PoissonTail(together, high) <= most_p) return std::numeric_limits<double>::infinity();
    for (int half = 0; half < 60; ++half) {
      const double middle = (low + high) / 2;
      (PoissonTail(together, middle) > most_p ? high : low) = middle;
    }
    return high * (1 + 1e-6);
  }

  std::vector<double> expected_;  // by count
};

}  // namespace

ChanceNull::ChanceNull(const Pairs& pairs, const ByRank& by_rank, const Companions& companions, double rate,
                       std::uint32_t min_objects, unsigned threads)
    : pairs_(pairs), by_rank_(by_rank), companions_(companions), min_objects_(min_objects), threads_(threads) {
  Count();
  const double suspect_rate = std::min(1.0, kSuspectFactor * rate);
  std::vector<bool> suspects(by_rank.accounts(), false);
  LeaveOut(suspects, By::kArchive);
  for (unsigned round = 0; round < kMostRounds; ++round) {
    std::vector<bool> found(suspects.size(), false);
    for (const Tie& tie : Discoveries(suspect_rate)) found[tie.a] = found[tie.b] = true;
    if (round > 0 && found == suspects) break;
    suspects = std::move(found);
    LeaveOut(suspects, By::kClass);
  }
  LeaveOut(suspects, By::kObject);
  suspects_ = static_cast<std::size_t>(std::ranges::count(suspects, true));
}

void ChanceNull::Count() {
  accounts_on_.assign(pairs_.timeline().objects(), 0);
  distinct_.reserve(by_rank_.accounts());
  double active = 0;
  for (std::size_t rank = 0; rank < by_rank_.accounts(); ++rank) {
    distinct_.push_back(0);
    ForEachObject(by_rank_.Of(rank), [&](std::uint32_t object) {
      ++distinct_.back();
      ++accounts_on_[object];
    });
    active += distinct_.back() > 0;
  }
  tests_ = AllPairs(active);
  candidates_ = static_cast<std::uint64_t>(
      std::ranges::count_if(companions_.ties, [this](const Together& together) { return IsCandidate(together); }));
}

void ChanceNull::LeaveOut(const std::vector<bool>& suspects, By by) {
  std::vector<std::uint32_t> accounts_on = accounts_on_;
  std::vector<std::uint64_t> pairs_on = companions_.pairs_on;
  links_ = 0;
  bool any = false;
  for (std::size_t rank = 0; rank < distinct_.size(); ++rank) {
    if (!suspects[rank]) {
      links_ += distinct_[rank];
      continue;
    }
    any = true;
    ForEachObject(by_rank_.Of(rank), [&](std::uint32_t object) { --accounts_on[object]; });
  }
  if (any) {
    const std::vector<std::uint64_t> of_suspects = PairsWith(pairs_, by_rank_, suspects);
    for (std::size_t object = 0; object < pairs_on.size(); ++object) pairs_on[object] -= of_suspects[object];
  }
  pairs_together_ = 0;
  for (const std::uint64_t pairs : pairs_on) pairs_together_ += static_cast<double>(pairs);
  SetPaces(accounts_on, pairs_on, by);
}

// By what an object's pace is estimated: all objects of the archive, those of its size class, or also its own.
void ChanceNull::SetPaces(const std::vector<std::uint32_t>& accounts_on, const std::vector<std::uint64_t>& pairs_on,
                          By by) {
  Sum archive;
  std::vector<Sum> classes(40);
  for (std::size_t object = 0; object < accounts_on.size(); ++object) {
    archive.Add(pairs_on[object], accounts_on[object]);
    classes[ClassOf(accounts_on_[object])].Add(pairs_on[object], accounts_on[object]);
  }
  // An archive in which nobody was ever together has been looked at only so long.
  const double of_archive = (archive.together + 1) / (archive.all + 2);
  pace_.assign(accounts_on.size(), of_archive);
  if (by == By::kArchive) return;
  for (std::size_t object = 0; object < accounts_on.size(); ++object) {
    const double of_class = classes[ClassOf(accounts_on_[object])].TowardsOf(of_archive);
    Sum own;
    if (by == By::kObject) own.Add(pairs_on[object], accounts_on[object]);
    pace_[object] = std::max(of_class, own.TowardsOf(of_class));
  }
}

void ChanceNull::CommonPaces(std::uint32_t a, std::uint32_t b, std::vector<LikeEvents>* paces) const {
  paces->clear();
  const std::span<const Own> y = by_rank_.Of(b);
  std::size_t j = 0;
  ForEachObject(by_rank_.Of(a), [&](std::uint32_t object) {
    while (j < y.size() && y[j].object < object) ++j;
    if (j < y.size() && y[j].object == object) paces->push_back({.chance = pace_[object]});
  });
}

// Candidates whose p is at most that, without q.
std::vector<Tie> ChanceNull::TiesUpTo(double most_p) const {
  const TooCommon too_common(most_p);
  std::vector<std::vector<Tie>> found(threads_);
  const std::size_t each = (companions_.ties.size() + threads_ - 1) / threads_;
  InParallel(threads_, [&](unsigned thread) {
    std::vector<LikeEvents> paces;
    const std::size_t first = std::min(each * thread, companions_.ties.size());
    const std::size_t last = std::min(first + each, companions_.ties.size());
    for (const Together& together : std::span(companions_.ties).subspan(first, last - first)) {
      if (!IsCandidate(together)) continue;
      const double expected = ExpectedByChoice(distinct_[together.a], distinct_[together.b]);
      if (too_common(together.objects, expected)) continue;
      Tie tie{.a = together.a, .b = together.b, .together = together.objects, .expected_by_choice = expected};
      tie.p_choice = expected > 0 ? PoissonTail(tie.together, expected) : 0;
      if (tie.p_choice > most_p) continue;
      CommonPaces(tie.a, tie.b, &paces);
      tie.common = static_cast<std::uint32_t>(paces.size());
      for (const LikeEvents& object : paces) tie.expected_by_timing += object.chance;
      tie.p_timing = std::exp(LogPoissonBinomialTail(tie.together, paces));
      if (tie.p_timing <= most_p) found[thread].push_back(tie);
    }
  });
  for (unsigned thread = 1; thread < threads_; ++thread)
    found[0].insert(found[0].end(), found[thread].begin(), found[thread].end());
  return std::move(found[0]);
}

// The greatest p that can pass is that of the last candidate in rank, if all others pass. At a rate of 1 all do.
std::vector<Tie> ChanceNull::Discoveries(double rate) const {
  const auto candidates = static_cast<double>(candidates_);
  const double tests = std::max(tests_, candidates);
  if (tests == 0) return {};
  constexpr double kRounding = 1 + 1e-9;
  std::vector<Tie> ties = TiesUpTo(rate < 1 ? rate * candidates / tests * kRounding : 1);
  std::vector<double> p;
  for (const Tie& tie : ties) p.push_back(tie.p());
  const std::vector<double> q = FalseDiscoveryRates(p, tests);
  for (std::size_t i = 0; i < q.size(); ++i) ties[i].q = q[i];
  std::erase_if(ties, [&](const Tie& tie) { return !(tie.q <= rate); });
  return ties;
}

}  // namespace evenhand::coordination
