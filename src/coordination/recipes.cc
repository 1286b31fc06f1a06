#include "coordination/recipes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "coordination/edges.h"
#include "coordination/keep.h"
#include "coordination/made_shares.h"
#include "coordination/quantile.h"

namespace evenhand::coordination {
namespace {

using model::Trace;

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kDay = 1440 * kMinute;

const Recipe kRecipes[] = {
    {.name = "same-handle",
     .source = "Pacheco et al. 2021, case 1",
     .trace = Trace::kObject,
     .support = {.min_accounts = 2},
     .measure = Measure::kShared},
    {.name = "hashtag-day",
     .source = "Pacheco et al. 2021, case 3",
     .trace = Trace::kHashtag,
     .made = Made::kDaySequences,
     .min_sequence = 5,
     .min_sequence_posts = 5,
     .support = {.min_accounts = 2},
     .measure = Measure::kShared},
    {.name = "repost-cosine",
     .source = "Pacheco et al. 2021, case 4",
     .trace = Trace::kRepost,
     .support = {.without_originals = true, .min_posts = 10},
     .measure = Measure::kCosine,
     .keep = Keep::kQuantile,
     .keep_at = 0.995},
    {.name = "same-half-hour",
     .source = "Pacheco et al. 2021, case 5",
     .trace = Trace::kObject,
     .made = Made::kTimeBins,
     .window_ms = 30 * kMinute,
     .support = {.min_posts = 8},
     .measure = Measure::kCosine,
     .keep = Keep::kQuantile,
     .keep_at = 0.995},
    {.name = "co-repost",
     .source = "Luceri et al. 2024",
     .trace = Trace::kRepost,
     .support = {.min_posts = 20, .min_accounts = 2},
     .tf = Tf::kOnce,
     .measure = Measure::kCosine,
     .keep = Keep::kCentral,
     .keep_at = 0.99},
    {.name = "co-link",
     .source = "Luceri et al. 2024",
     .trace = Trace::kLink,
     .support = {.min_accounts = 2},
     .tf = Tf::kOnce,
     .measure = Measure::kCosine,
     .keep = Keep::kCentral,
     .keep_at = 0.99},
    {.name = "fast-repost",
     .source = "Luceri et al. 2024",
     .trace = Trace::kRepost,
     .made = Made::kFastReposts,
     .window_ms = 10 * kSecond,
     .support = {.min_times = 2},
     .measure = Measure::kCosine,
     .keep = Keep::kCentral,
     .keep_at = 0.99},
    {.name = "hashtag-sequence",
     .source = "Luceri et al. 2024",
     .trace = Trace::kHashtagSequence,
     .support = {.min_accounts = 2},
     .tf = Tf::kOnce,
     .measure = Measure::kCosine,
     .keep = Keep::kCentral,
     .keep_at = 0.99},
    {.name = "window-nearest",
     .source = "Weber and Neumann 2021",
     .made = Made::kInWindows,
     .window_ms = 15 * kMinute,
     .measure = Measure::kShared,
     .keep = Keep::kNearest},
    {.name = "window-heaviest",
     .source = "Weber and Neumann 2021",
     .made = Made::kInWindows,
     .window_ms = 15 * kMinute,
     .measure = Measure::kShared,
     .keep = Keep::kHeaviest,
     .keep_at = 0.9},
    {.name = "window-focal",
     .source = "Weber and Neumann 2021",
     .made = Made::kInWindows,
     .window_ms = 15 * kMinute,
     .measure = Measure::kShared,
     .keep = Keep::kFocal,
     .keep_at = 0.5},
    {.name = "window-repeated",
     .source = "Vishnuprasad et al. 2024",
     .trace = Trace::kRepost,
     .made = Made::kInWindows,
     .window_ms = kDay,
     .measure = Measure::kShared,
     .min_shared = 2},
    {.name = "fast-link",
     .source = "Giglietto et al. 2020",
     .trace = Trace::kLink,
     .measure = Measure::kWithin,
     .keep = Keep::kQuantile,
     .keep_at = 0.9},
    {.name = "co-quote",
     .source = "osprey-sidecars",
     .trace = Trace::kQuote,
     .made = Made::kInWindows,
     .window_ms = kDay,
     .support = {.min_accounts = 2},
     .measure = Measure::kNewman,
     .min_shared = 2},
    {.name = "link-cosine",
     .source = "osprey-sidecars",
     .trace = Trace::kLink,
     .support = {.min_objects = 10,
                 .min_accounts = 5,
                 .max_accounts_part = 0.9,
                 .count_all_accounts = true,
                 .min_kept_objects = 2},
     .idf = Idf::kPlain,
     .measure = Measure::kCosine,
     .keep = Keep::kAll,
     .keep_at = 0.05},
};

Result<Windowed> Make(const model::Shares& shares, const Recipe& recipe,
                      const RecipeOptions& options) {
  const bool needs_window = recipe.made == Made::kTimeBins || recipe.made == Made::kInWindows ||
                            recipe.made == Made::kFastReposts;
  if (needs_window && recipe.window_ms <= 0) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} needs a window longer than {} ms", recipe.name, recipe.window_ms));
  }
  switch (recipe.made) {
    case Made::kAsTheyAre:
      break;
    case Made::kTimeBins:
      return Windowed{.shares = TimeBins(shares, recipe.window_ms), .window_of = {}};
    case Made::kInWindows:
      return InWindows(shares, recipe.window_ms);
    case Made::kDaySequences:
      return Windowed{
          .shares = DaySequences(shares, recipe.min_sequence_posts, recipe.min_sequence),
          .window_of = {}};
    case Made::kFastReposts:
      if (options.posts == nullptr) {
        return Fail(
            ErrorCode::kInvalidArgument,
            fmt::format("{} needs the reposted posts with their authors and times", recipe.name));
      }
      return Windowed{.shares = FastReposts(shares, *options.posts, recipe.window_ms),
                      .window_of = {}};
  }
  return Windowed{.shares = shares, .window_of = {}};
}

