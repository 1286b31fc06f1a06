// `evenhand ties`: from an archive to one network of any method, as a table or a graph.

#include <fmt/format.h>

#include <algorithm>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/table.h"
#include "app/tie_files.h"
#include "app/tie_input.h"
#include "codec/json_out.h"
#include "coordination/recipes.h"

namespace evenhand::app {
namespace {

struct Options {
  ArchiveInput input;
  TieOptions ties;
  std::string out;
  bool list = false;
  std::string format = "text";
};

std::string Listed(const std::string& format) {
  codec::JsonOut json;
  std::string text = "--recipe: networks of the literature\n\n";
  json.Open('{').Key("recipes").Open('[');
  for (const coordination::Recipe& recipe : coordination::Recipes()) {
    const bool any =
        recipe.trace == model::Trace::kObject && recipe.made != coordination::Made::kAsTheyAre;
    const std::string trace = any ? "any" : std::string(model::NameOf(recipe.trace));
    text += fmt::format("  {:<22} {:<18} {}\n", recipe.name, trace, recipe.source);
    json.Open('{')
        .Key("name")
        .String(recipe.name)
        .Key("trace")
        .String(trace)
        .Key("source")
        .String(recipe.source)
        .Close('}');
  }
  text += "\n--method: networks of other tools, and validated ties\n\n";
  json.Close(']').Key("methods").Open('[');
  for (const TieMethod& method : TieMethods()) {
    text += fmt::format("  {:<22} {}\n  {:<22} {}\n", method.name, method.what, "", method.source);
    json.Open('{').Key("name").String(method.name).Key("what").String(method.what);
    json.Key("source").String(method.source).Close('}');
  }
  return format == "json" ? json.Close(']').Close('}').text() + "\n"
                          : text + "\ndocs/coordination.md says what each compares.\n";
}

std::string Summary(const Options& options, const MadeTies& made) {
  const std::size_t accounts = CountTiedAccounts(made.table);
  if (options.format == "json") {
    codec::JsonOut json;
    json.Open('{')
        .Key("made_by")
        .String(made.made_by)
        .Key("ties")
        .Int(std::int64_t(made.table.size()));
    json.Key("accounts")
        .Int(std::int64_t(accounts))
        .Key("directed")
        .Bool(made.table.directed)
        .Key("notes")
        .Open('[');
    for (const std::string& note : made.notes) json.String(note);
    return json.Close(']').Close('}').text() + "\n";
  }
  std::string text = fmt::format("{}\n", made.made_by);
  for (const std::string& note : made.notes) text += "  " + note + "\n";
  text += fmt::format("  {} {}ties between {} accounts\n", Grouped(made.table.size()),
                      made.table.directed ? "directed " : "", Grouped(accounts));
  const std::size_t shown = std::min<std::size_t>(made.table.size(), 5);
  if (shown == 0) return text;
  std::vector<std::size_t> order(made.table.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::partial_sort(order, order.begin() + std::ptrdiff_t(shown),
                            [&](std::size_t x, std::size_t y) {
                              return made.table.Weight(x) != made.table.Weight(y)
                                         ? made.table.Weight(x) > made.table.Weight(y)
                                         : x < y;
                            });
  text += "\n  the heaviest:\n";
  for (const std::size_t i : std::span(order).first(shown)) {
    text += fmt::format("  {:>10.6g}  {}  {}\n", made.table.Weight(i),
                        ForTerminal(made.table.accounts.Name(made.table.from[i])),
                        ForTerminal(made.table.accounts.Name(made.table.to[i])));
  }
  return text + (options.out.empty() ? "" : fmt::format("\n{}\n", options.out));
}

Result<void> Run(const Options& options, Session* session) {
  if (options.list) {
    Print(Listed(options.format));
    return {};
  }
  if (options.input.files.empty())
    return Fail(ErrorCode::kInvalidArgument, "FILES: name an archive, or --list");
  if (!options.out.empty()) EVENHAND_TRY(CheckTieFileName(options.out));
  EVENHAND_ASSIGN(const MadeTies made, MakeTies(options.input, options.ties, *session));
  if (!options.out.empty()) EVENHAND_TRY(WriteTies(options.out, made.table, options.input.threads));
  Print(Summary(options, made));
  return {};
}

}  // namespace

void AddTiesCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "ties",
      "Make one network of accounts, by any method of the literature, as a table or graph",
      "  evenhand ties --list\n"
      "  evenhand ties tweets.csv.gz --recipe co-link -o links.csv\n"
      "  evenhand ties tweets.csv.gz --recipe co-link,co-repost --fuse maximum -o fused.graphml\n"
      "  evenhand ties shares.csv --method coortweet --window 60 -o ties.parquet\n"
      "  evenhand ties posts.csv --method qut-co-tweet --window 60 --min-weight 1 -o texts.csv\n"
      "Such networks always find something; `evenhand detect` says what is beyond chance. See "
      "docs/coordination.md.");
  auto options = std::make_shared<Options>();
  AddArchiveInput(command, &options->input);
  command->get_option("FILES")->required(false);
  command->add_option("-o,--out", options->out, "the network: .csv, .parquet, .graphml or .gexf")
      ->type_name("FILE");
  command->add_flag("--list", options->list, "the recipes and methods, each with its source");
  AddTieOptions(command, &options->ties);
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
