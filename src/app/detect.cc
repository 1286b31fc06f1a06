// `evenhand detect`: from an archive to networks of accounts that acted together beyond chance.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/archive_input.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/csv_table.h"
#include "app/detect_files.h"
#include "app/table.h"
#include "archive/share_maker.h"
#include "coordination/detect.h"
#include "coordination/in_order.h"

namespace evenhand::app {
namespace {

using coordination::Detection;

struct Options {
  ArchiveInput input;
  std::string out;
  std::vector<double> windows_s = {10, 60, 300};
  coordination::DetectOptions detect;
  std::string declared;
  std::string format = "text";
};

// account_id,group: a CSV with these columns.
Result<std::map<std::string, std::string, std::less<>>> ReadDeclared(const std::string& path) {
  EVENHAND_ASSIGN(const CsvTable table, ReadCsvTable(path));
  auto account = table.Column("account_id");
  auto group = table.Column("group");
  if (!account || !group)
    return Fail(ErrorCode::kInvalidArgument, path + ": wants the columns account_id and group");
  std::map<std::string, std::string, std::less<>> declared;
  for (const auto& row : table.rows) declared.emplace(row[*account], row[*group]);
  return declared;
}

std::string SearchName(const Detection::Search& search) {
  return fmt::format("{} within {:g} s", model::NameOf(search.trace),
                     static_cast<double>(search.window_ms) / 1000);
}

std::string NetworkTable(const Detection& detection) {
  constexpr std::size_t kMost = 20;
  std::string text = "\n  network  accounts  core  pairs tied  without any one  without popular\n";
  for (std::size_t n = 0; n < std::min(detection.networks.size(), kMost); ++n) {
    const coordination::Network& network = detection.networks[n];
    text += fmt::format("  {:>7}  {:>8}  {:>4}  {:>8.0f} %  {:>15}  {:>15}\n", n + 1,
                        network.members.size(),
                        std::ranges::count(network.members, true, &coordination::Member::core),
                        100 * network.density, network.without_any_one, network.without_popular);
  }
  if (detection.networks.size() > kMost)
    text += fmt::format("  and {} smaller ones\n", Grouped(detection.networks.size() - kMost));
  return text;
}

std::string SummaryText(const Detection& detection) {
  std::string text =
      fmt::format("{} shares by {} accounts of {} objects\n\n", Grouped(detection.shares),
                  Grouped(detection.accounts.size()), Grouped(detection.objects));
  for (const Detection::Search& search : detection.searches) {
    text += fmt::format("  {:<32}  {:>14} times together  {:>9} ties beyond chance\n",
                        SearchName(search), Grouped(search.together), Grouped(search.ties));
    if (search.declared > 0)
      text += fmt::format("  {:<32}  {:>14} ties inside declared groups\n", "",
                          Grouped(search.declared));
    if (search.not_compared > 0)
      text += fmt::format(
          "  {:<32}  {:>14} posts too many others apart to be compared (--max-neighbours)\n", "",
          Grouped(search.not_compared));
  }
  std::size_t accounts = 0;
  for (const coordination::Network& network : detection.networks)
    accounts += network.members.size();
  if (accounts == 0) {
    text += "\nNo account is over the line.";
  } else {
    text += NetworkTable(detection);
    text +=
        fmt::format("\n{} accounts in {} {} are over the line: candidates for people to look at.",
                    Grouped(accounts), Grouped(detection.networks.size()),
                    detection.networks.size() == 1 ? "network" : "networks");
  }
  return text +
         fmt::format(" {} with ties fell short of it.\n", Grouped(detection.fell_short.size()));
}

Result<void> Run(Options options, Session* session) {
  for (const double seconds : options.windows_s)
    options.detect.windows_ms.push_back(std::llround(seconds * 1000));
  std::ranges::sort(options.detect.windows_ms);
  const auto repeated = std::ranges::unique(options.detect.windows_ms);
  options.detect.windows_ms.erase(repeated.begin(), repeated.end());
  if (!options.declared.empty()) {
    EVENHAND_ASSIGN(options.detect.declared, ReadDeclared(options.declared));
  }
  options.detect.threads = static_cast<unsigned>(options.input.threads);
  EVENHAND_ASSIGN(archive::SharesRead read, ReadArchive(options.input, *session));
  for (auto& [trace, shares] : read.shares) shares = coordination::InOrder(std::move(shares));
  const Detection detection =
      coordination::Detect(read.shares, options.detect,
                           [&](const Detection::Search& next, std::size_t number, std::size_t all) {
                             if (session->err_is_terminal)
                               PrintError(fmt::format("\r\x1b[Ksearching {} of {}: {}", number + 1,
                                                      all, SearchName(next)));
                           });
  if (session->err_is_terminal) PrintError("\r\x1b[K");
  const DetectOutput output{detection, options.detect, read};
  if (!options.out.empty()) EVENHAND_TRY(WriteDetection(options.out, output));
  Print(options.format == "json" ? NetworksJson(output) : SummaryText(detection));
  if (options.format == "text" && !options.out.empty())
    Print(fmt::format("\n{}/report.html\n", options.out));
  return {};
}

void AddLineOptions(CLI::App* command, coordination::LineOptions* line) {
  const std::string group = "The line";
  const auto add = [&](const char* name, auto* value, const char* purpose) {
    command->add_option(name, *value, purpose)->capture_default_str()->group(group);
  };
  add("--min-objects", &line->min_objects, "objects put out together with other candidates");
  add("--min-days", &line->min_days, "on so many days, or in two kinds of traces");
  add("--min-partners", &line->min_partners, "tied to so many other candidates");
  add("--many-objects", &line->many_objects,
      "from so many objects on it is much of what an account does");
  add("--many-partners", &line->many_partners,
      "or from so many partners on; otherwise half of its objects");
  add("--least-effect", &line->least_effect, "together so many times as often as by chance");
  add("--common-share", &line->common_share,
      "objects that more of all accounts put out do not suffice");
}

}  // namespace

void AddDetectCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "detect", "Find accounts that act together beyond chance, with what each rests on",
      "  evenhand detect tweets.csv.gz -o found\n"
      "  evenhand detect archive/ --trace link,text --window 10,60,3600 -o found --rejects "
      "rejects.jsonl\n"
      "Whoever is found is a candidate for people to look at. See docs/coordination.md.");
  auto options = std::make_shared<Options>();
  options->detect.windows_ms.clear();
  AddArchiveInput(command, &options->input);
  command
      ->add_option("-o,--out", options->out,
                   "the folder for report, tables, graphs and networks.json")
      ->type_name("DIR");
  command
      ->add_option("--window", options->windows_s,
                   "seconds apart at most, several with commas between")
      ->delimiter(',')
      ->check(CLI::Range(0.0, 31536000.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  command
      ->add_option(
          "--max-neighbours", options->detect.max_neighbours,
          "compare a post with so many before and after it of the same object; 0: with all")
      ->capture_default_str();
  command
      ->add_option("--rate", options->detect.false_discovery_rate,
                   "share of false ties among those found")
      ->check(CLI::Range(1e-12, 0.5))
      ->capture_default_str();
  command
      ->add_option("--declared", options->declared,
                   "accounts that say publicly that they act together: CSV with account_id, group")
      ->type_name("FILE.csv");
  AddLineOptions(command, &options->detect.line);
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
