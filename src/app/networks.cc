// `evenhand networks`: the communities of a network, from a table of ties or straight from an
// archive.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/page_files.h"
#include "app/table.h"
#include "app/tie_input.h"
#include "app/tie_table_file.h"
#include "base/utf8.h"
#include "codec/csv.h"
#include "codec/json_out.h"
#include "coordination/communities.h"
#include "coordination/graph_text.h"

namespace evenhand::app {
namespace {

using coordination::AccountPlace;
using coordination::Community;
using coordination::CommunityReport;

struct Options {
  ArchiveInput input;
  TieOptions ties;
  coordination::CommunityOptions communities;
  double least_weight = 0;
  std::string quality = "cpm";
  bool unweighted = false;
  std::string out;
  std::string format = "text";
};

std::string Number(double value) {
  std::string text;
  codec::AppendJsonDouble(value, &text);
  return text;
}

void AddRow(std::initializer_list<std::string> fields, std::string* out) {
  const std::vector<std::string> kept(fields);
  const std::vector<std::string_view> views(kept.begin(), kept.end());
  codec::AppendCsvRow(views, out);
}

std::string Yes(bool value) { return value ? "1" : "0"; }

class Output {
 public:
  Output(const TiesRead& ties, const CommunityReport& report, const Options& options)
      : ties_(ties), report_(report), options_(options) {}

  std::vector<PageFile> Files() const {
    return {{"accounts.csv", Accounts()},
            {"communities.csv", Communities()},
            {"networks.json", Json()},
            {"networks.graphml", coordination::GraphMlText(Graph())},
            {"networks.gexf", coordination::GexfText(Graph())}};
  }

  std::string Json() const {
    codec::JsonOut out;
    const auto whole = [&](std::string_view key, std::uint64_t value) {
      out.Key(key).Int(static_cast<std::int64_t>(value));
    };
    const auto real = [&](std::string_view key, double value) { out.Key(key).Raw(Number(value)); };
    out.Open('{')
        .Key("format")
        .String("evenhand-communities-1")
        .Key("read_as")
        .String(Sanitized(ties_.read_as));
    whole("accounts", ties_.accounts.size());
    whole("ties", ties_.ties.size());
    whole("loops", ties_.loops);
    out.Key("quality").String(options_.quality);
    real("resolution", options_.communities.leiden.resolution);
    whole("seed", options_.communities.leiden.seed);
    whole("seeds", options_.communities.seeds);
    out.Key("weighted").Bool(options_.communities.weighted);
    whole("components", report_.components);
    whole("small", report_.small);
    real("stability", report_.stability);
    out.Key("communities").Open('[');
    for (std::size_t i = 0; i < report_.communities.size(); ++i) {
      const Community& community = report_.communities[i];
      out.Open('{');
      whole("community", i + 1);
      whole("component", community.component + 1);
      whole("size", community.members.size());
      whole("core", community.core);
      whole("ties", community.ties);
      whole("ties_out", community.ties_out);
      real("weight", community.weight);
      real("density", community.density);
      real("stability", community.stability);
      out.Key("accounts").Open('[');
      for (const std::uint32_t node : community.members) {
        const AccountPlace& place = report_.accounts[node];
        out.Open('{').Key("account").String(Sanitized(ties_.accounts.Name(node)));
        whole("degree", place.degree);
        whole("inside", place.inside);
        real("strength", place.strength);
        real("centrality", place.centrality);
        out.Key("core").Bool(place.core);
        if (report_.dismantled) out.Key("dense_core").Bool(place.dense_core);
        out.Close('}');
      }
      out.Close(']').Close('}');
    }
    out.Close(']');
    if (report_.dismantled) AddDismantled(&out);
    return out.Close('}').text() + "\n";
  }

