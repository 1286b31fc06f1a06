// `evenhand counts`: how often what happened in a period, and the leaf that says so to everyone.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/table.h"
#include "codec/json_out.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string at;
  std::string from, to;
  std::string format = "text";
  bool publish = false;
};

std::string CountsText(const docket::Counts& counts) {
  std::string out;
  for (const auto& [name, count] : counts.lines)
    out += fmt::format("{:>9}  {}\n", Grouped(static_cast<std::uint64_t>(count)), name);
  return out;
}

std::string CountsJson(const docket::Counts& counts) {
  codec::JsonOut out;
  out.Open('{')
      .Key("from")
      .String(policy::FormatTime(counts.from))
      .Key("to")
      .String(policy::FormatTime(counts.to))
      .Key("counts")
      .Open('{');
  for (const auto& [name, count] : counts.lines) out.Key(name).Int(count);
  return out.Close('}').Close('}').text() + "\n";
}

Result<void> Show(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const policy::Time from, policy::ParseTime(o.from));
  EVENHAND_ASSIGN(const policy::Time to, policy::ParseTime(o.to));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const docket::Counts counts, docket->CountUp(from, to));
  Print(o.format == "json" ? CountsJson(counts) : CountsText(counts));
  if (!o.publish) return {};
  EVENHAND_ASSIGN(const bool is_new, docket->PublishCounts(counts, at));
  EVENHAND_TRY(docket->PublishRecord());
  if (o.format == "text")
    Print(is_new
              ? "on the public record\n"
              : "this period is on the public record already, and stays as it was counted then\n");
  return {};
}

}  // namespace

void AddCountsCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "counts",
      "How often what happened: reports, appeals, their misuse, demands; in public with --publish",
      "  evenhand counts --store docket --from 2026-01-01 --to 2026-02-01\n"
      "  evenhand counts --store docket --from 2026-01-01 --to 2026-02-01 --publish");
  auto o = std::make_shared<Options>();
  AddDocketStore(command, &o->docket);
  command->add_option("--from", o->from, "the first day")->required()->type_name("DATE");
  command->add_option("--to", o->to, "the day after the last one")->required()->type_name("DATE");
  command->add_flag("--publish", o->publish,
                    "as a leaf of the public record, once for each period");
  command->add_option("--at", o->at, "when it is published; without it, now")->type_name("TIME");
  AddFormat(command, &o->format);
  OnCall(command, session, [o] { return Show(*o); });
}

}  // namespace evenhand::app
