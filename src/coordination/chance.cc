#include "coordination/chance.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/parallel.h"
#include "coordination/tail_probability.h"

namespace evenhand::coordination {
namespace {

// As many imagined account pairs with the pace of the class stand beside those of an object: one of a few accounts says
// little about its own pace.
constexpr double kPriorPairs = 20;
// Which ties make accounts suspect in the first round: five times the rate.
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

// By what an object's pace is estimated: all objects of the archive, those of its size class, or also its own.
enum class By : std::uint8_t { kArchive, kClass, kObject };

// What is known of chance without some accounts.
struct Null {
  double links = 0;            // M
  double pairs_together = 0;   // S
  std::vector<double> pace;    // by object
};

class Activity {
 public:
  explicit Activity(const ByRank& by_rank, std::uint32_t objects) : by_rank_(by_rank), accounts_on_(objects, 0) {
    distinct_.reserve(by_rank.accounts());
    for (std::size_t rank = 0; rank < by_rank.accounts(); ++rank) {
      distinct_.push_back(0);
      ForEachObject(by_rank.Of(rank), [&](std::uint32_t object) {
        ++distinct_.back();
        ++accounts_on_[object];
      });
    }
  }

  std::uint32_t Distinct(std::uint32_t rank) const { return distinct_[rank]; }
  std::size_t ActiveAccounts() const {
    return static_cast<std::size_t>(std::ranges::count_if(distinct_, [](std::uint32_t n) { return n > 0; }));
  }

  Null Without(const std::vector<bool>& ignored, const std::vector<std::uint64_t>& pairs_on, By by) const {
    std::vector<std::uint32_t> counted = accounts_on_;
    Null null;
    for (std::size_t rank = 0; rank < distinct_.size(); ++rank) {
      if (ignored.empty() || !ignored[rank]) {
        null.links += distinct_[rank];
      } else {
        ForEachObject(by_rank_.Of(rank), [&](std::uint32_t object) { --counted[object]; });
      }
    }
    for (const std::uint64_t pairs : pairs_on) null.pairs_together += static_cast<double>(pairs);
    null.pace = Paces(counted, pairs_on, by);
    return null;
  }

 private:
  struct Sum {
    double together = 0;
    double all = 0;
    void Add(std::uint64_t pairs_together, double accounts) {
      together += static_cast<double>(pairs_together);
      all += AllPairs(accounts);
    }
    double TowardsOf(double prior) const { return (together + kPriorPairs * prior) / (all + kPriorPairs); }
  };

  std::vector<double> Paces(const std::vector<std::uint32_t>& counted, const std::vector<std::uint64_t>& pairs_on,
                            By by) const {
    Sum archive;
    std::vector<Sum> classes(40);
    for (std::size_t object = 0; object < counted.size(); ++object) {
      archive.Add(pairs_on[object], counted[object]);
      classes[ClassOf(accounts_on_[object])].Add(pairs_on[object], counted[object]);
    }
    // An archive in which nobody was ever together has been looked at only so long.
    const double of_archive = (archive.together + 1) / (archive.all + 2);
    std::vector<double> paces(counted.size(), of_archive);
    if (by == By::kArchive) return paces;
    for (std::size_t object = 0; object < counted.size(); ++object) {
      const double of_class = classes[ClassOf(accounts_on_[object])].TowardsOf(of_archive);
      Sum own;
      if (by == By::kObject) own.Add(pairs_on[object], counted[object]);
      paces[object] = std::max(of_class, own.TowardsOf(of_class));
    }
    return paces;
  }

  const ByRank& by_rank_;
  std::vector<std::uint32_t> distinct_;     // objects, by rank
  std::vector<std::uint32_t> accounts_on_;  // by object
};

class Tester {
 public:
  Tester(const ByRank& by_rank, const Activity& activity, const Null& null, double most_p)
      : by_rank_(by_rank), activity_(activity), null_(null), most_p_(most_p) {}