  std::string Text() const {
    std::string text = fmt::format("{} accounts, {} ties, read as {}; {} components\n",
                                   Grouped(ties_.accounts.size()), Grouped(ties_.ties.size()),
                                   ForTerminal(ties_.read_as), Grouped(report_.components));
    if (ties_.loops > 0)
      text += fmt::format("{} ties of an account with itself passed over\n", Grouped(ties_.loops));
    text += fmt::format(
        "{} communities of {} accounts or more, {} smaller; {} seeds agree on {:.0f} % of pairs "
        "together\n",
        Grouped(report_.communities.size()), options_.communities.min_size, Grouped(report_.small),
        options_.communities.seeds, 100 * report_.stability);
    if (!report_.communities.empty())
      text += "\n  community  accounts  core  pairs tied  ties out  stable\n";
    constexpr std::size_t kMost = 20;
    for (std::size_t i = 0; i < std::min(kMost, report_.communities.size()); ++i) {
      const Community& community = report_.communities[i];
      text +=
          fmt::format("  {:>9}  {:>8}  {:>4}  {:>8.0f} %  {:>8}  {:>4.0f} %\n", i + 1,
                      Grouped(community.members.size()), community.core, 100 * community.density,
                      Grouped(community.ties_out), 100 * community.stability);
    }
    if (report_.communities.size() > kMost)
      text += fmt::format("  and {} smaller ones\n", Grouped(report_.communities.size() - kMost));
    if (report_.dismantled) text += DismantledText();
    return text + (options_.out.empty() ? "" : fmt::format("\n{}/networks.json\n", options_.out));
  }

 private:
  std::string Accounts() const {
    std::string out;
    const bool dense = report_.dismantled.has_value();
    if (dense) {
      AddRow({"account_id", "community", "component", "degree", "strength", "centrality", "core",
              "stability", "dense_core"},
             &out);
    } else {
      AddRow({"account_id", "community", "component", "degree", "strength", "centrality", "core",
              "stability"},
             &out);
    }
    for (std::uint32_t node = 0; node < report_.accounts.size(); ++node) {
      const AccountPlace& place = report_.accounts[node];
      const std::string stability =
          place.community > 0 ? Number(report_.communities[place.community - 1].stability) : "";
      const std::string name(ties_.accounts.Name(node));
      std::vector<std::string> fields = {name,
                                         std::to_string(place.community),
                                         std::to_string(place.component + 1),
                                         std::to_string(place.degree),
                                         Number(place.strength),
                                         Number(place.centrality),
                                         Yes(place.core),
                                         stability};
      if (dense) fields.push_back(Yes(place.dense_core));
      codec::AppendCsvRow(std::vector<std::string_view>(fields.begin(), fields.end()), &out);
    }
    return out;
  }

  std::string Communities() const {
    std::string out;
    AddRow({"community", "component", "accounts", "core", "ties", "ties_out", "weight", "density",
            "stability"},
           &out);
    for (std::size_t i = 0; i < report_.communities.size(); ++i) {
      const Community& community = report_.communities[i];
      AddRow({std::to_string(i + 1), std::to_string(community.component + 1),
              std::to_string(community.members.size()), std::to_string(community.core),
              std::to_string(community.ties), std::to_string(community.ties_out),
              Number(community.weight), Number(community.density), Number(community.stability)},
             &out);
    }
    return out;
  }

  coordination::GraphTable Graph() const {
    using Type = coordination::GraphColumn::Type;
    const auto place = [this](std::size_t node) -> const AccountPlace& {
      return report_.accounts[node];
    };
    return {.nodes = report_.accounts.size(),
            .id = [](std::size_t node) { return static_cast<std::uint32_t>(node); },
            .label =
                [this](std::size_t node) {
                  return ties_.accounts.Name(static_cast<std::uint32_t>(node));
                },
            .node_columns = {{"community", Type::kWhole,
                              [=](std::size_t i) { return std::to_string(place(i).community); }},
                             {"core", Type::kBool,
                              [=](std::size_t i) { return fmt::to_string(place(i).core); }},
                             {"centrality", Type::kReal,
                              [=](std::size_t i) { return Number(place(i).centrality); }}},
            .edges = ties_.ties.size(),
            .ends = [this](std::size_t i) { return std::pair(ties_.ties[i].a, ties_.ties[i].b); },
            .weight = [this](std::size_t i) { return Number(ties_.ties[i].weight); }};
  }

  void AddDismantled(codec::JsonOut* out) const {
    const coordination::Dismantled& dismantled = *report_.dismantled;
    out->Key("dismantled")
        .Open('{')
        .Key("core_accounts")
        .Int(static_cast<std::int64_t>(dismantled.core.size()));
    out->Key("too_large_or_small")
        .Bool(dismantled.guardrail)
        .Key("least_weight")
        .Raw(Number(dismantled.least_weight));
    out->Key("least_centrality").Raw(Number(dismantled.least_centrality)).Key("surface").Open('[');
    for (const coordination::SurfaceCell& cell : dismantled.surface) {
      out->Open('{')
          .Key("tie_quantile")
          .Raw(Number(cell.tie_quantile))
          .Key("centrality_quantile")
          .Raw(Number(cell.centrality_quantile));
      out->Key("density")
          .Raw(Number(cell.density))
          .Key("accounts")
          .Int(cell.nodes)
          .Key("ties")
          .Int(cell.ties)
          .Close('}');
    }
    out->Close(']').Close('}');
  }

