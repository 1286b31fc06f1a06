#include "coordination/chance_null.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/parallel.h"

namespace evenhand::coordination {
namespace {

// As many imagined account pairs with the pace of the class stand beside those of an object: one of
// a few accounts says little about its own pace.
constexpr double kPriorPairs = 20;
// Which ties make accounts suspect: five times the rate.
constexpr double kSuspectFactor = 5;
constexpr double kMostSuspectRate = 0.5;
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
  double TowardsOf(double prior) const {
    return (together + kPriorPairs * prior) / (all + kPriorPairs);
  }
};

// From which mean on so many happen by chance more often than `most_p`, by number, up to a number
// that always tells. A tail rises with its mean.
std::vector<double> MeansReached(std::uint32_t min_objects, double most_p) {
  constexpr std::uint32_t kCounts = 64;
  constexpr double kRounding = 1 + 1e-6;
  std::vector<double> means(min_objects, -1);  // fewer never tell
  for (std::uint32_t objects = min_objects; objects < kCounts; ++objects) {
    double low = 0;
    double high = 2.0 * kCounts;
    if (PoissonTail(objects, high) <= most_p) break;
    for (int half = 0; half < 60; ++half) {
      const double middle = (low + high) / 2;
      (PoissonTail(objects, middle) > most_p ? high : low) = middle;
    }
    means.push_back(high * kRounding);
  }
  return means;
}

// By how much the null may fall before all have to be counted.
constexpr double kRoom = 4;

}  // namespace

ChanceNull::ChanceNull(const Pairs& pairs, const ByRank& by_rank, double rate,
                       std::uint32_t min_objects, unsigned threads)
    : pairs_(pairs), by_rank_(by_rank), min_objects_(min_objects), threads_(threads) {
  Count();
  const double suspect_rate = std::min(kMostSuspectRate, kSuspectFactor * rate);
  LeastObjects least{.reach = MeansReached(min_objects, MostP(suspect_rate))};
  for (const std::uint32_t objects : distinct_)
    least.activity.push_back(std::sqrt(ExpectedByChoice(objects, objects) / kRoom));
  together_ = FindTogether(pairs, least, threads);
  if (LeaveOutSuspects(suspect_rate)) return;
  together_ = FindTogether(pairs, min_objects, threads);
  LeaveOutSuspects(suspect_rate);
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
  pairs_on_ = PairsOn(pairs_, by_rank_);
  LeaveOut(std::vector<bool>(distinct_.size(), false), By::kArchive);
  all_together_ = pairs_together_;
}

// False where the null fell so far that who was sifted out could be found by it.
bool ChanceNull::LeaveOutSuspects(double rate) {
  std::vector<bool> suspects(distinct_.size(), false);
  LeaveOut(suspects, By::kArchive);
  const double least = ExpectedByChoice(1, 1) / kRoom;
  bool holds = true;
  for (unsigned round = 0; round < kMostRounds; ++round) {
    std::vector<bool> found(suspects.size(), false);
    for (const Tie& tie : Discoveries(rate)) found[tie.a] = found[tie.b] = true;
    if (round > 0 && found == suspects) break;
    suspects = std::move(found);
    LeaveOut(suspects, By::kClass);
    holds = holds && ExpectedByChoice(1, 1) >= least;
  }
  LeaveOut(suspects, By::kObject);
  suspects_ = static_cast<std::size_t>(std::ranges::count(suspects, true));
  return holds;
}

void ChanceNull::LeaveOut(const std::vector<bool>& suspects, By by) {
  std::vector<std::uint32_t> accounts_on = accounts_on_;
  std::vector<std::uint64_t> pairs_on = pairs_on_;
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
    for (std::size_t object = 0; object < pairs_on.size(); ++object)
      pairs_on[object] -= of_suspects[object];
  }
  pairs_together_ = 0;
  for (const std::uint64_t pairs : pairs_on) pairs_together_ += static_cast<double>(pairs);
  SetPaces(accounts_on, pairs_on, by);
}

// By what an object's pace is estimated: all objects of the archive, those of its size class, or
// also its own.
void ChanceNull::SetPaces(const std::vector<std::uint32_t>& accounts_on,
                          const std::vector<std::uint64_t>& pairs_on, By by) {
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

void ChanceNull::CommonPaces(std::uint32_t a, std::uint32_t b,
                             std::vector<LikeEvents>* paces) const {
  paces->clear();
  const std::span<const Own> y = by_rank_.Of(b);
  std::size_t j = 0;
  ForEachObject(by_rank_.Of(a), [&](std::uint32_t object) {
    while (j < y.size() && y[j].object < object) ++j;
    if (j < y.size() && y[j].object == object) paces->push_back({.chance = pace_[object]});
  });
}

// Of no more than `candidates` with a p below 1, the last one in rank passes with this one, if all
// others do.
double ChanceNull::MostP(double rate) const {
  constexpr double kRounding = 1 + 1e-9;
  const double candidates = std::min(all_together_ / std::max(1U, min_objects_), tests_);
  return tests_ > 0 ? rate * candidates / tests_ * kRounding : 0;
}

// Without q.
std::vector<Tie> ChanceNull::TiesUpTo(double most_p) const {
  const std::vector<double> means = MeansReached(min_objects_, most_p);
  std::vector<std::vector<Tie>> found(threads_);
  const std::size_t each = (together_.size() + threads_ - 1) / threads_;
  InParallel(threads_, [&](unsigned thread) {
    std::vector<LikeEvents> paces;
    const std::size_t first = std::min(each * thread, together_.size());
    const std::size_t last = std::min(first + each, together_.size());
    for (const Together& together : std::span(together_).subspan(first, last - first)) {
      Tie tie{.a = together.a, .b = together.b, .together = together.objects};
      tie.expected_by_choice = ExpectedByChoice(distinct_[tie.a], distinct_[tie.b]);
      if (tie.together < means.size() && tie.expected_by_choice > means[tie.together]) continue;
      tie.p_choice =
          tie.expected_by_choice > 0 ? PoissonTail(tie.together, tie.expected_by_choice) : 0;
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

std::vector<Tie> ChanceNull::Discoveries(double rate) const {
  std::vector<Tie> ties = TiesUpTo(MostP(rate));
  std::vector<double> p;
  for (const Tie& tie : ties) p.push_back(tie.p());
  const std::vector<double> q = FalseDiscoveryRates(p, tests_);
  for (std::size_t i = 0; i < q.size(); ++i) ties[i].q = q[i];
  std::erase_if(ties, [&](const Tie& tie) { return !(tie.q <= rate); });
  return ties;
}

}  // namespace evenhand::coordination
