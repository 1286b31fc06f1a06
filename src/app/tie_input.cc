#include "app/tie_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "app/command_line.h"
#include "app/table.h"
#include "archive/share_maker.h"
#include "coordination/qut_text.h"
#include "coordination/recipes.h"

namespace evenhand::app {
namespace {

using coordination::Recipe;
using coordination::TieTable;
using model::Shares;
using model::Trace;
namespace coortweet = coordination::coortweet;
namespace qut = coordination::qut;

constexpr auto kMethods = std::to_array<TieMethod>({
    {"coortweet", "pairs of shares of one object within a window",
     "Righetti and Balluff 2023, CooRTweet 2.1.3"},
    {"qut-co-retweet", "the same post reposted within a window",
     "QUT coordination-network-toolkit"},
    {"qut-co-reply", "replies to the same post within a window",
     "QUT coordination-network-toolkit"},
    {"qut-co-tweet", "the same text within a window", "QUT coordination-network-toolkit"},
    {"qut-co-link", "the same link within a window", "QUT coordination-network-toolkit"},
    {"qut-co-post", "any two posts within a window", "QUT coordination-network-toolkit"},
    {"qut-co-similar-tweet", "texts whose words are mostly the same within a window",
     "QUT coordination-network-toolkit"},
    {"validated", "objects in common, more than activity and popularity explain",
     "Tumminello et al. 2011; Saracco et al. 2015"},
    {"backbone", "objects in common, those that carry much of an account's strength",
     "Serrano et al. 2009"},
});

Result<std::int64_t> Milliseconds(double seconds) {
  if (!(seconds >= 0) || seconds > 1e10)
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("--window {}: seconds, from 0 to ten thousand million", seconds));
  return std::llround(seconds * 1000);
}

// The trace that a method compares by itself; nothing: any.
std::optional<Trace> TraceOfMethod(std::string_view method) {
  if (method == "qut-co-retweet") return Trace::kRepost;
  if (method == "qut-co-reply") return Trace::kReply;
  if (method == "qut-co-tweet" || method == "qut-co-similar-tweet") return Trace::kText;
  if (method == "qut-co-link") return Trace::kLink;
  return std::nullopt;
}

bool WantsPosts(std::string_view method) { return method == "qut-co-post"; }

class Maker {
 public:
  Maker(const TieOptions& options, unsigned threads, const Session& session)
      : options_(options), threads_(threads), session_(session) {}

  // What has to be read, which depends on the method; traces that were asked for stay.
  Result<void> Prepare(ArchiveInput* input) {
    EVENHAND_TRY(CheckChoice());
    asked_ = input->traces.size();
    if (asked_ > 1)
      return Fail(ErrorCode::kInvalidArgument,
                  "--trace: a network compares one kind of objects; make others apart, and "
                  "put recipes together with --recipe A,B --fuse union");
    if (options_.method.empty()) {
      for (const Recipe& recipe : recipes_) {
        if (recipe.made == coordination::Made::kTimeBins ||
            recipe.made == coordination::Made::kFastReposts)
          input->posts = true;
      }
    } else {
      input->posts = WantsPosts(options_.method);
    }
    if (asked_ == 1) {
      EVENHAND_ASSIGN(given_, TraceNamed(input->traces.front()));
      return {};
    }
    AskForTraces(input);
    return {};
  }

  Result<MadeTies> Make(archive::SharesRead read) {
    archive_ = std::move(read);
    if (options_.method.empty()) {
      EVENHAND_TRY(MakeRecipes());
    } else {
      made_.made_by = options_.method;
      EVENHAND_TRY(MakeMethod());
    }
    if (session_.err_is_terminal) PrintError("\r\x1b[K");
    return std::move(made_);
  }

 private:
  Result<void> CheckChoice() {
    if (options_.recipes.empty() == options_.method.empty())
      return Fail(ErrorCode::kInvalidArgument,
                  "say which network: --recipe NAME or --method NAME; --list shows them");
    for (const std::string& name : options_.recipes) {
      const Recipe* recipe = coordination::FindRecipe(name);
      if (recipe == nullptr)
        return Fail(ErrorCode::kInvalidArgument,
                    fmt::format("--recipe {}: there is no such recipe; --list shows them", name));
      EVENHAND_TRY(AddRecipe(*recipe));
    }
    const auto only_for = [&](bool used, const char* option,
                              std::string_view method) -> Result<void> {
      if (!used || options_.method == method) return {};
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("{} goes with --method {}", option, method));
    };
    EVENHAND_TRY(only_for(options_.as_peer, "--as-peer", "coortweet"));
    EVENHAND_TRY(only_for(options_.fast_s.has_value(), "--fast", "coortweet"));
    EVENHAND_TRY(only_for(options_.subgraph > 0, "--subgraph", "coortweet"));
    if (options_.fast_s && !options_.as_peer)
      return Fail(ErrorCode::kInvalidArgument,
                  "--fast makes the peer's fast network: it goes with --as-peer");
    if (options_.subgraph > 1 && !options_.fast_s)
      return Fail(ErrorCode::kInvalidArgument,
                  "--subgraph 2 and 3 are made from the fast network: give --fast SECONDS");
    return {};
  }

