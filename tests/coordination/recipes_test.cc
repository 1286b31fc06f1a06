#include "coordination/recipes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "coordination/quantile.h"
#include "coordination/random_shares.h"

namespace evenhand::coordination {
namespace {

using NamedTies = std::map<std::pair<std::string, std::string>, double>;

NamedTies Named(const model::Shares& shares, const std::vector<WeightedTie>& ties) {
  NamedTies named;
  for (const WeightedTie& tie : ties) {
    std::string a(shares.accounts.Name(tie.a)), b(shares.accounts.Name(tie.b));
    named[{std::min(a, b), std::max(a, b)}] = tie.weight;
  }
  return named;
}

NamedTies Run(const model::Shares& shares, const Recipe& recipe, unsigned threads = 1) {
  // Every repost is of its own object's first sharer.
  model::Shares posts;
  for (std::size_t row = 0; row < shares.size(); ++row) {
    posts.Add("", shares.accounts.Name(shares.account[row]),
              shares.objects.Name(shares.object[row]), shares.time_ms[row] - 3000);
  }
  const auto network = RunRecipe(shares, recipe, {.posts = &posts, .threads = threads});
  RC_ASSERT(network.has_value());
  for (std::size_t i = 0; i < network->ties.size(); ++i) {
    const WeightedTie& tie = network->ties[i];
    RC_ASSERT(tie.a < tie.b);
    RC_ASSERT(tie.weight > 0);
    if (i == 0) continue;
    const WeightedTie& last = network->ties[i - 1];
    RC_ASSERT(std::pair(last.a, last.b) < std::pair(tie.a, tie.b));
  }
  return Named(shares, network->ties);
}

// The same rows the other way round; without ties in time, which the order of rows breaks.
model::Shares Backwards(const model::Shares& shares) {
  model::Shares back;
  for (std::size_t row = shares.size(); row > 0; --row) {
    back.Add(shares.objects.Name(shares.object[row - 1]),
             shares.accounts.Name(shares.account[row - 1]),
             shares.contents.Name(shares.content[row - 1]), shares.time_ms[row - 1]);
  }
  return back;
}

// Loose enough for small archives.
Recipe Small(Recipe recipe) {
  recipe.support.min_posts = std::min(recipe.support.min_posts, 2U);
  recipe.support.min_objects = std::min(recipe.support.min_objects, 2U);
  recipe.support.min_accounts = std::min(recipe.support.min_accounts, 2U);
  recipe.min_sequence = std::min(recipe.min_sequence, 1U);
  recipe.min_sequence_posts = std::min(recipe.min_sequence_posts, 1U);
  if (recipe.window_ms > 0 && recipe.made != Made::kFastReposts) recipe.window_ms = 3000;
  return recipe;
}

RC_GTEST_PROP(Recipes, GiveTheSameOnAnyNumberOfThreadsAndInAnyOrderOfRows, ()) {
  const model::Shares shares = *RandomShares();
  for (const Recipe& one : Recipes()) {
    const Recipe recipe = Small(one);
    const NamedTies ties = Run(shares, recipe);
    RC_ASSERT(Run(shares, recipe, 3) == ties);
    const bool by_rows = recipe.made == Made::kDaySequences || recipe.made == Made::kFastReposts ||
                         recipe.made == Made::kTimeBins;
    if (!by_rows) RC_ASSERT(Run(Backwards(shares), recipe) == ties);
  }
}

std::int64_t Floor(std::int64_t time_ms, std::int64_t window_ms) {
  return static_cast<std::int64_t>(std::floor(double(time_ms) / double(window_ms)));
}

// By account: the objects with their windows.
using Windows = std::map<std::string, std::set<std::pair<std::string, std::int64_t>>>;
Windows WindowsOf(const model::Shares& shares, std::int64_t window_ms) {
  Windows windows;
  for (std::size_t row = 0; row < shares.size(); ++row) {
    windows[std::string(shares.accounts.Name(shares.account[row]))].emplace(
        shares.objects.Name(shares.object[row]), Floor(shares.time_ms[row], window_ms));
  }
  return windows;
}

// weight(object, window) added up over what two accounts have in common, and how many those are.
template <class Weight>
NamedTies Reference(const Windows& windows, std::size_t min_shared, Weight weight) {
  NamedTies ties;
  for (auto a = windows.begin(); a != windows.end(); ++a) {
    for (auto b = std::next(a); b != windows.end(); ++b) {
      double sum = 0;
      std::size_t shared = 0;
      for (const auto& one : a->second) {
        if (!b->second.contains(one)) continue;
        ++shared;
        sum += weight(one);
      }
      if (shared >= min_shared && shared > 0) ties[{a->first, b->first}] = sum;
    }
  }
  return ties;
}

void ExpectSame(const NamedTies& got, const NamedTies& wanted) {
  RC_ASSERT(got.size() == wanted.size());
  for (const auto& [ends, weight] : wanted) {
    RC_ASSERT(got.contains(ends));
    RC_ASSERT(std::fabs(got.at(ends) - weight) < 1e-9);
  }
}

RC_GTEST_PROP(Recipes, RepeatedInWindowsIsCounted, ()) {
  const model::Shares shares = *RandomShares();
  Recipe recipe = *FindRecipe("window-repeated");
  recipe.window_ms = 4000;
  ExpectSame(Run(shares, recipe),
             Reference(WindowsOf(shares, 4000), 2, [](const auto&) { return 1.0; }));
}

RC_GTEST_PROP(Recipes, OlderWindowsDecay, ()) {
  const model::Shares shares = *RandomShares();
  Recipe recipe = *FindRecipe("window-nearest");
  recipe.window_ms = 4000;
  recipe.decay = 0.5;
  recipe.keep = Keep::kAll;
  std::int64_t newest = INT64_MIN;
  for (const std::int64_t time_ms : shares.time_ms) newest = std::max(newest, Floor(time_ms, 4000));
  ExpectSame(Run(shares, recipe), Reference(WindowsOf(shares, 4000), 1, [&](const auto& one) {
               return std::pow(0.5, double(newest - one.second));
             }));
}

RC_GTEST_PROP(Recipes, QuotesWeighLessTheMoreQuoteThatDay, ()) {
  const model::Shares shares = *RandomShares();
  Recipe recipe = *FindRecipe("co-quote");
  recipe.window_ms = 4000;
  const Windows windows = WindowsOf(shares, 4000);
  std::map<std::pair<std::string, std::int64_t>, int> quoters;
  for (const auto& [account, objects] : windows)
    for (const auto& one : objects) ++quoters[one];
  ExpectSame(Run(shares, recipe),
             Reference(windows, 2, [&](const auto& one) { return 1.0 / (quoters[one] - 1); }));
}

RC_GTEST_PROP(Recipes, RepostCosineKeepsTheTopOfAllPairs, ()) {
  const model::Shares shares = *RandomShares();
  Recipe recipe = Small(*FindRecipe("repost-cosine"));
  recipe.keep_at = 0.7;
  Recipe all = recipe;
  all.keep = Keep::kAll;
  all.keep_at = 0;
  NamedTies wanted = Run(shares, all);
  std::vector<double> weights;
  for (const auto& [ends, weight] : wanted) weights.push_back(weight);
  const double least = Quantile(weights, 0.7);
  std::erase_if(wanted, [&](const auto& one) { return one.second < least; });
  RC_ASSERT(Run(shares, recipe) == wanted);
}

TEST(FastInterval, IsHowSoonTheFastestAreHalfOut) {
  model::Shares shares;
  const auto put_out = [&](const char* object, std::vector<std::int64_t> seconds) {
    for (std::size_t i = 0; i < seconds.size(); ++i)
      shares.Add(object, "a" + std::to_string(i), object + std::to_string(i), seconds[i] * 1000);
  };
  put_out("fast", {100, 101, 105, 109, 500, 900});  // second after 1 s; the third of six after 5 s
  put_out("slow", {0, 600, 700, 800});
  put_out("slower", {0, 700});
  put_out("alone", {7});
  EXPECT_EQ(FastInterval(shares, 0.1), 5000);
  // All: half out after 5, 600 and 700 s.
  EXPECT_EQ(FastInterval(shares, 1.0), 600'000);
  EXPECT_EQ(FastInterval(model::Shares()), 0);
}

TEST(Recipes, FastLinkTiesThoseWithinTheInterval) {
  model::Shares shares;
  for (const char* object : {"x", "y", "z"}) {
    shares.Add(object, "a", std::string(object) + "a", 0);
    shares.Add(object, "b", std::string(object) + "b", 2000);
    shares.Add(object, "late", std::string(object) + "l", 900'000);
  }
  const auto network = RunRecipe(shares, *FindRecipe("fast-link"));
  ASSERT_TRUE(network);
  EXPECT_EQ(network->interval_ms, 2000);
  EXPECT_EQ(Named(shares, network->ties), (NamedTies{{{"a", "b"}, 3}}));
}

TEST(Recipes, HashtagDaysMustBeIdentical) {
  model::Shares shares;
  const auto day = [&](const char* account, std::vector<const char*> tags) {
    for (std::size_t i = 0; i < tags.size(); ++i)
      shares.Add(tags[i], account, account + std::to_string(i),
                 static_cast<std::int64_t>(i) * 1000);
  };
  day("a", {"1", "2", "3", "4", "5"});
  day("b", {"1", "2", "3", "4", "5"});
  day("other order", {"2", "1", "3", "4", "5"});
  day("fewer", {"1", "2", "3", "4"});
  const auto network = RunRecipe(shares, *FindRecipe("hashtag-day"));
  ASSERT_TRUE(network);
  EXPECT_EQ(Named(shares, network->ties), (NamedTies{{{"a", "b"}, 1}}));
}

TEST(Recipes, HaveNamesOfTheirOwnAndSayWhatTheyLack) {
  std::set<std::string_view> names;
  for (const Recipe& recipe : Recipes()) {
    EXPECT_TRUE(names.insert(recipe.name).second) << recipe.name;
    EXPECT_EQ(FindRecipe(recipe.name), &recipe);
    EXPECT_FALSE(recipe.source.empty());
  }
  EXPECT_EQ(FindRecipe("nonsense"), nullptr);
  const auto without_posts = RunRecipe({}, *FindRecipe("fast-repost"));
  ASSERT_FALSE(without_posts);
  EXPECT_EQ(without_posts.error().code, ErrorCode::kInvalidArgument);
  Recipe recipe = *FindRecipe("window-focal");
  recipe.window_ms = 0;
  EXPECT_FALSE(RunRecipe({}, recipe));
}

}  // namespace
}  // namespace evenhand::coordination