  std::string DismantledText() const {
    const coordination::Dismantled& dismantled = *report_.dismantled;
    if (dismantled.chosen)
      return fmt::format(
          "\nTaken apart: a dense core of {} accounts is left, where weak ties and marginal "
          "accounts go.\n",
          dismantled.core.size());
    if (dismantled.guardrail)
      return "\nTaken apart: dense cores are left, each too large or too small to name anybody.\n";
    return "\nTaken apart: nothing dense is left; nobody is named.\n";
  }

  const TiesRead& ties_;
  const CommunityReport& report_;
  const Options& options_;
};

// The table of ties, where the one file is one; otherwise the archive's, by the method asked for.
Result<TiesRead> ReadTies(const Options& options, const Session& session) {
  const bool makes = !options.ties.recipes.empty() || !options.ties.method.empty();
  std::error_code ignored;
  if (!makes && options.input.files.size() == 1 &&
      std::filesystem::is_regular_file(options.input.files[0], ignored)) {
    EVENHAND_ASSIGN(auto read, ReadTieTable(options.input.files[0]));
    if (read) return *std::move(read);
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{}: no table of ties (account_id and account_id_y, user_1 and user_2, "
                            "from and to, Source and "
                            "Target); of an archive, say which network with --recipe or --method",
                            options.input.files[0]));
  }
  if (!makes)
    return Fail(ErrorCode::kInvalidArgument,
                "FILES: one table of ties, or an archive and --recipe or --method");
  EVENHAND_ASSIGN(const MadeTies made, MakeTies(options.input, options.ties, session));
  return TiesReadOf(made);
}

Result<void> Run(Options options, Session* session) {
  options.communities.leiden.quality =
      options.quality == "cpm" ? coordination::Quality::kCpm : coordination::Quality::kModularity;
  options.communities.weighted = !options.unweighted;
  EVENHAND_ASSIGN(TiesRead ties, ReadTies(options, *session));
  std::erase_if(ties.ties, [&](const auto& tie) { return tie.weight < options.least_weight; });
  if (session->err_is_terminal) PrintError("\r\x1b[Kfinding communities");
  const CommunityReport report = coordination::FindCommunities(
      static_cast<std::uint32_t>(ties.accounts.size()), ties.ties, options.communities);
  if (session->err_is_terminal) PrintError("\r\x1b[K");
  const Output output(ties, report, options);
  if (!options.out.empty()) EVENHAND_TRY(WritePageFiles(options.out, output.Files()));
  Print(options.format == "json" ? output.Json() : output.Text());
  return {};
}

}  // namespace

void AddNetworksCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "networks", "Find the communities of a network, and how stable they are",
      "  evenhand networks ties.csv -o found\n"
      "  evenhand networks ties.csv --resolution 0.2 --min-size 5 --dismantle -o found\n"
      "  evenhand networks tweets.csv.gz --recipe co-link -o found\n"
      "Reads tables of ties by the column names of CooRTweet, the QUT toolkit, Gephi and our own.");
  auto options = std::make_shared<Options>();
  AddArchiveInput(command, &options->input);
  command->add_option("-o,--out", options->out, "the folder for tables, graphs and networks.json")
      ->type_name("DIR");
  command
      ->add_option("--resolution", options->communities.leiden.resolution,
                   "how dense a community is at least (CPM), or modularity's")
      ->check(CLI::Range(0.0, 1000.0))
      ->capture_default_str();
  AddChoice(command, "--quality", &options->quality, {"cpm", "modularity"},
            "what communities are to be good at");
  command
      ->add_option("--seed", options->communities.leiden.seed,
                   "of the first of the runs that are compared")
      ->capture_default_str();
  command->add_option("--seeds", options->communities.seeds, "runs that are compared")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command
      ->add_option("--min-size", options->communities.min_size,
                   "accounts of a community that is listed")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--least-weight", options->least_weight, "lighter ties are left out")
      ->capture_default_str();
  command->add_flag("--unweighted", options->unweighted, "every tie counts 1");
  command->add_flag("--dismantle", options->communities.dismantle,
                    "also take the network apart to its dense core");
  AddTieOptions(command, &options->ties);
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