  Result<void> AddRecipe(Recipe recipe) {
    if (options_.window_s) {
      EVENHAND_ASSIGN(recipe.window_ms, Milliseconds(*options_.window_s));
    }
    if (options_.keep_at) recipe.keep_at = *options_.keep_at;
    if (options_.decay) recipe.decay = *options_.decay;
    if (options_.min_shared) recipe.min_shared = *options_.min_shared;
    if (options_.min_posts) recipe.support.min_posts = *options_.min_posts;
    if (options_.min_accounts) recipe.support.min_accounts = *options_.min_accounts;
    if (options_.max_accounts) recipe.support.max_accounts = *options_.max_accounts;
    recipes_.push_back(recipe);
    return {};
  }

  static Result<Trace> TraceNamed(const std::string& name) {
    if (const auto trace = model::TraceNamed(name)) return *trace;
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("--trace {}: there is no such trace", name));
  }

  // Only the traces that are wanted, and objects of share logs, which may stand for any of them.
  void AskForTraces(ArchiveInput* input) const {
    std::set<Trace> wanted;
    bool any = false;
    if (!options_.method.empty()) {
      const auto trace = TraceOfMethod(options_.method);
      if (trace) wanted.insert(*trace);
      any = !trace;
    }
    for (const Recipe& recipe : recipes_) {
      if (IsAny(recipe)) any = true;
      wanted.insert(recipe.trace);
    }
    if (any) return;
    wanted.insert(Trace::kObject);
    for (const Trace trace : wanted) input->traces.emplace_back(model::NameOf(trace));
  }

  static bool IsAny(const Recipe& recipe) {
    return recipe.trace == Trace::kObject && (recipe.made == coordination::Made::kInWindows ||
                                              recipe.made == coordination::Made::kTimeBins);
  }

  // The shares of that trace, or of the only one there is.
  Result<Shares*> SharesFor(std::optional<Trace> wanted) {
    auto& shares = archive_.shares;
    if (asked_ == 1) wanted = given_;
    if (wanted) {
      const auto at = shares.find(*wanted);
      if (at != shares.end()) return &at->second;
      std::string message =
          fmt::format("the archive has nothing of the trace {}", model::NameOf(*wanted));
      if (shares.contains(Trace::kObject) && asked_ == 0)
        message +=
            "; it is a share log that does not say what its objects are: --trace object takes them "
            "as they are";
      return Fail(ErrorCode::kInvalidArgument, std::move(message));
    }
    if (shares.size() == 1) return &shares.begin()->second;
    std::string names;
    for (const auto& [trace, some] : shares)
      names += fmt::format("{}{}", names.empty() ? "" : ", ", model::NameOf(trace));
    return Fail(
        ErrorCode::kInvalidArgument,
        names.empty()
            ? std::string("the archive has no shares")
            : fmt::format("the archive has several kinds of objects; say which with --trace: {}",
                          names));
  }

  // Each post by itself; in a share log, each content.
  const Shares& Posts() {
    if (archive_.posts.size() > 0) return archive_.posts;
    if (posts_) return *posts_;
    posts_.emplace();
    for (const auto& [trace, shares] : archive_.shares) {
      for (std::size_t row = 0; row < shares.size(); ++row) {
        const std::string_view content = shares.contents.Name(shares.content[row]);
        if (posts_->contents.Find(content) == NameTable::kNone)
          posts_->Add("", shares.accounts.Name(shares.account[row]), content, shares.time_ms[row]);
      }
    }
    return *posts_;
  }

  void Say(std::string_view what) const {
    if (session_.err_is_terminal) PrintError(fmt::format("\r\x1b[Kmaking {}", what));
  }
  void Note(std::string note) { made_.notes.push_back(std::move(note)); }

  Result<coordination::RecipeNetwork> Run(const Recipe& recipe, const Shares** shares) {
    if (recipe.made == coordination::Made::kTimeBins && asked_ == 0) {
      *shares = &Posts();
    } else {
      EVENHAND_ASSIGN(*shares,
                      SharesFor(IsAny(recipe) ? std::nullopt : std::optional(recipe.trace)));
    }
    Say(recipe.name);
    const bool asks_posts = recipe.made == coordination::Made::kFastReposts;
    EVENHAND_ASSIGN(auto network, coordination::RunRecipe(**shares, recipe,
                                                          {.posts = asks_posts ? &Posts() : nullptr,
                                                           .threads = threads_}));
    Note(fmt::format("{}: {} accounts and {} objects say enough", recipe.name,
                     Grouped(network.accounts), Grouped(network.objects)));
    if (network.too_common > 0)
      Note(fmt::format("{}: {} objects of too many accounts left out", recipe.name,
                       Grouped(network.too_common)));
    if (network.interval_ms > 0)
      Note(fmt::format("{}: the archive's own interval is {:g} s", recipe.name,
                       double(network.interval_ms) / 1000));
    return network;
  }

  Result<void> MakeRecipes() {
    std::vector<const Shares*> shares(recipes_.size());
    std::vector<coordination::RecipeNetwork> networks;
    for (std::size_t i = 0; i < recipes_.size(); ++i) {
      EVENHAND_ASSIGN(auto network, Run(recipes_[i], &shares[i]));
      networks.push_back(std::move(network));
      made_.made_by +=
          fmt::format("{}{} ({})", i > 0 ? ", " : "", recipes_[i].name, recipes_[i].source);
    }
    if (networks.size() == 1) {
      made_.table = coordination::TableOf(shares[0]->accounts, networks[0].ties);
      return {};
    }
    std::vector<coordination::NamedTies> named;
    for (std::size_t i = 0; i < networks.size(); ++i)
      named.push_back({&shares[i]->accounts, networks[i].ties});
    made_.table = coordination::TableOf(
        coordination::Fuse(named, options_.fuse == "union" ? coordination::Fusion::kUnion
                                                           : coordination::Fusion::kMaximum));
    return {};
  }

  Result<void> MakeMethod() {
    const std::string_view method = options_.method;
    if (WantsPosts(method)) {
      Say(method);
      return MakeQut(Posts());
    }
    EVENHAND_ASSIGN(Shares* const shares, SharesFor(TraceOfMethod(method)));
    Say(method);
    if (method == "coortweet") return options_.as_peer ? MakePeer(*shares) : MakeCooRTweet(shares);
    if (method == "validated") return MakeValidated(*shares);
    if (method == "backbone") return MakeBackbone(*shares);
    return MakeQut(*shares);
  }

  Result<coordination::PairOptions> PairOptionsOf() const {
    EVENHAND_ASSIGN(const std::int64_t window_ms, Milliseconds(options_.window_s.value_or(10)));
    return coordination::PairOptions{.window_ms = window_ms,
                                     .min_participation = options_.min_participation,
                                     .remove_loops = !options_.keep_loops};
  }

  // A large archive is given back as soon as it has been grouped.
  Result<void> MakeCooRTweet(Shares* shares) {
    EVENHAND_ASSIGN(auto how, PairOptionsOf());
    how.threads = threads_;
    how.names_are_done = [shares] {
      shares->objects.ForgetNames();
      shares->contents.ForgetNames();
    };
    std::optional<coordination::Pairs> pairs(std::in_place, *shares, how);
    const NameTable accounts = std::move(shares->accounts);
    archive_ = {};
    std::vector<coordination::Edge> edges;
    coordination::AddUp(*pairs,
                        {.min_objects = options_.min_shared.value_or(1), .threads = threads_},
                        [&](std::span<const coordination::Edge> some) {
                          edges.insert(edges.end(), some.begin(), some.end());
                        });
    pairs.reset();
    made_.table = coordination::TableOf(accounts, edges, options_.edge_weight, threads_);
    if (options_.subgraph == 1) KeepAbove();
    return {};
  }

  void KeepAbove() {
    TieTable& table = made_.table;
    const auto above =
        std::ranges::find(table.columns, "weight_threshold", &coordination::TieColumn::name)
            ->values;
    const auto keep = [&](auto& values) {
      std::size_t kept = 0;
      for (std::size_t i = 0; i < values.size(); ++i)
        if (above[i] == 1) values[kept++] = values[i];
      values.resize(kept);
    };
    keep(table.from);
    keep(table.to);
    for (auto& column : table.columns) keep(column.values);
  }

  Result<void> MakePeer(const Shares& shares) {
    EVENHAND_ASSIGN(const auto how, PairOptionsOf());
    std::vector<coordination::SharePair> pairs = coortweet::DetectGroups(shares, how);
    std::vector<bool> flags;
    if (options_.fast_s) {
      EVENHAND_ASSIGN(const std::int64_t fast_ms, Milliseconds(*options_.fast_s));
      flags = coortweet::FlagSpeedShare(shares, how.min_participation, fast_ms, &pairs);
    }
    const std::vector<std::uint32_t> ranks = shares.accounts.Ranks();
    const coortweet::Network network =
        coortweet::GenerateNetwork(pairs, flags, ranks, options_.edge_weight);
    std::vector<coortweet::Edge> edges = network.edges;
    if (options_.subgraph == 1)
      std::erase_if(edges, [](const auto& edge) { return !edge.full.above; });
    if (options_.subgraph == 2) edges = coortweet::Subgraph2(network);
    if (options_.subgraph == 3) edges = coortweet::Subgraph3(network).edges;
    made_.table = coordination::PeerTableOf(shares.accounts, shares.objects, network, edges);
    made_.table.from_name = "from";
    made_.table.to_name = "to";
    Note(fmt::format("{} pairs; a tie is above the threshold with a weight over {:g}",
                     Grouped(pairs.size()), network.threshold_full));
    return {};
  }

  Result<void> MakeQut(const Shares& shares) {
    EVENHAND_ASSIGN(const std::int64_t window_ms, Milliseconds(options_.window_s.value_or(1)));
    const qut::Options how{
        .window_ms = window_ms, .min_weight = options_.min_weight, .threads = threads_};
    std::vector<qut::Tie> ties;
    if (options_.method == "qut-co-similar-tweet") {
      const Shares sets = AsTokenSets(shares);
      ties = qut::SimilarNetwork(
          sets, {.common = how, .threshold = options_.similarity, .min_words = options_.min_words});
      made_.table = coordination::TableOf(sets.accounts, ties, options_.keep_loops);
      return {};
    }
    ties = qut::Network(shares, how);
    made_.table = coordination::TableOf(shares.accounts, ties, options_.keep_loops);
    return {};
  }

  // A text's key holds the same words as the text.
  static Shares AsTokenSets(const Shares& texts) {
    std::vector<std::string> sets;
    for (std::uint32_t text = 0; text < texts.objects.size(); ++text)
      sets.push_back(coordination::QutTokenSet(texts.objects.Name(text)));
    Shares made;
    for (std::size_t row = 0; row < texts.size(); ++row)
      made.Add(sets[texts.object[row]], texts.accounts.Name(texts.account[row]),
               texts.contents.Name(texts.content[row]), texts.time_ms[row]);
    return made;
  }

  coordination::Bipartite Matrix(const Shares& shares) const {
    coordination::Support support;
    if (options_.min_posts) support.min_posts = *options_.min_posts;
    if (options_.min_accounts) support.min_accounts = *options_.min_accounts;
    if (options_.max_accounts) support.max_accounts = *options_.max_accounts;
    return coordination::Incidence(shares, support);
  }

  Result<void> MakeValidated(const Shares& shares) {
    const coordination::Bipartite matrix = Matrix(shares);
    const auto model = options_.null_model == "configuration"
                           ? coordination::NullModel::kConfiguration
                           : coordination::NullModel::kHypergeometric;
    coordination::Validated validated = coordination::Validate(matrix, model, threads_);
    Note(fmt::format("{} of {:.0f} account pairs share an object", Grouped(validated.ties.size()),
                     validated.tests));
    std::erase_if(validated.ties, [&](const coordination::ValidatedTie& tie) {
      if (tie.shared < options_.min_shared.value_or(1)) return true;
      return !(options_.correction == "bonferroni" ? validated.Bonferroni(tie, options_.level)
                                                   : tie.q <= options_.level);
    });
    made_.table = coordination::TableOf(shares.accounts, matrix, validated.ties);
    return {};
  }

  Result<void> MakeBackbone(const Shares& shares) {
    const coordination::Bipartite matrix = Matrix(shares);
    std::vector<coordination::WeightedTie> ties = coordination::Project(
        coordination::Binary(matrix),
        {.least = double(options_.min_shared.value_or(1)), .threads = threads_});
    Note(fmt::format("{} account pairs share an object", Grouped(ties.size())));
    ties = coordination::DisparityFilter(
        coordination::Graph(static_cast<std::uint32_t>(matrix.rows()), ties), options_.level);
    for (auto& tie : ties) tie = {matrix.accounts[tie.a], matrix.accounts[tie.b], tie.weight};
    made_.table = coordination::TableOf(shares.accounts, ties);
    return {};
  }

  const TieOptions& options_;
  unsigned threads_;
  const Session& session_;
  std::vector<Recipe> recipes_;
  std::size_t asked_ = 0;  // traces
  Trace given_ = Trace::kObject;
  archive::SharesRead archive_;
  std::optional<Shares> posts_;  // once they are asked for
  MadeTies made_;
};

}  // namespace