// By column: older windows count less.
std::vector<double> DecayOf(const Windowed& made, const Bipartite& matrix, double decay) {
  if (made.window_of.empty() || decay == 1) return {};
  const std::int64_t newest = *std::ranges::max_element(made.window_of);
  std::vector<double> weights;
  weights.reserve(matrix.objects.size());
  for (const std::uint32_t object : matrix.objects)
    weights.push_back(std::pow(decay, static_cast<double>(newest - made.window_of[object])));
  return weights;
}

std::vector<WeightedTie> Weigh(const Recipe& recipe, const Windowed& made, const Bipartite& matrix,
                               unsigned threads) {
  const double least = recipe.keep == Keep::kAll ? recipe.keep_at : 0;
  switch (recipe.measure) {
    case Measure::kCosine:
      return Cosine(TfIdf(matrix, recipe.idf, recipe.tf), {.least = least, .threads = threads});
    case Measure::kJaccard:
      return Jaccard(matrix, {.least = least, .threads = threads});
    case Measure::kNewman:
      return NewmanWeights(matrix, {.least = least, .threads = threads});
    case Measure::kShared:
    case Measure::kWithin:
      break;
  }
  const std::vector<double> decay = DecayOf(made, matrix, recipe.decay);
  return Project(Binary(matrix), {.least = least, .column_weights = decay, .threads = threads});
}

// Only the ties that share so many objects; `ties` are all pairs that share one.
void RequireShared(const Recipe& recipe, const Bipartite& matrix, unsigned threads,
                   std::vector<WeightedTie>* ties) {
  if (recipe.min_shared <= 1) return;
  const std::vector<WeightedTie> shared = Project(
      Binary(matrix), {.least = static_cast<double>(recipe.min_shared), .threads = threads});
  const auto ends = [](const WeightedTie& tie) { return std::tuple(tie.a, tie.b); };
  std::erase_if(*ties, [&](const WeightedTie& tie) {
    return !std::ranges::binary_search(shared, ends(tie), {}, ends);
  });
}

