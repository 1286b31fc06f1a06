// `evenhand publish`: the public side of a docket as a folder of small pages that anyone can host.

#include <fmt/format.h>

#include <filesystem>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/site_input.h"
#include "app/table.h"
#include "carry/base32.h"
#include "codec/json_out.h"

namespace evenhand::app {
namespace {

struct Options {
  SiteOptions site;
  std::string directory;
  std::string format = "text";
  bool all = false;
};

std::string Json(const publish::Written& done, const record::Checkpoint& checkpoint) {
  codec::JsonOut out;
  const auto count = [&](const char* key, std::uint64_t number) {
    out.Key(key).Int(static_cast<std::int64_t>(number));
  };
  out.Open('{');
  count("files", done.files);
  count("made", done.made);
  count("written", done.written);
  count("removed", done.removed);
  out.Key("largest").String(done.largest);
  count("largest_wire", done.largest_wire);
  count("largest_budget", done.largest_budget);
  out.Key("short_root").String(carry::ShortRoot(checkpoint.size, checkpoint.root)).Close('}');
  return out.text() + "\n";
}

Result<void> Run(const Options& options) {
  EVENHAND_ASSIGN(const Site site, ReadSite(options.site, options.directory));
  EVENHAND_ASSIGN(const auto pages, publish::PlanPages(site.input));
  EVENHAND_ASSIGN(const record::SigningKey key, PublishingKey(options.site.docket));
  const std::string store = options.site.docket.directory;
  const auto log = record::OpenFiles(store + "/record");
  const record::Checkpoint& checkpoint = site.input.record.checkpoint;
  EVENHAND_ASSIGN(const publish::Written done,
                  publish::WriteSite(pages, site.files, *log, checkpoint, key,
                                     {.directory = options.directory,
                                      .state_file = store + "/site.state",
                                      .all = options.all}));
  if (options.format == "json") {
    Print(Json(done, checkpoint));
    return {};
  }
  Print(fmt::format("{} of {} files written", Grouped(done.written), Grouped(done.files)));
  if (done.removed > 0) Print(fmt::format(", {} removed", Grouped(done.removed)));
  if (!done.largest.empty()) {
    Print(fmt::format("; nearest to its budget: {} with {} of {} bytes", done.largest,
                      Grouped(done.largest_wire), Grouped(done.largest_budget)));
  }
  Print(fmt::format("\nrecord  {}\nopen    {}\n",
                    carry::ShortRoot(checkpoint.size, checkpoint.root),
                    (std::filesystem::path(options.directory) / "index.html").string()));
  return {};
}

}  // namespace

void AddPublishCommand(CLI::App& app, Session* session) {
  CLI::App* command =
      AddCommand(app, "publish",
                 "The public side as a folder: small pages, the record, keys; writes what changed "
                 "(docs/publishing.md)",
                 "  evenhand publish site --store docket\n"
                 "  evenhand publish site --store docket --ways ways.txt --onion abc….onion");
  auto options = std::make_shared<Options>();
  command->add_option("DIR", options->directory, "the folder, for any web server")
      ->required()
      ->type_name("DIR");
  AddDocketStore(command, &options->site.docket);
  command->add_option("--ways", options->site.ways, "list of addresses, which is signed")
      ->type_name("FILE");
  command
      ->add_option("--onion", options->site.onion,
                   "address of the onion service with the same pages")
      ->type_name("HOST");
  command
      ->add_option("--languages", options->site.languages,
                   "of pages, beside those of the rulebooks: en, fa, ar, ru, es")
      ->delimiter(',')
      ->type_name("TAG,…");
  command->add_option("--at", options->site.at, "the site is of this day; without it, today")
      ->type_name("TIME");
  command
      ->add_option("--policy", options->site.witness,
                   "whose signatures readers should ask for, witnesses included")
      ->type_name("FILE");
  command
      ->add_option(
          "--dossiers", options->site.dossiers,
          "published dossiers, as `evenhand dossier export` wrote them, or a folder of them")
      ->type_name("FILE|DIR")
      ->expected(1, -1)
      ->allow_extra_args(false);
  command->add_flag("--all", options->all, "make every file again");
  AddFormat(command, &options->format);
  OnCall(command, session, [options] { return Run(*options); });
}

}  // namespace evenhand::app
