// `evenhand serve`: a published site with its forms, over HTTP.

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <thread>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/log_check.h"
#include "app/site_desk.h"
#include "app/site_input.h"
#include "net/http_server.h"
#include "page/frame.h"
#include "publish/server_files.h"
#include "server/door.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string site;
  std::string listen = "127.0.0.1:8080";
  std::string unix_path;
  std::vector<std::string> addresses;
  std::string onion;
  std::string at;
  std::string service;
  std::string counters;
  std::string check_logs;
};

server::SiteRules RulesFor(std::string_view style_sheet) {
  server::SiteRules rules{.caching = publish::CachingOf};
  for (auto& [name, value] : publish::PageHeaders(style_sheet))
    rules.headers.push_back({name, value});
  return rules;
}

// Only what and where in the program: a message may name what a person typed.
void TellFailure(std::string_view form, const Error& error) {
  const std::string file = std::filesystem::path(error.raised_at.file_name()).filename().string();
  PrintError(fmt::format("evenhand: form {}: error {} at {}:{}\n", form,
                         static_cast<int>(error.code), file, error.raised_at.line()));
}

Result<void> CheckAddress(const std::string& address) {
  const bool is_one = (address.starts_with("https://") || address.starts_with("http://")) &&
                      !address.ends_with('/') && address.find_first_of(" \"'<>;") == address.npos;
  if (is_one) return {};
  return Fail(ErrorCode::kInvalidArgument,
              "'" + address + "' is no address of a site; one is like https://example.org");
}

Result<void> Run(const Options& o) {
  for (const std::string& address : o.addresses) EVENHAND_TRY(CheckAddress(address));
  if (!o.check_logs.empty() && !o.unix_path.empty() && o.addresses.empty())
    return Fail(ErrorCode::kInvalidArgument,
                "--check-logs asks for a page as a reader does: over a Unix socket it needs "
                "--address, by which readers come");
  std::optional<policy::Time> fixed;
  if (!o.at.empty()) {
    EVENHAND_ASSIGN(fixed, policy::ParseTime(o.at));
  }
  const auto now = [fixed] { return fixed ? *fixed : *TimeOrNow(""); };
  EVENHAND_ASSIGN(record::SigningKey key, PublishingKey(o.docket));
  EVENHAND_TRY(OpenDocket(o.docket, false));  // what is wrong with it is told now
  SiteDesk desk(o.docket, std::move(key), o.service);
  server::DoorOptions options{.site = o.site,
                              .pages = RulesFor(page::StyleSheet()),
                              .forms = RulesFor(page::FormStyleSheet()),
                              .addresses = o.addresses,
                              .onion = o.onion,
                              .now = now,
                              .failed = TellFailure};
  EVENHAND_ASSIGN(options.languages, server::LanguagesOfSite(o.site));
  std::optional<server::Counters> counters;
  if (!o.counters.empty()) {
    auto opened = server::Counters::Open(o.counters, now());
    if (!opened) return tl::unexpected(std::move(opened).error());
    counters.emplace(*std::move(opened));
    options.counters = &*counters;
  }
  const std::string language = options.languages.front();
  server::Door door(std::move(options), &desk);
  EVENHAND_ASSIGN(const auto server,
                  net::HttpServer::Listen(
                      {.listen = o.listen, .unix_path = o.unix_path, .now = now},
                      [&door](const net::Request& request) { return door.Answer(request); }));
  Print(fmt::format("serving {} on {}; Ctrl-C ends it\n", o.site, server->address()));
  std::fflush(stdout);  // it may be a pipe, and its reader waits for this line
  Result<void> logs;
  std::thread check;
  if (!o.check_logs.empty()) {
    const std::string address =
        o.addresses.empty() ? "http://" + server->address() : o.addresses.front();
    check = std::thread([&logs, &o, address, language, &server] {
      logs = CheckLogs(address, language, o.check_logs);
      if (!logs) server->Stop();
    });
  }
  server->Run(/*until_signal=*/true);
  if (check.joinable()) check.join();
  if (counters) {
    EVENHAND_TRY(counters->Finish(now()));
  }
  return logs;
}

}  // namespace

void AddServeCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "serve",
      "A published site with its forms, over HTTP; no log of readers exists (docs/serving.md)",
      "  evenhand serve --site site --store docket\n"
      "  evenhand serve --site site --store docket --unix /run/evenhand/door.sock --address "
      "https://example.org");
  auto o = std::make_shared<Options>();
  command->add_option("--site", o->site, "the folder that `evenhand publish` wrote")
      ->required()
      ->type_name("DIR");
  AddDocketStore(command, &o->docket);
  command->add_option("--listen", o->listen, "address and port; port 0 is one that is free")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command
      ->add_option("--unix", o->unix_path,
                   "a Unix socket instead, for a front proxy or an onion service")
      ->type_name("PATH");
  command
      ->add_option(
          "--address", o->addresses,
          "where readers find the site: forms are sent there also from a page saved to a disk. "
          "Once "
          "for each address that ways.txt lists, the main one first: a form leads to the one by "
          "which the reader came")
      ->type_name("URL")
      ->allow_extra_args(false);
  command->add_option("--onion", o->onion, "address of the onion service with the same pages")
      ->type_name("HOST");
  command
      ->add_option(
          "--service", o->service,
          "this service's id in the register of limits: the first days of a block of it count "
          "as being cut off for whoever names the place")
      ->type_name("NAME");
  command
      ->add_option(
          "--counters", o->counters,
          "requests by hour and kind, rounded to ten, kept for 30 days; without it nothing "
          "is counted")
      ->type_name("FILE");
  command
      ->add_option("--check-logs", o->check_logs,
                   "asks for a marked page first, and ends if the mark is in a file here")
      ->type_name("DIR");
  command->add_option("--at", o->at, "as if it were this time; without it, the clock")
      ->type_name("TIME");
  OnCall(command, session, [o] { return Run(*o); });
}

}  // namespace evenhand::app
