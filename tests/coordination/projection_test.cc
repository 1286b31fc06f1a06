#include "coordination/projection.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "coordination/bipartite.h"
#include "coordination/random_shares.h"
#include "coordination/tfidf.h"

namespace evenhand::coordination {
namespace {

using Counts = std::map<std::uint32_t, std::map<std::uint32_t, double>>;  // by account, then object

// The filters of Support, one after another over the rows.
Counts Reference(const model::Shares& shares, const Support& support) {
  Counts all;
  for (std::size_t row = 0; row < shares.size(); ++row) {
    const bool original =
        shares.objects.Name(shares.object[row]) == shares.contents.Name(shares.content[row]);
    if (!support.without_originals || !original) ++all[shares.account[row]][shares.object[row]];
  }
  const auto popularity = [](const Counts& counts) {
    std::map<std::uint32_t, std::uint32_t> accounts;
    for (const auto& [account, objects] : counts)
      for (const auto& [object, times] : objects) ++accounts[object];
    return accounts;
  };
  Counts kept = all;
  std::erase_if(kept, [&](const auto& one) {
    double posts = 0;
    for (const auto& [object, times] : one.second) posts += times;
    return posts < support.min_posts || one.second.size() < support.min_objects;
  });
  for (auto& [account, objects] : kept)
    std::erase_if(objects, [&](const auto& one) { return one.second < support.min_times; });
  std::erase_if(kept, [](const auto& one) { return one.second.empty(); });
  const Counts& counted = support.count_all_accounts ? all : kept;
  auto accounts = popularity(counted);
  for (auto& [account, objects] : kept) {
    std::erase_if(objects, [&](const auto& one) {
      const std::uint32_t n = accounts[one.first];
      return n < support.min_accounts || n > support.max_accounts ||
             n > support.max_accounts_part * double(counted.size());
    });
  }
  std::erase_if(kept, [&](const auto& one) {
    return one.second.empty() || one.second.size() < support.min_kept_objects;
  });
  return kept;
}

Counts CountsOf(const Bipartite& matrix) {
  Counts counts;
  for (std::size_t row = 0; row < matrix.rows(); ++row)
    for (const Bipartite::Cell& cell : matrix.Row(row))
      counts[matrix.accounts[row]][matrix.objects[cell.column]] = cell.times;
  return counts;
}

rc::Gen<Support> RandomSupport() {
  return rc::gen::exec([] {
    Support support;
    support.without_originals = *rc::gen::arbitrary<bool>();
    support.min_posts = *rc::gen::inRange<std::uint32_t>(0, 5);
    support.min_objects = *rc::gen::inRange<std::uint32_t>(0, 3);
    support.min_times = *rc::gen::inRange<std::uint32_t>(0, 3);
    support.min_accounts = *rc::gen::inRange<std::uint32_t>(0, 4);
    support.max_accounts = *rc::gen::inRange<std::uint32_t>(3, 9);
    support.max_accounts_part = *rc::gen::element(0.5, 0.9, 1.0);
    support.count_all_accounts = *rc::gen::arbitrary<bool>();
    support.min_kept_objects = *rc::gen::inRange<std::uint32_t>(0, 4);
    return support;
  });
}

RC_GTEST_PROP(Incidence, FiltersInTheOrderItSays, ()) {
  const model::Shares shares = *RandomShares();
  const Support support = *RandomSupport();
  RC_ASSERT(CountsOf(Incidence(shares, support)) == Reference(shares, support));
}

// Every pair of rows, from the definition.
template <class Weight>
std::vector<WeightedTie> EachPair(const Bipartite& matrix, Weight weight) {
  std::vector<WeightedTie> ties;
  for (std::uint32_t a = 0; a < matrix.rows(); ++a) {
    for (std::uint32_t b = a + 1; b < matrix.rows(); ++b) {
      const double w = weight(a, b);
      if (w > 1e-12) ties.push_back({a, b, w});
    }
  }
  return ties;
}

std::map<std::uint32_t, double> Vector(const Bipartite& matrix, std::uint32_t row,
                                       const std::map<std::uint32_t, double>& idf) {
  std::map<std::uint32_t, double> vector;
  for (const Bipartite::Cell& cell : matrix.Row(row))
    vector[cell.column] = cell.times * idf.at(cell.column);
  return vector;
}

void ExpectSame(const std::vector<WeightedTie>& got, const std::vector<WeightedTie>& wanted) {
  RC_ASSERT(got.size() == wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    RC_ASSERT(got[i].a == wanted[i].a);
    RC_ASSERT(got[i].b == wanted[i].b);
    RC_ASSERT(std::fabs(got[i].weight - wanted[i].weight) < 1e-12);
  }
}

RC_GTEST_PROP(Cosine, IsTheAngleBetweenTfIdfVectors, ()) {
  const model::Shares shares = *RandomShares();
  const Bipartite matrix = Incidence(shares);
  const Idf variant = *rc::gen::element(Idf::kSmooth, Idf::kPlain);
  std::map<std::uint32_t, double> idf;
  const std::vector<std::uint32_t> df = AccountsByObject(matrix);
  const double n = double(matrix.rows());
  for (std::uint32_t column = 0; column < df.size(); ++column)
    idf[column] = variant == Idf::kSmooth ? std::log((1 + n) / (1.0 + df[column])) + 1
                                          : std::log(n / df[column]);
  const auto wanted = EachPair(matrix, [&](std::uint32_t a, std::uint32_t b) {
    const auto x = Vector(matrix, a, idf);
    const auto y = Vector(matrix, b, idf);
    double dot = 0, xx = 0, yy = 0;
    for (const auto& [column, value] : x) {
      xx += value * value;
      if (y.contains(column)) dot += value * y.at(column);
    }
    for (const auto& [column, value] : y) yy += value * value;
    return dot == 0 ? 0 : dot / std::sqrt(xx * yy);
  });
  ExpectSame(Cosine(TfIdf(matrix, variant), {.threads = *rc::gen::inRange(1U, 4U)}), wanted);
}

RC_GTEST_PROP(Jaccard, IsWhatIsSharedOfWhatEitherHas, ()) {
  const model::Shares shares = *RandomShares();
  const Bipartite matrix = Incidence(shares);
  ExpectSame(Jaccard(matrix), EachPair(matrix, [&](std::uint32_t a, std::uint32_t b) {
               std::set<std::uint32_t> x, either;
               for (const auto& cell : matrix.Row(a)) x.insert(cell.column);
               either = x;
               double both = 0;
               for (const auto& cell : matrix.Row(b)) {
                 both += x.contains(cell.column);
                 either.insert(cell.column);
               }
               return both / double(either.size());
             }));
}

RC_GTEST_PROP(Newman, EachAccountGivesEachSharedObjectWeightOne, ()) {
  const model::Shares shares = *RandomShares();
  const Bipartite matrix = Incidence(shares, {.min_accounts = 2});
  std::vector<double> given(matrix.rows(), 0);
  for (const WeightedTie& tie : NewmanWeights(matrix)) {
    given[tie.a] += tie.weight;
    given[tie.b] += tie.weight;
  }
  for (std::size_t row = 0; row < matrix.rows(); ++row)
    RC_ASSERT(std::fabs(given[row] - double(matrix.Row(row).size())) < 1e-9);
}

TEST(Project, IsTheSameBytesOnAnyNumberOfThreads) {
  model::Shares shares;
  std::uint32_t seed = 1;
  const auto next = [&](std::uint32_t below) {
    return (seed = seed * 1664525 + 1013904223) / 65536 % below;
  };
  for (int i = 0; i < 6000; ++i)
    shares.Add("o" + std::to_string(next(200)), "a" + std::to_string(next(500)), "", 0);
  const SparseRows rows = TfIdf(Incidence(shares));
  const std::vector<WeightedTie> once = Cosine(rows, {.least = 0.1});
  EXPECT_GT(once.size(), 1000U);
  EXPECT_EQ(Cosine(rows, {.least = 0.1, .threads = 3}), once);
}

TEST(Incidence, SaysHowManyObjectsAreTooCommon) {
  model::Shares shares;
  for (const char* account : {"a", "b", "c"}) shares.Add("everybody's", account, "", 0);
  shares.Add("rare", "a", "", 0);
  EXPECT_EQ(Incidence(shares, {.max_accounts = 2}).too_common, 1U);
}

TEST(AtLeastQuantile, KeepsTheTopAndThoseEqualToIt) {
  const std::vector<WeightedTie> ties = {{0, 1, 1}, {0, 2, 2}, {1, 2, 3}, {1, 3, 3}};
  EXPECT_EQ(AtLeastQuantile(ties, 0.9).size(), 2U);
  EXPECT_EQ(AtLeastQuantile(ties, 0.0).size(), 4U);
  EXPECT_TRUE(AtLeastQuantile({}, 0.5).empty());
}

}  // namespace
}  // namespace evenhand::coordination