std::span<const TieMethod> TieMethods() { return kMethods; }

void AddTieOptions(CLI::App* command, TieOptions* options) {
  command
      ->add_option("--recipe", options->recipes,
                   "a network of the literature, or several with commas between, fused")
      ->delimiter(',')
      ->type_name("NAME");
  std::vector<std::string> methods;
  for (const TieMethod& method : kMethods) methods.emplace_back(method.name);
  command->add_option("--method", options->method, "a network of the peers, or validated ties")
      ->check(CLI::IsMember(methods).description(""))
      ->type_name(fmt::format("{}", fmt::join(methods, "|")));
  command
      ->add_option("--window", options->window_s,
                   "seconds: of the method (CooRTweet 10, QUT 1) or recipe")
      ->type_name("SECONDS");
  AddChoice(command, "--fuse", &options->fuse, {"union", "maximum"},
            "how several recipes become one network");
  const auto peers = [&](const char* name, auto* value, const char* purpose, const char* group) {
    return command->add_option(name, *value, purpose)->capture_default_str()->group(group);
  };
  const char* coortweet = "CooRTweet";
  peers("--min-participation", &options->min_participation, "rows of an account", coortweet);
  peers("--edge-weight", &options->edge_weight, "quantile of weights for weight_threshold",
        coortweet)
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag("--as-peer", options->as_peer, "its own numbers, known defects included")
      ->group(coortweet);
  peers("--fast", &options->fast_s, "seconds of the fast network", coortweet)->type_name("SECONDS");
  peers("--subgraph", &options->subgraph,
        "1: above the threshold; 2: above the fast one; 3: and their neighbours", coortweet)
      ->check(CLI::Range(0, 3));
  command
      ->add_flag("--keep-loops", options->keep_loops,
                 "ties of an account with itself too (and QUT's)")
      ->group(coortweet);
  const char* toolkit = "QUT";
  peers("--min-weight", &options->min_weight, "messages that a tie needs", toolkit);
  peers("--similarity", &options->similarity, "of sets of words", toolkit)
      ->check(CLI::Range(0.0, 1.0));
  peers("--min-words", &options->min_words, "of a set that is compared", toolkit);
  const char* validated = "validated, backbone";
  AddChoice(command, "--null", &options->null_model, {"configuration", "hypergeometric"},
            "what chance looks like")
      ->group(validated);
  AddChoice(command, "--correction", &options->correction, {"fdr", "bonferroni"},
            "for the many pairs tested")
      ->group(validated);
  peers("--level", &options->level, "of error; of the disparity filter", validated)
      ->check(CLI::Range(0.0, 1.0));
  const char* recipe = "Recipes, in place of their own";
  peers("--keep-at", &options->keep_at, "quantile, part, theta or least weight of what is kept",
        recipe);
  peers("--decay", &options->decay, "of weight from one window to the one before", recipe);
  peers("--min-shared", &options->min_shared, "objects that a tie needs", recipe);
  peers("--min-posts", &options->min_posts, "shares of an account", recipe);
  peers("--min-accounts", &options->min_accounts, "accounts of an object", recipe);
  peers("--max-accounts", &options->max_accounts, "objects of more accounts are left out", recipe);
}

Result<MadeTies> MakeTies(ArchiveInput input, const TieOptions& options, const Session& session) {
  Maker maker(options, static_cast<unsigned>(input.threads), session);
  EVENHAND_TRY(maker.Prepare(&input));
  EVENHAND_ASSIGN(archive::SharesRead read, ReadArchive(input, session));
  return maker.Make(std::move(read));
}

}  // namespace evenhand::app