// With other numbers for the accounts, and again in order.
std::vector<WeightedTie> Renamed(std::vector<WeightedTie> ties,
                                 const std::vector<std::uint32_t>& number) {
  for (WeightedTie& tie : ties)
    std::tie(tie.a, tie.b) = std::minmax({number[tie.a], number[tie.b]});
  std::ranges::sort(ties, {}, [](const WeightedTie& tie) { return std::tuple(tie.a, tie.b); });
  return ties;
}

// By rows of the matrix, which has everybody.
std::vector<WeightedTie> WithinInterval(const model::Shares& shares, const Bipartite& matrix,
                                        std::int64_t interval_ms, unsigned threads) {
  std::vector<std::uint32_t> row_of(shares.accounts.size(), 0);
  for (std::uint32_t row = 0; row < matrix.rows(); ++row) row_of[matrix.accounts[row]] = row;
  const Pairs pairs(shares, {.window_ms = interval_ms, .min_participation = 1});
  std::vector<WeightedTie> ties;
  for (const Edge& edge : AddUp(pairs, {.threads = threads}))
    ties.push_back({edge.a, edge.b, static_cast<double>(edge.weight)});
  return Renamed(std::move(ties), row_of);
}

std::vector<WeightedTie> Kept(const Recipe& recipe, std::vector<WeightedTie> ties) {
  switch (recipe.keep) {
    case Keep::kAll:
      return ties;
    case Keep::kQuantile:
      return AtLeastQuantile(std::move(ties), recipe.keep_at);
    case Keep::kCentral:
      return KeepCentral(ties, recipe.keep_at);
    case Keep::kNearest:
      return KeepNearest(ties, static_cast<std::uint32_t>(recipe.keep_at));
    case Keep::kHeaviest:
      return KeepHeaviest(ties, recipe.keep_at);
    case Keep::kFocal:
      return KeepFocal(ties, recipe.keep_at);
  }
  return ties;
}

}  // namespace

std::span<const Recipe> Recipes() { return kRecipes; }

const Recipe* FindRecipe(std::string_view name) {
  const auto at = std::ranges::find(kRecipes, name, &Recipe::name);
  return at == std::end(kRecipes) ? nullptr : &*at;
}

Result<RecipeNetwork> RunRecipe(const model::Shares& shares, const Recipe& recipe,
                                const RecipeOptions& options) {
  EVENHAND_ASSIGN(const Windowed made, Make(shares, recipe, options));
  const Bipartite matrix = Incidence(made.shares, recipe.support);
  RecipeNetwork network{.ties = {},
                        .accounts = static_cast<std::uint32_t>(matrix.rows()),
                        .objects = static_cast<std::uint32_t>(matrix.objects.size()),
                        .too_common = matrix.too_common};
  std::vector<WeightedTie> ties;
  if (recipe.measure == Measure::kWithin) {
    network.interval_ms = FastInterval(made.shares);
    ties = WithinInterval(made.shares, matrix, network.interval_ms, options.threads);
  } else {
    ties = Weigh(recipe, made, matrix, options.threads);
    RequireShared(recipe, matrix, options.threads, &ties);
  }
  network.ties = Renamed(Kept(recipe, std::move(ties)), matrix.accounts);
  return network;
}

std::int64_t FastInterval(const model::Shares& shares, double part) {
  const Timeline timeline = GroupByObject(shares, {.without_originals = false});
  std::vector<double> until_second;
  std::vector<double> until_half;
  for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
    const std::uint32_t first = timeline.starts[object];
    const std::uint32_t shared = timeline.starts[object + 1] - first;
    if (shared < 2) continue;
    const auto after_first = [&](std::uint32_t place) {
      return static_cast<double>(timeline.entries[first + place].time_ms -
                                 timeline.entries[first].time_ms);
    };
    until_second.push_back(after_first(1));
    until_half.push_back(after_first(std::max((shared + 1) / 2, 2U) - 1));
  }
  if (until_second.empty()) return 0;
  const double fast = Quantile(until_second, part);
  std::vector<double> of_fast;
  for (std::size_t i = 0; i < until_half.size(); ++i)
    if (until_second[i] <= fast) of_fast.push_back(until_half[i]);
  return std::max<std::int64_t>(kSecond, std::llround(Quantile(std::move(of_fast), 0.5)));
}

}  // namespace evenhand::coordination