  // p_timing is 1, and common missing, where choice alone settles it.
  Tie Test(const Together& together) {
    Tie tie{.a = together.a, .b = together.b, .together = together.objects};
    tie.expected_by_choice = 2.0 * activity_.Distinct(tie.a) * activity_.Distinct(tie.b) * null_.pairs_together /
                             (null_.links * null_.links);
    tie.p_choice = tie.expected_by_choice > 0 ? PoissonTail(tie.together, tie.expected_by_choice) : 0;
    if (tie.p_choice > most_p_) return tie;
    CommonPaces(tie.a, tie.b);
    tie.common = static_cast<std::uint32_t>(paces_.size());
    for (const LikeEvents& object : paces_) tie.expected_by_timing += object.chance;
    tie.p_timing = std::exp(LogPoissonBinomialTail(tie.together, paces_));
    return tie;
  }

 private:
  void CommonPaces(std::uint32_t a, std::uint32_t b) {
    paces_.clear();
    const std::span<const Own> x = by_rank_.Of(a);
    const std::span<const Own> y = by_rank_.Of(b);
    std::size_t j = 0;
    ForEachObject(x, [&](std::uint32_t object) {
      while (j < y.size() && y[j].object < object) ++j;
      if (j < y.size() && y[j].object == object) paces_.push_back({.chance = null_.pace[object]});
    });
  }

  const ByRank& by_rank_;
  const Activity& activity_;
  const Null& null_;
  double most_p_;
  std::vector<LikeEvents> paces_;
};

std::vector<Tie> TestAll(const ByRank& by_rank, const Activity& activity, const Null& null,
                         const std::vector<Together>& candidates, double most_p, unsigned threads) {
  std::vector<Tie> ties(candidates.size());
  InParallel(threads, [&](unsigned thread) {
    Tester tester(by_rank, activity, null, most_p);
    for (std::size_t i = thread; i < candidates.size(); i += threads) ties[i] = tester.Test(candidates[i]);
  });
  return ties;
}

// Keeps what passes at `rate` among `tests` tests, and says at which rate it would.
void KeepDiscoveries(double tests, double rate, std::vector<Tie>* ties) {
  std::vector<double> p;
  for (const Tie& tie : *ties) p.push_back(tie.p());
  const std::vector<double> q = FalseDiscoveryRates(p, tests);
  for (std::size_t i = 0; i < q.size(); ++i) (*ties)[i].q = q[i];
  std::erase_if(*ties, [&](const Tie& tie) { return !(tie.q <= rate); });
}

}  // namespace

ChanceResult TestTies(const Pairs& pairs, const ByRank& by_rank, const ChanceOptions& options) {
  const Activity activity(by_rank, pairs.timeline().objects());
  ChanceResult result;
  result.account_pairs = AllPairs(static_cast<double>(activity.ActiveAccounts()));

  const Companions companions = FindCompanions(pairs, options.min_objects, options.threads);
  result.candidates = companions.ties.size();
  const double suspect_rate = std::min(1.0, kSuspectFactor * options.false_discovery_rate);
  std::vector<bool> suspects(by_rank.accounts(), false);
  std::vector<std::uint64_t> pairs_on = companions.pairs_on;
  Null null = activity.Without(suspects, pairs_on, By::kArchive);
  for (unsigned round = 0; round < kMostRounds; ++round) {
    std::vector<Tie> ties = TestAll(by_rank, activity, null, companions.ties, suspect_rate, options.threads);
    KeepDiscoveries(result.account_pairs, suspect_rate, &ties);
    std::vector<bool> found(by_rank.accounts(), false);
    for (const Tie& tie : ties) found[tie.a] = found[tie.b] = true;
    if (round > 0 && found == suspects) break;
    suspects = std::move(found);
    const std::vector<std::uint64_t> of_suspects = PairsWith(pairs, by_rank, suspects);
    for (std::size_t object = 0; object < pairs_on.size(); ++object)
      pairs_on[object] = companions.pairs_on[object] - of_suspects[object];
    null = activity.Without(suspects, pairs_on, By::kClass);
  }
  null = activity.Without(suspects, pairs_on, By::kObject);
  std::vector<Tie> ties =
      TestAll(by_rank, activity, null, companions.ties, options.false_discovery_rate, options.threads);
  KeepDiscoveries(result.account_pairs, options.false_discovery_rate, &ties);
  result.ties = std::move(ties);
  return result;
}

}  // namespace evenhand::coordination
