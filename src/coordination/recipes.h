#pragma once

// The networks of the literature as one table: what is compared, who and what is left out, how ties
// are weighed, and which are kept. They compose the pieces of this folder; whoever wants another
// combination changes a field.
//
// docs/coordination.md, "Networks", has the table for readers. What a method finds is what its rule
// keeps: a quantile of the archive at hand keeps something of any archive. See validated.h and the
// decision rule for evidence.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "coordination/bipartite.h"
#include "coordination/graph.h"
#include "coordination/tfidf.h"
#include "model/share.h"

namespace evenhand::coordination {

// What the shares are made into first (made_shares.h).
enum class Made : std::uint8_t { kAsTheyAre, kTimeBins, kInWindows, kDaySequences, kFastReposts };

enum class Measure : std::uint8_t {
  kShared,  // objects in common
  kNewman,  // each counts 1 / (accounts of it - 1)
  kCosine,  // of TF-IDF vectors
  kJaccard,
  kWithin,  // pairs of shares of one object within an interval that the fastest objects of the
            // archive give
};

enum class Keep : std::uint8_t { kAll, kQuantile, kCentral, kNearest, kHeaviest, kFocal };

struct Recipe {
  std::string_view name;
  std::string_view source;
  model::Trace trace =
      model::Trace::kObject;  // of the shares that it wants; kInWindows and kTimeBins take any

  Made made = Made::kAsTheyAre;
  std::int64_t window_ms = 0;      // of a bin or window, or the longest delay of a fast repost
  double decay = 1;                // of weight from one window to the one before it
  std::uint32_t min_sequence = 0;  // distinct names in a day's sequence
  std::uint32_t min_sequence_posts = 0;  // posts in it

  Support support = {};
  Tf tf = Tf::kTimes;
  Idf idf = Idf::kSmooth;
  Measure measure = Measure::kShared;

  std::uint32_t min_shared =
      1;  // ties with fewer objects in common are left out, whatever they weigh
  Keep keep = Keep::kAll;
  double keep_at = 0;  // the quantile, part or theta of `keep`; of kAll the least weight
};

// In the order of the documentation. Names are unique.
std::span<const Recipe> Recipes();
const Recipe* FindRecipe(std::string_view name);

struct RecipeOptions {
  const model::Shares* posts = nullptr;  // for kFastReposts: each post with its author and time
  unsigned threads = 1;
};

struct RecipeNetwork {
  std::vector<WeightedTie>
      ties;  // by the shares' numbers of accounts; sorted by (a, b), a < b; whichever order the
             // shares are in, between the same names and of the same weight
  std::uint32_t accounts = 0;  // that the support filter left
  std::uint32_t objects = 0;
  std::uint32_t too_common = 0;  // objects that it left out for being everybody's
  std::int64_t interval_ms = 0;  // of kWithin
};

// Errors: kInvalidArgument where a recipe needs posts and has none, or has a window that is not
// positive.
Result<RecipeNetwork> RunRecipe(const model::Shares& shares, const Recipe& recipe,
                                const RecipeOptions& options = {});

// The interval of CooRnet (Giglietto et al. 2020): of the objects shared at least twice, take those
// whose second share came as fast as the fastest `part` of them; the median of how long it took
// until half of their shares were out. At least one second. 0 where nothing is shared twice.
std::int64_t FastInterval(const model::Shares& shares, double part = 0.1);

}  // namespace evenhand::coordination
